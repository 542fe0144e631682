"""The Discord client: no privileged intent, one answer for everything that fails.

Commands are looked up by discord.py. Buttons, menus and forms carry all they mean
in their ids, so that they work after any restart: they are looked up here.
"""

import asyncio
import hashlib
import json
import math
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

import discord
from discord import app_commands
from structlog import get_logger

from bot.checks import NOT_HERE
from bot.components import parse_custom_id
from bot.errors import Told, explain
from bot.escape import harmless
from bot.replies import tell
from digests.errors import DigestsError, Refused, SourceError
from digests.newsroom import Newsroom

Command = (
    app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu
)
# What a button, a menu or a form does, with what its id carries. Whoever sends it
# can put anything there.
Action = Callable[[discord.Interaction, tuple[str, ...]], Awaitable[None]]

NOBODY = discord.AllowedMentions.none()
_STOPPING = "Pullquote is being stopped. Try again in a minute."
_CUT_SHORT = (
    "Pullquote is being stopped, and this was not done in time. What was saved is "
    "kept; use the command again in a minute."
)
_OUTDATED = "This button is no longer in use. Try the command again."
_UNFIT = "One of the options does not fit. Choose from what is offered."
_CHANGED = "This command has changed. Reload Discord, then try it again."
_COMMANDS = "commands"
_BY_ID = (
    discord.InteractionType.component,
    discord.InteractionType.modal_submit,
)
# An interaction that nobody waits for any more: its three seconds, or its fifteen
# minutes, are over.
_TOO_LATE = {10062, 50027}
# Discord may deliver an event twice, within minutes.
_REMEMBERED = 10_000
# What Discord wants waited for longer is told, not waited for.
_LONGEST_WAIT_S = 30.0
_log = get_logger(__name__)


class Offer(NamedTuple):
    """What the bot can be asked to do: commands, and actions by their names."""

    commands: Sequence[Command] = ()
    actions: Mapping[str, Action] = {}


def together(*offers: Offer) -> Offer:
    """Return all that these offer, the commands in their order."""
    commands = [command for each in offers for command in each.commands]
    actions = {name: act for each in offers for name, act in each.actions.items()}
    return Offer(commands, actions)


