"""Sift many articles by many rules at once (a job): whose texts travel only once."""

from collections.abc import Sequence

from digests.feeds.filters import judge_all
from digests.followed import Filters


def sift(
    rules: Sequence[Filters], articles: Sequence[tuple[str, str, str]]
) -> tuple[tuple[bool, ...], ...]:
    """Return for each rule which articles it takes, given as title, text, language."""
    return tuple(
        tuple(ruling.taken for ruling in judge_all(each, articles)) for each in rules
    )
