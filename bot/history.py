"""Look in a channel whether something was posted there: by its mark, among our own.

A bot may read its own messages in full without any privileged intent.
"""

from collections.abc import AsyncIterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from discord.http import Route
from discord.utils import time_snowflake

from bot.outlet import Outlet
from bot.posts import mark_in
from bot.refusals import NoAnswer, Refusal

_PAGE, _MOST_PAGES, _THREADS = 100, 50, 50
_NOT_FOUND = 404
# Our clock and Discord's may differ by so much.
_SLACK = timedelta(minutes=5)
_CROSSPOSTED = 1 << 0
Mark = tuple[int, int]


async def find_post(outlet: Outlet, channel: str, mark: Mark, since: datetime) -> str:
    """Return our message of this mark in a channel or thread, "" where there is none.

    Raises:
        NoAnswer: There is too much to be read, or no answer.
        TooSoon: Later it may be read.
        Refusal: It may not be read.

    """
    async for message in _messages(outlet, channel, since):
        if _is_ours(outlet, message, mark):
            return str(message["id"])
    return ""


async def find_thread(
    outlet: Outlet, forum: str, guild: str, mark: Mark, since: datetime
) -> str:
    """Return our thread in a forum that begins with a message of this mark, or "".

    Threads that were archived since are looked at too. Raises as `find_post`.
    """
    after = _earliest(since)
    for thread in [
        *await _active(outlet, forum, guild),
        *await _archived(outlet, forum),
    ]:
        if int(thread["id"]) > after and thread.get("owner_id") == outlet.name:
            first = await _message(outlet, thread["id"], thread["id"])
            if first and _is_ours(outlet, first, mark):
                return str(thread["id"])
    return ""


async def is_published(outlet: Outlet, channel: str, message: str) -> bool:
    """Return whether an announcement was published already. Raises as `find_post`."""
    found = await _message(outlet, channel, message)
    return bool(found and int(found.get("flags") or 0) & _CROSSPOSTED)


async def _messages(
    outlet: Outlet, channel: str, since: datetime
) -> AsyncIterator[Mapping[str, Any]]:
    """Yield a channel's messages since then, nearly."""
    route = Route("GET", "/channels/{channel_id}/messages", channel_id=int(channel))
    after = _earliest(since)
    for _ in range(_MOST_PAGES):
        asked = {"limit": str(_PAGE), "after": str(after)}
        page = await outlet.ask(route, params=asked)
        for message in page:
            yield message
        if len(page) < _PAGE:
            return
        after = max(int(message["id"]) for message in page)
    raise NoAnswer("too much was written in the channel since")


async def _active(outlet: Outlet, forum: str, guild: str) -> list[Mapping[str, Any]]:
    route = Route("GET", "/guilds/{guild_id}/threads/active", guild_id=int(guild))
    threads = (await outlet.ask(route))["threads"]
    return [each for each in threads if each.get("parent_id") == forum]


async def _archived(outlet: Outlet, forum: str) -> list[Mapping[str, Any]]:
    path = "/channels/{channel_id}/threads/archived/public"
    route = Route("GET", path, channel_id=int(forum))
    threads: list[Mapping[str, Any]] = (
        await outlet.ask(route, params={"limit": str(_THREADS)})
    )["threads"]
    return threads


async def _message(
    outlet: Outlet, channel: str, message: str
) -> Mapping[str, Any] | None:
    """Return a message, None where it is gone."""
    path = "/channels/{channel_id}/messages/{message_id}"
    route = Route("GET", path, channel_id=int(channel), message_id=int(message))
    try:
        found: Mapping[str, Any] = await outlet.ask(route)
    except Refusal as error:
        if error.status == _NOT_FOUND:
            return None
        raise
    return found


def _is_ours(outlet: Outlet, message: Mapping[str, Any], mark: Mark) -> bool:
    ours: bool = message["author"]["id"] == outlet.name
    return ours and mark_in(message) == mark


def _earliest(since: datetime) -> int:
    return time_snowflake(since - _SLACK)
