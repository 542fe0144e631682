"""Entries on disk: what each feed has brought, and what became of it."""

import json
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from operator import itemgetter
from typing import Any, NamedTuple

from sqlite_utils import Database

from digests.articles.urls import canonical
from digests.feeds.decide import Change, Decisions, Known
from digests.feeds.keys import link_key
from digests.followed import EntryState, EntryToRead, StoredEntry, owner_of
from digests.incoming import Arrival, EntryKeys
from digests.storage.convert import from_text, to_moment, to_text
from digests.types import Entry, owned

# Enough to tell an edit of it from another article.
_BEGINNING = 500

# No page is put off for longer, whatever its site asks for.
FARTHEST = timedelta(days=1)


def known(db: Database, feed_id: int, arrivals: Sequence[Arrival]) -> list[Known]:
    """Return the feed's entries that share a key with one of these."""
    found: dict[int, Known] = {}
    for column in ("guid_key", "link_key", "text_key"):
        wanted = {getattr(each, column) for each in arrivals} - {""}
        if wanted:
            rows = db.conn.execute(_KNOWN[column], (feed_id, json.dumps(list(wanted))))
            for key, guid, link, text, title, content in rows:
                names = EntryKeys(guid, link, text)
                found.setdefault(key, Known(key, names, title, content))
    return list(found.values())


_KNOWN = {
    column: "SELECT id, guid_key, link_key, text_key, title, content FROM entries"  # noqa: S608 - our own column names
    f" WHERE feed_id = ? AND {column} IN (SELECT value FROM json_each(?))"
    for column in ("guid_key", "link_key", "text_key")
}


class Decided(NamedTuple):
    """What was decided of a feed's entries, and when."""

    feed_id: int
    decisions: Decisions
    at: datetime


def take(db: Database, decided: Sequence[Decided]) -> None:
    """Store what was decided of the entries of these feeds."""
    db.conn.executemany(_INSERT, _rows(decided))
    db.conn.executemany(
        _CHANGE,
        [
            _changed(change, to_text(each.at))
            for each in decided
            for change in each.decisions.changed
        ],
    )
    db.conn.executemany(
        _REKEY,
        [
            (*change.keys, change.arrival.link, change.keys.link, change.id)
            for each in decided
            for change in each.decisions.rekeyed
        ],
    )


# As an arrival begins, and what its feed and its state add.
_INSERT = """
    INSERT INTO entries (guid_key, link_key, text_key, link, title, author,
        published_at, content, feed_id, first_seen_at, state, next_try_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_REKEY = """
    UPDATE entries SET guid_key = ?, link_key = ?, text_key = ?,
        link = coalesce(nullif(?, ''), link),
        moved = moved OR link_key <> ?
    WHERE id = ?
"""
# What was read is read again; `next_try_at` says from when that may be.
_CHANGE = """
    UPDATE entries SET
        guid_key = :guid_key, link_key = :link_key, text_key = :text_key,
        link = coalesce(nullif(:link, ''), link),
        moved = moved OR link_key <> :link_key,
        title = :title, author = :author, changed_at = :now,
        content = iif(state = 'archive', substr(:content, 1, 500), :content),
        attempts = 0,
        next_try_at = iif(
            state IN ('waiting', 'read'), max(:now, coalesce(next_try_at, :now)), NULL
        ),
        state = iif(state = 'read', 'waiting', state)
    WHERE id = :id
"""


def _rows(decided: Sequence[Decided]) -> Iterator[tuple[object, ...]]:
    for feed_id, decisions, at in decided:
        moment = to_text(at)
        waiting = (feed_id, moment, EntryState.WAITING.value, moment)
        for each in decisions.new:
            yield each + waiting
        archive = (feed_id, moment, EntryState.ARCHIVE.value, None)
        for each in decisions.archive:
            *said, content = each
            yield (*said, content[:_BEGINNING], *archive)
        held = (feed_id, moment, EntryState.HELD.value, None)
        for each in decisions.held:
            yield each + held


def _changed(change: Change, moment: str) -> dict[str, Any]:
    return {
        "id": change.id,
        "guid_key": change.keys.guid,
        "link_key": change.keys.link,
        "text_key": change.keys.text,
        "link": change.arrival.link,
        "title": change.arrival.title,
        "author": change.arrival.author,
        "content": change.arrival.content,
        "now": moment,
    }


def waiting(db: Database, now: datetime) -> list[int]:
    """Return the ids of entries whose turn it is.

    Feeds take turns, each with the entry that has waited longest. Of entries that
    share a link only the first comes: its article may be the others' too. With them
    comes what is so far ahead that the clock was set back since.
    """
    rows = db.conn.execute(
        "SELECT id, feed_id, link_key FROM entries WHERE state = 'waiting'"
        " AND (next_try_at <= :now OR next_try_at > :far) ORDER BY next_try_at, id",
        {"now": to_text(now), "far": to_text(now + FARTHEST)},
    )
    ahead = Counter[int]()
    links = set[str]()
    turns: list[tuple[int, int]] = []
    for key, feed_id, link in rows:
        if link in links:
            continue
        if link:
            links.add(link)
        turns.append((ahead[feed_id], key))
        ahead[feed_id] += 1
    return [key for _, key in sorted(turns, key=itemgetter(0))]


def load(db: Database, ids: Sequence[int]) -> list[EntryToRead]:
    """Return those of these entries that still wait, in this order."""
    rows = db.conn.execute(
        """
        SELECT entries.id, link_key, entries.link, entries.title, content, author,
            published_at, feeds.title, feeds.link, language, attempts, changed_at,
            article_id, feed_id
        FROM entries JOIN feeds ON feeds.id = feed_id
        WHERE entries.id IN (SELECT value FROM json_each(?))
            AND entries.state = 'waiting'
        """,
        (json.dumps(list(ids)),),
    ).fetchall()
    found = {row[0]: _to_read(db, row) for row in rows}
    return [found[key] for key in ids if key in found]


def stands(db: Database, item: EntryToRead) -> bool:
    """Tell whether what was stored under the entry's link is so still."""
    row = db.conn.execute(
        "SELECT link_key, link FROM entries WHERE id = ?", (item.id,)
    ).fetchone()
    if row is None:
        return False
    name, link = row
    return _article_at(db, name, link, item.owner) == item.stored


