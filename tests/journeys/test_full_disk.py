"""SAFETY 58: a disk that fills up costs what is being written, and nothing stored."""

from collections import Counter
from collections.abc import Awaitable
from datetime import timedelta

from digests.errors import StorageError
from tests.fakes.clock import ManualClock
from tests.fakes.databases import titles
from tests.fakes.news_site import a_news_site
from tests.journeys.newsdesk import CHANNEL, GUILD, a_newsdesk

PLENTY = 1_000_000


def pages(db, most: int = 0) -> int:
    """Allow the file so many pages, or as many as it has."""
    (used,) = db.execute("PRAGMA page_count").fetchone()
    db.execute(f"PRAGMA max_page_count = {most or used}").fetchone()
    return int(used)


def kept(db) -> Counter[str]:
    return Counter(title for (title,) in db.execute("SELECT title FROM entries"))


def printed(db) -> Counter[int]:
    rows = db.execute("SELECT article_id FROM digest_articles")
    return Counter(key for (key,) in rows)


def filler(db) -> None:
    db.execute("INSERT INTO facts VALUES (hex(randomblob(9)), hex(randomblob(400)))")


async def refusals(job: Awaitable[object]) -> str:
    """What was said where it was refused, "" where it was not."""
    try:
        await job
    except StorageError as error:
        return error.reason
    return ""


async def fill_up(db) -> None:
    """Leave no room, not even in pages that are free."""
    await db.write(pages)
    while not await refusals(db.write(filler)):
        pass


async def polled(newsroom) -> None:
    await newsroom.poller.poll(everything=True)
    await newsroom.pages.read_waiting()


async def much_polled(newsroom) -> None:
    """Read enough for an edition that takes pages of its own."""
    for _ in range(5):
        await polled(newsroom)


async def test_a_poll_on_a_full_disk_loses_nothing_and_goes_on(tmp_path):
    """SAFETY 58."""
    clock = ManualClock()
    async with (
        a_news_site() as site,
        a_newsdesk(tmp_path / "news.db", site, clock, 3, 13) as newsroom,
    ):
        db = newsroom._db
        await polled(newsroom)
        await db.write(pages)
        refused = 0
        before = await db.read(kept)
        for _ in range(60):
            if said := await refusals(polled(newsroom)):
                assert "make room" in said
                refused += 1
            after = await db.read(kept)
            assert before <= after
            before = after
            if refused == 3:
                break
        assert refused == 3
        # What is stored can be read all the while.
        assert (await newsroom.caretaker.condition()).whole
        await db.write(pages, PLENTY)
        for _ in range(3):
            # A page that could not be kept is asked for again later.
            clock.advance(timedelta(hours=6))
            await polled(newsroom)
        assert await db.read(kept) == Counter(site.titles())
    assert sorted(titles(tmp_path / "news.db")) == sorted(site.titles())


async def test_an_edition_on_a_full_disk_is_made_once_there_is_room(tmp_path):
    """SAFETY 58."""
    clock = ManualClock()
    hours = range(13, 16)
    async with (
        a_news_site(8) as site,
        a_newsdesk(tmp_path / "news.db", site, clock, 3, *hours) as newsroom,
    ):
        db = newsroom._db
        made: list[int] = []
        for _ in hours[:-1]:
            await much_polled(newsroom)
            clock.advance(timedelta(hours=1))
            made += (await newsroom.publisher.publish_due()).made
        before = await db.read(printed)
        await much_polled(newsroom)
        clock.advance(timedelta(hours=1))
        await fill_up(db)
        report = await newsroom.publisher.publish_due()
        assert report.made == ()
        ((_, said),) = report.failures
        assert "make room" in said
        assert await db.read(printed) == before
        await db.write(pages, PLENTY)
        clock.advance(timedelta(minutes=6))
        late = (await newsroom.publisher.publish_due()).made
        assert len(late) == 1
        assert (await newsroom.publisher.publish_due()).made == ()
        shown = await db.read(printed)
        assert before < shown
        assert set(shown.values()) == {1}
        assert await newsroom.outbox.of_digest(late[0])
        (schedule,) = await newsroom.schedules.list_(GUILD, CHANNEL)
        assert schedule.next_run
        assert schedule.next_run > clock.now()
