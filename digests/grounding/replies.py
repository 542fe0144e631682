"""From a model's reply to what it wrote: the one reader of its JSON.

Not every model keeps to a form. What thinks aloud, fences its reply, adds a comma or
talks before and after is read all the same; what is something else is a fault.
"""

import re
from collections.abc import Mapping
from typing import Any

import json_repair
from msgspec import DecodeError, Struct, ValidationError, convert, json

from digests.ports import Completion
from digests.retold import Fault

_THOUGHT = re.compile(r"(?is)<(think|thinking|reasoning)>.*?(?:</\1>|\Z)")
_OBJECT = re.compile(r"\{.*", re.DOTALL)
_BLANK = re.compile(r"\s+")
_MOST_TEXT = 20_000
_MOST_SENTENCES = 24
_MOST_REPAIRED, _MOST_BRACES = 8_000, 200
_CLOSED = ("}", "```")
_END = re.compile(r"[.!?…。！？][\"”»’)]*\s*$")

SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["sentences", "quotes"],
    "properties": {
        "sentences": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["text", "sources", "original"],
                "properties": {
                    "text": {"type": "string"},
                    "sources": {"type": "array", "items": {"type": "integer"}},
                    "original": {"type": "string"},
                },
            },
        },
        "quotes": {"type": "array", "items": {"type": "integer"}},
    },
}


class Written(Struct, frozen=True):
    """A sentence as a model wrote it: sources by their numbers, from 1."""

    text: str
    sources: tuple[int, ...] = ()
    original: str = ""


class Reply(Struct, frozen=True):
    """What a model wrote; nothing of it is checked yet."""

    sentences: tuple[Written, ...]
    quotes: tuple[int, ...] = ()


def read(completion: Completion) -> Reply | Fault:
    """Return what a model wrote, or why it cannot be read."""
    if completion.refusal:
        return Fault.REFUSAL
    if completion.finish not in {"stop", ""}:
        return Fault.CUT_OFF
    text = _THOUGHT.sub("", completion.text[:_MOST_TEXT]).strip()
    if not text:
        return Fault.EMPTY
    found = _OBJECT.search(text)
    if found is None:
        return Fault.UNREADABLE
    try:
        reply = _decoded(found.group())
    except (ValidationError, RecursionError, ValueError):
        return Fault.UNREADABLE
    sentences = tuple(map(_tidy, reply.sentences[:_MOST_SENTENCES]))
    return Reply(sentences, reply.quotes) if sentences else Fault.EMPTY


def _decoded(text: str) -> Reply:
    try:
        return json.decode(text, type=Reply, strict=False)
    except DecodeError:
        pass
    if len(text) > _MOST_REPAIRED or text.count("{") > _MOST_BRACES:
        # Repair takes the longer the more there is that closes nowhere.
        raise ValueError(text[:80])
    reply = convert(json_repair.loads(text), Reply, strict=False)
    if text.rstrip().endswith(_CLOSED):
        return reply
    # What was cut off ends in half a sentence, which repair makes a whole one.
    *whole, last = reply.sentences or (Written(""),)
    kept = reply.sentences if _END.search(last.text) else tuple(whole)
    return Reply(kept, reply.quotes)


def _tidy(written: Written) -> Written:
    text = _BLANK.sub(" ", written.text).strip()
    original = _BLANK.sub(" ", written.original).strip()
    return Written(text, written.sources, "" if original == text else original)
