"""Whatever a person types is looked for as it stands, and is never SQL."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from digests.errors import NotFound
from digests.feedkeeping import named
from digests.feeds.decide import Decisions
from digests.feeds.keys import arrival_of
from digests.storage import entries, feeds, traces
from digests.storage.schema import migrations
from digests.types import Entry

NOW = datetime(2026, 5, 4, tzinfo=UTC)
TITLES = ("Bridge opens at Tarn", "100% of _all_ tolls end", "O'Brien \\ says")


@pytest.fixture(scope="module")
def db():
    opened = Database(memory=True)
    migrations.apply(opened)
    key = feeds.add(opened, "https://gazette.example/feed.xml", NOW, "The Gazette")
    items = [
        Entry(title, f"https://gazette.example/{title}", title) for title in TITLES
    ]
    new = Decisions(new=tuple(map(arrival_of, items)))
    entries.take(opened, [entries.Decided(key, new, NOW)])
    return opened


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"))


@given(words=TEXT | st.sampled_from(["%", "_", "'; DROP TABLE feeds; --", "\\"]))
def test_words_of_a_title_find_only_titles_that_hold_them(db, words):
    """SAFETY 48."""
    found = [each.title for each in entries.titled(db, words, 10)]
    assert set(found) <= set(TITLES)
    for title in found:
        rest = title.lower()
        for word in words.lower().split():
            _, there, rest = rest.partition(word)
            assert there


@pytest.mark.parametrize("words", ["100% tolls", "_all_", r"\ says", "o'brien"])
def test_marks_that_mean_something_to_sql_are_letters(db, words):
    assert len(entries.titled(db, words, 10)) == 1


@given(address=TEXT)
def test_any_address_may_be_asked_for(db, address):
    """SAFETY 48."""
    assert entries.of_url(db, f"x{address}") == []
    assert traces.article(db, [address]) is None


@given(name=TEXT.filter(lambda text: text.strip().casefold() not in "the gazette"))
def test_a_name_that_no_feed_has_finds_none(db, name):
    """SAFETY 48."""
    known = feeds.health(db)
    if " ".join(name.split()) != "1":
        with pytest.raises(NotFound):
            named(name, known)
