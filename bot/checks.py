"""Who may do what, and where the bot may post: checked whenever somebody asks.

What Discord checks beforehand is a convenience: admins change it, and buttons and
menus have nothing of the kind. All that is refused here says what would help.
"""

from typing import Annotated, Any, NamedTuple

import discord
from discord import app_commands

from bot.audience import read_by, read_by_all_in
from bot.counting import listed
from bot.errors import Told
from bot.permissions import (
    EMBED,
    HISTORY,
    OPEN_THREADS,
    SEND,
    SEND_IN_THREADS,
    VIEW,
    missing,
    needed,
)
from digests.guilds import ChannelKind, Guild
from digests.newsroom import Newsroom

NOT_HERE = "Use this in a server that Pullquote was added to."
_OUTAGE = "Discord has lost sight of this server for a while. Try again in a minute."
_UNSEEN = "Choose a channel that you can see yourself."
_UNFIT = "Choose a text, announcement or forum channel, or a thread."
_KINDS = {
    discord.ChannelType.text: ChannelKind.TEXT,
    discord.ChannelType.news: ChannelKind.ANNOUNCEMENT,
    discord.ChannelType.forum: ChannelKind.FORUM,
    discord.ChannelType.public_thread: ChannelKind.THREAD,
    discord.ChannelType.private_thread: ChannelKind.THREAD,
    discord.ChannelType.news_thread: ChannelKind.THREAD,
}

Found = app_commands.AppCommandChannel | app_commands.AppCommandThread


