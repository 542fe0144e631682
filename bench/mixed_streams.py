"""Small mixed streams, as one channel sees them in a day, drawn from a large set.

ECB+ is a stream of hundreds over years, where two events seldom share place or
cast. A channel's day is short, and one town's events share both. So streams are
drawn of a few events each, and two kinds of report are made: one on an event of
another topic that bears names and dates of a report in the stream, and a copy,
whole or cut, as agencies' reports are printed by many.
"""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from digests.stories.views import VIEWS, Bag, Sides

# An article's looks with the name of its event.
Told = tuple[str, Sides]

_EVENTS = (3, 14)
_REPORTS = (1, 1, 1, 2, 2, 3, 4)
# How much of the names a made report takes over.
_TAKEN = (0.2, 0.9)
_MADE = 0.5
_COPIED = 0.1
# How much of a report a copy keeps.
_KEPT = (0.4, 1.0)
_NAMES, _DATES = VIEWS.index("names"), VIEWS.index("dates")
_NAMED = (VIEWS.index("words"), _NAMES, VIEWS.index("lead"))


def mixed_streams(
    rows: Sequence[dict[str, Any]],
    sides: Sequence[Sides],
    topics: set[Any],
    draw: random.Random,
) -> Iterator[list[Told]]:
    """Yield streams of these topics' documents, without end."""
    topic_of = {row["event"]: row["topic"] for row in rows}
    told: defaultdict[str, list[Sides]] = defaultdict(list)
    for row, each in zip(rows, sides, strict=True):
        if row["topic"] in topics:
            told[row["event"]].append(each)
    events = list(told)
    while True:
        chosen = draw.sample(events, min(len(events), draw.randint(*_EVENTS)))
        stream = [
            (event, each)
            for event in chosen
            for each in _some(told[event], draw.choice(_REPORTS), draw)
        ]
        stream += [
            (event, _cut(each, draw.uniform(*_KEPT), draw))
            for event, each in stream
            if draw.random() < _COPIED
        ]
        for number, (event, host) in enumerate(tuple(stream)):
            other = draw.choice(events)
            if draw.random() < _MADE and topic_of[other] != topic_of[event]:
                taken = draw.uniform(*_TAKEN)
                for each in _some(told[other], draw.choice((1, 1, 2)), draw):
                    made = _renamed(each, host, taken, draw)
                    stream.append((f"{other} as {event}, {number}", made))
        draw.shuffle(stream)
        yield stream


def _some(reports: Sequence[Sides], count: int, draw: random.Random) -> list[Sides]:
    return draw.sample(reports, min(count, len(reports)))


def _cut(report: Sides, kept: float, draw: random.Random) -> Sides:
    """Return a copy with this share of the report's words."""
    words = [word for bag in report.bags for word in bag]
    stay = {word for word in words if draw.random() < kept}
    bags = tuple({w: n for w, n in bag.items() if w in stay} for bag in report.bags)
    return Sides(bags, len(bags[0]))


def _renamed(report: Sides, host: Sides, taken: float, draw: random.Random) -> Sides:
    """Return the report with a share of its names changed for the host's."""
    new = [name for name in host.bags[_NAMES] if draw.random() < taken]
    old = {name for name in report.bags[_NAMES] if draw.random() < taken}
    bags = list(report.bags)
    for view in _NAMED:
        bags[view] = _exchanged(report.bags[view], host.bags[view], new, old)
    days = [day for day in host.bags[_DATES] if draw.random() < taken]
    bags[_DATES] = _exchanged(report.bags[_DATES], host.bags[_DATES], days, set())
    return Sides(tuple(bags), report.size)


def _exchanged(bag: Bag, theirs: Bag, new: Sequence[str], old: set[str]) -> Bag:
    kept = {word: count for word, count in bag.items() if word not in old}
    return kept | {word: theirs[word] for word in new if word in theirs}
