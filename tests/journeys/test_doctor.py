"""`pullquote doctor`, at a Discord of ours."""

import sqlite3
from contextlib import closing
from datetime import time

import pytest

from digests.desk import Order
from digests.guildkeeping import GuildKeeper
from digests.guilds import ScheduleOrder
from digests.scheduling import Schedules
from digests.storage import feeds, subscriptions
from digests.storage.database import Database
from digests.timetables import Timetable
from tests.builders import NOON
from tests.fakes.clock import ManualClock
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord.server import TOKEN
from tests.fakes.discord.things import Kind
from tests.fakes.endpoint import an_endpoint
from tests.journeys.terminal import SETTINGS, Terminal

VIEW, EMBED = 1 << 10, 1 << 14


@pytest.fixture
async def discord():
    async with FakeDiscord() as fake:
        yield fake


@pytest.fixture
def terminal(tmp_path, discord, monkeypatch):
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    made = Terminal(tmp_path)
    (tmp_path / "config.toml").write_text(SETTINGS + discord.settings, "utf8")
    return made


async def schedule(terminal, *channels: str) -> None:
    """Give the channels of Readers a schedule each."""
    clock = ManualClock()
    async with Database(terminal.folder / "pullquote.db") as db:
        await GuildKeeper(db, clock).joined("500", "100")
        for channel in channels:
            await GuildKeeper(db, clock).channel("500", channel)
            order = ScheduleOrder(Timetable((time(8),), "Europe/London"))
            await Schedules(db, clock).add("500", channel, order)


async def test_all_is_well_where_all_is_well(terminal):
    await schedule(terminal, "600")
    done = await terminal.run("doctor")
    assert (done.returncode, done.stderr) == (0, "")
    assert "✗" not in done.stdout
    for words in (
        "✓ database: ",
        "✓ disk: ",
        "✓ feeds: 0 feeds are well",
        "✓ zones: ",
        "✓ workers: they start and read",
        "✓ token: logged in as pullquote",
        "✓ gateway: it answers",
        "✓ clock: within ",
        "✓ channel: #news in Readers: every permission is there",
    ):
        assert words in done.stdout


async def test_it_identifies_nowhere(terminal, discord):
    """A bot may do that a thousand times a day only."""
    await terminal.run("doctor")
    assert not discord.identified.is_set()
    assert discord.requests("POST *") == []


async def test_what_is_missing_is_named_with_the_channel(terminal, discord):
    discord.world.add_channel(601, "quiet", permissions=VIEW | EMBED)
    discord.world.add_channel(602, "hidden", permissions=0)
    discord.world.add_channel(603, "forum", kind=Kind.FORUM)
    await schedule(terminal, "600", "601", "602", "603", "604")
    found = await terminal.json("doctor")
    wrong = [each["text"] for each in found if not each["ok"]]
    lacking = "Send Messages, Send Messages in Threads, Create Public Threads"
    assert wrong == [
        f"#quiet in Readers: missing {lacking}, Read Message History",
        "channel 602: the bot cannot see it",
        "channel 604: it is gone",
    ]
    assert (await terminal.run("doctor")).returncode == 1


async def test_where_only_feeds_or_the_log_go_is_looked_at_too(terminal, discord):
    discord.world.add_channel(601, "fed", permissions=VIEW | EMBED)
    discord.world.add_channel(602, "log", permissions=VIEW | EMBED)
    discord.world.add_guild(501, "Left")
    discord.world.add_channel(650, "theirs", guild=501, permissions=0)
    clock = ManualClock()
    async with Database(terminal.folder / "pullquote.db") as db:
        keeper = GuildKeeper(db, clock)
        await keeper.joined("500", "100")
        await keeper.set_log_channel("500", "602")
        await keeper.joined("501", "100")
        await keeper.left("501")
        for guild, channel in (("500", "601"), ("500", ""), ("501", "650")):
            order = Order("https://gazette.example/feed", guild, channel)
            await db.write(subscriptions.follow, order, NOON, None)
    found = await terminal.json("doctor")
    wrong = [each["text"] for each in found if not each["ok"]]
    lacking = "Send Messages, Send Messages in Threads, Create Public Threads"
    assert wrong == [
        f"#fed in Readers: missing {lacking}, Read Message History",
        # Plain words are told there, and nobody is answered.
        "#log in Readers: missing Send Messages",
    ]
    async with Database(terminal.folder / "pullquote.db") as db:
        await GuildKeeper(db, clock).set_log_channel("500", "601")
    again = await terminal.json("doctor")
    # What a channel of digests needs is needed where its log goes too.
    assert [x["text"] for x in again if not x["ok"]] == wrong[:1]


async def test_an_endpoint_for_embeddings_is_really_asked(terminal, monkeypatch):
    """Where it fails, what it said is told, and what to look at; but not its key."""
    key = "sk-canary-0123456789abcdef"
    monkeypatch.setenv("OPENAI_API_KEY", key)
    config = terminal.folder / "config.toml"
    async with an_endpoint() as endpoint:
        chosen = f'[model]\nembeddings = "little"\nbase_url = "{endpoint.address}"\n'
        chosen += "prices.little = [1000, 0]\n"
        config.write_text(config.read_text("utf8") + chosen, "utf8")
        done = await terminal.run("doctor")
        assert (done.returncode, done.stderr) == (0, "")
        assert "✓ embeddings: little answers\n" in done.stdout
        assert "✓ price: little costs 1000 USD for a million tokens" in done.stdout
        # "The ferry stops in May." is taken for five tokens.
        paid = "$0.0050 of $1.00 today, $0.0050 of $20.00 this month (checks $0.0050)"
        assert f"✓ cost: {paid}\n" in done.stdout
        endpoint.fault, endpoint.status = "status", 401
        refused = await terminal.run("doctor")
    gone = await terminal.run("doctor")
    for failed, words in ((refused, "status 401"), (gone, "onnect")):
        assert failed.returncode == 1
        assert "✗ embeddings: little: " in failed.stdout
        assert words in failed.stdout
        assert "→ See `[model] embeddings`, `base_url`" in failed.stdout
        assert "canary" not in failed.stdout + failed.stderr
    assert len(endpoint.texts) == 2


