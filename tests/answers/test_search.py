"""A question becomes a full-text query that finds, and that nobody can break."""

import pytest
import sqlite_utils
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.answers.search import search_query
from digests.asked import Bounds
from digests.shelved import Sight
from digests.storage import articles, passages
from digests.storage.schema import migrations
from digests.types import Reading
from tests.builders import NOON, a_quote, a_report, an_article
from tests.fakes.stores import a_store

KEPT = Sight(kept=True)
TEXTS = {
    "en": "The bridge opened in May. Fishermen’s boats will no longer cross.",
    "de": "Die Brückenöffnung wurde gefeiert. Der Bürgermeister sprach.",
    "zh": "塔恩镇的桥在五月开放。市长说渔船不再过河。",
    "uk": "Міст відкрили у травні. Мер подякував рибалкам.",
}


@pytest.fixture
async def db(tmp_path):
    async with a_store(tmp_path) as database:
        for language, text in TEXTS.items():
            await database.write(articles.keep, _reading(text, language), NOON)
        yield database


def _reading(text: str, language: str) -> Reading:
    article = an_article(text, url=f"https://{language}.example/", title="Tarn")
    return Reading(a_report(article), ((0, len(text)),))


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("When did the bridge open?", "en"),
        ("Who fishes with a boat?", "en"),
        ("Wann war die Brückenöffnung?", "de"),
        ("Wann war die bruckenoffnung?", "de"),
        ("市长说了什么?", "zh"),
        ("谁是市长?", "zh"),
        ("Кому подякував мер?", "uk"),
    ],
)
async def test_a_question_finds_its_passage(db, question, language):
    query = search_query(question)
    (first, *_) = await db.read(passages.search, query, KEPT, 5)
    assert first.text == TEXTS[language]


async def test_nothing_asked_finds_nothing(db):
    query = search_query("?!")
    assert await db.read(passages.search, query, KEPT, 5) == []


@pytest.mark.parametrize(
    ("language", "words"), [("en", "bridge fishermen"), ("zh", "市长")]
)
async def test_what_is_no_longer_stored_is_no_longer_found(db, language, words):
    changed = _reading("The tunnel opened in June.", language)
    await db.write(articles.keep, changed, NOON)
    query = search_query(words)
    assert await db.read(passages.search, query, KEPT, 5) == []


@pytest.fixture
def mixed():
    db = sqlite_utils.Database(memory=True)
    migrations.apply(db)
    for number, (text, speaker) in enumerate(SPOKEN.items()):
        article = an_article(text, url=f"https://{number}.example/", title="Tarn")
        said = a_quote(article, text[1:4], speaker=speaker)
        reading = Reading(a_report(article, said), ((0, len(text)),))
        articles.keep(db, reading, NOON)
    return db


SPOKEN = {
    "“桥开放了”, 王毅说。Tarn 大桥在五月。": "王毅",
    "“桥不开放”, 李明说。大桥属于 Tarn。": "李明",
    "“Good,” said Ada Marsh. The bridge of Tarn is open.": "Ada Marsh",
}


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ('哪里有 "Tarn 大桥"?', [1]),
        ('哪里有 "tarn大桥"?', [1]),
        ('"bridge of Tarn" 大桥', [3]),
        ('"bridge of Tarn" "Tarn 大桥"', []),
        ('bridge "开放"', [2, 1]),
        ('bridge "桥"', [3]),
    ],
)
def test_a_phrase_must_stand_there_in_whatever_scripts(mixed, question, found):
    query = search_query(question)
    told = passages.search(mixed, query, KEPT, 5)
    assert [each.article_id for each in told] == found
    some = passages.search_in(mixed, query, [1, 2, 3], 5)
    assert sorted(each.article_id for each in some) == sorted(found)


@pytest.mark.parametrize(
    ("question", "speaker", "found"),
    [
        ("桥开放了吗", "王毅", [1]),
        ("桥开放了吗 Tarn", "李明", [2]),
        ("桥 Tarn bridge", "Marsh", [3]),
    ],
)
def test_who_is_to_be_quoted_is_in_whatever_script(mixed, question, speaker, found):
    query, bounds = search_query(question), Bounds(speaker=speaker)
    told = passages.search(mixed, query, KEPT, 5, bounds)
    assert [each.article_id for each in told] == found
    some = passages.search_in(mixed, query, [1, 2, 3], 5, bounds)
    assert [each.article_id for each in some] == found


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab\"'*():^-+{}NEAR AND OR NOT title:漢字 \x00é", max_size=60))
def test_no_question_breaks_the_querys_syntax(memory, question):
    """SAFETY 48."""
    query = search_query(question)
    passages.search(memory, query, KEPT, 5)


@pytest.fixture(scope="module")
def memory():
    db = sqlite_utils.Database(memory=True)
    migrations.apply(db)
    return db
