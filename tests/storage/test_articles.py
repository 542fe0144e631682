"""What was read comes back from the file as it went in."""

from datetime import timedelta

import pytest
from msgspec.structs import replace
from sqlite_utils import Database as Tables

from digests.answers.search import search_query
from digests.shelved import Sight
from digests.storage import articles, digests, passages
from digests.storage.schema import migrations
from digests.types import Digest, QuoteKind, Reading, Story
from tests.builders import NOON, a_quote, a_report, an_article

TEXT = "“Tolls end today,” said Ada Marsh, the mayor. The bridge has opened."


def a_reading(text: str = TEXT, **changes) -> Reading:
    article = an_article(text, **changes)
    quote = a_quote(
        article,
        "Tolls end today,",
        speaker="Ada Marsh",
        role="mayor",
        mention=(24, 33),
        kind=QuoteKind.DIRECT,
        cue="said",
        weight=1.5,
    )
    return Reading(a_report(article, quote), ((0, len(text)),))


async def test_a_report_comes_back_whole(db):
    reading = a_reading(image="https://gazette.example/bridge.jpg")
    key = await db.write(articles.add, reading, NOON)
    assert await db.read(articles.reports, [key]) == [reading.report]


async def test_the_same_article_is_stored_once(db):
    first = await db.write(articles.add, a_reading(), NOON)
    again = await db.write(articles.add, a_reading(), NOON + timedelta(hours=1))
    assert again == first


async def test_a_changed_article_keeps_its_id_and_loses_its_old_quotes(db):
    first = await db.write(articles.add, a_reading(), NOON)
    text = "Correction. " + TEXT
    changed = a_reading(text)
    again = await db.write(articles.add, changed, NOON + timedelta(hours=1))
    assert again == first
    assert await db.read(articles.reports, [first]) == [changed.report]


async def test_articles_without_an_address_are_told_apart_by_their_text(db):
    one = await db.write(articles.add, a_reading(url=""), NOON)
    two = await db.write(articles.add, a_reading("More. " + TEXT, url=""), NOON)
    assert one != two


async def test_a_channel_has_each_article_once(db):
    key = await db.write(articles.add, a_reading(), NOON)
    (report,) = await db.read(articles.reports, [key])
    digest = Digest((Story((report,), ()),), NOON)
    since = NOON - timedelta(hours=1)

    assert await db.read(digests.fresh, "news", since) == [key]
    await db.write(digests.add, digest, "news")

    assert await db.read(digests.fresh, "news", since) == []
    assert await db.read(digests.fresh, "sport", since) == [key]
    assert await db.read(digests.last_made, "news") == NOON
    assert await db.read(digests.last_made, "sport") is None


async def test_only_what_was_seen_since_is_fresh(db):
    await db.write(articles.add, a_reading(), NOON)
    assert await db.read(digests.fresh, "news", NOON + timedelta(seconds=1)) == []


async def test_a_digest_of_what_is_not_stored_is_refused_whole(db):
    report = replace(a_report(an_article(url="https://gazette.example/unknown")))
    digest = Digest((Story((report,), ()),), NOON)
    with pytest.raises(KeyError):
        await db.write(digests.add, digest, "news")
    assert await db.read(digests.last_made, "news") is None


def test_an_older_files_passages_are_found_and_its_articles_kept():
    db = Tables(memory=True)
    migrations.apply(db, stop_before="009-shelf")
    _as_before(db, 1, ("A ferry sails.", "The bridge has opened."))
    _as_before(db, 2, ("The bridge is shut.",))
    migrations.apply(db)

    query, kept = search_query("bridge"), Sight(kept=True)
    found = passages.search(db, query, kept, 5)
    assert {(each.article_id, each.text) for each in found} == {
        (1, "The bridge has opened."),
        (2, "The bridge is shut."),
    }
    assert [each.article_id for each in passages.search_in(db, query, [2], 5)] == [2]


def test_an_older_files_chinese_is_found_by_words_of_two_characters():
    db = Tables(memory=True)
    migrations.apply(db, stop_before="009-shelf")
    _as_before(db, 1, ("市长说渔船不再过河。", "The bridge is shut."))
    migrations.apply(db)

    (found,) = passages.search(db, search_query("谁是市长?"), Sight(kept=True), 5)
    assert found.text == "市长说渔船不再过河。"


def _as_before(db: Tables, key: int, parts: tuple[str, ...]) -> None:
    db.execute(
        "INSERT INTO articles (id, identity, url, title, byline, outlet, language,"
        " verdict, first_seen_at, text)"
        " VALUES (?, ?, '', '', '', '', '', 'full', '', ?)",
        [key, str(key), " ".join(parts)],
    )
    for start, text in enumerate(parts):
        db.execute(
            'INSERT INTO passages (article_id, start, "end", text, title)'
            " VALUES (?, ?, 0, ?, '')",
            [key, start, text],
        )
