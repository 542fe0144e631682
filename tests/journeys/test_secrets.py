"""Secrets, seeded as canaries, and whatever a whole run writes about."""

import asyncio
import socket
import sqlite3
from collections import Counter
from contextlib import closing

import aiohttp
import pytest

from tests.fakes.databases import a_database
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord.server import TOKEN
from tests.fakes.running_bot import bot_process
from tests.fakes.site import a_site, page
from tests.fakes.storing import dump
from tests.journeys.terminal import Terminal

API_KEY = "sk-canary-0123456789abcdef"
WEBHOOK = "https://discord.com/api/webhooks/12/canary-of-a.webhook_0123"


@pytest.fixture
async def discord():
    async with FakeDiscord() as fake:
        yield fake


@pytest.fixture
def address() -> str:
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{any_port.getsockname()[1]}"


async def text_of(url: str) -> str:
    async with aiohttp.ClientSession() as session, asyncio.timeout(60):
        while True:
            try:
                async with session.get(url) as reply:
                    return await reply.text()
            except aiohttp.ClientError:
                await asyncio.sleep(0.1)


def follow(path, *urls: str) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.executemany(
            "INSERT INTO feeds (url, added_at, next_poll_at, interval_s)"
            " VALUES (?, '2026-05-04T12:00:00+00:00', '2026-05-04T12:00:00+00:00', 60)",
            [(url,) for url in urls],
        )


def failed(path) -> int:
    with closing(sqlite3.connect(path)) as db:
        (count,) = db.execute(
            "SELECT count(*) FROM feeds WHERE failures > 0"
        ).fetchone()
    return int(count)


async def until_failed(path, feeds: int) -> None:
    async with asyncio.timeout(60):
        while True:
            if failed(path) == feeds:
                return
            await asyncio.sleep(0.1)


@pytest.mark.parametrize("form", ["text", "json"])
async def test_no_canary_leaves_by_whatever_a_run_writes(
    tmp_path, discord, address, form
):
    """SAFETY 72: log at DEBUG, metrics, doctor, the database, its dump and a backup.

    A feed's address may hold a key and has to be stored, or it could not be asked: it
    stands there, in what there is to tell of that feed, and nowhere else.
    """
    database = tmp_path / "pullquote.db"
    a_database(database)
    terminal = Terminal(tmp_path)
    async with a_site({"/broken": page(b"", 500)}) as site:
        host = site.removeprefix("http://")
        urls = (f"{site}/broken?key=canary", f"http://u:canary@{host}/broken", WEBHOOK)
        follow(database, *urls)
        (tmp_path / "config.toml").write_text(
            f'{discord.settings}[health]\naddress = "{address}"\n[log]\n'
            f'level = "debug"\nformat = "{form}"\n[web]\nallow_private = ["{host}"]\n',
            "utf8",
        )
        async with bot_process(tmp_path / "config.toml", OPENAI_API_KEY=API_KEY) as bot:
            async with asyncio.timeout(60):
                await discord.identified.wait()
            await (await discord.invoke("/digest now", anyway=True)).acknowledged()
            await until_failed(database, len(urls))
            numbers = await text_of(f"http://{address}/metrics")
            assert await bot.end() == 0
        told = [await terminal.run("doctor", *more) for more in ((), ("--json",))]
    tokens = [TOKEN, *discord.world.pending]
    assert len(tokens) > 1
    words = [each.stdout + each.stderr for each in told]
    for written in (bot.printed, numbers, *words):
        assert found_in(written, *tokens, "canary") == []
    backup = tmp_path / "backup.db"
    await terminal.run("backup", backup.name)
    assert backup.stat().st_mode & 0o077 == 0
    for file in (database, backup):
        assert found_in(file.read_bytes().decode("latin1"), *tokens, API_KEY) == []
        with closing(sqlite3.connect(file)) as db:
            assert found_in(dump(db), *tokens, API_KEY) == []
            assert places_of(db, "canary") == {
                ("feeds", "url"): len(urls),
                # The webhook's: there is nothing, for certain.
                ("notices", "text"): 1,
            }
    assert "[redacted]" in bot.printed
    assert "INTERACTION_CREATE" in bot.printed


