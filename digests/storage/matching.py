"""Which passages match a query, and how well: the statements for full-text search.

What must stand in a passage is found without being weighed, and what is weighed is
looked up in that: bm25 goes through all that is stored for each of its words.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct
from sqlite_utils import Database

from digests.answers.search import Phrase, Query, Term, name_query, words_of
from digests.asked import ALWAYS, Bounds
from digests.storage import rarity
from digests.storage.bounding import EACH, IN_BOUNDS, IN_SIGHT, QUOTED, SPELLED

_WORDS, _PAIRS = "passage_words", "passage_pairs"
# What bm25 gives to words that are everywhere.
_NOTHING = -1e-6
# How much a match counts in the text, the title, and the names of who is quoted.
_BM25 = "bm25({index}, 1.0, 0.4, 0.5)"
_SEARCH = """
    SELECT rowid, {score} FROM {index}
    WHERE {index} MATCH :query AND rowid >= :lowest {bounds}
    ORDER BY {score}, rowid
    LIMIT :limit
"""
# Words that are everywhere weigh nothing, and the newest is the best.
_LATEST = """
    SELECT rowid FROM {index}
    WHERE {index} MATCH :query AND rowid >= :lowest {bounds}
    ORDER BY rowid DESC
    LIMIT :limit
"""
# Only so are the passages between two matches passed over, and not gone through.
_EVERY = """
    SELECT rowid FROM {index}
    WHERE {index} MATCH :query AND rowid >= :lowest {bounds}
    ORDER BY rowid
