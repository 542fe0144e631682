"""From a feed to a card, from a question to an answer, over real parts."""

from datetime import timedelta

import pytest

from digests.errors import JobTimedOut
from digests.named_jobs import compose
from digests.newsroom import SavedWeb, open_newsroom
from digests.settings import Settings, Storage
from digests.sources import Document
from digests.types import Reading
from tests.fakes.clock import ManualClock
from tests.fakes.workers import InlineWorkers

FEED = """\
<rss version="2.0"><channel><title>Gazette</title>
<item><title>Bridge opens at Tarn</title><description>The new bridge at Tarn opened on \
Monday, two years late. “We are proud of it,” said Mayor Ada Marsh.</description></item>
<item><title>Fire in Korsholm</title><description>A fire destroyed a warehouse in \
Korsholm on Tuesday. Nobody was hurt.</description></item></channel></rss>
"""


@pytest.fixture
def clock():
    return ManualClock()


@pytest.fixture
async def newsroom(tmp_path, clock):
    settings = Settings(storage=Storage(path=tmp_path / "news.db"))
    web = SavedWeb({}, "text/html")
    async with open_newsroom(
        settings, clock=clock, web=web, workers=InlineWorkers()
    ) as opened:
        yield opened


async def keep(newsroom, feed: str = FEED) -> list[int]:
    document = Document("feed.xml", feed.encode())
    read = [each async for each in newsroom.sources.read(document)]
    return [await newsroom.keep(each) for each in read if isinstance(each, Reading)]


class HastyWorkers(InlineWorkers):
    """Workers whose time is up whenever reports are to be grouped."""

    async def run(self, job, *args, **kwargs):
        if job is compose:
            raise JobTimedOut("compose")
        return await super().run(job, *args, **kwargs)


async def test_reports_that_cannot_be_grouped_in_time_are_stories_each(tmp_path):
    settings = Settings(storage=Storage(path=tmp_path / "news.db"))
    web = SavedWeb({}, "text/html")
    async with open_newsroom(settings, web=web, workers=HastyWorkers()) as newsroom:
        digest = await newsroom.digest(await keep(newsroom))
    assert digest is not None
    assert [len(story.reports) for story in digest.stories] == [1, 1]


async def test_a_channel_gets_what_is_new_once(newsroom, clock):
    await keep(newsroom)
    digest = await newsroom.digest(channel="news")
    assert {story.lead.article.title for story in digest.stories} == {
        "Bridge opens at Tarn",
        "Fire in Korsholm",
    }
    await newsroom.posted(digest, "news")
    clock.advance(timedelta(hours=1))
    assert await newsroom.digest(channel="news") is None
    assert await newsroom.digest(channel="sport") is not None


async def test_a_digest_that_was_not_posted_is_offered_again(newsroom):
    await keep(newsroom)
    first = await newsroom.digest(channel="news")
    assert await newsroom.digest(channel="news") == first


async def test_a_first_digest_goes_back_one_day(newsroom, clock):
    await keep(newsroom)
    clock.advance(timedelta(hours=25))
    assert await newsroom.digest(channel="news") is None


async def test_a_question_is_answered_from_what_was_kept(newsroom):
    await keep(newsroom)
    answer = await newsroom.ask("What did Mayor Ada Marsh say?")
    assert "We are proud of it" in answer.sentences[0].text
    refused = await newsroom.ask("Who won the election in Peru?")
    assert refused.refused


async def test_reading_a_feed_twice_keeps_it_once(newsroom):
    assert await keep(newsroom) == await keep(newsroom)
