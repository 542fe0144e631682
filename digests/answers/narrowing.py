"""What a question comes to: the words that carry it, apart from those that narrow it.

A job: what narrows is dates (`dates`), outlets and speakers, as `outlet:` and
`speaker:` or in plain words; what is left is answered.
"""

import re
from collections.abc import Sequence
from datetime import datetime

from digests.answers.dates import named_time
from digests.answers.sayings import saying_in
from digests.asked import ALWAYS, Understood

_LONGEST = 1000
_VALUE = r'(?:[“"„](?P<quoted>[^”"“]+)[”"“]|(?P<bare>[^\s"“„:]+))'
_OUTLET = re.compile(rf"\boutlet:\s*{_VALUE}", re.IGNORECASE)
_SPEAKER = re.compile(rf"\bspeaker:\s*{_VALUE}", re.IGNORECASE)
# What stands before an outlet's name where it narrows.
_BEFORE = (
    r"\b(?:in|from|by|on|according to|im|in der|in den|laut|aus|dans|selon|en|según|в)"
)
_ARTICLES = r"(?:the|der|die|das|dem|den|le|la|les|el|los)"
_ARTICLE = re.compile(rf"^{_ARTICLES}\s+", re.IGNORECASE)
_LEFT = re.compile(r"\s+([?.!,])")


def understand(
    question: str, now: datetime, zone: str, outlets: Sequence[str]
) -> Understood:
    """Return what a question wants to know, and of what time, outlet and speaker.

    `outlets` are the names that the asker's news is known by.
    """
    left, speaker = _taken(_SPEAKER, question[:_LONGEST])
    left, typed = _taken(_OUTLET, left)
    if typed:
        chosen = _called(typed, outlets) or (typed,)
    else:
        left, chosen = _plainly(left, outlets)
    undated = _tidy(left)
    named = named_time(left, now, zone)
    if named:
        start, end = named.place
        left = f"{left[:start]} {left[end:]}"
    meaning = _tidy(left) or undated
    return Understood(
        meaning,
        named.span if named else ALWAYS,
        bool(named and named.firm),
        chosen,
        speaker,
        undated,
        saying_in(meaning),
    )


def _taken(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    """Return the text without the word that narrows, and its value."""
    found = pattern.search(text)
    if found is None:
        return text, ""
    value = found["quoted"] or found["bare"]
    return f"{text[: found.start()]} {text[found.end() :]}", value.strip()


def _plainly(text: str, outlets: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return the text without "in the Gazette", and who is meant by it."""
    for name in sorted(outlets, key=len, reverse=True):
        core = _bare(name)
        if not core:
            continue
        # As it is spelt: nobody means an outlet by "in time".
        told = re.compile(rf"(?i:{_BEFORE}\s+(?:{_ARTICLES}\s+)?){re.escape(core)}\b")
        if found := told.search(text):
            left = f"{text[: found.start()]} {text[found.end() :]}"
            return left, _called(core, outlets)
    return text, ()


def _called(typed: str, outlets: Sequence[str]) -> tuple[str, ...]:
    """Return the outlets of this name; where there is none, those that hold it."""
    wanted = _core(typed)
    same = tuple(each for each in outlets if _core(each) == wanted)
    return same or tuple(each for each in outlets if wanted in _core(each))


def _bare(name: str) -> str:
    return _ARTICLE.sub("", " ".join(name.split()))


def _core(name: str) -> str:
    return _bare(name).casefold()


def _tidy(text: str) -> str:
    return _LEFT.sub(r"\1", " ".join(text.split())).strip(" ,;")