def of_url(db: Database, url: str) -> list[StoredEntry]:
    """Return the entries that link to this address, the first seen first."""
    where = "link_key = ? ORDER BY first_seen_at, entries.id"
    return _where(db, where, [link_key(url)])


def of_article(db: Database, article_id: int) -> list[StoredEntry]:
    """Return the entries that led to the article, the first seen first."""
    where = "article_id = ? ORDER BY first_seen_at, entries.id"
    return _where(db, where, [article_id])


def titled(
    db: Database, words: str, most: int, urls: Collection[str] | None = None
) -> list[StoredEntry]:
    """Return entries whose titles hold these words in this order, newest first.

    Of the feeds at these addresses, or (None) of all.
    """
    pattern = "%".join(["", *map(_literal, words.split()), ""])
    where, values = r"entries.title LIKE ? ESCAPE '\'", [pattern]
    if urls is not None:
        where += " AND feeds.url IN (SELECT value FROM json_each(?))"
        values.append(json.dumps(list(urls)))
    where += " ORDER BY first_seen_at DESC LIMIT ?"
    return _where(db, where, [*values, most])


def _where(db: Database, where: str, values: Sequence[Any]) -> list[StoredEntry]:
    rows = db.conn.execute(
        "SELECT entries.id, feeds.url, feeds.title, entries.title, entries.link,"  # noqa: S608 - our own condition
        " entries.state, first_seen_at, published_at, changed_at, entries.read_at,"
        " attempts, iif(entries.state = 'waiting', next_try_at, NULL), note,"
        " article_id"
        f" FROM entries JOIN feeds ON feeds.id = feed_id WHERE {where}",
        values,
    )
    return [_stored(row) for row in rows]


def _literal(word: str) -> str:
    return word.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")


def _to_read(db: Database, row: Sequence[Any]) -> EntryToRead:
    key, name, link, title, content, author, published, *rest = row
    feed_title, feed_link, language, attempts, changed, own, feed = rest
    return EntryToRead(
        key,
        Entry("", link, title, content, author, to_moment(published)),
        feed_title,
        feed_link,
        language,
        attempts,
        to_moment(changed),
        None if own else _article_at(db, name, link, owner_of(feed)),
        own,
        feed,
    )


def _article_at(db: Database, name: str, link: str, owner: str) -> int | None:
    """Return the article that stands under the link: everybody's, or the owner's."""
    if not name:
        return None
    row = db.conn.execute(
        "SELECT article_id FROM entries JOIN articles ON articles.id = article_id"
        " WHERE link_key = ? AND moved = 0 AND owner IN ('', ?)"
        " ORDER BY owner LIMIT 1",
        (name, owner),
    ).fetchone()
    row = (
        row
        or db.conn.execute(
            "SELECT id FROM articles WHERE identity IN (?, ?) ORDER BY owner",
            (canonical(link), owned(canonical(link), owner)),
        ).fetchone()
    )
    return int(row[0]) if row else None


def _stored(row: Sequence[Any]) -> StoredEntry:
    key, feed_url, feed_title, title, link, state, seen, *rest = row
    published, changed, read, attempts, next_try, note, article = rest
    return StoredEntry(
        key,
        feed_url,
        feed_title,
        title,
        link,
        EntryState(state),
        from_text(seen),
        to_moment(published),
        to_moment(changed),
        to_moment(read),
        attempts,
        to_moment(next_try),
        note,
        article,
    )
