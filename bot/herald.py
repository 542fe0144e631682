"""The Herald: tells each guild what went wrong for it, once.

In its log channel, or where it has none that can be posted in, to its owner.
"""

import hashlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from bot.escape import harmless
from bot.outlet import Outlet
from bot.redacting import redactor
from bot.refusals import NoAnswer, Refusal, TooSoon
from digests.guildkeeping import GuildKeeper
from digests.guilds import Guild, GuildNotice

# Between two looks at what there is to tell.
_LOOK_S, _GLANCE_S = 30.0, 1.0
_PAUSED = "paused"
# What helps depends on what the channel is used for; all of that is told there.
_ADVICE = "I post nothing there meanwhile. `/bot status` says what helps."
_REFUSED = (
    "Discord refuses what I tell in <#{channel}>: {why}. Choose another channel with "
    "`/bot log`; `/bot status` shows the troubles."
)
# What a channel refuses for another reason than being closed may be taken later.
_PAUSE = timedelta(hours=1)
# More people read a log than may see what a feed's address holds.
_without_keys = redactor([])
_LONGEST, _MOST_WHY, _SUPPRESS_EMBEDS = 2000, 200, 1 << 2


class Herald:
    """Tells guilds of notices."""

    def __init__(
        self, guilds: GuildKeeper, outlet: Outlet, now: Callable[[], datetime]
    ) -> None:
        """Take whose notices, the way to Discord, and what tells the time."""
        self._guilds = guilds
        self._outlet = outlet
        self._now = now
        # When to try again in log channels that refused; their owners were told.
        self._refusing: dict[str, datetime] = {}

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
        if log.paused or self._refusing.get(log.id, self._now()) > self._now():
            return False
        taken, body = _as_many_as_fit(notices)
        try:
            await self._outlet.post(guild.log_channel, body, _nonce(guild, taken))
        except Refusal as error:
            if error.closes:
                await self._guilds.pause_channel(log.id, error.closes)
            else:
                await self._tell_of_refusal(guild, error)
            return False
        self._refusing.pop(log.id, None)
        await self._guilds.told(taken)
        return True

    async def _to_owner(self, guild: Guild, notices: Sequence[GuildNotice]) -> None:
        """Tell it to the owner, who may have closed that way too."""
        taken, body = _as_many_as_fit(notices)
        if taken:
            await self._privately(guild, body, _nonce(guild, taken))
        await self._guilds.told(taken)

    async def _tell_of_refusal(self, guild: Guild, error: Refusal) -> None:
        """Let the log channel be for a while; the first time, its owner is told."""
        key, again = guild.log_channel, self._now() + _PAUSE
        is_new = key not in self._refusing
        self._refusing[key] = again
        if is_new:
            why = harmless(error.words[:_MOST_WHY].replace("\n", " "))
            words = _REFUSED.format(channel=key, why=why)
            nonce = _nonce_of(guild.id, key, again.isoformat())
            await self._privately(guild, {"content": words}, nonce)

    async def _privately(self, guild: Guild, body: dict[str, Any], nonce: str) -> None:
        owner = guild.owner or self._outlet.owner(guild.id)
        if owner:
            # Whom nothing can be told is not asked again.
            with suppress(Refusal):
                await self._outlet.post_privately(owner, body, nonce)


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
    told = f"{place}{harmless(_without_keys(notice.text))}"
    if notice.kind == _PAUSED and notice.channel:
        return f"{told}. {_ADVICE}"
    return told


def _nonce(guild: Guild, notices: Sequence[GuildNotice]) -> str:
    """Return what the same message to the same guild has again after a crash."""
    return _nonce_of(
        guild.id, *(f"{x.kind}{x.id}{x.made.isoformat()}" for x in notices)
    )


def _nonce_of(*parts: str) -> str:
    return hashlib.blake2s("|".join(parts).encode(), digest_size=10).hexdigest()
