"""A visit to Discord, to see what a running bot would meet there.

It logs in over REST and listens for the gateway's first word, but never identifies
itself there: that may be done a thousand times a day only.
"""

import asyncio
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple

import aiohttp
import discord
from discord.gateway import DiscordWebSocket
from discord.http import HTTPClient, Route
from msgspec import Struct, field

from bot.permissions import granted, missing, needed

_GATEWAY_S = 10.0
_UNREACHED = (discord.DiscordException, OSError, aiohttp.ClientError, TimeoutError)
_FORGOTTEN = {10003, 10004}


class Place(NamedTuple):
    """A channel that is posted in, and its guild; `only_log`: no digest goes there."""

    guild: str
    channel: str
    only_log: bool = False


class Seen(Struct, frozen=True):
    """How a channel was found: its name, what is missing there, or why it was not."""

    place: Place
    name: str = ""
    missing: tuple[str, ...] = ()
    problem: str = ""


class Visit(Struct, frozen=True):
    """What came of a visit.

    `problem` says why nobody was let in, `gateway` why it is not heard; "" where
    all is well. `skew` is how far our clock is ahead of Discord's, None where that
    was not told.
    """

    name: str = ""
    problem: str = ""
    refused: bool = False
    gateway: str = ""
    skew: timedelta | None = None
    seen: tuple[Seen, ...] = field(default_factory=tuple)


async def visit(
    token: str, places: Iterable[Place], now: Callable[[], datetime]
) -> Visit:
    """Log in, look at each place, and listen at the gateway; `now` is our clock."""
    skews: list[timedelta] = []
    client = discord.Client(
        intents=discord.Intents.none(), http_trace=_dated(skews, now)
    )
    async with client:
        try:
            await client.login(token)
        except discord.LoginFailure:
            return Visit(refused=True, problem="Discord refuses it")
        except _UNREACHED as error:
            return Visit(problem=_reason(error))
        me = str(client.user.id) if client.user else ""
        seen = [await _look(client.http, me, each) for each in places]
        gateway = await _listen(client.http)
    return Visit(
        str(client.user), "", False, gateway, skews[-1] if skews else None, tuple(seen)
    )


async def _look(http: HTTPClient, me: str, place: Place) -> Seen:
    try:
        channel = await _get(http, f"/channels/{int(place.channel)}")
        guild = await _get(http, f"/guilds/{int(place.guild)}")
        member = await _get(http, f"/guilds/{int(place.guild)}/members/{int(me)}")
        within = channel
        if "thread_metadata" in channel:
            within = await _get(http, f"/channels/{int(channel['parent_id'])}")
    except _UNREACHED as error:
        return Seen(place, problem=_why_not_seen(error))
    wanted = needed(channel["type"], only_log=place.only_log)
    lacking = missing(granted(guild, member, within), wanted)
    return Seen(place, f"#{channel['name']} in {guild['name']}", lacking)


async def _get(http: HTTPClient, path: str) -> Any:
    return await http.request(Route("GET", path))


async def _listen(http: HTTPClient) -> str:
    """Wait for the first word of the gateway, and say why there is none."""
    url = DiscordWebSocket.DEFAULT_GATEWAY.with_query(v="10", encoding="json")
    try:
        async with asyncio.timeout(_GATEWAY_S):
            socket = await http.ws_connect(str(url))
            word = await socket.receive()
            await socket.close()
    except _UNREACHED as error:
        return _reason(error)
    said = word.type in {aiohttp.WSMsgType.TEXT, aiohttp.WSMsgType.BINARY}
    return "" if said else "it hung up"


def _dated(skews: list[timedelta], now: Callable[[], datetime]) -> aiohttp.TraceConfig:
    """Note how far our clock is ahead of what each of Discord's answers says."""

    async def note(
        _session: aiohttp.ClientSession,
        _context: Any,
        end: aiohttp.TraceRequestEndParams,
    ) -> None:
        try:
            theirs = parsedate_to_datetime(end.response.headers.get("Date", ""))
            skews.append(now() - theirs)
        except (ValueError, TypeError):
            return  # It did not say, or not in which zone.

    trace = aiohttp.TraceConfig()
    trace.on_request_end.append(note)
    return trace


def _reason(error: BaseException) -> str:
    match error:
        case discord.HTTPException(status=429):
            return "Discord turns this machine away for a while"
        case discord.HTTPException(status=status):
            return f"Discord answers {status}"
        case TimeoutError():
            return "no answer came in time"
        case _:
            return f"there is no way there ({type(error).__name__})"


def _why_not_seen(error: BaseException) -> str:
    match error:
        case discord.HTTPException(code=code) if code in _FORGOTTEN:
            return "it is gone"
        case discord.Forbidden():
            return "the bot cannot see it"
        case discord.NotFound():
            return "it is gone"
        case _:
            return _reason(error)
