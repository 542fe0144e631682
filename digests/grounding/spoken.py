"""What a reply says once it was thought over, and the JSON in it, as it is asked for.

Models think aloud in many wrappings, fence what they write, and talk before and after
it. Nothing here takes longer than the text is long; repair would, and is not tried
where it would take too long.
"""

import re
from collections.abc import Iterator, Mapping
from json import JSONDecoder
from typing import Any

import json_repair

_NAME = r"(?:\w{1,20}:)?(think(?:ing)?|thoughts?|reason(?:ing)?|reflection|scratchpad)"
_OPENS, _CLOSES = r"[<\[◁]", r"[>\]▷]"
# What is never closed runs to the end.
_THOUGHT = re.compile(
    rf"{_OPENS}{_NAME}{_CLOSES}.*?(?:{_OPENS}/{_NAME}{_CLOSES}|\Z)"
    r"|<\|channel\|>(?!final).*?(?:<\|channel\|>final|\Z)",
    re.DOTALL | re.IGNORECASE,
)
# A server may have taken the opening away.
_THOUGHT_BEFORE = re.compile(
    rf"\A.*(?:{_OPENS}/{_NAME}{_CLOSES}|<\|message\|>)", re.DOTALL | re.IGNORECASE
)
# Raw ends of lines within strings are no doubt about what they say.
_DECODER = JSONDecoder(strict=False)
_MOST_BEGUN = 100
_SIGN = re.compile(r"[^\w\s]")
# Repair takes the longer the more there is that closes nowhere.
_MOST_REPAIRED, _MOST_BRACES, _MOST_SIGNS = 8_000, 200, 600


def schema_of(sentence: Mapping[str, Any], **beside: Any) -> Mapping[str, Any]:
    """Return the JSON schema of a reply: sentences of this shape, and more beside."""
    return _object(
        {"sentences": {"type": "array", "items": _object(sentence)}} | beside
    )


def _object(properties: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }


def spoken(text: str) -> str:
    """Return what is said; "" where all of it is thought."""
    return _THOUGHT_BEFORE.sub("", _THOUGHT.sub("", text), 1).strip()


def values(text: str) -> Iterator[object]:
    """Yield the objects that stand whole in a text, the outermost of them."""
    at = text.find("{")
    for _ in range(_MOST_BEGUN):
        if at < 0:
            return
        try:
            value, end = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            end = at + 1
        else:
            yield value
        at = text.find("{", end)


def repaired(text: str) -> object:
    """Return what the text's first object was meant to be.

    Raises:
        ValueError: There is none, or more to repair than is worth it.
        RecursionError: It nests without end.

    """
    broken = text[text.index("{") :]
    if (
        len(broken) > _MOST_REPAIRED
        or broken.count("{") > _MOST_BRACES
        or len(_SIGN.findall(broken)) > _MOST_SIGNS
    ):
        raise ValueError(broken[:80])
    meant: object = json_repair.loads(broken)
    return meant
