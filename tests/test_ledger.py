"""Who said what is looked up in reach, word for word, the newest first."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digests.access import Access
from digests.asked import Bounds, Saying, Scope
from digests.followed import Filters
from digests.guilds import Reach
from digests.ledger import Ledger
from digests.scopes import Field
from digests.storage import articles, digests
from digests.types import Digest, Story
from tests.builders import NOON
from tests.fakes.workers import InlineWorkers

HERE = Reach("1")
TOLL = "“The toll will fall to two crowns,” said Ada Marsh, the mayor of Tarn."
FERRY = "“The ferry will sail until the autumn,” Marsh said. Ada Marsh is the mayor."
RIVAL = "“Nobody needs that bridge,” said Jon Vik, who owns the ferry."
NOISE = (HealthCheck.function_scoped_fixture,)


@pytest.fixture
def ledger(db):
    return Ledger(db, InlineWorkers())


async def fill(stock, guild: str = "1", channel: str = "", **more) -> list[int]:
    feed = await stock.follow("gazette", guild, channel, **more)
    return [
        await stock.bring(feed, title, text)
        for title, text in (("Toll", TOLL), ("Ferry", FERRY), ("Rival", RIVAL))
    ]


def words(page) -> list[str]:
    return [each.quote.text.rstrip(",") for each in page.items]


async def test_everybodys_quotes_are_listed_the_newest_first(stock, ledger):
    await fill(stock)
    page = await ledger.quotes(HERE)
    assert words(page) == [
        "Nobody needs that bridge",
        "The ferry will sail until the autumn",
        "The toll will fall to two crowns",
    ]
    first = page.items[0]
    assert (first.quote.speaker, first.outlet) == ("Jon Vik", "The Gazette")
    assert first.link.endswith("#:~:text=Nobody%20needs%20that%20bridge%2C")


@pytest.mark.parametrize("person", ["Marsh", "Ada Marsh", "ada marsh", "mayor of Tarn"])
async def test_a_person_goes_by_the_forms_of_the_name(stock, ledger, person):
    await fill(stock)
    found = words(await ledger.quotes(HERE, person=person))
    assert "The toll will fall to two crowns" in found
    assert "Nobody needs that bridge" not in found


async def test_a_place_or_half_a_role_is_nobodys_name(stock, ledger):
    feed = await stock.follow("courier", "1")
    text = "“The bridge will wait,” said Jon Vik, the vice president of the club."
    await stock.bring(feed, "Toll", TOLL)
    await stock.bring(feed, "Bridge", text)
    for person in ("Tarn", "the president"):
        assert words(await ledger.quotes(HERE, person=person)) == []
    vice = await ledger.quotes(HERE, person="the vice president")
    assert words(vice) == ["The bridge will wait"]


async def test_every_quote_stands_in_its_article_to_the_letter(db, stock, ledger):
    await fill(stock)
    page = await ledger.quotes(HERE)
    reports = await db.read(articles.reports, [each.article_id for each in page.items])
    for said, report in zip(page.items, reports, strict=True):
        text = report.article.text[said.quote.start : said.quote.end]
        assert text == said.quote.text


async def test_a_topic_and_a_time_narrow_the_list(stock, ledger):
    await fill(stock)
    found = await ledger.quotes(HERE, person="Marsh", topic="the toll")
    assert words(found) == ["The toll will fall to two crowns"]
    assert words(await ledger.quotes(HERE, topic="bridge")) == [
        "Nobody needs that bridge"
    ]
    late = await ledger.quotes(HERE, since=NOON + timedelta(minutes=3))
    assert words(late) == ["Nobody needs that bridge"]


class Named(InlineWorkers):
    """Workers that know what they were asked for."""

    def __init__(self) -> None:
        self.jobs: list[str] = []

    async def run(self, job, *args, **kwargs):
        self.jobs.append(job.name)
        return await super().run(job, *args, **kwargs)


async def test_whose_words_they_are_is_told_by_workers(db, stock):
    await fill(stock)
    workers = Named()
    ledger = Ledger(db, workers)
    assert (await ledger.quotes(HERE, person="Ada Marsh")).total == 2
    assert workers.jobs == ["fitting"]
    field = Field(Scope.SERVER, await Access(db, workers).sight(HERE))
    (said,) = await ledger.said(field, Saying("Ada Marsh"), Bounds(), 1)
    assert said.quote.text.startswith("The ferry")
    assert workers.jobs == ["fitting", "foremost"]


async def test_pages_follow_one_another(stock, ledger):
    await fill(stock)
    page = await ledger.quotes(HERE, limit=1, offset=1)
    assert (words(page), page.total) == (["The ferry will sail until the autumn"], 3)


async def test_channels_that_cannot_be_read_and_other_servers_show_nothing(
    stock, ledger
):
    """SAFETY 46."""
    await fill(stock, "1", "10")
    for reach in (Reach("1", frozenset({"11"})), Reach("2"), Reach()):
        assert (await ledger.quotes(reach)).total == 0
        assert (await ledger.quotes(reach, person="Marsh")).total == 0
        assert (await ledger.quotes(reach, topic="toll")).total == 0
        assert await ledger.people_like(reach, "") == []
    inside = Reach("1", frozenset({"10"}))
    assert (await ledger.quotes(inside, person="Marsh")).total == 2


async def test_filters_count_here_too(stock, ledger):
    await fill(stock, filters=Filters(exclude=("toll",)))
    assert words(await ledger.quotes(HERE, person="Marsh")) == [
        "The ferry will sail until the autumn"
    ]


async def test_people_are_offered_by_any_part_of_their_names(stock, ledger):
    await fill(stock)
    assert "Ada Marsh" in await ledger.people_like(HERE, "")
    assert await ledger.people_like(HERE, "vik") == ["Jon Vik"]
    assert await ledger.people_like(HERE, "nobody") == []


async def post(db, keys, channel: str, message: str, story: int) -> None:
    """Have a digest of these articles, a story each, posted in one message."""
    reports = await db.read(articles.reports, keys)
    stories = tuple(Story((each,), ()) for each in reports)
    key = await db.write(digests.add, Digest(stories, NOON), channel)

    def send(tables):
        tables.conn.execute("UPDATE digests SET guild = '1' WHERE id = ?", [key])
        tables.conn.execute(
            "INSERT INTO deliveries (digest_id, position, guild, channel, action, body,"
            " nonce, state, made_at, message)"
            " VALUES (?, 1, '1', ?, 'post', ?, ?, 'sent', ?, ?)",
            [
                *(key, channel, f'{{"custom_id": "pq:sources:{key}:{story}"}}'),
                *(message, NOON.isoformat(), message),
            ],
        )

    await db.write(send)


async def test_a_quote_leads_to_the_post_it_was_in_where_that_can_be_read(
    db, stock, ledger
):
    """SAFETY 46."""
    toll, *_ = await fill(stock)
    await post(db, [toll], "10", "900", 1)
    reach = Reach("1", frozenset({"10"}))
    (said,) = (await ledger.quotes(HERE, topic="toll")).items
    assert said.jump == "https://discord.com/channels/1/10/900"
    (placed,) = await ledger.placed(reach, [said])
    assert placed.jump == said.jump
    (placed,) = await ledger.placed(Reach("1", frozenset({"11"})), [said])
    assert placed.jump == ""
    (placed,) = await ledger.placed(Reach("2"), [said])
    assert placed.jump == ""


async def test_the_last_post_is_where_it_leads(db, stock, ledger):
    keys = await fill(stock)
    await post(db, keys, "10", "900", 1)
    await post(db, keys, "10", "901", 1)
    (said,) = (await ledger.quotes(HERE, topic="toll")).items
    assert said.jump == "https://discord.com/channels/1/10/901"


@settings(max_examples=60, deadline=None, suppress_health_check=NOISE)
@given(
    typed=st.text(
        alphabet="ab\"'*():^-+{}NEAR AND speakers:漢字 \x00é\ud800", max_size=40
    )
)
async def test_nothing_that_is_typed_breaks_the_list_or_finds_other_rows(
    stock, ledger, typed
):
    """SAFETY 48."""
    other = Reach("2")
    if not stock.made:
        await fill(stock)
    assert (await ledger.quotes(other, person=typed, topic=typed)).total == 0
    assert (await ledger.quotes(other, topic=typed)).total == 0
    await ledger.quotes(HERE, person=typed)
    await ledger.people_like(HERE, typed)
