"""Cards that a model told, whose articles came to say otherwise."""

import json
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from bot.render.amending import amended
from bot.render.editions import lay_out
from digests.accounts import Price, Terms
from digests.correcting import Corrector
from digests.deliveries import Delivery
from digests.errors import JobError
from digests.freelance import Freelance
from digests.guildkeeping import GuildKeeper
from digests.outbox import Outbox
from digests.publishing import Publisher
from digests.retelling import Reteller
from digests.storage import tellings
from tests.arrivals import bring, change
from tests.builders import NOON, an_article
from tests.fakes.clock import ManualClock
from tests.fakes.models import ScriptedModel
from tests.fakes.workers import InlineWorkers
from tests.test_publishing import follow

WAS = an_article(
    "The council of Tarn opened the new bridge on Monday after ten years of work. "
    "It replaces a ferry that has carried people over the river since 1931. "
    "Lorries have to take the road over Vik, for the ramps are too steep for them. "
    "The work was paid for by the towns on both banks, which shared the costs. "
    "All in all it came to 41 million euros.",
    title="Bridge opens at Tarn",
    url="https://gazette.example/bridge",
)
# The one sentence that no card shows in the article's own words.
NOW = replace(WAS, text=WAS.text.replace("41", "47"))
TOLD = "All in all the new bridge came to 41 million euros."
ALSO = "The council of Tarn opened the new bridge on Monday."


def _says(*sentences: str):
    told = [{"text": each, "sources": [1]} for each in sentences]
    return lambda _: json.dumps({"sentences": told, "quotes": []})


class Desk:
    """Guild 1's channel 10, told by a model; what is due is sent at once."""

    def __init__(self, db) -> None:
        self.db = db
        self.clock = ManualClock(NOON)
        self.model = ScriptedModel(_says(TOLD, ALSO))
        workers = InlineWorkers()
        freelance = Freelance(db, self.clock, self.model, Terms(Price(0, 0)))
        reteller = Reteller(freelance, workers, self.clock)
        self.outbox = Outbox(db, self.clock)
        self.publisher = Publisher(db, self.clock, workers, lay_out, reteller)
        self.corrector = Corrector(db, self.clock, workers)

    async def post(self) -> None:
        """Have it told that the bridge was opened."""
        await GuildKeeper(self.db, self.clock).joined("1", "99")
        await bring(self.db, await follow(self.db, "1", "10"), WAS)
        assert await self.publisher.now("1", "10")
        (posted,) = await self.deliver()
        assert TOLD in posted.parcel.body

    async def deliver(self) -> list[Delivery]:
        """Send what is due; return it."""
        due = await self.outbox.next_due(9)
        for each in due:
            await self.outbox.sent(each, each.before or f"1{each.id:03}")
        return due

    async def correct(self) -> list[Delivery]:
        """Look at what there is to be looked at; return the edits that it takes."""
        while found := await self.corrector.next():
            await self.corrector.settle(found, amended(found))
        return await self.deliver()

    async def told(self) -> list[str]:
        """What the card says when it is shown again, in a model's words."""
        (digest,) = await self.db.read(_rows, "SELECT max(id) FROM digests")
        return [x.text for x in await self.db.read(tellings.of_story, *digest, 0)]


def _rows(db, query: str):
    return db.conn.execute(query).fetchall()


@pytest.fixture
async def desk(db):
    made = Desk(db)
    await made.post()
    return made


async def test_what_a_model_told_and_stands_no_more_is_set_anew(desk):
    """SAFETY 27: also where no sentence of the article's own that is shown is gone."""
    await change(desk.db, NOW)

    (edit,) = await desk.correct()

    assert "41 million" not in edit.parcel.body
    assert "The council of Tarn opened the new bridge on Monday" in edit.parcel.body
    assert await desk.told() == []
    assert await desk.correct() == []


async def test_what_a_model_told_and_stands_in_the_new_text_too_is_left(desk):
    """SAFETY 27."""
    longer = replace(WAS, text=f"{WAS.text} The first lorry was turned back at noon.")
    await change(desk.db, longer)

    assert await desk.correct() == []
    assert await desk.told() == [TOLD, ALSO]
    assert await desk.db.read(_rows, "SELECT * FROM corrections") == []


async def test_what_cannot_be_judged_anew_is_not_told_again(desk):
    class Failing(InlineWorkers):
        async def run(self, *_: Any, **__: Any) -> Any:
            raise JobError("it ended")

    await change(desk.db, NOW)

    assert await Corrector(desk.db, desk.clock, Failing()).next() is None
    assert await desk.told() == []


async def test_an_old_post_stays_and_its_card_is_shown_again_as_it_is_now(desk):
    desk.clock.advance(timedelta(days=8))
    await change(desk.db, NOW)

    assert await desk.correct() == []
    assert await desk.told() == []