"""
# "+": not one by one, which would begin the search anew for each.
_AMONG = "AND +rowid IN (SELECT value FROM json_each(:among))"

Values = dict[str, Any]
Match = tuple[int, float]


class Wanted(Struct, frozen=True):
    """What is looked for in an index: any of the terms, each phrase, and a speaker.

    `letters` must stand in the passage besides, whatever the index tells of it.
    """

    index: str
    terms: tuple[Term, ...]
    phrases: tuple[Phrase, ...]
    speaker: tuple[Phrase, ...]
    letters: tuple[str, ...]

    @property
    def needed(self) -> list[str]:
        """All that must match, for FTS5."""
        return [each.exact for each in (*self.phrases, *self.speaker)]

    @property
    def words(self) -> list[str]:
        """The words of that."""
        both = (*self.phrases, *self.speaker)
        return [word for each in both for word in each.words]


def wanted(query: Query, bounds: Bounds) -> Iterator[Wanted]:
    """Yield what a query looks for, index by index; phrases stand in one of them."""
    if not query.cjk_phrases and (query.words or query.phrases):
        name = name_query(bounds.speaker)
        speaker = (Phrase(f"({name})", words_of(bounds.speaker)),) if name else ()
        yield Wanted(_WORDS, query.words, query.phrases, speaker, query.letters)
    if not query.phrases and (query.pairs or query.cjk_phrases):
        yield Wanted(_PAIRS, query.pairs, query.cjk_phrases, (), query.letters)


def matches(
    db: Database, wanted: Wanted, bounds: Bounds, values: Values
) -> list[Match]:
    """Return passages that match in this index, and their bm25, the best first.

    `values` are the sight's and the bounds', with how many as `limit`.
    """
    within = IN_BOUNDS if bounds.outlets or bounds.span != ALWAYS else ""
    look = _Look(db, wanted, f"AND {IN_SIGHT} {within}", bounds, values)
    chosen = rarity.telling(db, wanted.index, wanted.terms)
    found = dict[int, float]()
    if chosen.lowest is None and chosen.terms:
        found = dict(look.best(chosen.terms))
    elif chosen.terms and not wanted.phrases:
        for some in (" AND ".join(chosen.terms), chosen.terms[0]):
            for key in look.latest((some,), chosen.lowest or 0):
                found[key] = found.get(key, 0) + _NOTHING
    if wanted.phrases:
        for key in look.newest_exact():
            found.setdefault(key, _NOTHING)
    return sorted(found.items(), key=lambda each: (each[1], -each[0]))


def matches_in(
    db: Database, wanted: Wanted, articles: Sequence[int], bounds: Bounds
) -> list[Match]:
    """Return passages of these few articles that match, and their bm25.

    Of the bounds, who is quoted alone is seen to.
    """
    look = _Look(db, wanted, "AND rowid <= :highest", bounds, {})
    chosen = rarity.telling(db, wanted.index, wanted.terms)
    terms = () if wanted.phrases else _any(chosen.every)
    worth: dict[int, float] = {}
    for article in articles:
        look.values["highest"] = (article + 1) * EACH - 1
        worth |= dict.fromkeys(look.every(terms, article * EACH), _NOTHING)
    # bm25 counts each word in all that is stored, so common ones are only found.
    if chosen.lowest is None and chosen.terms:
        for key, score in look.weighed(chosen.terms, list(worth)):
            worth[key] += score
    return list(worth.items())


class _Look:
    """Looks for one thing, within the same bounds each time."""

    def __init__(
        self, db: Database, wanted: Wanted, told: str, bounds: Bounds, values: Values
    ) -> None:
        """Take what is looked for; `told` are conditions in SQL, with their values."""
        self._db, self._wanted = db, wanted
        quoted = QUOTED if bounds.speaker and wanted.index != _WORDS else ""
        spelled = SPELLED if wanted.letters else ""
        self._told = f"{told} {quoted} {spelled}".format(index=wanted.index)
        self._floor = bounds.oldest * EACH
        self.values: Values = {
            **values,
            "speaker": bounds.speaker,
            "letters": json.dumps(wanted.letters),
        }

    def best(self, terms: Sequence[str]) -> list[Match]:
        """Return what matches any of the terms, the best first."""
        if not self._wanted.needed:
            query = {"query": " OR ".join(terms), "lowest": self._floor}
            return self._rows(_SEARCH, self._told, query).fetchall()
        found = self.every(_any(terms), self.oldest(_any(terms)))
        return self.weighed(terms, found)[: self.values["limit"]]

    def weighed(self, terms: Sequence[str], among: Sequence[int]) -> list[Match]:
        """Return those of these passages that match any of the terms, and how well."""
        if not among:
            return []
        query = {"query": " OR ".join(terms), "among": json.dumps(list(among))}
        return self._rows(
            _SEARCH, _AMONG, query | {"lowest": 0, "limit": -1}
        ).fetchall()

    def latest(self, terms: Sequence[str], lowest: int) -> list[int]:
        """Return what matches these terms and all that is needed, the newest first."""
        return self._found(_LATEST, terms, lowest)

    def every(self, terms: Sequence[str], lowest: int) -> list[int]:
        """Return all that matches these terms and all that is needed."""
        return self._found(_EVERY, terms, lowest)

    def newest_exact(self) -> list[int]:
        """Return the newest that matches all that is needed, whatever else it tells."""
        lowest = self.oldest(self._wanted.words)
        if lowest:
            return self.latest((), lowest)
        return self.every((), 0)[-self.values["limit"] :]

    def oldest(self, terms: Sequence[str]) -> int:
        """Return how far back these may be looked for, with all that is needed."""
        beside = len(self._wanted.words)
        return rarity.oldest(self._db, self._wanted.index, terms, beside)

    def _found(self, sql: str, terms: Sequence[str], lowest: int) -> list[int]:
        query = " AND ".join([*terms, *self._wanted.needed])
        values = {"query": query, "lowest": max(lowest, self._floor)}
        return [int(key) for (key,) in self._rows(sql, self._told, values)]

    def _rows(self, sql: str, told: str, values: Values) -> sqlite3.Cursor:
        score = _BM25.format(index=self._wanted.index)
        text = sql.format(index=self._wanted.index, score=score, bounds=told)
        return self._db.conn.execute(text, self.values | values)


def _any(terms: Sequence[str]) -> tuple[str, ...]:
    return (f"({' OR '.join(terms)})",) if terms else ()
