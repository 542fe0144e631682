"""What is new, and what only looks it."""

from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from digests.feeds.decide import (
    FIRST_ENTRIES,
    FIRST_WINDOW,
    FLOOD,
    Decisions,
    Known,
    decide,
)
from digests.feeds.keys import arrival_of, link_key
from digests.incoming import Arrival
from digests.types import Entry
from tests.builders import NOON

HOME = "https://gazette.example/"
DAY = timedelta(days=1)
LONG = "<p>" + "The ferry across the sound sails every hour from Monday on. " * 3


def an_entry(number: int = 1, **changes) -> Entry:
    """An article of the Gazette that shares no word with the others."""
    defaults = {
        "id": f"g-{number}",
        "link": f"{HOME}news/{number}",
        "title": f"{chr(96 + number % 26) * 9} {number}",
        "content": f"<p>{f'word{number}x ' * 30}</p>",
    }
    return Entry(**(defaults | changes))


def poll(known: list[Known], *entries: Entry, first: bool = False) -> Decisions:
    """Decide on a document, and remember what was decided, as the store does."""
    arrivals = [arrival_of(entry, HOME) for entry in entries]
    found = decide(arrivals, known, first=first, now=NOON)
    for change in (*found.changed, *found.rekeyed):
        (index,) = [i for i, each in enumerate(known) if each.id == change.id]
        known[index] = replace(_stored(change.id, change.arrival), keys=change.keys)
    for arrival in (*found.new, *found.archive, *found.held):
        known.append(_stored(len(known) + 1, arrival))
    return found


def _stored(key: int, arrival: Arrival) -> Known:
    return Known(key, arrival.keys, arrival.title, arrival.content)


def known_after(*entries: Entry) -> list[Known]:
    known: list[Known] = []
    poll(known, *entries)
    return known


def titles(arrivals) -> list[str]:
    return [each.title for each in arrivals]


def test_what_was_never_seen_is_new():
    found = poll([], an_entry(1), an_entry(2))
    assert len(found.new) == 2


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"published": NOON},
        {"published": NOON - 400 * DAY},
        {"author": "Ada Marsh"},
        {"id": "other"},
        {"id": ""},
        {"id": "  G-1\n"},
        {"link": f"{HOME}news/1?utm_source=rss"},
        {"link": "http://www.gazette.example/news/1/#comments"},
        {"link": ""},
        {"link": f"{HOME}elsewhere"},
        {"id": "other", "link": f"{HOME}news/1?utm_campaign=x&fbclid=2"},
        {"id": "other", "link": f"{HOME}moved", "published": NOON},
        {"content": f"<div><p>{'word1x  ' * 30}<img src='/pixel?9'></div>"},
    ],
)
def test_the_same_article_under_another_face_is_not_new(changes):
    """SAFETY 25."""
    known = known_after(an_entry(1), an_entry(2))
    found = poll(known, replace(an_entry(1), **changes))
    assert (found.new, found.held, found.changed) == ((), (), ())
    # Nor when it returns to the old one.
    assert poll(known, an_entry(1)).new == ()


def test_an_id_that_is_another_at_each_poll_posts_once():
    """SAFETY 25."""
    known = known_after(an_entry(1))
    for number in range(5):
        edited = an_entry(1, id=f"random-{number}", title=f"Bridge, day {number}")
        assert poll(known, edited).new == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "aaaaaaaaa 1!"},
        {"title": "Wholly other words"},
        {"content": "<p>Retracted.</p>"},
        {"title": "Correction", "content": "<p>We were wrong.</p>"},
        {"content": an_entry(1).content.replace("word1x", "word1y", 1)},
    ],
)
def test_an_edited_article_is_changed_and_not_new(changes):
    """SAFETY 27, as far as deciding goes."""
    known = known_after(an_entry(1), an_entry(2))
    edited = replace(an_entry(1), **changes)
    found = poll(known, edited)
    assert found.new == ()
    arrival = arrival_of(edited, HOME)
    assert [(c.id, c.arrival) for c in found.changed] == [(1, arrival)]
    # It is told once.
    assert poll(known, edited) == Decisions()


def test_an_id_that_another_article_took_is_a_new_article():
    """SAFETY 25."""
    known = known_after(an_entry(1))
    other = an_entry(2, id="g-1")
    assert len(poll(known, other).new) == 1
    assert poll(known, other, an_entry(1)).new == ()


def test_an_address_that_moved_with_an_edit_stays_the_same_article():
    """Who rewrites a headline often changes the address that is made from it."""
    article = an_entry(1, title="Man held after fire at mill", content=LONG)
    edited = replace(article, title="Police name suspect", link=f"{HOME}suspect")
    known = known_after(article)
    found = poll(known, edited)
    assert found.new == ()
    assert len(found.changed) == 1


@pytest.mark.parametrize("key", ["id", "link"])
def test_what_several_entries_share_identifies_none_of_them(key):
    """SAFETY 25."""
    shared = {key: f"{HOME}status"}
    entries = [an_entry(n, **shared) for n in range(1, 6)]
    known: list[Known] = []
    assert len(poll(known, *entries).new) == 5
    assert poll(known, *reversed(entries)).new == ()
    assert len(poll(known, an_entry(6, **shared)).new) == 1
    assert poll(known, *entries, an_entry(6, **shared)) == Decisions()


