"""What of a feed's entries is new, and what is known under another face.

Identity is the id, then the link, then the words; never the date. Pure: nothing is
looked up or stored here. docs/decisions/0008-what-is-new.md says why it is so.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from digests.feeds.edits import alike_texts, alike_titles
from digests.feeds.keys import is_telling
from digests.incoming import Arrival, EntryKeys
from digests.moments import to_text

# What a first poll takes; the rest goes to the archive.
FIRST_ENTRIES = 5
FIRST_WINDOW = timedelta(days=7)
# More at once than this is a feed gone wrong, or another feed.
FLOOD = 30

_FUTURE = timedelta(days=1)


class Known(Struct, frozen=True):
    """An entry that is stored: `id` is its row's.

    `content` helps to tell an edit from another article that took the same id;
    without it the title alone does.
    """

    id: int
    keys: EntryKeys
    title: str
    content: str = ""


class Change(Struct, frozen=True):
    """The stored entry `id` as it is now: `keys` are to replace the stored ones."""

    id: int
    arrival: Arrival
    keys: EntryKeys


class Decisions(Struct, frozen=True):
    """What is to become of the entries of one poll.

    `new` are to be read. `archive` are to be kept as known and no more: older than
    a first poll takes, or a known article under a second name. `held` came with too
    many others. `changed` have another title or text; `rekeyed` have these
    unchanged and another id or link. What is in none of them is known already.
    """

    new: tuple[Arrival, ...] = ()
    archive: tuple[Arrival, ...] = ()
    held: tuple[Arrival, ...] = ()
    changed: tuple[Change, ...] = ()
    rekeyed: tuple[Change, ...] = ()


def decide(
    arrivals: Sequence[Arrival],
    known: Iterable[Known],
    *,
    first: bool,
    now: datetime,
    most: int = FLOOD,
) -> Decisions:
    """Tell what is new, changed or known already.

    Args:
        arrivals: The entries of one document, in its order; those that stood there
            to the letter the last time may be missing.
        known: Every stored entry of this feed that shares a key with one of these;
            others do no harm.
        first: Whether the feed was never read before.
        now: Dates that lie more than a day after it are taken for missing.
        most: So many new ones are let in, unless it is the first poll.

    """
    latest = to_text(now + _FUTURE)
    arrivals = [
        each if (each.published or "") <= latest else each._replace(published=None)
        for each in arrivals
    ]
    known = tuple(known)
    if not known and _share_nothing(arrivals):
        # As in most first polls; sorting them would cost as much as storing them.
        found = Decisions(tuple(arrivals))
    else:
        found = _sorted_out(arrivals, known)
    if first:
        new, older = _newest(found.new, now)
        return replace(found, new=new, archive=older + found.archive)
    if len(found.new) > most:
        return replace(found, new=(), held=found.new)
    return found


def _sorted_out(arrivals: Sequence[Arrival], known: Iterable[Known]) -> Decisions:
    sorting = _Sorting(_Index(known, arrivals))
    for arrival in arrivals:
        sorting.take(arrival)
    changed, rekeyed = sorting.changes()
    return Decisions(tuple(sorting.new), tuple(sorting.aliases), (), changed, rekeyed)


class _Index:
    """What is known, by each of its keys, and which keys identify nothing."""

    def __init__(self, known: Iterable[Known], arrivals: Sequence[Arrival]) -> None:
        self._guids = defaultdict[str, list[Known]](list)
        self._links = defaultdict[str, list[Known]](list)
        self._texts = defaultdict[str, list[Known]](list)
        self._shared_guids = _shared(arrivals, "guid", "link")
        self._shared_links = _shared(arrivals, "link", "guid")
        for each in known:
            self.add(each)

    def add(self, known: Known) -> None:
        self._guids[known.keys.guid].append(known)
        self._links[known.keys.link].append(known)
        self._texts[known.keys.text].append(known)

    def by_name(self, arrival: Arrival) -> Known | None:
        """Return what has the same id, or the same link."""
        keys = arrival.keys
        if keys.guid and (found := self._guids.get(keys.guid)):
            if len(found) > 1 or keys.guid in self._shared_guids:
                same = _told_apart(found, arrival)
            else:
                same = None if _reused(found[0], arrival) else found[0]
            if same:
                return same
        if keys.link and (found := self._links.get(keys.link)):
            if len(found) > 1 or keys.link in self._shared_links:
                return _told_apart(found, arrival)
            return found[0]
        return None

    def by_words(self, arrival: Arrival) -> Known | None:
        """Return what has the same title and text, as far as that says enough.

        A short text may come again as another article, if its names say so.
        """
        keys = arrival.keys
        enough = is_telling(keys.text) or not _named(keys)
        for known in self._texts.get(keys.text, ()):
            if enough or not _named(known.keys):
                return known
        return None


@dataclass(slots=True)
class _Sorting:
    """Entries of one document on their way to the decisions."""

    index: _Index
    new: list[Arrival] = field(default_factory=list)
    aliases: list[Arrival] = field(default_factory=list)
    _same: dict[int, list[tuple[Known, Arrival]]] = field(default_factory=dict)

    def take(self, arrival: Arrival) -> None:
        known = self.index.by_name(arrival)
        if known is None:
            known = self.index.by_words(arrival)
            if known is None:
                self.new.append(arrival)
                self._learn(arrival)
                return
            if _named(known.keys) and _named(arrival.keys):
                # Kept under both names: the article may change under either.
                self.aliases.append(arrival)
                self._learn(arrival)
                return
        if known.id:
            self._same.setdefault(known.id, []).append((known, arrival))

    def changes(self) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
        """Return what has changed, and what has only other names."""
        changed: list[Change] = []
        rekeyed: list[Change] = []
        for pairs in self._same.values():
            known, arrival = min(pairs, key=_differences)
            keys = _merged(arrival.keys, known.keys)
            if keys == known.keys:
                continue
            change = Change(known.id, arrival, keys)
            (rekeyed if keys.text == known.keys.text else changed).append(change)
        return tuple(changed), tuple(rekeyed)

    def _learn(self, arrival: Arrival) -> None:
        # Without a row yet: what matches it in this document is a duplicate.
        self.index.add(_as_known(arrival))


def _share_nothing(arrivals: Sequence[Arrival]) -> bool:
    """Tell whether every entry has all three keys, and none has another's."""
    columns = (
        {each.guid_key for each in arrivals},
        {each.link_key for each in arrivals},
        {each.text_key for each in arrivals},
    )
    return all("" not in each and len(each) == len(arrivals) for each in columns)


