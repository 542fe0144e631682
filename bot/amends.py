"""The loop that tells whose question was cut off by a crash, where they wait for it."""

from contextlib import suppress

import discord
from structlog import get_logger

from bot.checks import channel_of
from bot.errors import Told
from bot.loops import Loop
from bot.outlet import Outlet
from bot.render.pages import notice
from bot.rooms import Voice, room_at
from digests.asked import CutOff
from digests.newsroom import Newsroom

_GLANCE_S, _LATER_S = 1.0, 3600.0
_ASK_AGAIN = "I was restarted before I could answer that. Please ask once more."
_log = get_logger(__name__)


def amends(newsroom: Newsroom, client: discord.Client) -> Loop:
    """Return the loop; each is told once, where that can be said."""
    outlet = Outlet(client)

    async def step() -> float:
        if not outlet.is_open:
            return _GLANCE_S
        for each in await newsroom.inquiries.cut_off():
            if not outlet.away(each.guild):
                await _tell(client, outlet, each)
                await newsroom.inquiries.told(each)
        return _LATER_S

    return Loop("amends", step)


async def _tell(client: discord.Client, outlet: Outlet, each: CutOff) -> None:
    guild = client.get_guild(int(each.guild))
    channel = await channel_of(guild, each.spot.room) if guild else None
    if channel is None:
        return
    # Under the key of the answer: where that was said, Discord says nothing more.
    voice = Voice(outlet, room_at(channel), each.spot.key, each.spot.to)
    with suppress(Told):
        await voice.say([notice(_ASK_AGAIN)])
        _log.info("told of a question that was cut off", channel=each.spot.room)
