"""Many editions at one minute, and a model that is slow: none of them waits long."""

import asyncio
import json
from datetime import time, timedelta

import pytest

from digests.accounts import Price, Terms
from digests.deliveries import Action, Parcel
from digests.drafts import PublishReport
from digests.errors import EndpointError
from digests.freelance import Freelance
from digests.guilds import Edition, ScheduleOrder
from digests.ports import Again, Completion, Prompt, freely
from digests.publishing import Publisher
from digests.retelling import Reteller
from digests.retold import NO_TIME
from digests.scheduling import Schedules
from digests.timetables import Timetable
from tests.arrivals import an_event, bring
from tests.builders import NOON
from tests.fakes.clock import ManualClock, RunningClock
from tests.fakes.models import ScriptedModel
from tests.fakes.scripts import Messages, honest
from tests.fakes.workers import InlineWorkers
from tests.test_publishing import follow

CHANNELS, STORIES = 40, 3
TAKES_S, PATIENCE_S, AT_ONCE = 0.1, 1.0, 4
AT_TWO = ScheduleOrder(Timetable((time(14),), "UTC"))


class SlowModel(ScriptedModel):
    """Takes its time, never so long that it would be a fault."""

    async def complete(self, prompt: Prompt, again: Again = freely) -> Completion:
        """Return what the script says, a moment later."""
        await asyncio.sleep(TAKES_S)
        return await super().complete(prompt, again)


def _lies(_: Messages) -> str:
    lie = {"text": "The prime minister of Vik resigned on Friday.", "sources": [1]}
    return json.dumps({"sentences": [lie], "quotes": []})


async def busy_channels(db, channels: int = CHANNELS) -> None:
    """Have each channel of ten servers follow a feed with news, and be due at two."""
    schedules = Schedules(db, ManualClock(NOON))
    for number in range(channels):
        guild, channel = str(number % 10), str(number)
        site = f"https://gazette-{channel}.example"
        feed = await follow(db, guild, channel, f"{site}/feed")
        articles = [
            an_event(each, f"Gazette {channel}", url=f"{site}/{each}")
            for each in range(STORIES)
        ]
        await bring(db, feed, *articles)
        await schedules.add(guild, channel, AT_TWO)


async def test_a_slow_model_makes_no_edition_late_however_many_are_due(db):
    """SAFETY 41."""
    await busy_channels(db)
    made: list[Edition] = []

    def layout(edition: Edition) -> tuple[Parcel, ...]:
        made.append(edition)
        return (Parcel(Action.POST, "{}"),)

    model, clock = SlowModel(), RunningClock(NOON + timedelta(hours=2))
    freelance = Freelance(db, clock, model, Terms(Price(0, 0), at_once=AT_ONCE))
    patience = timedelta(seconds=PATIENCE_S)
    reteller = Reteller(freelance, InlineWorkers(), clock, patience)
    publisher = Publisher(db, clock, InlineWorkers(), layout, reteller)
    while (await publisher.publish_due()) != PublishReport():
        pass

    assert len(made) == CHANNELS
    assert all(len(each.digest.stories) == STORIES for each in made)
    # All of them together waited as long as one may, not each of them.
    assert 0 < len(model.prompts) <= AT_ONCE * (PATIENCE_S / TAKES_S + 1)
    last = made[-1].digest
    assert (last.engine, last.aside) == ("extractive", NO_TIME)


@pytest.mark.parametrize(
    ("fault", "script", "aside"),
    [
        (EndpointError("connection refused"), honest, "the model is out of reach"),
        (None, lambda _: "{", "the model gave no reply that can be used"),
        (None, _lies, "what the model wrote did not stand in the articles"),
    ],
)
async def test_a_model_that_is_down_or_lies_leaves_what_is_due_at_its_minute(
    db, fault, script, aside
):
    """SAFETY 41. All of it is made by one look, in the articles' own sentences."""
    await busy_channels(db, 4)
    made: list[Edition] = []

    def layout(edition: Edition) -> tuple[Parcel, ...]:
        made.append(edition)
        return (Parcel(Action.POST, "{}"),)

    model, clock = ScriptedModel(script), ManualClock(NOON + timedelta(hours=2))
    model.fault = fault
    freelance = Freelance(db, clock, model, Terms(Price(0, 0)))
    reteller = Reteller(freelance, InlineWorkers(), clock)
    publisher = Publisher(db, clock, InlineWorkers(), layout, reteller)
    report = await publisher.publish_due()

    assert len(report.made) == len(made) == 4
    for each in made:
        assert (each.late, each.digest.engine) == (False, "extractive")
        assert each.digest.aside == aside
        assert len(each.digest.stories) == STORIES


async def test_a_model_gets_no_more_stories_at_a_time_than_it_can_take(db):
    await busy_channels(db)
    at_work: list[int] = []
    together = asyncio.Barrier(AT_ONCE)

    class Counted(ScriptedModel):
        busy = 0

        async def complete(self, prompt: Prompt, again: Again = freely) -> Completion:
            self.busy += 1
            at_work.append(self.busy)
            await together.wait()
            self.busy -= 1
            return await super().complete(prompt, again)

    clock = RunningClock(NOON + timedelta(hours=2))
    freelance = Freelance(db, clock, Counted(), Terms(Price(0, 0), at_once=AT_ONCE))
    reteller = Reteller(freelance, InlineWorkers(), clock)
    publisher = Publisher(db, clock, InlineWorkers(), lambda _: (), reteller)
    await publisher.publish_due()

    # None went on before so many had come, and no other came meanwhile.
    assert len(at_work) >= AT_ONCE
    assert max(at_work) == AT_ONCE
