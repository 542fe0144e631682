"""How a REST request reaches its handler, and what the handlers share."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.discord.payloads import of_message
from tests.fakes.discord.things import BOT, Can, Kind, Message
from tests.fakes.discord.world import World


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, read: path and query parameters, JSON body, files."""

    params: Mapping[str, str]
    query: Mapping[str, str]
    body: Any = None
    files: dict[str, bytes] = field(default_factory=dict)


# What a handler returns becomes JSON; None becomes 204.
Handler = Callable[[Asked], Awaitable[Any]]
Route = tuple[str, str, Handler]
Dispatch = Callable[[str, dict[str, Any]], Awaitable[None]]


def message_payload(world: World, message: Message) -> dict[str, Any]:
    """A message as the bot may read it: others' words need the content intent."""
    payload = of_message(message, world.users[message.author])
    channel = world.channels.get(message.channel)
    private = channel is not None and channel.kind is Kind.DM
    named = f"<@{BOT}>" in payload["content"]
    if message.author == BOT or world.message_content or private or named:
        return payload
    empty: dict[str, Any] = {"content": "", "embeds": [], "components": []}
    return payload | empty | {"attachments": []}


async def announce(
    world: World, dispatch: Dispatch, message: Message, event: str = "MESSAGE_CREATE"
) -> None:
    """Tell the gateway of a message in a channel that the bot sees."""
    channel = world.channels[message.channel]
    if not message.private and world.may(BOT, channel) & Can.VIEW:
        payload = message_payload(world, message)
        if channel.guild:
            payload["guild_id"] = str(channel.guild)
        await dispatch(event, payload)