def found_in(text: str, *canaries: str) -> list[str]:
    return [each for each in canaries if each in text]


def places_of(db: sqlite3.Connection, canary: str) -> Counter[tuple[str, str]]:
    """In how many rows it stands, by table and column."""
    found: Counter[tuple[str, str]] = Counter()
    columns = (
        "SELECT tables.name, columns.name FROM pragma_table_list AS tables,"
        " pragma_table_info(tables.name) AS columns WHERE tables.schema = 'main'"
    )
    for table, column in db.execute(columns).fetchall():
        look = f'SELECT count(*) FROM "{table}" WHERE instr("{column}", ?)'  # noqa: S608
        found[table, column] += db.execute(look, [canary]).fetchone()[0]
    return +found


# The program, with a mistake in it that nothing foresees.
BROKEN = f"""
import os
from bot import app
from bot.cli import main

def broken(*_):
    secrets = (os.environ["DISCORD_TOKEN"], os.environ["OPENAI_API_KEY"])
    raise RuntimeError(*secrets, "{WEBHOOK}", "https://ada:canary@gazette.example")

app.Client = broken
main(prog_name="pullquote")
"""


async def test_a_crash_tells_where_and_leaves_no_canary(tmp_path, discord):
    """SAFETY 72: in its last words, nor in any file that it leaves."""
    (tmp_path / "config.toml").write_text(discord.settings, "utf8")
    async with bot_process(
        tmp_path / "config.toml", program=("-c", BROKEN), OPENAI_API_KEY=API_KEY
    ) as bot:
        assert await bot.ended() == 1
    assert "Pullquote broke" in bot.printed
    assert "RuntimeError" in bot.printed
    assert bot.printed.count("[redacted]") == 4
    for file in tmp_path.iterdir():
        written = file.read_bytes().decode("latin1")
        assert found_in(written, TOKEN, API_KEY, "canary") == []


async def test_a_token_on_the_command_line_is_refused_and_not_repeated(tmp_path):
    """SAFETY 73."""
    terminal = Terminal(tmp_path)
    for arguments in (("run", "--token", TOKEN), ("run", f"--token={TOKEN}")):
        done = await terminal.run(*arguments)
        assert done.returncode == 2
        assert TOKEN not in done.stdout + done.stderr


@pytest.mark.parametrize(
    "words",
    [
        f'discord_token = "{TOKEN}"\n',
        f'DISCORD_TOKEN = "{TOKEN}"\n',
        f'[discord]\ntoken = "{TOKEN}"\n',
        f'[model]\napi_key = "{API_KEY}"\n',
    ],
)
async def test_a_secret_in_the_settings_file_is_refused_and_not_repeated(
    tmp_path, words
):
    """SAFETY 73."""
    terminal = Terminal(tmp_path)
    (tmp_path / "config.toml").write_text(words, "utf8")
    done = await terminal.run("feeds", "list")
    assert done.returncode == 2
    assert "a secret does not belong in a file; set " in done.stderr
    assert TOKEN not in done.stderr
    assert API_KEY not in done.stderr


async def test_a_proxys_password_is_for_its_owner_only(tmp_path):
    """SAFETY 73."""
    terminal = Terminal(tmp_path)
    config = tmp_path / "config.toml"
    config.write_text('[web]\nproxy = "http://ada:canary@127.0.0.1:3128"\n', "utf8")
    config.chmod(0o644)
    done = await terminal.run("feeds", "list")
    assert done.returncode == 2
    assert "chmod 600" in done.stderr
    assert "canary" not in done.stderr
    config.chmod(0o600)
    assert (await terminal.run("feeds", "list")).returncode == 0


async def test_the_database_is_for_its_owner_only(tmp_path):
    """SAFETY 73: feeds may have keys in their addresses."""
    terminal = Terminal(tmp_path)
    await terminal.run("feeds", "list")
    assert (tmp_path / "pullquote.db").stat().st_mode & 0o077 == 0
