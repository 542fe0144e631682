"""What people say to the bot in channels, and how it answers them there.

Without the privileged intent Discord tells what a message says only where it mentions
the bot, or is a reply with its ping on to an ordinary message of the bot's.
"""

from contextlib import suppress
from typing import Any

import discord

from bot.checks import channel_of
from bot.counting import listed
from bot.errors import Told
from bot.outlet import Outlet
from bot.refusals import Refusal
from bot.render.pages import notice
from bot.rooms import Room, Voice, room_at

_KINDS = {discord.MessageType.default, discord.MessageType.reply}


def speaks_to(me: discord.ClientUser | None, message: discord.Message) -> bool:
    """Tell whether a member says something to the bot: no program, and not to all."""
    return (
        message.guild is not None
        and message.type in _KINDS
        and isinstance(message.author, discord.Member)
        and not message.author.bot
        and message.webhook_id is None
        and me in message.mentions
    )


def words_in(me: discord.abc.Snowflake, message: discord.Message) -> str:
    """Return what a message says beside the bot's name."""
    said = message.content
    for name in (f"<@{me.id}>", f"<@!{me.id}>"):
        said = said.replace(name, " ")
    return " ".join(said.split())


def lacking(room: Room) -> Told:
    """Return the words for what the bot needs to answer in a room."""
    return Told(f"To answer in <#{room.id}> I need {listed(room.lacks)} there.")


async def answer_with(
    client: discord.Client, message: discord.Message, words: str
) -> None:
    """Answer a message with a sentence of ours, below it, or else in private.

    Raises:
        NoAnswer, TooSoon: It could not be said.

    """
    outlet = Outlet(client)
    guild = message.guild
    channel = await channel_of(guild, str(message.channel.id)) if guild else None
    room = room_at(channel) if channel else None
    if room and not room.lacks:
        voice = Voice(outlet, room, f"e{message.id}", str(message.id))
        with suppress(Told):
            await voice.say([notice(words)])
            return
    told: dict[str, Any] = {"content": words}
    # Whom nothing can be told is not asked again.
    with suppress(Refusal):
        nonce = f"p{message.id}"
        await outlet.post_privately(str(message.author.id), told, nonce)
