"""What the bot may do in a channel, and what it needs there. Pure.

Worked out from roles and overwrites as Discord's documentation says, for what is
asked over REST comes without.
"""

from collections.abc import Iterable, Mapping
from typing import Any

# Names as in Discord's own dialogues, with their bits.
VIEW, SEND = "View Channel", "Send Messages"
EMBED, HISTORY = "Embed Links", "Read Message History"
OPEN_THREADS, SEND_IN_THREADS = "Create Public Threads", "Send Messages in Threads"
_BITS = {
    VIEW: 1 << 10,
    SEND: 1 << 11,
    EMBED: 1 << 14,
    HISTORY: 1 << 16,
    OPEN_THREADS: 1 << 35,
    SEND_IN_THREADS: 1 << 38,
}
_ADMINISTRATOR = 1 << 3
_ALL = (1 << 53) - 1
# Types of channels, as Discord numbers them.
_THREADS = {10, 11, 12}
_FORUMS = {15, 16}

Payload = Mapping[str, Any]


def needed(kind: int, *, only_log: bool = False) -> tuple[str, ...]:
    """Return what is needed to post in a channel of this type and answer there.

    A guild's log takes plain messages, and nobody is answered by it.
    """
    if only_log:
        return VIEW, SEND_IN_THREADS if kind in _THREADS else SEND
    if kind in _THREADS:
        return VIEW, SEND_IN_THREADS, EMBED, HISTORY
    if kind in _FORUMS:
        return VIEW, SEND, SEND_IN_THREADS, EMBED, HISTORY
    return VIEW, SEND, SEND_IN_THREADS, OPEN_THREADS, EMBED, HISTORY


def missing(granted: int, names: Iterable[str]) -> tuple[str, ...]:
    """Return those of the named permissions that are not granted."""
    return tuple(name for name in names if not granted & _BITS[name])


def granted(guild: Payload, member: Payload, channel: Payload) -> int:
    """Return what a member may do in a channel; for a thread give its parent."""
    me, everyone = member["user"]["id"], guild["id"]
    mine = set(member["roles"])
    if guild.get("owner_id") == me:
        return _ALL
    allowed = 0
    for role in guild["roles"]:
        if role["id"] == everyone or role["id"] in mine:
            allowed |= int(role["permissions"])
    if allowed & _ADMINISTRATOR:
        return _ALL
    overwrites = {each["id"]: each for each in channel.get("permission_overwrites", ())}
    for holders in ({everyone}, mine, {me}):
        these = [overwrites[key] for key in holders if key in overwrites]
        for each in these:
            allowed &= ~int(each["deny"])
        for each in these:
            allowed |= int(each["allow"])
    return allowed
