"""What a member does with a message's components and with forms, as JSON."""

from typing import Any

from tests.fakes.discord.components import (
    BUTTON,
    CHANNELS,
    INPUT,
    ROLES,
    SELECT,
    UPLOAD,
)
from tests.fakes.discord.interaction import Modal
from tests.fakes.discord.options import NotOffered, Upload, partial, uploaded
from tests.fakes.discord.payloads import numbered, of_role
from tests.fakes.discord.things import Message
from tests.fakes.discord.world import World


def pressed(message: Message, button: str) -> dict[str, Any]:
    """The data of a press on the button with this label or custom_id."""
    for each in _numbered(message):
        named = {each.get("custom_id"), each.get("label")}
        if each["type"] == BUTTON and button in named:
            if each.get("disabled") or "custom_id" not in each:
                raise NotOffered(f"{button!r} cannot be pressed")
            keys = {"custom_id": each["custom_id"], "component_type": BUTTON}
            return keys | {"id": each["id"]}
    raise NotOffered(f"no button {button!r} among {message.buttons}")


def chosen(
    world: World, message: Message, custom_id: str, values: tuple[Any, ...]
) -> dict[str, Any]:
    """The data of a choice in the select with this custom_id (or placeholder)."""
    for each in _numbered(message):
        if custom_id in {each.get("custom_id"), each.get("placeholder")}:
            return _choice(world, message, each, [str(value) for value in values])
    raise NotOffered(f"no select {custom_id!r} in {message.components}")


def _choice(
    world: World, message: Message, select: dict[str, Any], values: list[str]
) -> dict[str, Any]:
    least, most = select.get("min_values", 1), select.get("max_values", 1)
    if select.get("disabled") or not least <= len(values) <= most:
        raise NotOffered(f"{least} to {most} are chosen, not {values}")
    kind, resolved = select["type"], {}
    guild = world.guilds.get(world.channels[message.channel].guild or 0)
    if kind == SELECT:
        known = [each["value"] for each in select["options"]]
        if set(values) - set(known):
            raise NotOffered(f"{values} are not among {known}")
    elif kind == CHANNELS:
        shown = {each: partial(world, world.channels[int(each)], 0) for each in values}
        resolved = {"channels": shown}
    elif kind == ROLES and guild:
        roles = {each: of_role(guild.roles[int(each)], 1) for each in values}
        resolved = {"roles": roles}
    return {
        "custom_id": select["custom_id"],
        "component_type": kind,
        "id": select["id"],
        "values": values,
        "resolved": resolved,
    }


def _numbered(message: Message) -> list[dict[str, Any]]:
    """Every component of a message with the id that Discord gave it."""
    body = {"components": numbered(message.body.get("components") or [])}
    return Message(message.id, message.channel, body).components


def files_in(
    world: World, cdn: str, modal: Modal, values: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """A form's values with the ids of files in their place, and those files by id."""
    with_ids = dict(values)
    files: dict[str, Any] = {}
    for name, value in values.items():
        given = value if isinstance(value, list) else [value]
        if any(isinstance(each, Upload) for each in given):
            field = modal.fields.get(modal.labels.get(name, name), {})
            if field.get("type") != UPLOAD:
                raise NotOffered(f"{name!r} takes no files")
            made = [uploaded(world, cdn, each) for each in given]
            files |= {each["id"]: each for each in made}
            with_ids[name] = [each["id"] for each in made]
    return with_ids, files


def filled(modal: Modal, values: dict[str, Any]) -> list[dict[str, Any]]:
    """A form's components as they are sent back."""
    by_key = {modal.labels.get(name, name): value for name, value in values.items()}
    strange = set(by_key) - set(modal.fields)
    if strange:
        raise NotOffered(f"no field {sorted(strange)} in {sorted(modal.fields)}")
    sent = []
    for place, each in enumerate(numbered(modal.components), start=1):
        inner = each.get("component") or (each.get("components") or [None])[0]
        if inner is None:
            sent.append({"type": each["type"], "id": each["id"]})
            continue
        answer = _answer(inner, by_key.get(inner["custom_id"]))
        answer["id"] = 100 + place
        holds = (
            {"component": answer} if each.get("component") else {"components": [answer]}
        )
        sent.append({"type": each["type"], "id": each["id"], **holds})
    return sent


def _answer(field: dict[str, Any], value: Any) -> dict[str, Any]:
    shown = {"type": field["type"], "custom_id": field["custom_id"]}
    if field["type"] != INPUT:
        values = value if isinstance(value, list) else [value]
        given = [str(each) for each in values if each is not None]
        if field["type"] == UPLOAD:
            _check_number(field, len(given))
        return shown | {"values": given}
    text = field.get("value") or "" if value is None else str(value)
    if field.get("required", True) and not text:
        raise NotOffered(f"{field['custom_id']} must be filled in")
    least, most = field.get("min_length") or 0, field.get("max_length") or 4000
    if text and not least <= len(text) <= most:
        raise NotOffered(f"{field['custom_id']} has {least} to {most} letters")
    return shown | {"value": text}


def _check_number(upload: dict[str, Any], number: int) -> None:
    """What Discord's client checks of files before it sends a form off."""
    most = upload.get("max_values", 1)
    least = upload.get("min_values", 1) if upload.get("required", True) else 0
    if not least <= number <= most:
        raise NotOffered(f"{upload['custom_id']} takes {least} to {most} files")