class Client(discord.Client):
    """A client that offers commands and actions, once it is told which."""

    def __init__(self, newsroom: Newsroom) -> None:
        """Take who remembers the guilds."""
        super().__init__(
            intents=discord.Intents(guilds=True),
            allowed_mentions=NOBODY,
            max_ratelimit_timeout=_LONGEST_WAIT_S,
        )
        self._actions: Mapping[str, Action] = {}
        self._clicks: set[tuple[int, int, str]] = set()
        self._guilds = newsroom.guilds
        self.tree = Tree(self)

    def offer(self, offer: Offer) -> None:
        """Offer these, from before it connects on."""
        self._actions = offer.actions
        for command in offer.commands:
            self.tree.add_command(command)

    async def setup_hook(self) -> None:
        """Register the commands where they are not those that Discord has."""
        commands = [each.to_dict(self.tree) for each in self.tree.get_commands()]
        told = json.dumps([self.application_id, commands], sort_keys=True)
        known = hashlib.sha256(told.encode()).hexdigest()
        if await self._guilds.state(_COMMANDS) != known:
            await self.tree.sync()
            await self._guilds.remember(_COMMANDS, known)

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        """Pass an event on, unless all is over: one may still be on its way."""
        if not self.is_closed():
            super().dispatch(event, *args, **kwargs)

    async def finish_commands(self, within_s: float) -> None:
        """Take nothing further on, and wait for what is under way."""
        await self.tree.finish(within_s)

    async def cut_commands_short(self, within_s: float) -> None:
        """End what is still under way, with a word to whom it was for."""
        await self.tree.cut_short(within_s)

    async def on_ready(self) -> None:
        """Say that the gateway is open, and see who came and went meanwhile."""
        _log.info("connected", user=str(self.user), guilds=len(self.guilds))
        here = {str(each.id): str(each.owner_id or "") for each in self.guilds}
        known = set(await self._guilds.present())
        for guild in here.keys() - known:
            await self._guilds.joined(guild, here[guild])
        for guild in known - here.keys():
            await self._guilds.left(guild)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Remember the guild, or that it is back."""
        await self._guilds.joined(str(guild.id), str(guild.owner_id or ""))

    async def on_guild_update(self, _: discord.Guild, guild: discord.Guild) -> None:
        """Remember whose it is now."""
        await self._guilds.joined(str(guild.id), str(guild.owner_id or ""))

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Remember since when the guild's own things are no longer needed."""
        await self._guilds.left(str(guild.id))

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Do what a button, a menu or a form asks for."""
        if interaction.type not in _BY_ID:
            return
        if not await self.tree.interaction_check(interaction):
            return
        data: Mapping[str, Any] = interaction.data or {}
        made = str(data.get("custom_id", ""))
        name, args = parse_custom_id(made) or ("", ())
        message = interaction.message.id if interaction.message else 0
        # With what was chosen or typed: another choice is no second click.
        click = (message, interaction.user.id, json.dumps(data, sort_keys=True))
        if message and click in self._clicks:
            # A double click: the first is seen to, and this one does nothing.
            await interaction.response.defer()
            return
        self._clicks.add(click)
        try:
            act: Action = self._actions.get(name, _outdated)
            await act(interaction, args)
        except Exception as error:  # noqa: BLE001 - one answer for all that fails
            await self.tree.failed(interaction, error, name)
        finally:
            self._clicks.discard(click)


async def _outdated(interaction: discord.Interaction[Any], _: tuple[str, ...]) -> None:
    await tell(interaction, _OUTDATED)


class Tree(app_commands.CommandTree[Client]):
    """Commands whose failures are all worded in one place."""

    def __init__(self, client: Client) -> None:
        """Begin with no command under way."""
        super().__init__(client)
        self._under_way: dict[asyncio.Task[Any], discord.Interaction[Any]] = {}
        self._closing = False
        # In the order in which they came.
        self._seen: dict[int, None] = {}

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Refuse what comes twice, or while the bot stops; remember what runs."""
        if interaction.id in self._seen:
            return False
        self._seen[interaction.id] = None
        if len(self._seen) > _REMEMBERED:
            del self._seen[next(iter(self._seen))]
        typing = interaction.type is discord.InteractionType.autocomplete
        if self._closing and not typing:
            await tell(interaction, _STOPPING)
        if self._closing:
            return False
        task = asyncio.current_task()
        if task is not None:
            self._under_way[task] = interaction
            task.add_done_callback(self._forget)
        return True

    def _forget(self, task: asyncio.Task[Any]) -> None:
        self._under_way.pop(task, None)

    async def finish(self, within_s: float) -> None:
        """Take no further command, and wait for those under way."""
        self._closing = True
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=within_s)

    async def cut_short(self, within_s: float) -> None:
        """End the commands under way, and tell each who waits that it is over."""
        left = dict(self._under_way)
        for task in left:
            task.cancel()
        with suppress(TimeoutError):
            async with asyncio.timeout(within_s):
                await asyncio.gather(*left, return_exceptions=True)
                told = [tell(each, _CUT_SHORT) for each in left.values()]
                await asyncio.gather(*told, return_exceptions=True)

    async def on_error(
        self,
        interaction: discord.Interaction[Any],
        error: app_commands.AppCommandError,
    ) -> None:
        """Log the failure, and tell the one who asked what to do about it."""
        name = interaction.command.qualified_name if interaction.command else "?"
        await self.failed(interaction, getattr(error, "original", error), name)

    async def failed(
        self, interaction: discord.Interaction[Any], error: Exception, name: str
    ) -> None:
        """Log what went wrong with what was asked for, and word it for people."""
        if isinstance(error, discord.HTTPException) and error.code in _TOO_LATE:
            _log.warning("too late to answer", command=name, reason=error.text)
            return
        if isinstance(error, Refused | SourceError | app_commands.CheckFailure):
            # Not what was typed: that is between the bot and who typed it.
            kind = type(error).__name__
            reason = error.reason if isinstance(error, SourceError) else kind
            _log.info("refused", command=name, reason=reason)
        else:
            _log.error("command failed", command=name, exc_info=error)
        try:
            await tell(interaction, _worded(error, interaction))
        except discord.HTTPException as failure:
            _log.warning("could not tell", command=name, reason=failure.text)


def _worded(error: Exception, interaction: discord.Interaction[Any]) -> str:
    match error:
        case discord.Forbidden():
            return (
                f"I may not post in <#{interaction.channel_id}>. I need View Channel, "
                "Send Messages and Embed Links there."
            )
        case discord.HTTPException():
            return "Discord did not take the post. Try again in a minute."
        case app_commands.TransformerError():
            return _UNFIT
        case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
            return _CHANGED
        case app_commands.CommandOnCooldown(retry_after=wait):
            return f"That is a lot at once. Try again in {math.ceil(wait)} seconds."
        case app_commands.NoPrivateMessage():
            return NOT_HERE
        case Told(words=words):
            return words
        case DigestsError():
            return harmless(explain(error))
        case _:
            return explain(DigestsError())
