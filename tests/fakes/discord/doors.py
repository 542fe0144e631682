"""How a REST request reaches its handler, and what the handlers share."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.discord.payloads import of_member, of_message, of_user
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
    """A message as the bot may read it: others' words need the content intent.

    Without it they come in direct messages, where they mention the bot, and in a
    reply with its ping on to a message of the bot's that answers no interaction.
    """
    payload = of_message(message, world.users[message.author])
    named = _named(world, message)
    payload["mentions"] = [_mentioned(world, message, key) for key in sorted(named)]
    payload |= _of_reply(world, message)
    channel = world.channels.get(message.channel)
    private = channel is not None and channel.kind is Kind.DM
    if message.author == BOT or world.message_content or private or BOT in named:
        return payload
    empty: dict[str, Any] = {"content": "", "embeds": [], "components": []}
    return payload | empty | {"attachments": []}


def _named(world: World, message: Message) -> set[int]:
    """Whom a message mentions; the bot's own are let to mention nobody."""
    if message.author == BOT:
        return set()
    named = {key for key in message.users_named if key in world.users}
    replied = world.found(message.replied_to)
    if replied and message.rings_author and not replied.via:
        named.add(replied.author)
    return named


def _mentioned(world: World, message: Message, key: int) -> dict[str, Any]:
    shown = of_user(world.users[key])
    member = _member(world, message, key)
    return shown | ({"member": member} if member else {})


def _of_reply(world: World, message: Message) -> dict[str, Any]:
    if message.replied_to is None:
        return {}
    replied = world.found(message.replied_to)
    reference = {"type": 0, "message_id": str(message.replied_to)}
    reference["channel_id"] = str(replied.channel if replied else message.channel)
    channel = world.channels[message.channel]
    if channel.guild:
        reference["guild_id"] = str(channel.guild)
    # It is told without what it was a reply to itself.
    shown = message_payload(world, replied) if replied else None
    if shown is not None:
        shown.pop("referenced_message", None)
    return {"message_reference": reference, "referenced_message": shown}


def _member(world: World, message: Message, key: int) -> dict[str, Any] | None:
    """A user as a member of where the message is, as events bring it."""
    channel = world.channels.get(message.channel)
    guild = world.guilds.get(channel.guild or 0) if channel else None
    if guild is None or key not in guild.members:
        return None
    shown = of_member(guild.members[key])
    del shown["user"]
    return shown


async def announce(
    world: World, dispatch: Dispatch, message: Message, event: str = "MESSAGE_CREATE"
) -> None:
    """Tell the gateway of a message in a channel that the bot sees."""
    channel = world.channels[message.channel]
    if not message.private and world.may(BOT, channel) & Can.VIEW:
        payload = message_payload(world, message)
        if channel.guild:
            payload["guild_id"] = str(channel.guild)
        member = None if message.webhook else _member(world, message, message.author)
        if member:
            payload["member"] = member
        await dispatch(event, payload)
