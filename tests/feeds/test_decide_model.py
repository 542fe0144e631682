"""SAFETY 25, 26, 29: whatever feeds do to their entries, each article comes once.

The model: a feed shows some of its articles at each poll, in any order, under faces
that change. An article must be taken when it is first shown and never again.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from digests.feeds.decide import Known, decide
from digests.feeds.keys import arrival_of
from digests.incoming import Arrival
from digests.types import Entry
from tests.builders import NOON

HOME = "https://gazette.example/"
WORDS = ("bridge", "ferry", "harbour", "council", "budget", "school", "market", "river")

# What may befall an article between two polls that show it. Each keeps the id, the
# link or the words, as feeds do.
EVENTS = (
    "nothing",
    "re-dated",
    "another id",
    "no id",
    "id in capitals",
    "tracked link",
    "moved",
    "all names new",
    "one character",
    "new headline",
    "rewritten",
    "rewritten, another id",
    "edited and moved",
)


@dataclass
class Feed:
    """The feed, its bot and what the bot took, by article."""

    known: list[Known] = field(default_factory=list)
    faces: dict[int, Entry] = field(default_factory=dict)
    taken: Counter[int] = field(default_factory=Counter)
    polls: int = 0

    def poll(self, shown: list[tuple[int, str]], *, only_changed: bool) -> None:
        self.polls += 1
        entries = []
        for number, event in shown:
            before = self.faces.get(number)
            after = befall(event, before, self.polls) if before else an_entry(number)
            self.faces[number] = after
            if after != before or not only_changed:
                entries.append(after)
        arrivals = [arrival_of(entry, HOME) for entry in entries]
        first = self.polls == 1
        found = decide(arrivals, self.known, first=first, now=NOON)
        for change in (*found.changed, *found.rekeyed):
            now = stored(change.id, change.arrival)
            self.known[change.id - 1] = replace(now, keys=change.keys)
        for arrival in (*found.new, *found.held, *found.archive):
            self.known.append(stored(len(self.known) + 1, arrival))
            # On later polls the archive takes second names, which are no articles.
            if first or arrival not in found.archive:
                self.taken[int(arrival.author)] += 1


def an_entry(number: int) -> Entry:
    """An article as it first appears; every fifth has an id that others have too."""
    guid = "shared" if number % 5 == 0 else f"urn:gazette:{number}"
    words = " ".join(f"{word}{number}" for word in WORDS)
    return Entry(
        id=guid if number % 7 else "",
        link=f"{HOME}news/{number}",
        title=f"{WORDS[number % 8]}{number} {number * 7919}",
        content=f"<p>{words} {words}</p>",
        author=str(number),
        published=NOON,
    )


def befall(event: str, entry: Entry, poll: int) -> Entry:
    """Return the entry after what befell it."""
    apart = entry.id.strip().casefold() not in {"", "shared"}
    match event:
        case "re-dated":
            return replace(entry, published=NOON + timedelta(hours=poll))
        case "another id":
            return replace(entry, id=f"{poll}-{entry.author}")
        case "no id":
            return replace(entry, id="")
        case "id in capitals":
            return replace(entry, id=f" {entry.id.upper()}\n")
        case "tracked link":
            return replace(entry, link=f"{plain(entry)}?utm_source={poll}")
        case "moved" if apart:
            return replace(entry, link=f"{HOME}{poll}/{entry.author}")
        case "all names new":
            names = {"id": f"{poll}:{entry.author}", "link": f"{HOME}{poll}-{poll}"}
            return replace(entry, id=names["id"], link=f"{names['link']}{entry.author}")
        case "one character":
            return replace(entry, content=entry.content.replace("</p>", ".</p>"))
        case "new headline":
            return replace(entry, title=f"Headline {poll} of {entry.author}")
        case "rewritten":
            return replace(entry, title=f"No. {poll}", content=rewritten(entry, poll))
        case "rewritten, another id":
            other = replace(entry, id=f"{poll}-{entry.author}")
            return replace(other, content=rewritten(entry, poll))
        case "edited and moved" if apart:
            moved = replace(entry, link=f"{HOME}{poll}/{entry.author}")
            return replace(moved, content=entry.content.replace("</p>", "!</p>"))
        case _:
            return entry


def plain(entry: Entry) -> str:
    return entry.link.partition("?")[0]


def rewritten(entry: Entry, poll: int) -> str:
    words = " ".join(f"{word}-{poll}-{entry.author}" for word in WORDS)
    return f"<p>{words} {words}</p>"


def stored(key: int, arrival: Arrival) -> Known:
    return Known(key, arrival.keys, arrival.title, arrival.content[:500])


shows = st.lists(
    st.tuples(st.integers(1, 25), st.sampled_from(EVENTS)),
    max_size=12,
    unique_by=lambda show: show[0],
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(shows, st.booleans()), min_size=2, max_size=12))
def test_each_article_comes_exactly_once(polls):
    """SAFETY 25 and 26."""
    feed = Feed()
    for shown, only_changed in polls:
        feed.poll(shown, only_changed=only_changed)
        assert feed.taken == Counter(dict.fromkeys(feed.faces, 1))


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(1, 26)), st.integers(1, 24))
def test_order_and_absence_mean_nothing(order, turn):
    """SAFETY 26: reversed, shuffled, rotated, emptied and restored."""
    feed = Feed()
    rotated = order[turn:] + order[:turn]
    for numbers in (order, order[::-1], rotated, order[:0], order):
        feed.poll([(number, "nothing") for number in numbers], only_changed=False)
    assert feed.taken == Counter(dict.fromkeys(order, 1))


def test_a_window_may_slide_over_thousands_of_articles(figure):
    """SAFETY 26: 500 entries at a time, ten new ones each poll."""
    feed = Feed()
    for start in range(0, 300, 10):
        window = range(start + 1, start + 501)
        feed.poll([(number, "nothing") for number in window], only_changed=False)
    assert feed.taken == Counter(dict.fromkeys(range(1, 791), 1))
    figure.most(26, "times one of 790 was taken", max(feed.taken.values()))
    figure.total(26, "missed", 790 - len(feed.taken))


def test_another_feed_under_the_same_address_is_taken_once():
    """SAFETY 26."""
    feed = Feed()
    for numbers in (range(1, 20), range(101, 120), range(1, 20)):
        feed.poll([(number, "nothing") for number in numbers], only_changed=False)
    assert feed.taken == Counter(dict.fromkeys([*range(1, 20), *range(101, 120)], 1))
