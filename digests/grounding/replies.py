"""From a model's reply to what it wrote: the one reader of its JSON.

Not every model keeps to a form. What can be meant in one way alone is read all the
same; what is something else is a fault.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from digests.grounding.spoken import repaired, schema_of, spoken, values
from digests.ports import Completion
from digests.retold import Fault

_BLANK, _WORD = re.compile(r"\s+"), re.compile(r"\w")
_MOST_TEXT = 20_000
_MOST_SENTENCES = 24
_MOST_WRAPPINGS = 3
_CLOSED = ("}", "```")
_END = re.compile(r"[.!?…。！？][\"”»’)]*\s*$")
# Sources that stand in the sentence itself, at its end: "[1]", "[1, 2]".
_LISTED = r"\d{1,2}(?:[, ]{1,2}\d{1,2}){0,8}"
_CITED = re.compile(rf"(?: ?[\[【]{_LISTED}[\]】]){{1,9}}([.!?…。！？]?)$")
_DIGITS = re.compile(r"\d{1,9}", re.ASCII)
_NUMBER = re.compile(r"[^\d-]{0,20}(\d{1,9})[^\d-]{0,20}", re.ASCII)
_REFUSES = re.compile(
    r"\W*(?:i(?:['’]m| am) (?:very |so )?(?:sorry|unable|not able)"
    r"|sorry\b|i apologi[sz]e|i (?:can ?not|can['’]t|won['’]t|must decline)"
    r"|as an ai\b|unfortunately,? i|es tut mir leid|ich kann (?:das|dabei|dir|ihnen)\b"
    r"|je (?:suis désolée?|ne peux pas)|lo siento|no puedo|mi dispiace|non posso"
    r"|desculpe|não posso|het spijt me|przykro mi|вибачте|извините|抱歉|申し訳)",
    re.IGNORECASE,
)

_NUMBERS = {"type": "array", "items": {"type": "integer"}}
SCHEMA: Mapping[str, Any] = schema_of(
    {
        "text": {"type": "string"},
        "sources": _NUMBERS,
        "original": {"type": "string"},
    },
    quotes=_NUMBERS,
)


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
    if completion.is_withheld:
        return Fault.REFUSAL
    if completion.is_cut_off:
        return Fault.CUT_OFF
    text = spoken(completion.text[:_MOST_TEXT])
    if not text:
        return Fault.EMPTY
    try:
        replies = set(_replies(text))
    except (ValueError, RecursionError):
        replies = set()
    # Some say the form first that they were asked for.
    replies = {each for each in replies if each.sentences} or replies
    if len(replies) != 1:
        # There is none, or it cannot be told which one is meant.
        return Fault.REFUSAL if _REFUSES.match(text) else Fault.UNREADABLE
    (reply,) = replies
    return reply if reply.sentences else Fault.NO_SENTENCE


def _replies(text: str) -> Iterator[Reply]:
    """Yield every reply that stands in a text, or what was meant to be one."""
    whole = [found for each in values(text) if (found := _reply(each)) is not None]
    yield from whole
    if not whole and (meant := _reply(repaired(text))) is not None:
        yield meant if text.endswith(_CLOSED) else _without_half(meant)


def _reply(value: object, wrappings: int = _MOST_WRAPPINGS) -> Reply | None:
    """Return a value as a reply, out of what it is wrapped in; None where it is none.

    Raises:
        ValueError: It is one, and holds what cannot be read.

    """
    match value:
        case {"sentences": [*sentences], **more}:
            return Reply(_all_written(sentences), _numbers(more.get("quotes")))
        case [{"text": _}, *_] as sentences:
            return Reply(_all_written(sentences))
        case dict() if wrappings:
            inner = [each for each in value.values() if isinstance(each, dict | list)]
            return _reply(inner[0], wrappings - 1) if len(inner) == 1 else None
        case [only] if wrappings:
            return _reply(only, wrappings - 1)
    return None


def _without_half(reply: Reply) -> Reply:
    """Return it as it was meant: what is cut off ends in half a sentence."""
    *whole, last = reply.sentences or (Written(""),)
    return reply if _END.search(last.text) else replace(reply, sentences=tuple(whole))


def _all_written(sentences: Sequence[object]) -> tuple[Written, ...]:
    """Return the sentences, those without a word left out."""
    written = map(_written, sentences[:_MOST_SENTENCES])
    return tuple(each for each in written if _WORD.search(each.text))


def _written(value: object) -> Written:
    """Return a sentence; what it says of its sources is taken out of it.

    Raises:
        ValueError: It is none.

    """
    match value:
        case str():
            text, cited = _parted(value)
            return Written(text, cited)
        case {"text": worded, **more}:
            text, cited = _parted(worded)
            original, _ = _parted(more.get("original"))
            named = _numbers(more.get("sources", more.get("source")))
            sources = dict.fromkeys((*named, *cited))
            return Written(text, tuple(sources), "" if original == text else original)
    raise ValueError(value)


def _parted(value: object) -> tuple[str, tuple[int, ...]]:
    """Return a text on one line, and the sources that it ends in.

    Raises:
        ValueError: It is no text.

    """
    match value:
        case None | False:
            return "", ()
        case str():
            # Half a character says nothing.
            whole = value.encode("utf8", "ignore").decode("utf8")
            text = _BLANK.sub(" ", whole).strip()
        case _:
            raise ValueError(value)
    cited = _CITED.search(text)
    if cited is None:
        return text, ()
    numbers = tuple(map(int, _DIGITS.findall(cited.group())))
    return text[: cited.start()] + cited[1], numbers


def _numbers(value: object) -> tuple[int, ...]:
    """Return numbers, or one alone; what is none is 0, which nothing has."""
    if value is None:
        return ()
    if isinstance(value, str):
        value = value.split(",")
    return tuple(map(_number, value if isinstance(value, list) else [value]))


def _number(value: object) -> int:
    if isinstance(value, str):
        found = _NUMBER.fullmatch(value)
        return int(found[1]) if found else 0
    return value if type(value) is int else 0
