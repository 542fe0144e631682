"""From a model's reply to the translations that it put back: the reader of its JSON."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, ValidationError, convert

from digests.grounding.spoken import schema_of, spoken, values
from digests.ports import Completion

_MOST_TEXT, _MOST_SENTENCE, _MOST_WORD = 40_000, 1_200, 60
_MOST_GROUPS, _MOST_OF_ONE = 60, 8

SCHEMA: Mapping[str, Any] = schema_of(
    {
        "number": {"type": "integer"},
        "text": {"type": "string"},
        "words": {
            "type": "array",
            "items": {"type": "array", "items": {"type": "string"}},
        },
    }
)


class PutBack(Struct, frozen=True):
    """A translation, put back; `words` are groups of words, each for one of its own."""

    text: str
    words: tuple[tuple[str, ...], ...] = ()


class _Sentence(PutBack, frozen=True, kw_only=True):
    number: int


class _Reply(Struct, frozen=True):
    sentences: tuple[_Sentence, ...]


def read(completion: Completion) -> dict[int, PutBack]:
    """Return the sentences by number; what is unreadable, or comes twice, is none."""
    if completion.is_withheld or completion.is_cut_off:
        return {}
    found: dict[int, set[PutBack]] = {}
    for value in values(spoken(completion.text[:_MOST_TEXT])):
        for each in _sentences(value):
            found.setdefault(each.number, set()).add(_short(each))
    return {
        number: only
        for number, (only, *others) in found.items()
        if not others and only.text
    }


def _sentences(value: object) -> tuple[_Sentence, ...]:
    try:
        return convert(value, _Reply, strict=False).sentences
    except (ValidationError, RecursionError):
        return ()


def _short(sentence: PutBack) -> PutBack:
    """Return it on one line, with no more words than are looked at."""
    words = tuple(
        tuple(
            x.strip() for x in group[:_MOST_OF_ONE] if 0 < len(x.strip()) <= _MOST_WORD
        )
        for group in sentence.words[:_MOST_GROUPS]
    )
    text = " ".join(sentence.text.split())
    return PutBack(text if len(text) <= _MOST_SENTENCE else "", words)
