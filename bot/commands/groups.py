"""Groups of commands, for servers that the bot is in."""

from typing import Any

from discord import Permissions, app_commands

from bot.client import Command

IN_GUILDS = app_commands.AppCommandContext(
    guild=True, dm_channel=False, private_channel=False
)
BY_GUILDS = app_commands.AppInstallationType(guild=True, user=False)
_MANAGE = Permissions(manage_guild=True)


def group_of(
    name: str, about: str, commands: list[Command], *, admin: bool = False
) -> app_commands.Group:
    """Return these as one group; `admin`: Discord shows it with Manage Server alone.

    That is a convenience for members: who may is checked by each command.
    """
    group = app_commands.Group(
        name=name,
        description=about,
        guild_only=True,
        allowed_contexts=IN_GUILDS,
        allowed_installs=BY_GUILDS,
        default_permissions=_MANAGE if admin else None,
    )
    for each in commands:
        if isinstance(each, app_commands.Command):
            group.add_command(each)
    return group


def alone(command: app_commands.Command[Any, ..., Any]) -> Command:
    """Return a command that is in no group, for servers that the bot is in."""
    command.guild_only = True
    command.allowed_contexts = IN_GUILDS
    command.allowed_installs = BY_GUILDS
    return command


def for_messages(command: app_commands.ContextMenu) -> Command:
    """Return a command of messages' own menu, for servers that the bot is in."""
    command.guild_only = True
    command.allowed_contexts = IN_GUILDS
    command.allowed_installs = BY_GUILDS
    return command