async def test_a_feed_in_trouble_is_named(terminal):
    async with Database(terminal.folder / "pullquote.db") as db:
        await db.write(feeds.add, "https://gazette.example/feed?key=canary", NOON)
        await db.write(
            lambda db: db.execute(
                "UPDATE feeds SET failures = 3, last_error = 'the name is not known'"
            )
        )
    done = await terminal.run("doctor")
    assert done.returncode == 1
    assert "the name is not known" in done.stdout
    assert "canary" not in done.stdout


async def test_without_a_token_it_says_so(terminal, monkeypatch):
    monkeypatch.delenv("DISCORD_TOKEN")
    done = await terminal.run("doctor")
    assert done.returncode == 1
    assert "✗ token: DISCORD_TOKEN is not set, so Discord was not asked" in done.stdout
    assert "✓ workers" in done.stdout


async def test_a_wrong_token_is_said_and_not_shown(terminal, monkeypatch):
    """SAFETY 72, 73."""
    wrong = "MTIz.canary-of-a-token.0123456789"
    monkeypatch.setenv("DISCORD_TOKEN", wrong)
    done = await terminal.run("doctor")
    assert done.returncode == 1
    assert "✗ token: Discord refuses it" in done.stdout
    assert "canary" not in done.stdout + done.stderr


async def test_a_discord_that_is_not_there_is_said(terminal, tmp_path):
    (tmp_path / "config.toml").write_text(
        SETTINGS + '[discord]\napi_base = "http://127.0.0.1:9/api"\n', "utf8"
    )
    done = await terminal.run("doctor")
    assert done.returncode == 1
    assert "✗ discord: there is no way there" in done.stdout
    assert "Traceback" not in done.stderr


async def test_a_database_that_is_damaged_is_said_and_the_rest_looked_at(terminal):
    path = terminal.folder / "pullquote.db"
    path.write_bytes(b"no database at all" * 500)
    done = await terminal.run("doctor")
    assert done.returncode == 1
    assert "no database" in done.stdout
    assert "✓ gateway" in done.stdout


async def test_a_backup_is_remembered(terminal):
    await schedule(terminal, "600")
    await terminal.run("backup", "mine.db")
    assert "✓ backup: last made " in (await terminal.run("doctor")).stdout
    with closing(sqlite3.connect(terminal.folder / "mine.db")) as db:
        facts = "SELECT count(*) FROM facts WHERE key = 'last_backup'"
        assert db.execute(facts).fetchone() == (0,)


@pytest.fixture
async def endpoint():
    async with an_endpoint() as running:
        yield running


def choose(terminal, discord, address: str) -> None:
    """Name a model that is there."""
    chosen = f'name = "little"\nbase_url = "{address}"\n'
    text = f"{SETTINGS}{discord.settings}\n[model]\n{chosen}"
    (terminal.folder / "config.toml").write_text(text, "utf8")


async def test_a_model_is_asked_once_for_what_it_can(terminal, discord, endpoint):
    choose(terminal, discord, endpoint.address)
    done = await terminal.run("doctor")
    assert (done.returncode, done.stderr) == (0, "")
    for words in (
        "✓ model: little (it says: little-2026-05-04) replied in ",
        "; it has JSON schemas, and tells its tokens",
        "✓ price: little costs nothing",
    ):
        assert words in done.stdout
    assert [each["model"] for each in endpoint.requests] == ["little"]


async def test_a_model_whose_words_would_be_cut_is_no_good_one(
    terminal, discord, endpoint
):
    """Its reply is read and judged as any other, and it says what is wrong."""
    choose(terminal, discord, endpoint.address)
    endpoint.script = lambda _: '{"sentences": ["The ferry sank at Paris."]}'
    done = await terminal.run("doctor")
    assert done.returncode == 1
    assert "a short report is cut: a name does not stand in the source" in done.stdout
    assert len(endpoint.requests) == 1


async def test_a_model_that_is_not_chosen_is_not_asked(
    terminal, discord, endpoint, monkeypatch
):
    """A key in the shell spends nothing."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-the-shell")
    monkeypatch.setenv("OPENAI_BASE_URL", endpoint.address)
    done = await terminal.run("doctor")
    assert "model:" not in done.stdout
    assert endpoint.requests == []


async def test_a_model_that_fails_is_said_with_what_to_do_and_no_key(
    terminal, discord, endpoint, monkeypatch
):
    """SAFETY 41, 72."""
    monkeypatch.setenv("OPENAI_API_KEY", "a-canary-of-a-key")
    endpoint.fault = "page"
    choose(terminal, discord, endpoint.address)
    done = await terminal.run("doctor")
    assert done.returncode == 1
    assert "✗ model: little: its answer is no completion" in done.stdout
    assert "→ See [model] in the settings" in done.stdout
    assert "canary" not in done.stdout + done.stderr
