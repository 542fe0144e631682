"""REST: how the bot answers interactions, and follows its answers up."""

from typing import Any

from tests.fakes.discord.commands import check_choice
from tests.fakes.discord.components import check_modal
from tests.fakes.discord.doors import (
    Asked,
    Dispatch,
    Route,
    announce,
    message_payload,
)
from tests.fakes.discord.interaction import Choice, Interaction, Modal
from tests.fakes.discord.mentions import check_mentions
from tests.fakes.discord.messages import lay_over
from tests.fakes.discord.refused import Refused, bad, unknown
from tests.fakes.discord.rules import check_message
from tests.fakes.discord.things import Flag, Message
from tests.fakes.discord.world import World

COMMAND, COMPONENT, AUTOCOMPLETE, FORM = 2, 3, 4, 5
_TOO_MANY = 5
_HOOK = "/webhooks/{webhook_id}/{webhook_token}"
_ONE = f"{_HOOK}/messages/{{message_id}}"


class Callbacks:
    """Handlers over a world."""

    def __init__(self, world: World, dispatch: Dispatch) -> None:
        self._world, self._dispatch = world, dispatch

    def routes(self) -> list[Route]:
        """The paths, as the OpenAPI document writes them."""
        first = "/interactions/{interaction_id}/{interaction_token}/callback"
        return [
            ("POST", first, self.callback),
            ("POST", _HOOK, self.follow_up),
            ("GET", _ONE, self.get),
            ("PATCH", _ONE, self.edit),
            ("DELETE", _ONE, self.delete),
        ]

    async def callback(self, asked: Asked) -> Any:
        """The first answer; there is one, and it has three seconds."""
        pending = self._known(asked.params["interaction_token"])
        if str(pending.id) != asked.params["interaction_id"]:
            raise unknown("Interaction")
        if pending.kind is not None:
            raise Refused(40060, "Interaction has already been acknowledged.")
        if pending.missed or self._world.age(pending) > self._world.ack_within_s:
            raise unknown("Interaction")
        kind, data = asked.body["type"], asked.body.get("data") or {}
        _check_fitting(pending, kind)
        pending.kind = kind
        try:
            await self._take(pending, kind, data, asked.files)
        except (Refused, AssertionError):
            pending.kind = None
            raise
        pending.took_s = self._world.age(pending)
        pending.taken.set()
        return self._acknowledgement(pending)

    async def _take(
        self, pending: Interaction, kind: int, data: Any, files: dict[str, bytes]
    ) -> None:
        match kind:
            case 4:
                pending.show(await self._said(pending, data, files))
            case 5:
                pending.loading = self._thinking(pending, data)
            case 7:
                await self._update(pending, data, files)
            case 8:
                pending.choices = _choices(pending, data)
            case 9:
                check_modal(data)
                pending.modal = Modal(
                    data["custom_id"], data["title"], data["components"]
                )

    async def _said(
        self, pending: Interaction, data: Any, files: dict[str, bytes]
    ) -> Message:
        check_mentions(data, self._world.pingable_roles)
        check_message(data, "reply", len(files))
        private = bool((data.get("flags") or 0) & Flag.EPHEMERAL) or pending.hushed
        message = self._world.new_message(
            pending.channel, data, private=private, files=files, via=pending.id
        )
        message.flags |= Flag.EPHEMERAL if private else 0
        await self._shown(message)
        return message

    async def _shown(self, message: Message) -> None:
        if message.private:
            self._world.ring(message)
            return
        self._world.post(message)
        await announce(self._world, self._dispatch, message)

    def _thinking(self, pending: Interaction, data: Any) -> Message:
        if set(data) - {"flags"} or (data.get("flags") or 0) & ~Flag.EPHEMERAL:
            raise bad("a deferral carries only EPHEMERAL", "data")
        private = bool(data.get("flags")) or pending.hushed
        message = self._world.new_message(
            pending.channel, {}, private=private, via=pending.id
        )
        message.flags = Flag.LOADING | (Flag.EPHEMERAL if private else 0)
        return message

    async def _update(
        self, pending: Interaction, data: Any, files: dict[str, bytes]
    ) -> None:
        assert pending.source
        if self._world.is_gone(pending.source):
            raise unknown("Message")
        check_mentions(data, self._world.pingable_roles)
        lay_over(pending.source, data, files)
        await announce(self._world, self._dispatch, pending.source, "MESSAGE_UPDATE")
        pending.show(pending.source)

    def _acknowledgement(self, pending: Interaction) -> dict[str, Any]:
        shown: dict[str, Any] = {
            "id": str(pending.id),
            "type": pending.type,
            "response_message_loading": pending.kind == 5,
        }
        message = pending.original
        resource: dict[str, Any] = {"type": pending.kind}
        if message:
            shown["response_message_id"] = str(message.id)
            shown["response_message_ephemeral"] = message.private
            if pending.kind in {4, 7}:
                resource["message"] = message_payload(self._world, message)
        return {"interaction": shown, "resource": resource}

    async def follow_up(self, asked: Asked) -> Any:
        """One more message; the first after a deferral is the deferred one."""
        pending = self._acknowledged(asked)
        if pending.kind == 5 and pending.reply is None and pending.loading:
            body = {**asked.body, "flags": (asked.body.get("flags") or 0) & ~64}
            body.pop("tts", None)
            return await self._fill(pending, body, asked.files)
        if pending.user_installed and len(pending.followups) >= _TOO_MANY:
            raise Refused(40094, "Maximum number of follow-ups reached")
        message = await self._said(pending, asked.body, asked.files)
        pending.follow(message)
        return message_payload(self._world, message)

    async def _fill(
        self, pending: Interaction, body: dict[str, Any], files: dict[str, bytes]
    ) -> Any:
        message = pending.loading
        assert message
        check_mentions(body, self._world.pingable_roles)
        first = bool(message.flags & Flag.LOADING)
        lay_over(message, body, files)
        if first:
            await self._shown(message)
        pending.show(message)
        return message_payload(self._world, message)

    async def get(self, asked: Asked) -> Any:
        """A message of this interaction."""
        _, message = self._own(asked)
        return message_payload(self._world, message)

    async def edit(self, asked: Asked) -> Any:
        """Change a message of this interaction; it stays as private as it is."""
        pending, message = self._own(asked)
        if message is pending.loading:
            return await self._fill(pending, asked.body, asked.files)
        check_mentions(asked.body, self._world.pingable_roles)
        lay_over(message, asked.body, asked.files)
        await announce(self._world, self._dispatch, message, "MESSAGE_UPDATE")
        if message is pending.original:
            pending.show(message)
        return message_payload(self._world, message)

    async def delete(self, asked: Asked) -> None:
        """Take a message of this interaction away."""
        _, message = self._own(asked)
        self._world.delete(message)

    def _own(self, asked: Asked) -> tuple[Interaction, Message]:
        pending = self._acknowledged(asked)
        key = asked.params["message_id"]
        own = [pending.original] if key == "@original" else pending.messages
        for each in own:
            if each and key in {"@original", str(each.id)}:
                if self._world.is_gone(each):
                    break
                return pending, each
        raise unknown("Message")

    def _known(self, token: str) -> Interaction:
        pending = self._world.pending.get(token)
        if pending is None:
            raise unknown("Interaction")
        return pending

    def _acknowledged(self, asked: Asked) -> Interaction:
        pending = self._world.pending.get(asked.params["webhook_token"])
        if pending is None or pending.kind is None:
            raise unknown("Webhook")
        if self._world.age(pending) > self._world.token_lives_s:
            raise Refused(50027, "Invalid Webhook Token", 401)
        return pending


def _check_fitting(pending: Interaction, kind: int) -> None:
    """Refuse a callback that this kind of interaction does not take."""
    if (pending.type == AUTOCOMPLETE) != (kind == 8) or kind not in range(4, 10):
        raise bad("this interaction does not take this type", "type")
    if kind in {6, 7} and pending.source is None:
        raise bad("only components have a message to update", "type")
    if kind == 9 and pending.type == FORM:
        raise bad("a form does not open a form", "type")


def _choices(pending: Interaction, data: Any) -> list[Choice]:
    given = data.get("choices") or []
    if len(given) > 25:
        raise bad("Must be 25 or fewer in length.", "data", "choices")
    for place, each in enumerate(given):
        check_choice(each, pending.typed, "data", "choices", place)
    return [Choice(each["name"], each["value"]) for each in given]