class _Postable(app_commands.Transformer):
    """Offers the kinds of channels that can be posted in."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        return list(_KINDS)

    async def transform(self, _: discord.Interaction[Any], value: Any, /) -> Found:
        chosen: Found = value
        return chosen


# A channel option: what can be chosen is looked up by `place_of`.
Chosen = Annotated[Found, _Postable]


class Place(NamedTuple):
    """A channel or thread of the guild, and what it is as far as posting goes."""

    id: str
    kind: ChannelKind
    channel: discord.abc.GuildChannel | discord.Thread


def guild_of(interaction: discord.Interaction[Any]) -> discord.Guild:
    """Return the guild that it comes from.

    Raises:
        Told: It comes from elsewhere, or from one that the bot is not in.

    """
    client: discord.Client = interaction.client
    guild = client.get_guild(interaction.guild_id or 0)
    if guild is None:
        raise Told(NOT_HERE)
    if guild.unavailable:
        raise Told(_OUTAGE)
    return guild


async def manager_of(
    interaction: discord.Interaction[Any], newsroom: Newsroom
) -> Guild:
    """Return the guild that who asks may manage feeds, digests and topics of.

    Raises:
        Told: They may not; it says who may.

    """
    guild = await newsroom.guilds.get(str(guild_of(interaction).id))
    if not may_manage(interaction, guild):
        role = guild.manager_role
        also = f" or the role <@&{role}>" if role else ""
        raise Told(f"Only members with Manage Server{also} may do this.")
    return guild


async def admin_of(interaction: discord.Interaction[Any], newsroom: Newsroom) -> Guild:
    """Return the guild that who asks may set up, which takes Manage Server.

    Raises:
        Told: They may not.

    """
    if not _is_admin(interaction, guild_of(interaction)):
        raise Told("Only members with Manage Server may do this.")
    return await newsroom.guilds.get(str(interaction.guild_id))


def may_manage(interaction: discord.Interaction[Any], guild: Guild) -> bool:
    """Tell whether who asks has Manage Server, or the role that this guild set.

    Owners and administrators have all permissions.
    """
    member, role = interaction.user, guild.manager_role
    if _is_admin(interaction, guild_of(interaction)):
        return True
    if not role or not isinstance(member, discord.Member):
        return False
    return member.get_role(int(role)) is not None


async def place_of(
    interaction: discord.Interaction[Any], chosen: Found | None
) -> Place:
    """Return the channel that was chosen, or else the one where they are.

    Raises:
        Told: It is none that can be posted in, or cannot be seen.

    """
    key = chosen.id if chosen else interaction.channel_id
    return await place_called(interaction, str(key))


async def place_called(interaction: discord.Interaction[Any], key: str) -> Place:
    """Return the guild's channel of this id, whoever sent it.

    Raises:
        Told: It is none that can be posted in, or cannot be seen, by the bot or by
            who asks: a role that may manage opens no channel.

    """
    guild = guild_of(interaction)
    channel = await channel_of(guild, key)
    if channel is None:
        raise Told("I cannot see that channel. Give me View Channel there.")
    kind = _KINDS.get(channel.type)
    if kind is None:
        raise Told(_UNFIT)
    if not _is_seen(interaction, channel):
        raise Told(_UNSEEN)
    return Place(key, kind, channel)


async def postable(
    interaction: discord.Interaction[Any], chosen: Found | None
) -> Place:
    """Return the channel that was chosen, or else the one where they are.

    Raises:
        Told: It cannot be posted in; what is missing there is named.

    """
    return _postable(await place_of(interaction, chosen))


async def postable_called(interaction: discord.Interaction[Any], key: str) -> Place:
    """Return the guild's channel of this id, whoever sent it.

    Raises:
        Told: It cannot be posted in; what is missing there is named.

    """
    return _postable(await place_called(interaction, key))


def missing_in(channel: discord.abc.GuildChannel | discord.Thread) -> list[str]:
    """Return what the bot may not do in a channel and needs for its posts there."""
    send = SEND_IN_THREADS if isinstance(channel, discord.Thread) else SEND
    has = channel.permissions_for(channel.guild.me).value
    return list(missing(has, (VIEW, send, EMBED, HISTORY)))


def missing_for_threads(
    channel: discord.abc.GuildChannel | discord.Thread,
) -> list[str]:
    """Return what it may not do there and needs to answer in threads."""
    has = channel.permissions_for(channel.guild.me).value
    wanted = set(needed(channel.type.value)) & {OPEN_THREADS, SEND_IN_THREADS}
    return sorted(missing(has, wanted))


def readable_by(interaction: discord.Interaction[Any]) -> frozenset[str]:
    """Return the ids of the guild's channels and threads that who asks can read.

    Of private threads that is the one where they ask alone.
    """
    guild_of(interaction)
    member = interaction.user
    if not isinstance(member, discord.Member):
        return frozenset()
    return read_by(member, interaction.channel_id or 0)


def readable_here(interaction: discord.Interaction[Any]) -> frozenset[str]:
    """Return of those the ones that everybody reads who reads where it is asked.

    Raises:
        Told: That is no channel of the server.

    """
    channel = interaction.channel
    if not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
        raise Told("I cannot share anything here. Use the command in a channel.")
    return readable_by(interaction) & read_by_all_in(channel)


def _postable(place: Place) -> Place:
    if names := missing_in(place.channel):
        raise Told(f"I need {listed(names)} in <#{place.id}>. Nothing was changed.")
    return place


def _is_seen(
    interaction: discord.Interaction[Any],
    channel: discord.abc.GuildChannel | discord.Thread,
) -> bool:
    """Tell whether who asks can see a channel; of private threads, where they are."""
    member = interaction.user
    if channel.id == interaction.channel_id:
        return True
    if not isinstance(member, discord.Member):
        return False
    if not isinstance(channel, discord.Thread):
        return channel.permissions_for(member).view_channel
    if channel.parent is None:
        return False
    may = channel.permissions_for(member)
    return may.view_channel and (may.manage_threads or not channel.is_private())


def is_silent(guild: discord.Guild, role: str) -> bool:
    """Tell whether naming a role rings for nobody, or there is no such role."""
    found = guild.get_role(int(role))
    may = guild.me.guild_permissions.mention_everyone
    return found is None or not (found.mentionable or may)


def _is_admin(interaction: discord.Interaction[Any], guild: discord.Guild) -> bool:
    has = interaction.permissions
    owner = interaction.user.id == guild.owner_id
    return owner or has.manage_guild or has.administrator


async def channel_of(
    guild: discord.Guild, key: str
) -> discord.abc.GuildChannel | discord.Thread | None:
    """Return the guild's channel or thread of this id, None where the bot sees none."""
    if not key.isdecimal():
        return None
    known = guild.get_channel_or_thread(int(key))
    if known is not None:
        return known
    # Archived threads are not among those that Discord tells of.
    try:
        found = await guild.fetch_channel(int(key))
    except (discord.NotFound, discord.Forbidden, discord.InvalidData):
        return None
    return found
