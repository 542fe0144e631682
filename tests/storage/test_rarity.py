"""However much is stored, a search weighs a part of it, and the telling part."""

import pytest
from sqlite_utils import Database as Tables

from digests.answers.search import search_query
from digests.shelved import Sight
from digests.storage import articles, passages, rarity
from digests.storage.schema import migrations
from digests.types import Reading
from tests.builders import NOON, a_report, an_article

KEPT = Sight(kept=True)


@pytest.fixture
def db():
    opened = Tables(memory=True)
    migrations.apply(opened)
    return opened


@pytest.fixture
def find(db):
    def found(question: str) -> list[str]:
        some = passages.search(db, search_query(question), KEPT, 5)
        return [each.text for each in some]

    return found


def store(db: Tables, *texts: str) -> None:
    (first,) = db.execute("SELECT count(*) FROM articles").fetchone()
    for number, text in enumerate(texts, first):
        article = an_article(text, url=f"https://{number}.example/", title="News")
        reading = Reading(a_report(article), ((0, len(text)),))
        articles.keep(db, reading, NOON)


def test_of_words_that_are_everywhere_the_newest_with_all_of_them_come_first(
    db, find, monkeypatch
):
    monkeypatch.setattr("digests.storage.rarity._MOST_MATCHES", 4)
    store(db, *["A road and a bridge."] * 3, *["The road.", "The bridge."] * 4)
    store(db, "One road, one bridge.", "The bridge.", "The road.", "A bridge and road.")
    found = find("road bridge")
    assert found[:2] == ["A bridge and road.", "One road, one bridge."]
    assert set(found[2:]) <= {"The bridge.", "The road."}
    assert find("bridge")[:2] == ["A bridge and road.", "The bridge."]


@pytest.fixture
def few_begun(monkeypatch):
    monkeypatch.setattr("digests.storage.rarity._MOST_BEGUN", 2)


@pytest.mark.usefixtures("few_begun")
@pytest.mark.parametrize(
    ("asked", "same", "like"),
    [
        ("governments", "The government falls.", "The governor stays."),
        ("Bürgermeister", "Der Burgermeister.", "Die Bürgermeisterin."),
        ("considered", "He considers it.", "A consideration."),
        ("правительство", "Правительство ушло.", "Правительства нет."),
    ],
)
def test_words_that_only_begin_alike_are_left_out_where_they_are_many(
    db, find, asked, same, like
):
    store(db, same, like)
    assert sorted(find(asked)) == sorted([same, like])
    store(db, like)
    assert find(asked) == [same]


def test_in_few_articles_what_is_everywhere_is_found_after_what_is_rare(
    db, monkeypatch
):
    monkeypatch.setattr("digests.storage.rarity._MOST_MATCHES", 4)
    store(db, *["The road."] * 8, "A ferry on the road.", "The ferry.", "The sea.")
    query = search_query("road ferry")
    found = passages.search_in(db, query, [1, 9, 10, 11], 5)
    assert sorted(each.text for each in found[:2]) == [
        "A ferry on the road.",
        "The ferry.",
    ]
    assert [each.text for each in found[2:]] == ["The road."]


def test_a_phrase_of_words_that_are_everywhere_is_found_and_nothing_without_it(
    db, find, monkeypatch
):
    monkeypatch.setattr("digests.storage.rarity._MOST_MATCHES", 6)
    store(db, "A ferry by the old road.", *["The road is old."] * 9)
    store(db, "The old road.", "The ferry.", "Only an old road.", "A road, an old one.")
    assert find('"old road" ferry') == [
        "A ferry by the old road.",
        "Only an old road.",
        "The old road.",
    ]
    assert find('"old road"') == ["Only an old road.", "The old road."]
    assert find('"old ferry" road') == []
    query = search_query('"old road" ferry')
    found = passages.search_in(db, query, [1, 2, 11, 12], 5)
    assert [each.text for each in found] == [
        "A ferry by the old road.",
        "The old road.",
    ]


def test_how_common_a_word_is_is_counted_among_the_newest_articles(db, monkeypatch):
    store(db, *["The ferry."] * 300, *["A road and two bridges."] * 300)
    monkeypatch.setattr("digests.storage.rarity._LATELY", 400)
    shares = rarity.shares(db, search_query("Which bridge and which ferry, captain?"))
    assert shares == {"bridg": 300 / 400, "ferry": 100 / 400, "captain": 0.0}


def test_in_a_small_archive_no_word_is_common(db):
    store(db, "A road.", "A road and a bridge.")
    shares = rarity.shares(db, search_query("road bridge"))
    assert shares["road"] == 2 * shares["bridg"] < 0.01


def test_an_empty_archive_holds_no_word(db):
    assert rarity.shares(db, search_query("road")) == {"road": 0.0}
