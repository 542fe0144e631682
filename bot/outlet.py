"""Send to Discord: the only place where something to be said becomes a request.

Bodies are Discord's own JSON. Nothing that is sent may ping anybody but the roles
that its body names, whatever it says.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import aiohttp
import discord
from discord.http import Route

from bot.permissions import EMBED, SEND, SEND_IN_THREADS, VIEW, missing
from bot.posts import allowed_mentions, thread_body
from bot.refusals import NoAnswer, Refusal, TooSoon

# One exchange; what takes longer may have been done all the same.
_PATIENCE = aiohttp.ClientTimeout(total=30)
_TOO_MANY = 429
_REQUIRE_TAG = 1 << 4


class Opened(NamedTuple):
    """A forum's new thread, which is also its first message; `note` is worth saying."""

    id: str
    note: str = ""


class Outlet:
    """A bot's connection, as what delivers sees it. Ids are text."""

    def __init__(self, client: discord.Client) -> None:
        """Take the client; it is logged in before anything is sent."""
        self._client = client

    @property
    def name(self) -> str:
        """The bot's own id, by which its messages are known."""
        return str(self._client.user.id) if self._client.user else ""

    @property
    def is_open(self) -> bool:
        """Whether the bot has logged in and knows its guilds."""
        return self._client.is_ready()

    def away(self, guild: str) -> bool:
        """Whether Discord has lost the guild for a while."""
        found = self._client.get_guild(int(guild))
        return found is not None and found.unavailable

    def owner(self, guild: str) -> str:
        """Return who owns a guild, "" where that is not known."""
        found = self._client.get_guild(int(guild))
        return str(found.owner_id) if found and found.owner_id else ""

    async def post(self, channel: str, body: Mapping[str, Any], nonce: str) -> str:
        """Post to a channel or thread, and return the message's id.

        The same nonce within a few minutes gives the first message again and posts
        nothing.

        Raises:
            NoAnswer: It may have been posted or not.
            TooSoon: It was not posted; later it may be.
            Refusal: It was not posted.

        """
        route = Route(
            "POST", "/channels/{channel_id}/messages", channel_id=int(channel)
        )
        sealed = {**pinging_nobody(body), "nonce": nonce, "enforce_nonce": True}
        return str((await self.ask(route, json=sealed))["id"])

    async def open_thread(
        self, forum: str, title: str, topics: Sequence[str], body: Mapping[str, Any]
    ) -> Opened:
        """Open a thread in a forum, tagged by its topics where the forum has such.

        There is no nonce for that: twice is two threads. Raises as `post` does.
        """
        tags, note = _tags(topics, await self._forum(forum))
        made = thread_body(title, pinging_nobody(body), tags)
        route = Route("POST", "/channels/{channel_id}/threads", channel_id=int(forum))
        return Opened(str((await self.ask(route, json=made))["id"]), note)

    async def edit(self, channel: str, message: str, body: Mapping[str, Any]) -> None:
        """Change a message of the bot's own. Raises as `post` does."""
        path = "/channels/{channel_id}/messages/{message_id}"
        route = Route("PATCH", path, channel_id=int(channel), message_id=int(message))
        await self.ask(route, json=pinging_nobody(body))

    async def open_below(self, channel: str, message: str, title: str) -> None:
        """Open the one thread that a message may have, by the message's own id.

        Raises as `post` does; where there is one already, that is a Refusal.
        """
        path = "/channels/{channel_id}/messages/{message_id}/threads"
        route = Route("POST", path, channel_id=int(channel), message_id=int(message))
        await self.ask(route, json={"name": title})

    async def publish(self, channel: str, message: str) -> None:
        """Publish an announcement channel's message. Raises as `post` does."""
        path = "/channels/{channel_id}/messages/{message_id}/crosspost"
        route = Route("POST", path, channel_id=int(channel), message_id=int(message))
        await self.ask(route)

    async def post_privately(
        self, user: str, body: Mapping[str, Any], nonce: str
    ) -> str:
        """Send a direct message. Raises as `post` does."""
        route = Route("POST", "/users/@me/channels")
        channel = (await self.ask(route, json={"recipient_id": user}))["id"]
        return await self.post(channel, body, nonce)

    async def permissions(self, channel: str) -> discord.Permissions:
        """Return what the bot may do in a channel, nothing where it is not known.

        Raises as `post` does.
        """
        place = self._client.get_channel(int(channel))
        if place is None:
            # An archived thread is not remembered; the channel above it is.
            route = Route("GET", "/channels/{channel_id}", channel_id=int(channel))
            above = (await self.ask(route)).get("parent_id")
            place = self._client.get_channel(int(above)) if above else None
        if isinstance(place, discord.abc.GuildChannel | discord.Thread):
            return place.permissions_for(place.guild.me)
        return discord.Permissions.none()

    def lacking(self, channel: str) -> str:
        """Return the first permission that posting in a channel takes and it has not.

        By Discord's own name; "" where none is known to lack. Without one, the next
        is not given either.
        """
        place = self._client.get_channel(int(channel))
        if not isinstance(place, discord.abc.GuildChannel | discord.Thread):
            return ""
        has = place.permissions_for(place.guild.me).value
        sending = SEND_IN_THREADS if isinstance(place, discord.Thread) else SEND
        return next(iter(missing(has, (VIEW, sending, EMBED))), "")

    async def ask(self, route: Route, **more: Any) -> Any:
        """Make one request and return the answer.

        discord.py would make it up to five times, which what has no nonce must not
        be; what is refused for being too much it repeats, for that was not done.

        Raises:
            NoAnswer: It may have been done or not.
            TooSoon: It was not done; later it may be.
            Refusal: It was not done.

        """
        try:
            return await self._client.http.request(
                route, timeout=_PATIENCE, raise_for_status=_fail_once, **more
            )
        except discord.RateLimited as error:
            raise TooSoon(error.retry_after) from error
        except discord.HTTPException as error:
            if error.status == _TOO_MANY:
                raise TooSoon from error
            raise Refusal(error.status, error.code, error.text) from error
        except (aiohttp.ClientError, OSError) as error:
            raise NoAnswer("the connection was lost") from error

    async def _forum(self, forum: str) -> Mapping[str, Any]:
        found = self._client.get_channel(int(forum))
        if isinstance(found, discord.ForumChannel):
            tags = [{**tag.to_dict(), "id": tag.id} for tag in found.available_tags]
            return {"available_tags": tags, "flags": found.flags.value}
        route = Route("GET", "/channels/{channel_id}", channel_id=int(forum))
        answer: Mapping[str, Any] = await self.ask(route)
        return answer


async def _fail_once(response: aiohttp.ClientResponse) -> None:
    """End a request that a server failed at, before discord.py repeats it."""
    if response.status >= 500:
        response.release()
        raise NoAnswer(f"Discord answered {response.status}", response.status)


def pinging_nobody(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the body so that it pings nobody but the roles that it names."""
    roles = tuple((body.get("allowed_mentions") or {}).get("roles") or ())
    return {**body, "allowed_mentions": allowed_mentions(roles)}


def _tags(
    topics: Sequence[str], forum: Mapping[str, Any]
) -> tuple[tuple[str, ...], str]:
    """Return the ids of a forum's tags that are called as topics are, and a note.

    Where the forum requires a tag and none fits, that is its first.
    """
    # What moderators alone may give is not ours to give.
    free = [tag for tag in forum.get("available_tags") or () if not tag["moderated"]]
    named = {topic.casefold() for topic in topics}
    fitting = tuple(str(t["id"]) for t in free if t["name"].casefold() in named)
    required = int(forum.get("flags") or 0) & _REQUIRE_TAG
    if required and free and not fitting:
        return (str(free[0]["id"]),), f"no tag fits, so it has {free[0]['name']}"
    return fitting, ""
