"""The Discord client: no privileged intent, one answer for every failed command."""

import asyncio
from collections.abc import Sequence
from typing import Any

import discord
from discord import app_commands
from structlog import get_logger

from bot.errors import explain
from bot.escape import harmless
from bot.outlet import NOBODY, tell
from digests.errors import DigestsError

Command = app_commands.Command[Any, ..., Any] | app_commands.Group

_STOPPING = "Pullquote is being stopped. Try again in a minute."
_log = get_logger(__name__)


class Client(discord.Client):
    """A client that offers these commands."""

    def __init__(self, commands: Sequence[Command]) -> None:
        """Take the commands; they are registered before the gateway opens."""
        super().__init__(intents=discord.Intents(guilds=True), allowed_mentions=NOBODY)
        self.tree = Tree(self)
        for command in commands:
            self.tree.add_command(command)

    async def setup_hook(self) -> None:
        """Register the commands, once per start and never per session."""
        await self.tree.sync()

    async def finish_commands(self, within_s: float) -> None:
        """Take no further command, and wait for those under way."""
        await self.tree.finish(within_s)

    async def on_ready(self) -> None:
        """Say that the gateway is open."""
        _log.info("connected", user=str(self.user), guilds=len(self.guilds))


class Tree(app_commands.CommandTree[Client]):
    """Commands whose failures are all worded in one place."""

    def __init__(self, client: Client) -> None:
        """Begin with no command under way."""
        super().__init__(client)
        self._under_way: set[asyncio.Task[Any]] = set()
        self._closing = False

    async def interaction_check(
        self, interaction: discord.Interaction[Client], /
    ) -> bool:
        """Refuse what comes while the bot stops; remember what runs."""
        if self._closing:
            await tell(interaction, _STOPPING)
            return False
        task = asyncio.current_task()
        if task is not None:
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
        return True

    async def finish(self, within_s: float) -> None:
        """Take no further command, and wait for those under way."""
        self._closing = True
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=within_s)

    async def on_error(
        self,
        interaction: discord.Interaction[Client],
        error: app_commands.AppCommandError,
    ) -> None:
        """Log the failure, and tell the one who asked what to do about it."""
        cause = getattr(error, "original", error)
        name = interaction.command.qualified_name if interaction.command else "?"
        _log.error("command failed", command=name, exc_info=cause)
        try:
            await tell(interaction, _worded(cause, interaction))
        except discord.HTTPException as failure:
            _log.error("could not tell", command=name, exc_info=failure)


def _worded(error: Exception, interaction: discord.Interaction[Client]) -> str:
    match error:
        case discord.Forbidden():
            return (
                f"I may not post in <#{interaction.channel_id}>. I need View Channel, "
                "Send Messages and Embed Links there."
            )
        case discord.HTTPException():
            return "Discord did not take the post. Try again in a minute."
        case DigestsError():
            return harmless(explain(error))
        case _:
            return explain(DigestsError())
