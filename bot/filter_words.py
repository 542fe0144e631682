"""Filters in words, for wherever they are shown. Pure."""

from digests.followed import Filters


def in_words(filters: Filters) -> str:
    """Return what the filters let in, as a phrase; "" for everything.

    What people wrote stands in it as they wrote it.
    """
    parts = []
    if filters.include:
        parts.append(f"only with {' or '.join(filters.include)}")
    if filters.exclude:
        parts.append(f"without {', '.join(filters.exclude)}")
    if filters.languages:
        parts.append(f"in {', '.join(filters.languages)}")
    if filters.pattern:
        parts.append(f"matching {filters.pattern}")
    return "; ".join(parts)
