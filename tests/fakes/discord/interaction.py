"""What a member did, and what came of it."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from tests.fakes.discord.things import Message, flattened


class Choice(NamedTuple):
    """A suggestion while an option is typed."""

    name: str
    value: Any


@dataclass(frozen=True, slots=True)
class Modal:
    """A form that the bot opened."""

    custom_id: str
    title: str
    components: list[dict[str, Any]]

    @property
    def fields(self) -> dict[str, dict[str, Any]]:
        """Its inputs by custom_id."""
        inner = flattened(self.components)
        return {each["custom_id"]: each for each in inner if "custom_id" in each}

    @property
    def labels(self) -> dict[str, str]:
        """What stands over each input, and the input's custom_id."""
        found = {}
        for each in flattened(self.components):
            inner = each.get("component") or each
            if each.get("label") and inner.get("custom_id"):
                found[each["label"]] = inner["custom_id"]
        return found


@dataclass(slots=True)
class Interaction:
    """An interaction on its way: how it was acknowledged, what it shows.

    `kind` is the callback's type (4 message, 5 thinking, 6 later, 7 update, 8
    choices, 9 form) or None; `reply` what stands as its answer by now; `took_s` how
    long the acknowledgement took. `typed` is the type of an option being typed,
    `hushed` says that Discord makes every answer private.
    """

    id: int
    token: str
    type: int
    channel: int
    user: int
    event: dict[str, Any]
    began: datetime
    source: Message | None = None
    kind: int | None = None
    reply: Message | None = None
    followups: list[Message] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    modal: Modal | None = None
    missed: bool = False
    typed: int = 3
    user_installed: bool = False
    hushed: bool = False
    loading: Message | None = None
    took_s: float | None = None
    taken: asyncio.Event = field(default_factory=asyncio.Event)
    replied: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def original(self) -> Message | None:
        """What `@original` means: the reply, or the message of the component."""
        if self.kind in {6, 7}:
            return self.source
        return self.loading or self.reply

    @property
    def private(self) -> bool:
        """Whether only the one who asked sees the answer."""
        original = self.original
        return bool(original and original.private)

    @property
    def messages(self) -> list[Message]:
        """Every message that its token may change."""
        first = [self.original] if self.original else []
        return [*first, *self.followups]

    async def acknowledged(self, within_s: float = 30.0) -> None:
        """Wait until the bot has taken it on."""
        async with asyncio.timeout(within_s):
            await self.taken.wait()

    async def answered(self, within_s: float = 30.0) -> Message:
        """Wait for words: a reply or an updated message, else a follow-up."""
        async with asyncio.timeout(within_s):
            await self.replied.wait()
        shown = self.reply or self.followups[0]
        assert shown
        return shown

    async def form(self, within_s: float = 30.0) -> Modal:
        """Wait for the form that it opens."""
        await self.acknowledged(within_s)
        assert self.modal, f"no form was opened, but type {self.kind}"
        return self.modal

    def show(self, message: Message) -> None:
        """Show this as the reply."""
        self.reply = message
        self.replied.set()

    def follow(self, message: Message) -> None:
        """Show this under the reply."""
        self.followups.append(message)
        self.replied.set()
