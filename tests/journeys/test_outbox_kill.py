"""Who delivers is killed at every step and at any moment: each post arrives once.

Five random kills with faults, their seed printed. `make faults` runs
PULLQUOTE_KILLS=200 of them and writes docs/figures/outbox*.json.
"""

import asyncio
import os
import random
import sys

import pytest

from bench import figures
from tests.fakes.discord import Drop, Status, TooMany
from tests.fakes.doom import Doomed
from tests.fakes.posting_process import ANSWERED, start
from tests.posting import Desk, a_desk

KILLS = int(os.environ.get("PULLQUOTE_KILLS", "5"))
SEED = int(os.environ.get("PULLQUOTE_SEED", str(random.randrange(10**6))))
# From a start over what was left to the last edit takes about so long.
LONGEST_S = 1.6
FAULTS = (
    *(Status(503), Status(503, after=True), Status(500, after=True)),
    *(TooMany(0.05), Drop(), Drop(after=True)),
)
PATHS = (
    *("POST /channels/*/messages", "POST /channels/*/threads", "POST */crosspost"),
    "PATCH /channels/*/messages/*",
)


async def test_who_is_killed_at_any_step_loses_and_doubles_nothing(tmp_path):
    """SAFETY 51, 53."""
    async with a_desk(tmp_path) as desk:
        step, steps = 0, None
        while steps is None:
            step += 1
            posting = await start(desk.place)
            assert await posting.ready()
            await desk.news()
            steps = await posting.work(die_at=step)
        await posting.kill()
        desk.check()
        # Commits of three editions; for each part, two commits and a request.
        assert step > steps >= 3 + 4 * 5
        if KILLS >= 200:
            note(
                "outbox-steps", steps, {"steps": steps, "parts": desk.states().total()}
            )


async def test_who_is_killed_at_any_step_of_an_edit_ends_with_the_last_words(tmp_path):
    """SAFETY 27, 51: each post once, as its article is now, whatever it was between."""
    async with a_desk(tmp_path) as desk:
        await desk.news()
        # Of each of two cards: what it is to be, two commits and a request.
        most, steps = 2 * (1 + 4), None
        for step in range(1, most + 2):
            posting = await start(desk.place)
            assert await posting.ready()
            await desk.changes(f"It was told so at step {step}.")
            steps = await posting.work(die_at=step)
            await posting.kill()
        desk.check()
        # A look that came before it was told to begin has taken some already.
        assert steps is not None
        assert steps <= most


@pytest.mark.parametrize("care", [True, False])
async def test_without_nonce_and_look_a_kill_after_the_answer_doubles(tmp_path, care):
    """SAFETY 50: the control, which shows that the test can fail."""
    async with a_desk(tmp_path, care=care) as desk:
        posting = await start(desk.place)
        assert await posting.ready()
        await desk.news()
        assert await posting.work(die_at=1, kinds=[ANSWERED]) is None
        posting = await start(desk.place)
        assert await posting.ready()
        await posting.kill()
        lost, doubled = desk.lost_and_doubled()
        assert lost == []
        assert bool(doubled) is not care


async def test_random_kills_and_faults_lose_and_double_nothing(tmp_path):
    """SAFETY 50, 62."""
    sys.stdout.write(f"PULLQUOTE_SEED={SEED}\n")
    chance = random.Random(SEED)
    async with a_desk(tmp_path) as desk:
        for _ in range(KILLS):
            plans = [
                desk.discord.fail(
                    chance.choice(FAULTS),
                    chance.choice(PATHS),
                    nth=chance.randint(1, 3),
                )
                for _ in range(2)
            ]
            posting = await start(desk.place)
            life = asyncio.create_task(_live(desk, posting))
            await asyncio.sleep(chance.uniform(0, LONGEST_S))
            await posting.kill()
            await life
            for each in plans:
                each.cancel()
        last = await start(desk.place)
        assert await last.ready()
        await last.kill()
        desk.check()
        if KILLS >= 200:
            parts = desk.states().total()
            note("outbox", KILLS, {"kills": KILLS, "parts": parts})


async def _live(desk: Desk, posting: Doomed) -> None:
    """Deliver what was left over, what is new, and its edits, while it lives."""
    if await posting.ready():
        await desk.news()
        if await posting.work() is not None:
            await desk.changes("It was told otherwise.")
            await posting.work()


def note(name: str, n: int, values: dict[str, float]) -> None:
    """Write what `make faults` found; whoever comes so far has found nothing."""
    command = f"make faults (seed {SEED})"
    nothing = {"lost": 0, "doubled": 0, "disordered": 0, "unknown": 0}
    figures.write(figures.Figures(name, command, figures.commit(), n, values | nothing))
