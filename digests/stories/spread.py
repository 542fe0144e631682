"""Spread a digest over outlets and topics, so that none crowds out the others. Pure."""

from collections import Counter
from collections.abc import Sequence

# How many places a story gives way to one of another outlet or topic than the
# card above it.
_GIVES_WAY = 2


def spread(marks: Sequence[frozenset[str]], most: int) -> tuple[int, ...]:
    """Return the places of the stories to print, in the order of printing.

    None of what stories are marked with takes more than half of the cards while
    others wait. The first stays first, and nobody loses much of their place.

    Args:
        marks: Of each story, the most important first: its outlet, its topics.
        most: How many to choose.

    """
    rest = list(range(len(marks)))
    chosen: list[int] = []
    counts = Counter[str]()
    half = max(1, -(-most // 2))
    while rest and len(chosen) < most:
        above = marks[chosen[-1]] if chosen else frozenset[str]()
        best = min(
            rest,
            key=lambda place: (
                any(counts[mark] >= half for mark in marks[place]),
                place + _GIVES_WAY * bool(above & marks[place]),
            ),
        )
        rest.remove(best)
        chosen.append(best)
        counts.update(marks[best])
    return tuple(chosen)
