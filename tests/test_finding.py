"""From what a person gives to the feed that is meant."""

import pytest

from digests.adapters.http import AiohttpWeb
from digests.desk import Candidate, FeedFound
from digests.errors import FetchError, ParseError, UnsafeFeed
from digests.finding import FeedFinder
from tests.fakes.site import a_site, page
from tests.fakes.web import Canned, CannedWeb
from tests.fakes.workers import InlineWorkers
from tests.feeds.samples import a_feed, a_page, an_alternate

HOME = "https://gazette.example/"
FEED = "https://gazette.example/feed"
TUBE = "https://www.youtube.com"


def a_finder(pages) -> FeedFinder:
    return FeedFinder(CannedWeb(pages), InlineWorkers())


async def test_a_feeds_own_address_is_found_at_once():
    web = CannedWeb({FEED: a_feed(entries=3)})
    found = await FeedFinder(web, InlineWorkers()).find(" gazette.example/feed ")
    assert found == FeedFound(FEED, "The Gazette", entries=3)
    assert [url for url, _ in web.asked] == [FEED]


async def test_a_page_given_for_a_feed_leads_to_it():
    """SAFETY 30."""
    page = a_page(an_alternate("/feed") + an_alternate("/comments/feed"))
    found = await a_finder({HOME: page, FEED: a_feed()}).find(HOME)
    assert found == FeedFound(FEED, "The Gazette", entries=1)


async def test_a_page_with_several_feeds_leaves_the_choice():
    page = a_page(an_alternate("/a", title="A") + an_alternate("/b", title="B"))
    assert await a_finder({HOME: page}).find(HOME) == (
        Candidate(f"{HOME}a", "A"),
        Candidate(f"{HOME}b", "B"),
    )


async def test_a_page_with_nothing_but_comments_leads_to_them():
    page = a_page(an_alternate("/comments/feed"))
    pages = {HOME: page, f"{HOME}comments/feed": a_feed("Comments")}
    found = await a_finder(pages).find(HOME)
    assert isinstance(found, FeedFound)
    assert found.title == "Comments"


async def test_a_page_without_links_is_tried_at_the_usual_places():
    pages = {HOME: a_page(), FEED: a_page(), f"{HOME}atom.xml": a_feed()}
    found = await a_finder(pages).find(HOME)
    assert isinstance(found, FeedFound)
    assert found.url == f"{HOME}atom.xml"


async def test_a_site_that_has_had_enough_is_asked_no_more():
    web = CannedWeb({HOME: a_page(), FEED: FetchError(FEED, "later (429)", 429)})
    with pytest.raises(ParseError, match="no feed was found there"):
        await FeedFinder(web, InlineWorkers()).find(HOME)
    assert [url for url, _ in web.asked] == [HOME, FEED]


@pytest.mark.parametrize(
    ("given", "asked", "feed"),
    [
        (
            f"{TUBE}/channel/UCtarn",
            [],
            f"{TUBE}/feeds/videos.xml?channel_id=UCtarn",
        ),
        (
            f"{TUBE}/@tarn",
            [f"{TUBE}/@tarn"],
            f"{TUBE}/feeds/videos.xml?channel_id=UC{'a' * 22}",
        ),
        ("r/bridges", [], "https://www.reddit.com/r/bridges/.rss"),
        (
            "@ada@social.example",
            ["https://social.example/@ada"],
            "https://social.example/@ada.rss",
        ),
        ("https://github.com/ada", [], "https://github.com/ada.atom"),
    ],
)
async def test_pages_of_large_sites_lead_to_their_feeds(given, asked, feed):
    channel = a_page(f'<meta itemprop="identifier" content="UC{"a" * 22}">')
    web = CannedWeb({feed: a_feed(), **dict.fromkeys(asked, channel)})
    found = await FeedFinder(web, InlineWorkers()).find(given)
    assert isinstance(found, FeedFound)
    assert found.url == feed
    assert [url for url, _ in web.asked] == [*asked, feed]


async def test_a_repository_has_several_feeds_and_none_is_fetched_before_the_choice():
    web = CannedWeb({})
    found = await FeedFinder(web, InlineWorkers()).find("github.com/ada/engine")
    assert isinstance(found, tuple)
    assert [each.title for each in found] == [
        "releases of engine",
        "commits of engine",
        "tags of engine",
    ]
    assert web.asked == []


async def test_a_feed_that_has_moved_for_good_is_followed_where_it_is():
    moved = Canned(a_feed(), moved_to="https://new.example/feed")
    found = await a_finder({FEED: moved}).find(FEED)
    assert isinstance(found, FeedFound)
    assert found.url == "https://new.example/feed"


@pytest.mark.parametrize(
    ("body", "kind", "words"),
    [
        (b"", ParseError, "empty"),
        (b"%PDF-1.4", ParseError, "PDF"),
        (
            b"<!DOCTYPE r [<!ENTITY a 'x'><!ENTITY b '&a;'>]><rss>&b;</rss>",
            UnsafeFeed,
            "harm",
        ),
    ],
)
async def test_what_is_wrong_is_told_of_the_address_that_was_given(body, kind, words):
    with pytest.raises(kind, match=words) as caught:
        await a_finder({HOME: body}).find(HOME)
    assert caught.value.source == HOME


async def test_a_link_to_a_private_address_gets_the_answer_of_every_denied_one():
    """SAFETY 2."""
    async with a_site({"/feed": page(a_feed())}) as inside:
        hidden = a_page(an_alternate(f"{inside}/feed"))
        async with a_site({"/": page(hidden)}) as outside:
            web = AiohttpWeb(allow_private=(outside.removeprefix("http://"),))
            finder = FeedFinder(web, InlineWorkers())
            reasons = []
            for given in (f"{outside}/", f"{inside}/feed", "http://127.0.0.1:1/feed"):
                with pytest.raises(FetchError) as caught:
                    await finder.find(given)
                reasons.append(caught.value.reason)
            await web.close()
    assert reasons[0] == reasons[1] == reasons[2]
