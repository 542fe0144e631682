"""The Herald: tells each guild what went wrong for it, once.

In its log channel, or where it has none that can be posted in, to its owner.
"""

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from bot.escape import harmless
from bot.outlet import Outlet
from bot.refusals import NoAnswer, Refusal, TooSoon
from digests.guildkeeping import GuildKeeper
from digests.guilds import Guild, GuildNotice

# Between two looks at what there is to tell.
_LOOK_S, _GLANCE_S = 30.0, 1.0
_PAUSED = "paused"
# What helps depends on what the channel is used for; all of that is told there.
_ADVICE = "I post nothing there meanwhile. `/bot status` says what helps."
_LONGEST, _SUPPRESS_EMBEDS = 2000, 1 << 2


class Herald:
    """Tells guilds of notices."""

    def __init__(self, guilds: GuildKeeper, outlet: Outlet) -> None:
        """Take whose notices, and the way to Discord."""
        self._guilds = guilds
        self._outlet = outlet

    async def round(self) -> float:
        """Tell every guild what it was not told yet; say when to look again."""
        if not self._outlet.is_open:
            return _GLANCE_S
        for guild in await self._guilds.present():
            notices = await self._guilds.notices(guild)
            if notices and not self._outlet.away(guild):
                await self._tell(await self._guilds.get(guild), notices)
        return _LOOK_S

    async def _tell(self, guild: Guild, notices: Sequence[GuildNotice]) -> None:
        try:
            if not await self._in_log(guild, notices):
                # Feeds' troubles wait for a log channel; what stops posts does not.
                await self._to_owner(guild, [x for x in notices if not x.url])
        except (NoAnswer, TooSoon):
            # They are told at a later round; Discord knows the nonce again.
            return

    async def _in_log(self, guild: Guild, notices: Sequence[GuildNotice]) -> bool:
        """Tell it in the log channel; return whether that could be done."""
        if not guild.log_channel:
            return False
        log = await self._guilds.channel(guild.id, guild.log_channel)
        if log.paused:
            return False
        taken, body = _as_many_as_fit(notices)
        try:
            await self._outlet.post(guild.log_channel, body, _nonce(guild, taken))
        except Refusal as error:
            if error.closes:
                await self._guilds.pause_channel(guild.log_channel, error.closes)
            return False
        await self._guilds.told(taken)
        return True

    async def _to_owner(self, guild: Guild, notices: Sequence[GuildNotice]) -> None:
        """Tell it to the owner, who may have closed that way too."""
        taken, body = _as_many_as_fit(notices)
        owner = guild.owner or self._outlet.owner(guild.id)
        if taken and owner:
            # Whom nothing can be told is not asked again.
            with suppress(Refusal):
                nonce = _nonce(guild, taken)
                await self._outlet.post_privately(owner, body, nonce)
        await self._guilds.told(taken)


def _as_many_as_fit(
    notices: Sequence[GuildNotice],
) -> tuple[Sequence[GuildNotice], dict[str, Any]]:
    """Return the first notices, as many as one message takes, and the message."""
    lines: list[str] = []
    for each in notices:
        line = _line(each)[:_LONGEST]
        if sum(map(len, lines)) + len(lines) + len(line) > _LONGEST:
            break
        lines.append(line)
    body = {"content": "\n".join(lines), "flags": _SUPPRESS_EMBEDS}
    return notices[: len(lines)], body


def _line(notice: GuildNotice) -> str:
    place = f"<#{notice.channel}>: " if notice.channel else ""
    told = f"{place}{harmless(notice.text)}"
    if notice.kind == _PAUSED and notice.channel:
        return f"{told}. {_ADVICE}"
    return told


def _nonce(guild: Guild, notices: Sequence[GuildNotice]) -> str:
    """Return what the same message to the same guild has again after a crash."""
    told = [guild.id, *(f"{x.kind}{x.id}{x.made.isoformat()}" for x in notices)]
    return hashlib.blake2s("|".join(told).encode(), digest_size=10).hexdigest()