def test_entries_that_share_id_and_link_are_told_apart_by_their_words():
    """SAFETY 25."""
    entries = [an_entry(n, id="feed", link=f"{HOME}status") for n in range(1, 6)]
    known: list[Known] = []
    assert len(poll(known, *entries[:4]).new) == 4
    assert len(poll(known, *entries[1:]).new) == 1
    assert poll(known, *entries) == Decisions()


def test_a_link_to_the_feeds_own_page_identifies_nothing():
    known = known_after(an_entry(1, id="", link=HOME))
    found = poll(known, an_entry(2, id="", link=f"{HOME}?utm_source=rss"))
    assert len(found.new) == 1


def test_an_entry_without_id_and_link_is_known_by_its_words():
    """SAFETY 25."""
    nameless = an_entry(1, id="", link="")
    known = known_after(nameless)
    assert poll(known, nameless) == Decisions()
    assert len(poll(known, an_entry(2, id="", link="")).new) == 1


def test_short_words_that_come_again_under_other_names_are_another_article():
    quiz = {"title": "The daily quiz", "content": ""}
    known = known_after(an_entry(1, **quiz))
    assert len(poll(known, an_entry(2, **quiz)).new) == 1


def test_a_duplicate_within_one_document_counts_once():
    """SAFETY 25."""
    twice = [
        an_entry(1),
        an_entry(1),
        an_entry(1, link=f"{HOME}sport/1", id="s-1"),
        an_entry(1, id="g-9"),
        an_entry(1, link=f"{HOME}news/1?utm_source=rss"),
    ]
    known: list[Known] = []
    assert len(poll(known, *twice).new) == 1
    for order in (twice, twice[::-1], twice[2:]):
        found = poll(known, *order)
        assert (found.new, found.changed) == ((), ())


def test_an_article_with_two_names_may_change_under_either():
    """SAFETY 25."""
    second = {"id": "s-1", "link": f"{HOME}sport/1"}
    known = known_after(an_entry(1), an_entry(1, **second))
    edited = "<p>All is other now, and said at length.</p>"
    assert poll(known, an_entry(1, content=edited)).new == ()
    assert poll(known, an_entry(1, **second)).new == ()
    assert poll(known, an_entry(1, content=edited, **second)).new == ()


def test_an_id_of_any_length_is_one_key():
    """SAFETY 25."""
    long = "x" * 10_000
    known = known_after(an_entry(1, id=long + "1", link=""))
    assert len(known[0].keys.guid) < 100
    assert poll(known, an_entry(1, id=long + "1", link="")) == Decisions()
    assert len(poll(known, an_entry(2, id=long + "2", link="")).new) == 1


def test_parts_of_one_page_are_articles_of_their_own():
    known = known_after(an_entry(1, id="", link=f"{HOME}changes#v1.2"))
    assert len(poll(known, an_entry(2, id="", link=f"{HOME}changes#v1.3")).new) == 1
    assert link_key(f"{HOME}a#comments") == link_key(f"{HOME}a#xtor=RSS-3208")


@pytest.mark.parametrize("link", ["", "http://[::1", "no link", "https://x.example/%"])
def test_any_link_gives_a_key(link):
    assert isinstance(link_key(link), str)


def test_a_first_poll_takes_the_newest_few_and_keeps_the_rest_as_known(figure):
    """SAFETY 28."""
    entries = [an_entry(n, published=NOON - n * DAY / 2) for n in range(1, 501)]
    known: list[Known] = []
    found = poll(known, *reversed(entries), first=True)
    assert titles(found.new) == titles(entries[:5])
    assert len(found.new) == FIRST_ENTRIES
    oldest = min(a.entry.published or NOON for a in found.new)
    assert oldest >= NOON - FIRST_WINDOW
    assert len(found.archive) == 495
    figure.most(28, "entries taken of 500", len(found.new))
    assert poll(known, *entries) == Decisions()


def test_a_first_poll_takes_nothing_that_is_older_than_a_week():
    """SAFETY 28."""
    found = poll([], an_entry(1, published=NOON - 8 * DAY), first=True)
    assert (len(found.new), len(found.archive)) == (0, 1)


@pytest.mark.parametrize("published", [None, NOON])
def test_a_first_poll_takes_the_first_where_dates_tell_nothing(published):
    """SAFETY 24 and 28: without dates, or with one for all, the order counts."""
    entries = [an_entry(n, published=published) for n in range(1, 20)]
    found = poll([], *entries, first=True)
    assert [a.title for a in found.new] == [e.title for e in entries[:5]]


def test_more_than_a_flood_is_held():
    entries = [an_entry(n) for n in range(1, FLOOD + 3)]
    known = known_after(an_entry(1))
    found = poll(known, *entries)
    assert (len(found.new), len(found.held)) == (0, FLOOD + 1)
    assert len(poll(known_after(an_entry(1), an_entry(2)), *entries).new) == FLOOD


@pytest.mark.parametrize("ahead", [timedelta(days=2), timedelta(days=366)])
def test_a_date_in_the_future_is_none(ahead):
    """SAFETY 24."""
    (arrival,) = poll([], an_entry(1, published=NOON + ahead)).new
    assert arrival.entry.published is None


def test_tomorrow_may_be_a_date():
    """SAFETY 24: somewhere it is tomorrow already."""
    (arrival,) = poll([], an_entry(1, published=NOON + DAY)).new
    assert isinstance(arrival.entry.published, datetime)
