"""What Discord refuses in a message or a command, with its own error codes.

Facts: docs.discord.com, resources/message and interactions/application-commands.
"""

import re
from typing import Any
from urllib.parse import urlsplit

FORM, EMPTY = 50035, 50006
CONTENT, EMBEDS, IN_ALL, NONCE = 2000, 10, 6000, 25
EMBED = {"title": 256, "description": 4096}
FIELDS_OF_MESSAGE = {
    *(
        "content",
        "embeds",
        "nonce",
        "enforce_nonce",
        "allowed_mentions",
        "flags",
        "tts",
    ),
    *("components", "attachments", "message_reference"),
}
_NAME = re.compile(r"[-_'\w]{1,32}")


class Refused(Exception):
    """Discord's answer to a body that it does not take."""

    def __init__(self, code: int, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.code = code
        self.status = status


def size(text: str) -> int:
    """A text's length in UTF-16 units, the strictest way to count."""
    return len(text.strip().encode("utf-16-le")) // 2


def check_message(body: dict[str, Any]) -> None:
    """Refuse a message as Discord would, and one that could ping at all."""
    unknown = set(body) - FIELDS_OF_MESSAGE
    if unknown:
        raise Refused(FORM, f"unknown fields {sorted(unknown)}")
    embeds = body.get("embeds") or []
    content = body.get("content") or ""
    if not (content.strip() or embeds or body.get("components")):
        raise Refused(EMPTY, "Cannot send an empty message")
    if size(content) > CONTENT:
        raise Refused(FORM, f"content has {size(content)} characters")
    if len(str(body.get("nonce") or "")) > NONCE:
        raise Refused(FORM, "nonce is too long")
    _check_embeds(embeds)
    check_mentions(body)


def check_mentions(body: dict[str, Any]) -> None:
    """Refuse what leaves it to the text whom a message pings."""
    allowed = body.get("allowed_mentions")
    if allowed is None or allowed.get("parse") != []:
        raise AssertionError(f"a message may ping whom it names: {body}")
    if allowed.get("users") or allowed.get("replied_user"):
        raise AssertionError(f"a message pings users: {body}")


def _check_embeds(embeds: list[dict[str, Any]]) -> None:
    if len(embeds) > EMBEDS:
        raise Refused(FORM, f"{len(embeds)} embeds")
    total = 0
    for embed in embeds:
        footer = (embed.get("footer") or {}).get("text") or ""
        for name, limit in EMBED.items():
            if size(embed.get(name) or "") > limit:
                raise Refused(FORM, f"embed {name} has more than {limit}")
        if size(footer) > 2048:
            raise Refused(FORM, "embed footer has more than 2048")
        if not (embed.get("title") or embed.get("description")):
            raise Refused(FORM, "an empty embed")
        if embed.get("url") and not _is_web(embed["url"]):
            raise Refused(FORM, f"Not a well formed URL: {embed['url']}")
        shown = (embed.get("title") or "", embed.get("description") or "", footer)
        total += sum(map(size, shown))
    if total > IN_ALL:
        raise Refused(FORM, f"embeds have {total} characters")


def check_commands(commands: list[dict[str, Any]]) -> None:
    """Refuse commands whose names, descriptions or options Discord refuses."""
    names = [(each.get("type", 1), each["name"]) for each in commands]
    if len(set(names)) < len(names):
        raise Refused(FORM, "two commands of one name")
    for each in commands:
        _check_command(each)


def _check_command(command: dict[str, Any]) -> None:
    name, about = command["name"], command.get("description", "")
    if not _NAME.fullmatch(name) or name != name.lower():
        raise Refused(FORM, f"command name {name!r}")
    if not 1 <= len(about) <= 100:
        raise Refused(FORM, f"description of {name!r}")
    options = command.get("options") or []
    if len(options) > 25:
        raise Refused(FORM, f"{name!r} has {len(options)} options")
    required = [bool(each.get("required")) for each in options]
    if required != sorted(required, reverse=True):
        raise Refused(FORM, f"{name!r}: required options come first")
    for each in options:
        _check_command(each)


def _is_web(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
