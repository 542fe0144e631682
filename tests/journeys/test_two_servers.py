"""SAFETY 46 over the wire: nothing of one server is seen in another, or in the logs.

Each of two servers follows a feed whose every headline holds its secret.
"""

import socket
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from tests.fakes.discord import GUILD
from tests.fakes.endpoint import an_endpoint
from tests.fakes.overheard import SECRETS
from tests.journeys.restarting import a_bot, a_desk, a_world
from tests.journeys.running import (
    NEWS,
    OTHER_CHANNEL,
    OTHER_GUILD,
    OTHER_OWNER,
    Running,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")

OURS, THEIRS = SECRETS
SETTINGS = """
[health]
address = "{place}"
[model]
name = "little"
embeddings = "little"
base_url = "{model}"
"""
# They name no feed, topic or article here: there is no quote, and all was posted.
NAMELESS = {"/digest list", "/digest preview", "/bot status", "/quotes"}
# Nor do these, of which only counts could be another's.
NAMELESS |= {"/bot cost", "/bot budget", "/bot model"}


@dataclass
class Town:
    """Two servers, and where the bot shows its metrics."""

    world: Running
    metrics: str
    feeds: dict[str, str]


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    async with a_world(tmp_path_factory.mktemp("servers")) as world:
        feeds = {
            secret: world.site.feed(secret, f"{secret} opens the bridge at Tarn")
            for secret in (OURS, THEIRS)
        }
        async with a_desk(world) as desk:
            for secret, guild, channel in (
                (OURS, GUILD, NEWS),
                (THEIRS, OTHER_GUILD, OTHER_CHANNEL),
            ):
                await desk.guilds.channel(str(guild), str(channel))
                await desk.subscriptions.follow(feeds[secret], str(guild), str(channel))
                await desk.topics.add(str(guild), f"{secret} talk", secret)
            await desk.poller.poll()
            await desk.pages.read_waiting()
        place = f"127.0.0.1:{a_free_port()}"
        async with (
            an_endpoint() as endpoint,
            a_bot(world, SETTINGS.format(place=place, model=endpoint.address)),
        ):
            for channel, owner in ((NEWS, 100), (OTHER_CHANNEL, OTHER_OWNER)):
                await world.said("/digest now", channel, owner)
            assert endpoint.requests
            yield Town(world, f"http://{place}/metrics", feeds)


async def test_each_server_gets_its_own_in_its_posts(town):
    for channel, own, other in (
        (NEWS, OURS, THEIRS),
        (OTHER_CHANNEL, THEIRS, OURS),
    ):
        (post,) = town.world.discord.shown_in(channel)
        assert own in post.text
        assert other not in str(post.body)


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("/news latest", {}),
        ("/news search", {"query": "bridge"}),
        ("/news search", {"query": "bridge", "since": "3h"}),
        ("/news feeds", {}),
        ("/ask", {"question": "Who opens the bridge at Tarn?", "private": True}),
        ("/quotes", {}),
        ("/quotes", {"topic": "bridge"}),
        ("/feed list", {}),
        ("/feed health", {}),
        ("/feed export", {}),
        ("/topic list", {}),
        ("/digest list", {}),
        ("/bot status", {}),
        ("/bot cost", {}),
        ("/bot budget", {}),
        ("/bot model", {}),
        ("/digest preview", {"since": "yesterday"}),
    ],
)
async def test_no_answer_holds_what_is_anothers(town, command, options):
    asked = await town.world.discord.invoke(command, NEWS, **options)
    await asked.answered()
    shown = [*asked.messages, *asked.followups]
    files = b"".join(content for each in shown for content in each.files.values())
    told = "".join(str(each.body) for each in shown) + files.decode()
    assert THEIRS not in told
    # What tells of nothing would tell of nobody else's either.
    assert OURS in told or command in NAMELESS


async def test_asking_for_it_by_name_is_as_asking_for_nothing(town):
    """Errors repeat what was typed, and know no more than that."""
    url = town.feeds[THEIRS]
    for command, options in (
        ("/feed remove", {"feed": url}),
        ("/feed edit", {"feed": url}),
        ("/why", {"url": url}),
        ("/why", {"url": f"{town.world.site.address}/{THEIRS}/0"}),
        ("/topic remove", {"topic": f"{THEIRS} talk"}),
    ):
        told = await town.world.said(command, NEWS, **options)
        assert f"{THEIRS} opens" not in told, command
        assert f"<#{OTHER_CHANNEL}>" not in told, command
    discord = town.world.discord
    asked = await discord.invoke("/ask", question=f"What did {THEIRS} open?")
    opened = await asked.answered()
    await discord.until(lambda: discord.shown_in(opened.id))
    assert f"{THEIRS} opens" not in discord.shown_in(opened.id)[0].text


async def test_nothing_of_it_is_suggested(town):
    """Whatever is typed into whatever option suggests something."""
    suggesting = list(options(town.world.discord.world.commands))
    assert ("/quotes", "person", {}) in suggesting
    own = set()
    for command, option, others in suggesting:
        for typed in ("", "Q", THEIRS):
            found = await town.world.discord.autocomplete(
                command, **others, **{option: typed}
            )
            assert THEIRS not in str(found), command
            assert str(OTHER_CHANNEL) not in str(found), command
            own |= {command} if OURS in str(found) else set()
    assert own >= {"/feed remove", "/topic remove", "/feed add", "/news latest"}


def options(
    commands: list[dict[str, Any]], above: str = ""
) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Every option that suggests, with what has to be given before it."""
    for each in commands:
        path, own = f"{above} {each['name']}", each.get("options", ())
        needed = {e["name"]: "https://x.example" for e in own if e.get("required")}
        for one in own:
            if one.get("autocomplete"):
                others = {k: v for k, v in needed.items() if k != one["name"]}
                yield f"/{path.strip()}", one["name"], others
        yield from options([one for one in own if one["type"] in (1, 2)], path)


async def test_metrics_and_logs_name_neither(town):
    async with aiohttp.ClientSession() as web, web.get(town.metrics) as reply:
        shown = await reply.text()
    assert "pullquote_" in shown
    for secret in (OURS, THEIRS):
        assert secret not in shown
        assert secret not in town.world.printed
    assert f'"{OTHER_GUILD}"' not in shown
