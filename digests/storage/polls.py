"""Write what came of asking feeds, many outcomes in one transaction.

What is new in a feed is decided here, against what is stored at that moment: a
crash leaves the entries together with the validators and the hash of the body
they came in, or neither.
"""

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from sqlite_utils import Database

from digests.articles.urls import same_host
from digests.feeds import outcomes, pace
from digests.feeds.decide import FLOOD, Decisions, decide
from digests.feeds.outcomes import Failed, Fetched, Outcome
from digests.followed import PollReport
from digests.incoming import FeedReading
from digests.storage import entries, feeds, notices
from digests.storage.convert import from_numbers, to_text, to_text_or_none

# A flood is told at most once a day.
_FLOOD_TOLD = timedelta(days=1)

# Who paused the feed in the meantime has the last word.
_ASKED_AGAIN = """
    next_poll_at = iif(next_poll_at IS NULL, NULL, :next),
    state = iif(next_poll_at IS NULL, state, :state),
    polled_at = :now
"""
_SET = f"""
    UPDATE feeds SET {_ASKED_AGAIN}, interval_s = :interval, read_at = :now,
        failures = 0, failing_since = NULL, last_error = NULL, etag = :etag,
        last_modified = :last_modified, body_hash = :body_hash,
        moved_to = :moved_to, moved_polls = :moved_polls
"""  # noqa: S608 - our own words
_FETCHED = f"{_SET} WHERE id = :id"
_READ = f"""{_SET}, title = coalesce(nullif(:title, ''), title), link = :link,
        language = :language, ttl_s = :ttl_s, skip_hours = :skip_hours,
        skip_days = :skip_days
    WHERE id = :id
"""
_FAILED = f"""
    UPDATE feeds SET {_ASKED_AGAIN}, failures = failures + 1,
        failing_since = coalesce(failing_since, :now), last_error = :reason
    WHERE id = :id
"""  # noqa: S608 - our own words


class _Read(NamedTuple):
    """A feed that was read, and what was decided of its entries."""

    fetched: Fetched
    reading: FeedReading
    decisions: Decisions


def settle(db: Database, batch: Sequence[Outcome]) -> PollReport:
    """Write what came of asking these feeds, and return it in numbers."""
    failed = [each for each in batch if isinstance(each, Failed)]
    fetched = [each for each in batch if isinstance(each, Fetched)]
    same = [each for each in fetched if each.reading is None]
    read = _read(db, fetched)
    for failure in failed:
        _fail(db, failure)
    db.conn.executemany(_FETCHED, [_row(each, changed=False) for each in same])
    _keep(db, read)
    for each in fetched:
        if each.feed.failures:
            notices.withdraw(db, each.feed.id)
        if each.moved_for_good:
            _move(db, each)
    return PollReport(
        asked=len(batch),
        unchanged=len(same),
        new=sum(len(each.decisions.new) for each in read),
        changed=sum(len(each.decisions.changed) for each in read),
        archived=sum(len(each.decisions.archive) for each in read),
        held=sum(len(each.decisions.held) for each in read),
        failures=tuple((each.feed.url, each.reason) for each in failed),
    )


def _row(each: Fetched, *, changed: bool) -> dict[str, Any]:
    # The first reading tells nothing of how often there are more.
    feed = each.feed
    interval = feed.interval if feed.first else pace.adapted(feed.interval, changed)
    return {
        "id": feed.id,
        "next": to_text(pace.next_poll(feed.url, each.at, interval, each.hints)),
        "state": "active",
        "now": to_text(each.at),
        "interval": int(interval.total_seconds()),
        "etag": each.etag,
        "last_modified": each.last_modified,
        "body_hash": each.body_hash,
        "moved_to": each.moved_to,
        "moved_polls": each.moved_polls,
    }


def _fail(db: Database, each: Failed) -> None:
    feed = each.feed
    written = db.conn.execute(
        _FAILED,
        {
            "id": feed.id,
            "next": to_text_or_none(each.next_poll),
            "state": each.state.value,
            "now": to_text(each.at),
            "reason": each.reason,
        },
    )
    if each.remark and written.rowcount:
        since = feed.failing_since or each.at
        notices.add(db, feed.id, each.remark, each.at, since)


