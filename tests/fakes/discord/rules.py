"""What Discord refuses in a message, with its own error codes.

Facts: docs.discord.com, resources/message. Components have a module of their own.
"""

import re
from typing import Any
from urllib.parse import urlsplit

from tests.fakes.discord.components import check_components
from tests.fakes.discord.refused import Refused, bad
from tests.fakes.discord.things import Flag

EMPTY = 50006
_HALF = re.compile("[\ud800-\udfff]")
CONTENT, EMBEDS, IN_ALL, NONCE, FILES = 2000, 10, 6000, 25, 10
# The address, the path to it within an embed, and how long a text may be there.
_TEXTS = {
    ("title",): 256,
    ("description",): 4096,
    ("footer", "text"): 2048,
    ("author", "name"): 256,
}
_LINKS = (
    *(("url",), ("author", "url"), ("image", "url"), ("thumbnail", "url")),
    *(("author", "icon_url"), ("footer", "icon_url")),
)
_EMBED = {
    *("title", "description", "url", "timestamp", "color", "footer", "image"),
    *("thumbnail", "author", "fields", "type", "flags", "provider", "video"),
}
# discord.py sends `tts` with every message, edits too; there Discord ignores it.
_EDIT = {
    *("content", "embeds", "allowed_mentions", "flags", "components"),
    *("attachments", "tts"),
}
_STARTER = _EDIT | {"sticker_ids"}
_REPLY = _EDIT | {"poll"}
_CREATE = _STARTER | {"nonce", "enforce_nonce", "message_reference", "poll"}
# Which fields a request may have, and which flags.
SHAPES: dict[str, tuple[set[str], int]] = {
    "create": (_CREATE, Flag.SUPPRESS_EMBEDS | Flag.SILENT | Flag.V2),
    "edit": (_EDIT, Flag.SUPPRESS_EMBEDS | Flag.V2),
    # IS_COMPONENTS_V2 is taken here too, though undocumented: discord-api-docs#8444.
    "starter": (_STARTER, Flag.SUPPRESS_EMBEDS | Flag.SILENT | Flag.V2),
    "reply": (
        _REPLY,
        Flag.SUPPRESS_EMBEDS | Flag.SILENT | Flag.V2 | Flag.EPHEMERAL,
    ),
}


def size(text: str) -> int:
    """A text's length in UTF-16 units, the strictest way to count."""
    return len(text.strip().encode("utf-16-le", "surrogatepass")) // 2


def check_message(body: dict[str, Any], shape: str = "create", files: int = 0) -> None:
    """Refuse a whole message (edits: as it would then stand) as Discord would."""
    fields, flags = SHAPES[shape]
    if set(body) - fields:
        raise bad(f"unknown fields {sorted(set(body) - fields)}")
    asked = body.get("flags") or 0
    if asked & ~flags:
        raise bad(f"flags {asked & ~flags} cannot be set here", "flags")
    if len(str(body.get("nonce") or "")) > NONCE:
        raise bad(f"Must be {NONCE} or fewer in length.", "nonce")
    if files > FILES:
        raise Refused(30015, "Maximum number of attachments reached (10)")
    _check_surrogates(body)
    _check_content(body, files, v2=bool(asked & Flag.V2))
    check_embeds(body.get("embeds") or [])
    check_components(body.get("components") or [], v2=bool(asked & Flag.V2))


def _check_content(body: dict[str, Any], files: int, *, v2: bool) -> None:
    content, embeds = body.get("content") or "", body.get("embeds") or []
    if v2:
        if content or embeds or body.get("poll") or body.get("sticker_ids"):
            raise bad("MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", "content")
        if not body.get("components"):
            raise Refused(EMPTY, "Cannot send an empty message")
        return
    if size(content) > CONTENT:
        raise bad(f"Must be {CONTENT} or fewer in length.", "content")
    if not (content.strip() or embeds or files or body.get("components")):
        raise Refused(EMPTY, "Cannot send an empty message")


def check_embeds(embeds: list[dict[str, Any]]) -> None:
    """Refuse embeds that are too many, too long, empty or badly linked."""
    if len(embeds) > EMBEDS:
        raise bad(f"Must be {EMBEDS} or fewer in length.", "embeds")
    total = sum(_check_embed(embed, place) for place, embed in enumerate(embeds))
    if total > IN_ALL:
        raise bad(f"Embed size exceeds maximum size of {IN_ALL}", "embeds")


def _check_embed(embed: dict[str, Any], place: int) -> int:
    at = ("embeds", place)
    if set(embed) - _EMBED:
        raise bad(f"unknown fields {sorted(set(embed) - _EMBED)}", *at)
    total = 0
    for path, limit in _TEXTS.items():
        length = size(_within(embed, path))
        if length > limit:
            raise bad(f"Must be {limit} or fewer in length.", *at, *path)
        total += length
    for path in _LINKS:
        _check_link(_within(embed, path), *at, *path)
    total += _check_fields(embed.get("fields") or [], *at)
    pictured = embed.get("image") or embed.get("thumbnail")
    if not total and not pictured:
        raise bad("an empty embed", *at, "description")
    if not 0 <= (embed.get("color") or 0) <= 0xFFFFFF:
        raise bad("int value should be between 0 and 16777215", *at, "color")
    return total


def _check_fields(fields: list[dict[str, Any]], *at: str | int) -> int:
    if len(fields) > 25:
        raise bad("Must be 25 or fewer in length.", *at, "fields")
    total = 0
    for place, each in enumerate(fields):
        for name, limit in (("name", 256), ("value", 1024)):
            length = size(each.get(name) or "")
            if not length:
                raise bad("This field is required", *at, "fields", place, name)
            if length > limit:
                raise bad(f"Must be {limit} or fewer.", *at, "fields", place, name)
            total += length
    return total


def _check_link(url: str, *at: str | int) -> None:
    if url and not is_web(url) and not url.startswith("attachment://"):
        raise bad("Not a well formed URL.", *at)
    if len(url) > 2048:
        raise bad("Must be 2048 or fewer in length.", *at)


def is_web(url: str) -> bool:
    """Whether Discord takes this for a link."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises where it is none
    except ValueError:
        return False
    wellformed = parts.scheme in {"http", "https"} and bool(parts.hostname)
    return wellformed and not any(each.isspace() for each in url)


def _within(embed: dict[str, Any], path: tuple[str, ...]) -> str:
    found: Any = embed
    for step in path:
        found = (found or {}).get(step)
    return found or ""


def _check_surrogates(value: Any) -> None:
    """Refuse halves of characters, which no UTF-8 can carry."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            _check_surrogates(each)
    if isinstance(value, str) and _HALF.search(value):
        raise Refused(0, "400: Bad Request")


def laid_over(
    old: dict[str, Any], edit: dict[str, Any], flags: int, files: int = 0
) -> dict[str, Any]:
    """The body that an edit makes of an old one, if Discord takes it."""
    fields, settable = SHAPES["edit"]
    if set(edit) - fields:
        raise bad(f"unknown fields {sorted(set(edit) - fields)}")
    asked = edit.get("flags") or 0
    if asked & ~settable:
        raise bad(f"flags {asked & ~settable} cannot be set here", "flags")
    if flags & Flag.V2 and "flags" in edit and not asked & Flag.V2:
        raise bad("IS_COMPONENTS_V2 cannot be removed", "flags")
    merged = {key: each for key, each in old.items() if key in fields} | edit
    # `attachments` names what is kept; nothing here deletes files.
    merged.pop("attachments", None)
    merged["flags"] = asked | flags & Flag.V2
    check_message(merged, "edit", files)
    return merged
