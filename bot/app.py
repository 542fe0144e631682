"""The bot: open the newsroom, log in, and stop in order."""

import asyncio
import signal
from functools import partial

from structlog import get_logger

from bot.amends import amends
from bot.client import Client
from bot.commands.all import offer_of
from bot.courier import Courier
from bot.editions import edition_loops
from bot.forgetting import forgetting
from bot.gateway import latency_s, point_at
from bot.health import Health, Vitals, shown
from bot.herald import Herald
from bot.login import stay_in
from bot.logs import start_logging
from bot.loops import Loop, keep_going
from bot.metrics import Metrics
from bot.outlet import Outlet
from bot.placing import placing
from bot.pulse import Pulse
from bot.render.editions import lay_out
from bot.rounds import Round, polling
from digests.errors import SettingsError
from digests.newsroom import Newsroom, open_newsroom
from digests.settings import Settings

_NOT_SET = (
    "DISCORD_TOKEN: set the bot's token in the environment; it is on the bot's page "
    "at https://discord.com/developers/applications"
)
# When told to stop: so long may commands take to end, then digests in all, at least
# for a while; and so long the last words to whoever waits still.
_COMMANDS_S, _IN_ALL_S, _AT_LEAST_S, _LAST_WORDS_S = 6.5, 7.5, 1.0, 1.0
_log = get_logger(__name__)


def run(settings: Settings) -> int:
    """Run the bot until it is told to stop, and return the exit code.

    Raises:
        SettingsError: There is no token.
        InUse: Another bot runs on this database.
        ChatError: Discord does not let the bot in.

    """
    token = settings.discord_token.get_secret_value() if settings.discord_token else ""
    # Trimmed as discord.py trims it, so that the log hides what is really sent.
    token = token.strip()
    if not token:
        raise SettingsError((_NOT_SET,))
    key = settings.openai_api_key
    secrets = [token, key.get_secret_value().strip() if key else ""]
    start_logging(settings.log.level, settings.log.format, secrets)
    point_at(settings)
    asyncio.run(_run(settings, token))
    return 0


async def _run(settings: Settings, token: str) -> None:
    stop, over = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    async with open_newsroom(settings, layout=lay_out, sole=True) as newsroom:
        client = Client(newsroom)
        pulse, metrics = Pulse(), Metrics()
        if newsroom.surveyor:
            metrics.show_embeddings(newsroom.surveyor.done)
        if newsroom.freelance:
            metrics.show_model(newsroom.freelance.done)
        outlet = Outlet(client)
        courier = Courier(newsroom.outbox, outlet)
        client.offer(offer_of(newsroom, courier.delivered))
        log_round = partial(_log_round, metrics)
        loops = [
            polling(newsroom, log_round, pulse, newsroom.subscriptions.added),
            *edition_loops(
                newsroom, courier, Herald(newsroom.guilds, outlet, newsroom.now)
            ),
        ]
        vitals = Vitals(
            pulse,
            frozenset(each.name for each in loops),
            partial(latency_s, client),
            newsroom.caretaker.counts,
        )
        health = Health(vitals, metrics)
        going = [
            asyncio.create_task(keep_going(each, over, _log_failure, pulse))
            for each in [*loops, *_others(newsroom, client)]
        ]
        try:
            async with shown(health, settings.health.address), client:
                await _until(stop, client, courier, token)
        finally:
            over.set()
            await asyncio.gather(*going)


def _others(newsroom: Newsroom, client: Client) -> list[Loop]:
    """Return the loops whose pauses are too long for the bot's health to tell."""
    return [forgetting(newsroom), amends(newsroom, client), *placing(newsroom)]


def _log_round(metrics: Metrics, done: Round) -> None:
    asked, read, notices = done
    metrics.polled(asked)
    _log.info(
        "polled",
        feeds=asked.asked,
        failed=len(asked.failures),
        new=asked.new,
        held=asked.held,
        articles=read.read,
    )
    for url, reason in asked.failures:
        _log.info("a feed could not be read", url=url, reason=reason)
    for notice in notices:
        _log.warning(notice.text, feed=notice.url)


def _log_failure(loop: str, error: Exception) -> None:
    _log.error("a loop failed; it is tried again", loop=loop, exc_info=error)


async def _until(
    stop: asyncio.Event, client: Client, courier: Courier, token: str
) -> None:
    """Stay connected until told to stop; what is being sent then is sent whole."""
    connected = asyncio.create_task(stay_in(client, token))
    told = asyncio.create_task(stop.wait())
    await asyncio.wait({connected, told}, return_when=asyncio.FIRST_COMPLETED)
    told.cancel()
    if connected.done():
        return await connected
    _log.info("stopping")
    await _wind_up(client, courier)
    await client.close()
    # It may wait just now for a Discord that is away.
    connected.cancel()
    await asyncio.wait({connected})
    return None


async def _wind_up(client: Client, courier: Courier) -> None:
    """Let what is under way end, within eight seconds or so, and have it said."""
    loop = asyncio.get_running_loop()
    begun = loop.time()
    await client.finish_commands(_COMMANDS_S)
    left = _IN_ALL_S - (loop.time() - begun)
    await courier.finish(max(left, _AT_LEAST_S))
    # Who waited for a digest can be told now what became of it.
    await client.finish_commands(_LAST_WORDS_S)
    await client.cut_commands_short(_LAST_WORDS_S)
