"""What an admin was shown waits for a word, a day at the most."""

from datetime import timedelta

import pytest

from digests.caretaking import Caretaker
from digests.errors import NotFound
from digests.guildkeeping import GuildKeeper
from digests.proposing import Proposals
from tests.fakes.clock import ManualClock
from tests.fakes.stores import a_store
from tests.fakes.workers import InlineWorkers


@pytest.fixture
async def db(tmp_path):
    async with a_store(tmp_path) as database:
        keeper = GuildKeeper(database, ManualClock())
        for guild in ("500", "501"):
            await keeper.get(guild)
        yield database


@pytest.fixture
def clock():
    return ManualClock()


@pytest.fixture
def proposals(db, clock):
    return Proposals(db, clock)


async def test_a_proposal_is_its_guild_s_and_of_its_kind(proposals):
    """SAFETY 47."""
    key = await proposals.add("500", "filters", "{}")
    assert await proposals.get("500", "filters", key) == "{}"
    for guild, kind in (("501", "filters"), ("500", "list")):
        with pytest.raises(NotFound):
            await proposals.get(guild, kind, key)
    await proposals.drop("501", key)
    assert await proposals.get("500", "filters", key) == "{}"
    await proposals.drop("500", key)
    with pytest.raises(NotFound):
        await proposals.get("500", "filters", key)


async def test_a_proposal_is_forgotten_after_a_day(proposals, clock):
    old = await proposals.add("500", "filters", "{}")
    clock.advance(timedelta(days=1, seconds=1))
    new = await proposals.add("501", "filters", "{}")
    assert new > old
    with pytest.raises(NotFound):
        await proposals.get("500", "filters", old)


async def test_a_proposal_goes_after_a_day_though_none_comes_after_it(
    db, proposals, clock
):
    """SAFETY 65."""
    caretaker = Caretaker(db, clock, InlineWorkers())
    old = await proposals.add("500", "why", "what was typed")
    clock.advance(timedelta(days=1))
    assert await caretaker.tidy() == 0
    assert await proposals.get("500", "why", old) == "what was typed"
    clock.advance(timedelta(seconds=1))
    assert await caretaker.tidy() == 1
    with pytest.raises(NotFound):
        await proposals.get("500", "why", old)
