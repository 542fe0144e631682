"""From a model's reply to what it wrote: the one reader of its JSON.

Not every model keeps to a form. What thinks aloud, fences its reply, adds a comma or
talks before and after is read all the same; what is something else is a fault.
"""

import re
from collections.abc import Mapping
from typing import Any

import json_repair
from msgspec import Struct, ValidationError, convert

from digests.ports import Completion
from digests.retold import Fault

_THOUGHT = re.compile(r"(?is)<(think|thinking|reasoning)>.*?(?:</\1>|\Z)")
_OBJECT = re.compile(r"\{.*", re.DOTALL)
_BLANK = re.compile(r"\s+")
_MOST_TEXT = 20_000
_MOST_SENTENCES = 24

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
    if completion.finish == "length":
        return Fault.CUT_OFF
    text = _THOUGHT.sub("", completion.text[:_MOST_TEXT]).strip()
    if not text:
        return Fault.EMPTY
    found = _OBJECT.search(text)
    if found is None:
        return Fault.UNREADABLE
    try:
        reply = convert(json_repair.loads(found.group()), Reply, strict=False)
    except (ValidationError, RecursionError, ValueError):
        return Fault.UNREADABLE
    sentences = tuple(map(_tidy, reply.sentences[:_MOST_SENTENCES]))
    return Reply(sentences, reply.quotes) if sentences else Fault.EMPTY


def _tidy(written: Written) -> Written:
    text = _BLANK.sub(" ", written.text).strip()
    original = _BLANK.sub(" ", written.original).strip()
    return Written(text, written.sources, "" if original == text else original)