def _read(db: Database, fetched: Sequence[Fetched]) -> list[_Read]:
    """Decide on what was read, but for feeds that were removed in the meantime."""
    readings = [(each, each.reading) for each in fetched if each.reading is not None]
    rows = db.conn.execute(
        "SELECT id FROM feeds WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps([each.feed.id for each, _ in readings]),),
    )
    there = {key for (key,) in rows}
    return [
        _Read(each, reading, _decide(db, each, reading))
        for each, reading in readings
        if each.feed.id in there
    ]


def _decide(db: Database, each: Fetched, reading: FeedReading) -> Decisions:
    feed, arrivals = each.feed, reading.arrivals
    known = () if feed.first else entries.known(db, feed.id, arrivals)
    # Of another feed in this one's place nothing comes unasked.
    another = not known and outcomes.is_another(feed, reading)
    most = 0 if another else FLOOD
    return decide(arrivals, known, first=feed.first, now=each.at, most=most)


def _keep(db: Database, read: Sequence[_Read]) -> None:
    """Write what was read: each statement once, for all of the feeds."""
    db.conn.executemany(
        _READ,
        [
            _row(each, changed=bool(decisions.new or decisions.held))
            | _description(reading)
            for each, reading, decisions in read
        ],
    )
    db.conn.executemany(
        "INSERT OR REPLACE INTO feed_slices VALUES (?, ?)",
        [(each.feed.id, reading.slices) for each, reading, _ in read],
    )
    entries.take(
        db,
        [
            entries.Decided(each.feed.id, decisions, each.at)
            for each, _, decisions in read
        ],
    )
    for each in read:
        _remark(db, *each)


def _description(reading: FeedReading) -> dict[str, Any]:
    feed = reading.feed
    return {
        "title": feed.title,
        "link": feed.link,
        "language": feed.language,
        "ttl_s": None if feed.ttl is None else int(feed.ttl.total_seconds()),
        "skip_hours": from_numbers(feed.skip_hours),
        "skip_days": from_numbers(feed.skip_days),
    }


def _remark(
    db: Database, each: Fetched, reading: FeedReading, decisions: Decisions
) -> None:
    feed, title = each.feed, reading.feed.title
    if reading.feed.cut:
        notices.add(db, feed.id, outcomes.cut(feed, title), each.at)
    if decisions.held:
        remark = outcomes.held(feed, reading, len(decisions.held))
        notices.add(db, feed.id, remark, each.at, each.at - _FLOOD_TOLD)


def _move(db: Database, each: Fetched) -> None:
    """Give the feed its new address, or its followers to the feed that has it.

    To another host no entry goes along: who follows that address is not to find
    there what this one said before.
    """
    feed = each.feed
    same = same_host(feed.url, each.moved_to)
    other = db.conn.execute(
        "SELECT id FROM feeds WHERE url = ? AND id <> ?", (each.moved_to, feed.id)
    ).fetchone()
    if other is None and same:
        db.conn.execute(
            "UPDATE feeds SET url = ?, moved_to = '', moved_polls = 0 WHERE id = ?",
            (each.moved_to, feed.id),
        )
        return
    if other is None:
        into = feeds.add(db, each.moved_to, each.at, feed.title)
    else:
        (into,) = other
        if same:
            # What only this one has brought goes on in the other.
            db.conn.execute(_JOIN, {"other": into, "id": feed.id})
        notices.add(db, into, outcomes.merged(each.moved_to), each.at, each.at)
    db.conn.execute(
        "UPDATE OR IGNORE subscriptions SET feed_id = ? WHERE feed_id = ?",
        (into, feed.id),
    )
    db.conn.execute("DELETE FROM feeds WHERE id = ?", (feed.id,))


_JOIN = """
    UPDATE entries SET feed_id = :other WHERE feed_id = :id AND NOT EXISTS (
        SELECT 1 FROM entries AS theirs WHERE theirs.feed_id = :other AND (
            theirs.text_key = entries.text_key
            OR theirs.link_key = entries.link_key AND entries.link_key <> ''
        )
    )
"""
