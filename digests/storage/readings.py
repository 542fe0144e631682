"""Write what became of entries whose turn it was: articles with their entries.

An article and the state of the entry that it was made from are one write, so a
crash repeats a reading and never an article.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace
from sqlite_utils import Database

from digests.articles.urls import canonical
from digests.followed import EntryOutcome, PagesReport
from digests.storage import articles
from digests.storage.convert import to_text, to_text_or_none
from digests.types import Reading, Verdict

# An entry that changes is read again at most so often.
_REREAD = timedelta(hours=1)
# How much of an article each verdict stands for.
_WORTH = {
    Verdict.FULL: 4,
    Verdict.TEASER: 3,
    Verdict.PAYWALL: 2,
    Verdict.CONSENT: 1,
    Verdict.HEADLINE: 0,
}


def settle(db: Database, batch: Sequence[EntryOutcome], now: datetime) -> PagesReport:
    """Write what became of these entries, and return it in numbers."""
    report = PagesReport()
    for each in batch:
        report += _settle(db, each, now)
    return report


def _settle(db: Database, each: EntryOutcome, now: datetime) -> PagesReport:
    if not db.conn.execute(
        "SELECT 1 FROM entries WHERE id = ?", (each.item.id,)
    ).fetchone():
        return PagesReport()  # Its feed was removed in the meantime.
    if each.retry is not None:
        db.conn.execute(
            "UPDATE entries SET attempts = attempts + 1, next_try_at = ?, note = ?"
            " WHERE id = ?",
            (to_text(each.retry), each.note, each.item.id),
        )
        return PagesReport(later=1)
    article = each.article
    if each.reading is not None:
        own = each.item.own
        article = (
            _replace(db, own, each.reading)
            if own is not None
            else articles.add(db, _told_apart(db, each, each.reading), now)
        )
    _mark(db, each, article, now)
    linked = each.reading is None
    return PagesReport(read=int(not linked), linked=int(linked))


def _mark(db: Database, each: EntryOutcome, article: int | None, now: datetime) -> None:
    if article is not None:
        db.conn.execute(
            "INSERT OR IGNORE INTO arrivals (feed_id, article_id, at)"
            " SELECT feed_id, ?, ? FROM entries WHERE id = ?",
            (article, to_text(now), each.item.id),
        )
    # What the feed changed while its page was read is read again.
    db.conn.execute(
        "UPDATE entries SET"
        " state = iif(changed_at IS :changed, 'read', 'waiting'),"
        " content = iif(changed_at IS :changed, substr(content, 1, 500), content),"
        " article_id = :article, note = :note, attempts = 0,"
        " read_at = :now, next_try_at = :again WHERE id = :id",
        {
            "id": each.item.id,
            "changed": to_text_or_none(each.item.changed),
            "article": article,
            "note": each.note,
            "now": to_text(now),
            "again": to_text(now + _REREAD),
        },
    )


def _replace(db: Database, key: int, reading: Reading) -> int:
    """Store what was read anew, unless it is less than what was read before."""
    (verdict,) = db.conn.execute(
        "SELECT verdict FROM articles WHERE id = ?", (key,)
    ).fetchone()
    if _WORTH[reading.report.article.verdict] >= _WORTH[Verdict(verdict)]:
        articles.replace(db, key, reading)
    return key


def _told_apart(db: Database, each: EntryOutcome, reading: Reading) -> Reading:
    """Return the reading under its entry's own address, where it needs that.

    Some sites name one address in all their pages; each article would take the
    place of the one before.
    """
    report = reading.report
    article, link = report.article, each.item.entry.link
    taken = db.conn.execute(
        "SELECT 1 FROM articles JOIN entries ON article_id = articles.id"
        " WHERE identity = ? AND text <> ?"
        " AND feed_id = (SELECT feed_id FROM entries WHERE id = ?)"
        " AND link_key <> (SELECT link_key FROM entries WHERE id = ?) LIMIT 1",
        (article.identity, article.text, each.item.id, each.item.id),
    ).fetchone()
    if not taken or not link:
        return reading
    own = replace(article, url=canonical(link))
    return replace(reading, report=replace(report, article=own))
