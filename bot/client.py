"""The Discord client: no privileged intent, one answer for everything that fails.

Commands are looked up by discord.py. Buttons, menus and forms carry all they mean
in their ids, so that they work after any restart: they are looked up here.
"""

import hashlib
import json
import math
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import discord
from discord import app_commands
from structlog import get_logger

from bot.checks import NOT_HERE
from bot.components import parse_custom_id
from bot.errors import Told, explain
from bot.escape import harmless
from bot.refusals import NoAnswer, Refusal, TooSoon
from bot.replies import tell
from bot.speaking import answer_with, speaks_to
from bot.underway import Tell, UnderWay
from digests.errors import DigestsError, Refused, SourceError, StorageError
from digests.newsroom import Newsroom

Command = (
    app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu
)
# What a button, a menu or a form does, with what its id carries. Whoever sends it
# can put anything there.
Action = Callable[[discord.Interaction, tuple[str, ...]], Awaitable[None]]

# What is done about a message that mentions the bot, or is a reply to one of its own.
Hears = Callable[[discord.Client, discord.Message], Awaitable[None]]

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
# What a message is called in the log.
_WORDS = "a message"
_BY_ID = (
    discord.InteractionType.component,
    discord.InteractionType.modal_submit,
)
# An interaction that nobody waits for any more: its three seconds, or its fifteen
# minutes, are over.
_TOO_LATE = {10062, 50027}
# What Discord wants waited for longer is told, not waited for.
_LONGEST_WAIT_S = 30.0
_log = get_logger(__name__)


class Offer(NamedTuple):
    """What the bot can be asked to do: commands, actions by their names, and words.

    `hears` is what sees to messages that speak to the bot.
    """

    commands: Sequence[Command] = ()
    actions: Mapping[str, Action] = {}
    hears: Hears | None = None


def together(*offers: Offer) -> Offer:
    """Return all that these offer, the commands in their order."""
    commands = [command for each in offers for command in each.commands]
    actions = {name: act for each in offers for name, act in each.actions.items()}
    hears = next((each.hears for each in offers if each.hears), None)
    return Offer(commands, actions, hears)


class Client(discord.Client):
    """A client that offers commands and actions, once it is told which."""

    def __init__(self, newsroom: Newsroom) -> None:
        """Take who remembers the guilds."""
        super().__init__(
            # Of messages Discord tells what they say only where they speak to us.
            intents=discord.Intents(guilds=True, guild_messages=True),
            allowed_mentions=NOBODY,
            max_messages=None,
            max_ratelimit_timeout=_LONGEST_WAIT_S,
        )
        self._actions: Mapping[str, Action] = {}
        self._hears: Hears | None = None
        self._clicks: set[tuple[int, int, str]] = set()
        self._guilds = newsroom.guilds
        self.under_way = UnderWay()
        self.tree = Tree(self)

    def offer(self, offer: Offer) -> None:
        """Offer these, from before it connects on."""
        self._actions, self._hears = offer.actions, offer.hears
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
        await self.under_way.finish(within_s)

    async def cut_commands_short(self, within_s: float) -> None:
        """End what is still under way, with a word to whom it was for."""
        await self.under_way.cut_short(_CUT_SHORT, within_s)

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
            where = interaction.channel_id
            await failed(partial(tell, interaction), error, name, where)
        finally:
            self._clicks.discard(click)

    async def on_message(self, message: discord.Message) -> None:
        """See to what somebody says to the bot, once."""
        if self._hears is None or not speaks_to(self.user, message):
            return
        if not self.under_way.is_new(message.id):
            return
        say = partial(answer_with, self, message)
        if self.under_way.closing:
            await failed(say, Told(_STOPPING), _WORDS, message.channel.id)
            return
        self.under_way.take_on(say)
        try:
            await self._hears(self, message)
        except Exception as error:  # noqa: BLE001 - one answer for all that fails
            await failed(say, error, _WORDS, message.channel.id)


async def _outdated(interaction: discord.Interaction[Any], _: tuple[str, ...]) -> None:
    await tell(interaction, _OUTDATED)


class Tree(app_commands.CommandTree[Client]):
    """Commands whose failures are all worded in one place."""

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Refuse what comes twice, or while the bot stops; remember what runs."""
        under_way = self.client.under_way
        if not under_way.is_new(interaction.id):
            return False
        typing = interaction.type is discord.InteractionType.autocomplete
        if under_way.closing and not typing:
            await tell(interaction, _STOPPING)
        if under_way.closing:
            return False
        under_way.take_on(partial(tell, interaction))
        return True

    async def on_error(
        self,
        interaction: discord.Interaction[Any],
        error: app_commands.AppCommandError,
    ) -> None:
        """Log the failure, and tell the one who asked what to do about it."""
        name = interaction.command.qualified_name if interaction.command else "?"
        await failed(
            partial(tell, interaction),
            getattr(error, "original", error),
            name,
            interaction.channel_id,
        )


async def failed(say: Tell, error: Exception, name: str, channel: int | None) -> None:
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
        await say(_worded(error, channel))
    except (discord.HTTPException, Refusal, NoAnswer, TooSoon) as failure:
        _log.warning("could not tell", command=name, reason=str(failure))


def _worded(error: Exception, channel: int | None) -> str:
    match error:
        case discord.Forbidden():
            return (
                f"I may not post in <#{channel}>. I need View Channel, "
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
        case StorageError(reason=reason):
            # Where the file lies is nobody's business here.
            return (
                f"What I have stored cannot be used: {reason}. Tell whoever hosts me."
            )
        case DigestsError():
            return harmless(explain(error))
        case _:
            return explain(DigestsError())
