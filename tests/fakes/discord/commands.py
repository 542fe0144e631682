"""What Discord refuses in the definitions of commands.

Facts: docs.discord.com, interactions/application-commands.
"""

from typing import Any

import regex

from tests.fakes.discord.refused import bad

SUB, GROUP, STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE = range(1, 9)
MENTIONABLE, NUMBER, ATTACHMENT = 9, 10, 11
CHAT, USER_MENU, MESSAGE_MENU = 1, 2, 3
_MOST = {CHAT: 100, USER_MENU: 15, MESSAGE_MENU: 15}
_NAME = regex.compile(r"[-_'\p{L}\p{N}\p{Deva}\p{Thai}]{1,32}")
Definition = dict[str, Any]


def check_commands(commands: list[Definition]) -> None:
    """Refuse a list of commands as a bulk overwrite would."""
    names = [(each.get("type", CHAT), each.get("name")) for each in commands]
    if len(set(names)) < len(names):
        raise bad("Application command names must be unique")
    for kind, most in _MOST.items():
        if sum(each == kind for each, _ in names) > most:
            raise bad(f"more than {most} commands of type {kind}")
    for place, each in enumerate(commands):
        _check_command(each, place)


def _check_command(command: Definition, place: int) -> None:
    if command.get("type", CHAT) != CHAT:
        _check_menu(command, place)
        return
    _check_named(command, place)
    options = command.get("options") or []
    _check_options(options, 0, place, "options")
    if _letters(command) > 8000:
        raise bad("the command has more than 8000 characters", place)


def _check_menu(command: Definition, place: int) -> None:
    if not 1 <= len(command["name"]) <= 32:
        raise bad("Must be between 1 and 32 in length.", place, "name")
    if command.get("description") or command.get("options"):
        raise bad("a menu has no description and no options", place)


def _check_named(each: Definition, *at: str | int) -> None:
    name, about = each.get("name") or "", each.get("description") or ""
    names = [name, *(each.get("name_localizations") or {}).values()]
    if not all(_NAME.fullmatch(one) and one == one.lower() for one in names):
        raise bad(f"command name {name!r} is invalid", *at, "name")
    for text in (about, *(each.get("description_localizations") or {}).values()):
        if not 1 <= len(text) <= 100:
            raise bad("Must be between 1 and 100 in length.", *at, "description")


def _check_options(options: list[Definition], depth: int, *at: str | int) -> None:
    if len(options) > 25:
        raise bad("Must be 25 or fewer in length.", *at)
    names = [each.get("name") for each in options]
    if len(set(names)) < len(names):
        raise bad("Option names must be unique", *at)
    nested = [each.get("type") in {SUB, GROUP} for each in options]
    if any(nested) and not all(nested):
        raise bad("subcommands and plain options do not mix", *at)
    required = [bool(each.get("required")) for each in options]
    if required != sorted(required, reverse=True):
        raise bad("Required options must be placed before non-required", *at)
    for place, each in enumerate(options):
        _check_option(each, depth, *at, place)


def _check_option(option: Definition, depth: int, *at: str | int) -> None:
    _check_named(option, *at)
    kind = option.get("type")
    if kind == GROUP and depth > 0:
        raise bad("groups stand at the top", *at, "type")
    if kind == SUB and depth > 1:
        raise bad("subcommands nest one level below a group", *at, "type")
    if kind in {SUB, GROUP}:
        inner = option.get("options") or []
        if kind == GROUP and not all(each.get("type") == SUB for each in inner):
            raise bad("a group holds subcommands", *at, "options")
        _check_options(inner, depth + 1, *at, "options")
    elif kind not in range(STRING, ATTACHMENT + 1):
        raise bad(f"no option has type {kind}", *at, "type")
    else:
        _check_values(option, *at)


def _check_values(option: Definition, *at: str | int) -> None:
    kind, choices = option["type"], option.get("choices") or []
    listed = {STRING, INTEGER, NUMBER}
    if (choices or option.get("autocomplete")) and kind not in listed:
        raise bad("choices are for text and numbers", *at, "choices")
    if choices and option.get("autocomplete"):
        raise bad("choices and autocomplete exclude each other", *at, "choices")
    if len(choices) > 25:
        raise bad("Must be 25 or fewer in length.", *at, "choices")
    for place, each in enumerate(choices):
        check_choice(each, kind, *at, "choices", place)
    own = {
        "min_length": {STRING},
        "max_length": {STRING},
        "min_value": {INTEGER, NUMBER},
        "max_value": {INTEGER, NUMBER},
        "channel_types": {CHANNEL},
    }
    for name, kinds in own.items():
        if option.get(name) is not None and kind not in kinds:
            raise bad(f"{name} is not for options of type {kind}", *at, name)


def check_choice(choice: Definition, kind: int, *at: str | int) -> None:
    """Refuse a choice whose name or value Discord refuses."""
    if not 1 <= len(choice.get("name") or "") <= 100:
        raise bad("Must be between 1 and 100 in length.", *at, "name")
    value = choice.get("value")
    if kind == STRING and not (isinstance(value, str) and len(value) <= 100):
        raise bad("Must be 100 or fewer in length.", *at, "value")
    if kind == INTEGER and (isinstance(value, bool) or not isinstance(value, int)):
        raise bad("Not an integer", *at, "value")


def _letters(each: Definition) -> int:
    """What counts towards the 8000, longest localisations included."""
    total = 0
    for name in ("name", "description"):
        texts = [
            each.get(name) or "",
            *(each.get(f"{name}_localizations") or {}).values(),
        ]
        total += max(map(len, texts))
    choices = each.get("choices") or []
    total += sum(len(one["name"]) + len(str(one["value"])) for one in choices)
    return total + sum(map(_letters, each.get("options") or []))


def leaves(command: Definition) -> dict[str, list[Definition]]:
    """What a member can type of a command, each with its options."""
    if command.get("type", CHAT) != CHAT:
        return {command["name"]: []}
    return dict(_paths(f"/{command['name']}", command.get("options") or []))


def _paths(path: str, options: list[Definition]) -> list[tuple[str, list[Definition]]]:
    inner = [each for each in options if each["type"] in {SUB, GROUP}]
    if not inner:
        return [(path, options)]
    found = []
    for each in inner:
        found += _paths(f"{path} {each['name']}", each.get("options") or [])
    return found
