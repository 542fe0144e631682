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
    whole, typed = _taken(_OUTLET, left)
    called = (_called(typed, outlets) or (typed,)) if typed else ()
    undated, chosen = (whole, called) if typed else _plainly(whole, outlets)
    named = named_time(undated, now, zone)
    meaning = _timeless(undated, now, zone) or _tidy(undated)
    texts = [meaning, _tidy(undated), _timeless(whole, now, zone), _tidy(whole)]
    saying = saying_in(meaning)
    if saying and not chosen and (chosen := _exactly(saying.person, outlets)):
        texts = [_topic(each) for each in texts]
    return Understood(
        texts[0],
        named.span if named else ALWAYS,
        bool(named and named.firm),
        chosen,
        speaker,
        undated=texts[1],
        unsourced=texts[2],
        whole=texts[3],
        saying=saying,
    )


def _timeless(text: str, now: datetime, zone: str) -> str:
    named = named_time(text, now, zone)
    start, end = named.place if named else (0, 0)
    return _tidy(f"{text[:start]} {text[end:]}")


def _topic(text: str) -> str:
    """Return what a paper said something about: it says what it has written."""
    saying = saying_in(text)
    return (saying and saying.topic) or text


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
    inside = tuple(each for each in outlets if wanted in _core(each))
    return _exactly(typed, outlets) or inside


def _exactly(typed: str, outlets: Sequence[str]) -> tuple[str, ...]:
    return tuple(each for each in outlets if _core(each) == _core(typed))


def _bare(name: str) -> str:
    return _ARTICLE.sub("", " ".join(name.split()))


def _core(name: str) -> str:
    return _bare(name).casefold()


def _tidy(text: str) -> str:
    return _LEFT.sub(r"\1", " ".join(text.split())).strip(" ,;")