def _as_known(arrival: Arrival) -> Known:
    return Known(0, arrival.keys, arrival.title, arrival.content)


def _differences(pair: tuple[Known, Arrival]) -> tuple[bool, bool]:
    """Rank arrivals for one known entry: what stands there as it was comes first."""
    known, arrival = pair
    return arrival.keys.text != known.keys.text, arrival.keys != known.keys


def _shared(arrivals: Sequence[Arrival], name: str, other: str) -> set[str]:
    """Return the keys that several different entries of the document share."""
    firsts: dict[str, Arrival] = {}
    shared = set()
    for arrival in arrivals:
        key = getattr(arrival.keys, name)
        first = firsts.setdefault(key, arrival)
        if key and key not in shared and _are_several(first, arrival, other):
            shared.add(key)
    return shared


def _are_several(one: Arrival, two: Arrival, other: str) -> bool:
    """Tell whether entries of one document that share a name are two articles.

    Args:
        one: An entry.
        two: Another, or the same.
        other: The name that they may or may not share too.

    """
    if one.keys.text == two.keys.text:
        return False
    first, second = getattr(one.keys, other), getattr(two.keys, other)
    if first and first == second:
        return not _alike(_as_known(one), two)
    apart = other == "link" and bool(first and second)
    return apart or one.title.casefold() != two.title.casefold()


def _told_apart(found: Sequence[Known], arrival: Arrival) -> Known | None:
    """Return which of several with one name it is: by its words, then its link."""
    for known in found:
        if known.keys.text == arrival.keys.text:
            return known
    linked = [known for known in found if known.keys.link == arrival.keys.link != ""]
    return linked[0] if len(linked) == 1 < len(found) else None


def _reused(known: Known, arrival: Arrival) -> bool:
    """Tell whether another article took the id of this one."""
    old, new = known.keys.link, arrival.keys.link
    return bool(old and new) and old != new and not _alike(known, arrival)


def _alike(known: Known, arrival: Arrival) -> bool:
    """Tell whether one may be an edit of the other, by title and text."""
    if known.keys.text == arrival.keys.text:
        return True
    return alike_titles(known.title, arrival.title) or alike_texts(
        known.content, arrival.content
    )


def _named(keys: EntryKeys) -> bool:
    return bool(keys.guid or keys.link)


def _merged(new: EntryKeys, old: EntryKeys) -> EntryKeys:
    return EntryKeys(new.guid or old.guid, new.link or old.link, new.text)


def _newest(
    arrivals: Sequence[Arrival], now: datetime
) -> tuple[tuple[Arrival, ...], tuple[Arrival, ...]]:
    """Return what a first poll takes, the newest, and the rest.

    Undated ones count as new, in their order.
    """
    moment, oldest = to_text(now), to_text(now - FIRST_WINDOW)
    recent = [each for each in arrivals if (each.published or moment) >= oldest]
    # Sorting is stable, and stays so when reversed.
    recent.sort(key=lambda each: each.published or "", reverse=True)
    taken = tuple(recent[:FIRST_ENTRIES])
    chosen = {id(each) for each in taken}
    return taken, tuple(each for each in arrivals if id(each) not in chosen)
