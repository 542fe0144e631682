"""Which quotes are of somebody and on something, and which of them come first. Pure.

A job for workers: of hundreds of articles it takes as long as it takes.
"""

from collections.abc import Iterable, Sequence

from digests.answers.sayings import is_written, touches
from digests.asked import Said, Saying
from digests.quotes.called import (
    is_called,
    is_end_of,
    is_held_by,
    is_named_in,
    name_parts,
)

# How far around a quote its topic may be named.
_AROUND = 300


def fitting(found: Sequence[tuple[Said, str]], saying: Saying) -> list[Said]:
    """Return the quotes that fit, in their order; each is with its article's text."""
    in_full: dict[int, bool] = {}
    return [each for each, text in found if _fits(each, text, saying, in_full)]


def foremost(
    found: Sequence[tuple[Said, str]], saying: Saying, most: int
) -> list[Said]:
    """Return so many that fit, what is most to the topic first, then the newest.

    Of quotes that are nearly the same, one.
    """
    told = fitting(found, saying)
    about = {each: touches(saying.topic, each.quote.text) for each in told}
    told.sort(key=newest_first)
    told.sort(key=lambda each: (-_as_asked(each, saying), -about[each]))
    return _distinct(told, most)


def newest_first(said: Said) -> float:
    """Return what quotes are sorted by, so that the newest comes first."""
    return -(said.published or said.seen).timestamp()


def _fits(said: Said, text: str, saying: Saying, in_full: dict[int, bool]) -> bool:
    if saying.person and not _is_by(said, text, saying.person, in_full):
        return False
    start, end = max(0, said.quote.start - _AROUND), said.quote.end + _AROUND
    return bool(touches(saying.topic, f"{said.title}\n{text[start:end]}"))


def _is_by(said: Said, text: str, person: str, in_full: dict[int, bool]) -> bool:
    """Tell whether it is the person's; `in_full`: which articles name them whole."""
    name, role = said.quote.speaker or "", said.quote.role or ""
    if is_called(name, person) or is_held_by(role, person):
        return True
    if not is_end_of(name, person):
        return False
    # An article is gone through once, however many quotes it has.
    if said.article_id not in in_full:
        in_full[said.article_id] = is_named_in(text, person)
    return in_full[said.article_id]


def _as_asked(said: Said, saying: Saying) -> bool:
    return saying.written and is_written(said.quote.cue or "")


def _distinct(told: Iterable[Said], most: int) -> list[Said]:
    kept: list[Said] = []
    had: list[str] = []
    for each in told:
        if len(kept) >= most:
            break
        words = " ".join(name_parts(each.quote.text))
        if not any(words in one or one in words for one in had):
            kept.append(each)
            had.append(words)
    return kept
