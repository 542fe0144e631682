"""Write what came of asking feeds, many outcomes in one transaction.

What is new in a feed is decided here, against what is stored at that moment: a
crash leaves the entries together with the validators and the hash of the body
they came in, or neither.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlite_utils import Database

from digests.feeds import outcomes, pace
from digests.feeds.decide import Decisions, decide
from digests.feeds.outcomes import Failed, Fetched, Outcome
from digests.followed import FeedReading, PollReport
from digests.storage import entries, notices
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


def settle(db: Database, batch: Sequence[Outcome]) -> PollReport:
    """Write what came of asking these feeds, and return it in numbers."""
    fetched = [each for each in batch if isinstance(each, Fetched)]
    same = [each for each in fetched if each.reading is None]
    db.conn.executemany(_FETCHED, [_row(each, changed=False) for each in same])
    report = PollReport(asked=len(same), unchanged=len(same))
    for each in batch:
        if isinstance(each, Failed):
            report += _fail(db, each)
        elif each.reading is not None:
            report += _read(db, each, each.reading)
    for each in fetched:
        if each.feed.failures:
            notices.withdraw(db, each.feed.id)
        if each.moved_for_good:
            _move(db, each)
    return report


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


def _fail(db: Database, each: Failed) -> PollReport:
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
    return PollReport(asked=1, failures=((feed.url, each.reason),))


def _read(db: Database, each: Fetched, reading: FeedReading) -> PollReport:
    feed = each.feed
    decisions = decide(
        reading.feed.entries,
        reading.keys,
        () if feed.first else entries.known(db, feed.id, reading.keys),
        first=feed.first,
        now=each.at,
    )
    changed = bool(decisions.new or decisions.held)
    row = _row(each, changed=changed) | _description(reading)
    if not db.conn.execute(_READ, row).rowcount:
        return PollReport(asked=1)  # It was removed while it was asked.
    db.conn.execute(
        "INSERT OR REPLACE INTO feed_slices VALUES (?, ?)", (feed.id, reading.slices)
    )
    entries.take(db, feed.id, decisions, each.at)
    _remark(db, each, reading, decisions)
    return PollReport(
        asked=1,
        new=len(decisions.new),
        changed=len(decisions.changed),
        archived=len(decisions.archive),
        held=len(decisions.held),
    )


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
        remark = outcomes.flood(feed, title, len(decisions.held))
        notices.add(db, feed.id, remark, each.at, each.at - _FLOOD_TOLD)


def _move(db: Database, each: Fetched) -> None:
    """Give the feed its new address, or its followers to the feed that has it."""
    feed = each.feed
    other = db.conn.execute(
        "SELECT id FROM feeds WHERE url = ? AND id <> ?", (each.moved_to, feed.id)
    ).fetchone()
    if other is None:
        db.conn.execute(
            "UPDATE feeds SET url = ?, moved_to = '', moved_polls = 0 WHERE id = ?",
            (each.moved_to, feed.id),
        )
        return
    # What only this one has brought goes on in the other; its followers too.
    db.conn.execute(
        "UPDATE entries SET feed_id = :other WHERE feed_id = :id AND NOT EXISTS ("
        "SELECT 1 FROM entries AS theirs WHERE theirs.feed_id = :other AND"
        " (theirs.text_key = entries.text_key"
        "  OR theirs.link_key = entries.link_key AND entries.link_key <> ''))",
        {"other": other[0], "id": feed.id},
    )
    db.conn.execute(
        "UPDATE OR IGNORE subscriptions SET feed_id = ? WHERE feed_id = ?",
        (other[0], feed.id),
    )
    db.conn.execute("DELETE FROM feeds WHERE id = ?", (feed.id,))
    notices.add(db, other[0], outcomes.merged(feed, each.moved_to), each.at, each.at)
