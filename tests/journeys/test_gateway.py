"""SAFETY 55: whatever becomes of the line to Discord, the bot is back or says why."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.fakes.discord import GUILD, Status
from tests.fakes.running_bot import bot_process
from tests.journeys.restarting import a_world
from tests.journeys.running import Running, a_running_bot, settled

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    async with a_running_bot(tmp_path_factory.mktemp("gateway")) as running:
        yield running


async def still_answers(bot: Running) -> None:
    """Wait until it is back, and use it."""
    await bot.discord.connected()
    assert "topic" in await bot.said("/topic list")


async def test_a_line_that_breaks_is_taken_up_again(bot):
    """Closed, cut and asked to come back: one session, one log-in."""
    gateway = bot.discord.gateway
    for number, trouble in enumerate(
        (lambda: gateway.close(4000), gateway.cut, gateway.ask_to_reconnect), 1
    ):
        gateway.resumed.clear()
        await trouble()
        async with asyncio.timeout(30):
            await gateway.resumed.wait()
        assert gateway.resumes == number
        await still_answers(bot)
    assert gateway.identifies == 1


async def test_a_session_that_is_void_is_begun_anew_and_nothing_is_done_twice(bot):
    gateway = bot.discord.gateway
    syncs = bot.discord.world.syncs
    before = gateway.identifies
    await gateway.invalidate()
    await still_answers(bot)
    assert gateway.identifies == before + 1
    assert bot.discord.world.syncs == syncs, "the commands were registered again"


async def test_a_storm_of_cuts_costs_no_log_in(bot):
    gateway = bot.discord.gateway
    before = gateway.identifies
    for _ in range(4):
        gateway.resumed.clear()
        await gateway.cut()
        async with asyncio.timeout(40):
            await gateway.resumed.wait()
    await still_answers(bot)
    assert gateway.identifies == before


async def test_a_server_that_is_away_for_a_while_is_not_left(bot):
    await bot.discord.admin.outage(GUILD)
    await bot.discord.admin.recovery(GUILD)
    await still_answers(bot)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (4014, "Discord asks for an intent that Pullquote does not use."),
        (4004, "Discord refused the token. Check DISCORD_TOKEN, or reset it."),
        (4012, "Discord ended the connection for good (4012)."),
    ],
)
async def test_a_close_that_is_final_ends_the_bot_with_a_sentence(tmp_path, code, told):
    async with a_world(tmp_path) as world, bot_process(settled(world)) as ours:
        await world.discord.connected()
        await world.discord.gateway.close(code)
        assert await ours.ended() == 1
        assert told in world.printed
        assert "Traceback" not in world.printed
        assert world.discord.gateway.identifies == 1


async def test_a_discord_that_is_away_is_waited_for_and_holds_up_no_stop(tmp_path):
    async with a_world(tmp_path) as world:
        world.discord.fail(Status(503), "GET /users/@me", times=None)
        async with bot_process(settled(world)) as ours:
            await world.prints("cannot log in; I try again")
            assert await ours.end() == 0
        assert "Traceback" not in world.printed
