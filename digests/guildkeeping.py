"""GuildKeeper: what is known of a community, from the bot's arrival to its leaving.

A guild is made with defaults when it is first asked for. When the bot was removed,
all that is the guild's own is kept for a while, in case that was a mistake, and then
forgotten.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from digests.guilds import ChannelKind, ChannelState, Guild, GuildNotice
from digests.ports import Clock
from digests.storage import channels, guild_notices, guilds, schedules
from digests.storage.database import Database
from digests.whens import read_when

# How long what a guild chose outlasts the bot's removal.
GRACE = timedelta(days=30)


class GuildKeeper:
    """Knows guilds and their channels, and what their admins chose."""

    def __init__(self, db: Database, clock: Clock) -> None:
        """Take the store and the clock."""
        self._db = db
        self._clock = clock

    async def get(self, guild: str) -> Guild:
        """Return the guild, made with defaults where it is new."""
        found = await self._db.read(guilds.get, guild)
        if found is None:
            found = await self._db.write(guilds.make, guild, self._clock.now())
        return found

    async def setup(
        self, guild: str, *, zone: str | None = None, language: str | None = None
    ) -> Guild:
        """Set the guild's zone (an IANA name) and language; None leaves one as it is.

        Who asks has read the zone by `digests.zones`.
        """
        given = {"zone": zone, "language": language}
        return await self._set(
            guild, **{k: v for k, v in given.items() if v is not None}
        )

    async def moment(self, guild: str, typed: str, *, past: bool) -> datetime:
        """Return the moment that somebody in the guild means, by its zone.

        `past` asks for one that has been (`since`), else it is to come (`until`).

        Raises:
            BadSchedule: It cannot be understood.
            InThePast: It should be to come and is past.

        """
        zone = (await self.get(guild)).zone
        return read_when(typed, self._clock.now(), zone, past=past)

    async def zone_in(self, guild: str, channel: str) -> str:
        """Return by which zone the readers of a channel of the guild count days."""
        return await self._db.read(schedules.zone, guild, channel)

    async def set_manager(self, guild: str, role: str) -> Guild:
        """Let a role manage feeds and digests, "" for none."""
        return await self._set(guild, manager_role=role)

    async def set_log_channel(self, guild: str, channel: str) -> Guild:
        """Tell the guild's troubles in this channel, "" for none."""
        return await self._set(guild, log_channel=channel)

    async def joined(self, guild: str, owner: str) -> Guild:
        """Remember that the bot is in the guild, again or for the first time.

        Where it is again, all channels are posted in: most that are paused are so
        because it was gone, and another is paused anew by its next post.
        """
        if (await self.get(guild)).left:
            await self._db.write(channels.resume_all, guild)
        return await self._set(guild, owner=owner, left=None)

    async def left(self, guild: str) -> None:
        """Remember that the bot was removed from the guild."""
        await self._set(guild, left=self._clock.now())

    async def present(self) -> list[str]:
        """Return the ids of the guilds that the bot is in, as far as it knows."""
        return await self._db.read(guilds.present)

    async def forget_departed(self) -> int:
        """Forget the guilds that the bot was removed from long ago; return how many."""
        before = self._clock.now() - GRACE
        gone = await self._db.read(guilds.departed, before)
        # A guild each: others want to write in between.
        return sum([await self._db.write(guilds.forget, each, before) for each in gone])

    async def channel(
        self, guild: str, channel: str, kind: ChannelKind | None = None
    ) -> ChannelState:
        """Return the guild's channel; its kind is stored where it is given.

        Raises:
            NotFound: The channel is another guild's.

        """
        found = await self._db.read(channels.get, guild, channel)
        if found is None or kind not in (None, found.kind):
            now = self._clock.now()
            found = await self._db.write(channels.make, guild, channel, kind, now)
        return found

    async def channels(self, guild: str) -> list[ChannelState]:
        """Return the guild's channels that were ever chosen for something."""
        return await self._db.read(channels.of_guild, guild)

    async def pause_channel(self, channel: str, reason: str) -> bool:
        """Post nothing in the channel any more; its guild is told once.

        `reason` is a short phrase in plain words. Returns whether that is new.
        """
        now = self._clock.now()
        return await self._db.write(channels.pause, channel, reason, now)

    async def resume_channel(self, guild: str, channel: str) -> bool:
        """Post in the guild's channel again; return whether it was paused."""
        return await self._db.write(channels.resume, guild, channel)

    async def notices(self, guild: str) -> list[GuildNotice]:
        """Return what the guild was not told yet, of its channels and its feeds."""
        now = self._clock.now()
        return await self._db.read(guild_notices.untold, guild, now)

    async def told(self, notices: Sequence[GuildNotice]) -> None:
        """Remember that their guilds were told these."""
        await self._db.write(guild_notices.told, notices, self._clock.now())

    async def state(self, key: str) -> str:
        """Return a small fact about the bot itself, "" where it was never noted."""
        return await self._db.read(guilds.fact, key)

    async def remember(self, key: str, value: str) -> None:
        """Note a small fact, such as the hash of the commands that Discord knows."""
        await self._db.write(guilds.note, key, value)

    async def _set(self, guild: str, **chosen: Any) -> Guild:
        return await self._db.write(guilds.change, guild, self._clock.now(), chosen)
