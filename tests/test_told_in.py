"""Channels of one server in languages and at lengths of their own."""

import json
from datetime import time, timedelta

import pytest

from bot.cards import TRANSLATED
from bot.render.editions import lay_out
from digests.accounts import Price, Terms
from digests.freelance import Freelance
from digests.guildkeeping import GuildKeeper
from digests.guilds import Length, ScheduleOrder, Style
from digests.publishing import Publisher
from digests.retelling import Reteller
from digests.scheduling import Schedules
from digests.storage import articles
from digests.timetables import Timetable
from digests.types import Reading
from tests.arrivals import bring
from tests.builders import NOON, a_quote, a_report, an_article
from tests.fakes.clock import ManualClock
from tests.fakes.models import ScriptedModel
from tests.fakes.scripts import Messages
from tests.fakes.tongues import is_to_be_put_back, puts_back
from tests.fakes.workers import InlineWorkers
from tests.test_publishing import follow, rows

DAY = timedelta(days=1)
SAID = "We waited for ten years"
ARTICLE = an_article(
    "The mayor of Tarn, Ada Marsh, opened the new bridge on Monday. "
    f"“{SAID},” she said. The bridge cost 41 million euros."
)
ENGLISH = "Ada Marsh opened the new bridge on Monday."
# What the model writes where it is told this code, or none.
WRITES = {
    "de": "Ada Marsh eröffnete am Montag die neue Brücke von Tarn.",
    "fr": "Ada Marsh a inauguré lundi le nouveau pont.",
    "": ENGLISH,
}
PUT_BACK = "Ada Marsh opened the new bridge of Tarn on Monday."


def polyglot(messages: Messages) -> str:
    """Write in the language that is asked for, and put back what it wrote."""
    if is_to_be_put_back(messages):
        return puts_back(messages, dict.fromkeys(WRITES.values(), PUT_BACK))
    rules = messages[0]["content"]
    code = next(each for each in WRITES if f"the code {each}" in rules or not each)
    original = ENGLISH if code else ""
    told = {"text": WRITES[code], "sources": [1], "original": original}
    return json.dumps({"sentences": [told], "quotes": [1]})


@pytest.fixture
def clock():
    return ManualClock(NOON)


@pytest.fixture
def schedules(db, clock):
    return Schedules(db, clock)


@pytest.fixture
def publisher(db, clock):
    freelance = Freelance(db, clock, ScriptedModel(polyglot), Terms(Price(0, 0)))
    reteller = Reteller(freelance, InlineWorkers(), clock)
    return Publisher(db, clock, InlineWorkers(), lay_out, reteller)


async def an_order(schedules, channel: str, **language):
    order = ScheduleOrder(Timetable((time(14),), "UTC"), **language)
    return await schedules.add("1", channel, order)


async def news(db) -> None:
    """Bring the report to all channels of the server."""
    report = a_report(ARTICLE, a_quote(ARTICLE, SAID, speaker="Ada Marsh"))
    await db.write(articles.keep, Reading(report, ()), NOON)
    await bring(db, await follow(db), ARTICLE)


async def posts(db) -> dict[str, str]:
    """What is to be sent, by channel."""
    return dict(await db.read(rows, "SELECT channel, body FROM deliveries"))


async def test_each_channel_is_told_in_its_own_language_and_quoted_as_was_said(
    db, clock, schedules, publisher
):
    await GuildKeeper(db, clock).setup("1", language="de")
    await an_order(schedules, "10")
    await an_order(schedules, "11", language="fr")
    await an_order(schedules, "12", language="")
    await an_order(schedules, "13", language="en")
    await news(db)

    clock.advance(DAY)
    await publisher.publish_due()

    told = await posts(db)
    for channel, code in (("10", "de"), ("11", "fr"), ("12", ""), ("13", "")):
        assert [each for each in WRITES if WRITES[each] in told[channel]] == [code]
        assert SAID in told[channel]
        assert (TRANSLATED in told[channel]) is bool(code)


async def test_a_language_that_is_chosen_later_is_that_of_the_next_digest(
    db, clock, schedules, publisher
):
    made = await an_order(schedules, "10")
    await news(db)
    before = await publisher.preview("1", "10")

    await schedules.tell_in("1", made.id, "fr")
    french = await publisher.preview("1", "10")
    await schedules.tell_in("1", made.id, None)
    await GuildKeeper(db, clock).setup("1", language="de")
    german = await publisher.preview("1", "10")

    written = [each.digest.stories[0].told[0].text for each in (before, french, german)]
    assert written == [WRITES[""], WRITES["fr"], WRITES["de"]]


FACTS = (
    "Ada Marsh opened the new bridge on Monday.",
    "The bridge cost 41 million euros.",
    "It is 300 metres long.",
    "A ferry crossed the river before.",
    "Two firms from Vik built the crossing.",
    "Lorries have to pay a toll of 9 euros.",
    "Trains will follow in 2031.",
)


def _all_of_it(_: Messages) -> str:
    sentences = [{"text": each, "sources": [1]} for each in FACTS]
    return json.dumps({"sentences": sentences, "quotes": []})


@pytest.mark.parametrize(
    ("style", "printed"),
    [
        (Style.BRIEF, {Length.SHORT: 1, Length.USUAL: 1, Length.LONG: 1}),
        (Style.NEUTRAL, {Length.SHORT: 1, Length.USUAL: 3, Length.LONG: 6}),
        (Style.BULLET, {Length.SHORT: 2, Length.USUAL: 4, Length.LONG: 7}),
    ],
)
async def test_each_channel_is_told_as_much_as_it_wants(
    db, clock, schedules, style, printed
):
    model = ScriptedModel(_all_of_it)
    freelance = Freelance(db, clock, model, Terms(Price(0, 0)))
    reteller = Reteller(freelance, InlineWorkers(), clock)
    publisher = Publisher(db, clock, InlineWorkers(), lay_out, reteller)
    await bring(db, await follow(db), an_article(" ".join(FACTS)))
    made = await an_order(schedules, "10", style=style)

    for length, number in printed.items():
        await schedules.tell_at("1", made.id, length)
        edition = await publisher.preview("1", "10")
        assert edition is not None
        (story,) = edition.digest.stories
        assert [each.text for each in story.told] == list(FACTS[:number])
        body = "".join(parcel.body for parcel in lay_out(edition))
        assert sum(each in body for each in FACTS) == number
    # What is asked for is what is heeded.
    assert len({each.rules for each in model.prompts}) == len(set(printed.values()))
