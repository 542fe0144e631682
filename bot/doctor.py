"""`pullquote doctor`: look over all that the bot needs, and say what to do."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from functools import partial

import click
from msgspec.structs import asdict, replace

from bot import diagnosis, prognosis
from bot.consulting import SAMPLE
from bot.diagnosis import Finding
from bot.errors import explain
from bot.gateway import point_at
from bot.logs import start_logging
from bot.printable import harmless
from bot.redacting import redactor
from bot.visiting import Place, visit
from digests.accounts import Feature, Purpose
from digests.errors import EndpointError, JobError, NotAsked, StorageError
from digests.newsroom import (
    Newsroom,
    SystemClock,
    open_newsroom,
    terms_of,
    vector_terms_of,
)
from digests.settings import Settings

_CHECK = Purpose("", Feature.CHECK)
_TOKENLESS = (
    "Set it in the environment; it is on the bot's page at "
    "https://discord.com/developers/applications."
)
_NO_DATABASE = "Nothing else here can be looked at before that is mended."
_ANY_LINE = "The ferry stops in May."
_NO_WORKERS = "See how much memory is left, and `[workers] processes`."


def examine(settings: Settings, *, as_json: bool) -> bool:
    """Print what was found, and return whether all is well."""
    point_at(settings)
    token = settings.discord_token.get_secret_value() if settings.discord_token else ""
    token = token.strip()
    key = settings.openai_api_key
    secrets = [token, key.get_secret_value().strip() if key else ""]
    # What libraries complain of on the way comes redacted too.
    start_logging("error", "text", secrets)
    findings = asyncio.run(_findings(settings, token))
    hidden = redactor(secrets)
    for each in findings:
        text, advice = hidden(harmless(each.text)), hidden(harmless(each.advice))
        told = replace(each, text=text, advice=advice)
        if as_json:
            click.echo(json.dumps(asdict(told), ensure_ascii=False))
        else:
            click.echo(_line(told))
    return all(each.ok for each in findings)


async def _findings(settings: Settings, token: str) -> list[Finding]:
    findings = [Finding("settings", True, "every key is known")]
    places: list[Place] = []
    try:
        async with open_newsroom(settings) as newsroom:
            findings += await _at_home(newsroom)
            findings += await _of_models(newsroom, settings)
            posted_in = await newsroom.caretaker.posted_in()
            places += [Place(x.guild, x.id, x.only_log) for x in posted_in]
    except StorageError as error:
        findings.append(
            Finding("database", False, f"{error.path}: {error.reason}", _NO_DATABASE)
        )
    if not token:
        found = "DISCORD_TOKEN is not set, so Discord was not asked"
        return [*findings, Finding("token", False, found, _TOKENLESS)]
    met = await visit(token, places, SystemClock().now)
    return findings + diagnosis.of_discord(met)


async def _at_home(newsroom: Newsroom) -> list[Finding]:
    """Return what is to be said of the file, the feeds, the zones and the workers."""
    caretaker = newsroom.caretaker
    findings = diagnosis.of_database(await caretaker.condition(), caretaker.now())
    findings += diagnosis.of_feeds(await newsroom.feeds.health())
    findings += diagnosis.of_zones(await caretaker.lost_zones())
    findings += diagnosis.of_paused(await caretaker.posted_in())
    try:
        await caretaker.try_workers()
    except JobError as error:
        findings.append(Finding("workers", False, explain(error), _NO_WORKERS))
    else:
        findings.append(Finding("workers", True, "they start and read"))
    return findings


async def _of_models(newsroom: Newsroom, settings: Settings) -> list[Finding]:
    """Return what there is to say of the models that were chosen."""
    findings: list[Finding] = []
    if surveyor := newsroom.surveyor:
        place = partial(surveyor.place, [_ANY_LINE], _CHECK)
        findings += await _of_embeddings(place, settings)
    if newsroom.freelance:
        findings += await _of_model(newsroom, settings)
    if findings:
        findings.append(prognosis.of_cost(await newsroom.accountant.overall()))
    return findings


async def _of_embeddings(
    place: Callable[[], Awaitable[object]], settings: Settings
) -> list[Finding]:
    """Have a line of ours placed, as a passage is; say what that costs."""
    chosen = settings.model
    problem = ""
    try:
        await place()
    except (EndpointError, NotAsked) as error:
        problem = error.reason
    return [
        diagnosis.of_embeddings(chosen.embeddings, problem),
        prognosis.of_price(chosen.embeddings, vector_terms_of(chosen)),
    ]


async def _of_model(newsroom: Newsroom, settings: Settings) -> list[Finding]:
    """Return what came of a call to the model that is chosen, and what it costs."""
    chosen, keyed = settings.model, settings.openai_api_key is not None
    tried = await newsroom.trialist.trial(SAMPLE)
    found = [
        prognosis.of_model(tried, chosen, keyed=keyed),
        prognosis.of_price(chosen.name, terms_of(chosen)),
    ]
    if newsroom.freelance:
        found += prognosis.of_budget(await newsroom.freelance.standing())
    return found


def _line(found: Finding) -> str:
    mark, advice = ("✓", "") if found.ok else ("✗", found.advice)
    told = f"{mark} {found.check}: {found.text}"
    return f"{told}\n  → {advice}" if advice else told
