"""Write what became of entries whose turn it was: articles with their entries.

An article and the state of the entry that it was made from are one write, so a
crash repeats a reading and never an article.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace
from sqlite_utils import Database

from digests.articles.urls import canonical
from digests.followed import EntryOutcome, EntryToRead, PagesReport
from digests.storage import articles, entries
from digests.storage.convert import to_text, to_text_or_none
from digests.types import Article, Reading, Verdict

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
    if each.item.stored is not None and not entries.stands(db, each.item):
        return PagesReport()  # It waits on, and is looked at once more.
    article, found = each.article or each.item.own, each.item.stored is not None
    if each.reading is not None and not _is_less(db, each.item, each.reading):
        article, found = _store(db, each.item, each.reading, now), True
    _mark(db, each, article, now, found=found)
    linked = each.reading is None
    return PagesReport(read=int(not linked), linked=int(linked))


def _mark(
    db: Database,
    each: EntryOutcome,
    article: int | None,
    now: datetime,
    *,
    found: bool,
) -> None:
    """Write the entry's article; `found` tells that it is what its link leads to."""
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
        " moved = moved AND NOT (:found AND link = :link),"
        " article_id = :article, note = :note, attempts = 0,"
        " read_at = :now, next_try_at = :again WHERE id = :id",
        {
            "id": each.item.id,
            "changed": to_text_or_none(each.item.changed),
            "found": found,
            "link": each.item.entry.link,
            "article": article,
            "note": each.note,
            "now": to_text(now),
            "again": to_text(now + _REREAD),
        },
    )


def _is_less(db: Database, item: EntryToRead, reading: Reading) -> bool:
    """Tell whether what was read anew is less than what was read before."""
    row = db.conn.execute(
        "SELECT verdict FROM articles WHERE id = ?", (item.own,)
    ).fetchone()
    verdict = reading.report.article.verdict
    return row is not None and _WORTH[verdict] < _WORTH[Verdict(row[0])]


def _store(db: Database, item: EntryToRead, reading: Reading, now: datetime) -> int:
    """Store what was read, in place of what was made of the entry before.

    That keeps its id, so nobody is told of it anew. Where it is others' too, only
    the same article takes its place: a feed that changes a link does not change
    what others have read.
    """
    reading = _told_apart(db, item, reading)
    if item.own is None or not _may_replace(db, item, reading.report.article):
        return articles.add(db, reading, now)
    articles.replace(db, item.own, reading)
    return item.own


def _may_replace(db: Database, item: EntryToRead, article: Article) -> bool:
    row = db.conn.execute(
        "SELECT identity FROM articles WHERE id = ?", (item.own,)
    ).fetchone()
    if row is None or row[0] == article.identity:
        return row is not None
    asked = {
        "article": item.own,
        "entry": item.id,
        "feed": item.feed,
        "identity": article.identity,
    }
    return db.conn.execute(_TAKEN, asked).fetchone() is None


# The article is others' too, or the identity another's.
_TAKEN = """
    SELECT 1 FROM articles WHERE identity = :identity
    UNION ALL
    SELECT 1 FROM entries WHERE article_id = :article AND id <> :entry
    UNION ALL
    SELECT 1 FROM arrivals WHERE article_id = :article AND feed_id <> :feed
    UNION ALL
    SELECT 1 FROM kept_articles WHERE article_id = :article
    UNION ALL
    SELECT 1 FROM digest_articles JOIN digests ON digests.id = digest_id
    WHERE article_id = :article AND guild NOT IN (
        SELECT guild FROM subscriptions WHERE feed_id = :feed
    )
    LIMIT 1
"""


def _told_apart(db: Database, item: EntryToRead, reading: Reading) -> Reading:
    """Return the reading under its entry's own address, where it needs that.

    Some sites name one address in all their pages; each article would take the
    place of the one before.
    """
    report = reading.report
    article, link = report.article, item.entry.link
    taken = db.conn.execute(
        "SELECT 1 FROM articles JOIN entries ON article_id = articles.id"
        " WHERE identity = ? AND text <> ?"
        " AND feed_id = (SELECT feed_id FROM entries WHERE id = ?)"
        " AND link_key <> (SELECT link_key FROM entries WHERE id = ?) LIMIT 1",
        (article.identity, article.text, item.id, item.id),
    ).fetchone()
    if not taken or not link:
        return reading
    own = replace(article, url=canonical(link))
    return replace(reading, report=replace(report, article=own))
