"""Who reads what: which channels a member reads, and all who read a channel.

What is said in a channel is said to everybody who reads it, so nothing may go into it
that one of them could not look up. Discord does not tell a bot who they are; only
what is sure without that is counted: channels that nobody on the server is kept from,
and those that have the very same permissions.
"""

import discord

Channel = discord.abc.GuildChannel | discord.Thread


def read_by(member: discord.Member, here: int) -> frozenset[str]:
    """Return the ids of the channels and threads that a member reads.

    `here` is where they are, which counts; of other private threads none does.
    """
    guild = member.guild
    seen = {
        str(each.id)
        for each in (*guild.channels, *_open_threads(guild))
        if _reads(each.permissions_for(member))
    }
    return frozenset(seen | {str(here)})


def read_by_all_in(channel: Channel) -> frozenset[str]:
    """Return the ids of what everybody reads who reads this channel or thread."""
    guild, place = channel.guild, above(channel)
    if isinstance(place, discord.Thread):
        # What it hangs from cannot be seen.
        return frozenset({str(channel.id)})
    same = _rules(place)
    every = {
        each.id
        for each in guild.channels
        if each == place or _rules(each) == same or _is_open(each)
    }
    threads = {e.id for e in _open_threads(guild) if e.parent_id in every}
    return frozenset(map(str, every | threads | {channel.id}))


def above(channel: Channel) -> Channel:
    """Return the channel that a thread hangs from; of any other, that itself."""
    if isinstance(channel, discord.Thread):
        return channel.parent or channel
    return channel


def _open_threads(guild: discord.Guild) -> list[discord.Thread]:
    return [each for each in guild.threads if not each.is_private() and each.parent]


def _rules(channel: discord.abc.GuildChannel) -> dict[int, discord.PermissionOverwrite]:
    """Return who is let in or kept out by the channel itself, the bot aside."""
    me = channel.guild.me.id
    return {key.id: each for key, each in channel.overwrites.items() if key.id != me}


def _is_open(channel: discord.abc.GuildChannel) -> bool:
    """Tell whether nobody at all is kept from reading it."""
    everyone = channel.guild.default_role
    given, here = everyone.permissions, channel.overwrites_for(everyone)
    views = given.view_channel if here.view_channel is None else here.view_channel
    past = here.read_message_history
    reads = given.read_message_history if past is None else past
    return bool(views and reads) and not any(
        each.view_channel is False or each.read_message_history is False
        for each in _rules(channel).values()
    )


def _reads(permissions: discord.Permissions) -> bool:
    return permissions.view_channel and permissions.read_message_history
