"""Nothing of one server is seen in another, whatever is asked there.

Each of two servers follows a feed of its own, whose every word of note is its
secret; then everything that one may ask is asked 200 times over, with a model at hand.
"""

from collections.abc import Awaitable
from dataclasses import dataclass, field
from datetime import time, timedelta

import pytest
from msgspec.structs import replace

from digests.asked import Asked
from digests.desk import Change
from digests.errors import DigestsError
from digests.guildkeeping import GRACE
from digests.guilds import Reach, ScheduleOrder
from digests.newsroom import Newsroom, SavedWeb, open_newsroom
from digests.settings import Settings, Storage
from digests.storage.database import Database
from digests.timetables import Timetable
from tests.builders import NOON
from tests.fakes.clock import ManualClock
from tests.fakes.models import ScriptedModel
from tests.fakes.overheard import SECRETS as OF_TWO
from tests.fakes.workers import InlineWorkers
from tests.stocking import Stock

SECRETS = dict(zip("12", OF_TWO, strict=True))
SPY = "112233445566778899"
DAILY = ScheduleOrder(Timetable((time(8),), "UTC"))
CHANNELS = {"1": "10", "2": "20"}
FORMS = (
    "What did {} say?",
    "Who is {}?",
    "When did {} speak?",
    "Where was {} on Monday?",
    "How many rivets has {}?",
    "Why did {} open the bridge?",
    "{}",
    '"{}"',
    "{} OR bridge",
    "title:{}*",
)
WORDS = (
    *("{0}", "{1}", "{2}", "{3}", "bridge", "rivets", "secret", "Mayor", "Monday"),
    *("{0} secret", "Tarn", "the bridge at Tarn", "{4}", "everything", "feed"),
    *("digest", "*", "a", "", "proud of every rivet"),
)


@pytest.fixture
def clock():
    return ManualClock(NOON + timedelta(hours=1))


@pytest.fixture
async def newsroom(tmp_path, clock):
    settings = Settings(storage=Storage(path=tmp_path / "news.db"))
    async with open_newsroom(
        settings,
        clock=clock,
        web=SavedWeb({}),
        workers=InlineWorkers(),
        model=ScriptedModel(),
    ) as opened:
        yield opened


@pytest.fixture
async def stock(newsroom, tmp_path):
    async with Database(tmp_path / "news.db") as database:
        yield Stock(database)


@pytest.fixture
async def two_guilds(newsroom, stock):
    for guild in SECRETS:
        await settle(newsroom, stock, guild)


async def settle(newsroom: Newsroom, stock: Stock, guild: str, link: str = "") -> None:
    """Let a guild follow a feed that is its secret, and have a digest of it.

    Its article is at the `link`, where that is given: in the feed's own words.
    """
    secret, channel = SECRETS[guild], CHANNELS[guild]
    await newsroom.guilds.joined(guild, f"owner of {secret}")
    feed = await stock.follow(
        secret.lower(), guild, channel, title=f"{secret} Herald", topic=f"{secret} News"
    )
    await stock.bring(
        feed,
        f"{secret} opens the bridge at Tarn",
        f"The bridge at Tarn opened on Monday. “We {secret} are proud of every rivet,” "
        f"said Mayor {secret}. The secret of {secret} is a feed of rivets.",
        link,
        own=bool(link),
    )
    await newsroom.topics.add(guild, f"{secret} topic", include=secret)
    await newsroom.schedules.add(guild, channel, DAILY)
    assert await newsroom.publisher.now(guild, channel) is not None


@dataclass
class Eavesdropper:
    """Asks all that a guild's members and admins may, and keeps what it is told.

    What it typed itself does not count as told.
    """

    newsroom: Newsroom
    reach: Reach
    told: list[str] = field(default_factory=list)

    async def ask(self, number: int, typed: str) -> None:
        """Ask what any member may, with this number and these words."""
        room, shelf = self.newsroom, self.newsroom.shelf
        answer = await room.ask(typed, self.reach, range(number))
        self.hear(typed, answer.sentences, answer.nearest)
        self.hear(typed, await shelf.search(self.reach, typed, limit=99))
        self.hear(typed, await shelf.latest(self.reach, limit=99))
        self.hear(typed, await shelf.outlets(self.reach))
        self.hear(typed, await room.tracer.why(typed, self.reach))
        if number % 7 == 0:
            await self.converse(number // 7, typed)

    async def converse(self, number: int, typed: str) -> None:
        """Go on in a conversation, on every card that there may be; see who said what.

        Of an answer all but the question counts, which is made of what was typed.
        """
        room, ledger = self.newsroom, self.newsroom.ledger
        for channel in CHANNELS.values():
            asked = Asked(typed, self.reach, SPY, f"t{channel}", channel, number % 4)
            found = await room.librarian.ask(replace(asked, story=1))
            answer = found.answer
            self.hear(typed, answer.sentences, answer.nearest, found.cited)
        self.hear(typed, await ledger.quotes(self.reach, person=typed, limit=99))
        self.hear(typed, await ledger.quotes(self.reach, topic=typed, limit=99))
        self.hear(typed, await ledger.people_like(self.reach, typed))

    async def manage(self, number: int, typed: str) -> None:
        """Ask what admins may, who see all of their guild."""
        room, guild, shelf = self.newsroom, self.reach.guild, self.newsroom.shelf
        self.hear(typed, await shelf.story(guild, number, 1))
        self.hear(typed, await shelf.topics_like(self.reach, typed))
        for asked in (
            shelf.latest(self.reach, topic=typed),
            room.subscriptions.get(number, guild),
            room.subscriptions.of_feed(number, guild),
            room.subscriptions.edit(number, Change(), guild),
            room.topics.get(guild, number),
            room.schedules.get(guild, number),
        ):
            self.hear(typed, await found_or_error(asked))

    async def look_around(self) -> None:
        """See all that is shown without a word."""
        room, guild = self.newsroom, self.reach.guild
        self.hear("", await room.subscriptions.list_(guild))
        self.hear("", await room.subscriptions.export(guild))
        self.hear("", await room.topics.list_(guild))
        self.hear("", await room.schedules.list_(guild))
        self.hear("", await room.guilds.channels(guild))
        self.hear("", await room.guilds.notices(guild))
        for channel in CHANNELS.values():
            self.hear("", await room.publisher.preview(guild, channel, NOON))

    def hear(self, typed: str, *told: object) -> None:
        """Keep what was told, but for what was typed."""
        words = repr(told)
        for echo in sorted({typed, repr(typed)[1:-1]} - {""}, key=len, reverse=True):
            words = words.replace(echo, "")
        self.told.append(words)

    def heard(self, secret: str) -> int:
        """Tell how often the secret was told."""
        return sum(each.casefold().count(secret.casefold()) for each in self.told)


async def found_or_error(asked: Awaitable[object]) -> object:
    """Return what was asked for, or the error as it is told."""
    try:
        return await asked
    except DigestsError as error:
        return error


def questions(secret: str) -> list[str]:
    """Return 200 questions, many of them about the secret by its name."""
    address = f"https://{secret.lower()}.example/feed.xml"
    names = (secret, secret.upper(), secret[:6], f"{address}/1", address)
    words = [each.format(*names) for each in WORDS]
    return [form.format(word) for form in FORMS for word in words]


async def eavesdrop(
    newsroom: Newsroom, reach: Reach, secret: str, every: int = 7
) -> Eavesdropper:
    """Ask every so many of the questions, as an admin where all is in reach."""
    spy = Eavesdropper(newsroom, reach)
    for number, typed in enumerate(questions(secret)[::every]):
        await spy.ask(number, typed)
        if reach.channels is None:
            await spy.manage(number, typed)
    return spy


@pytest.mark.usefixtures("two_guilds")
@pytest.mark.parametrize(("guild", "other"), [("1", "2"), ("2", "1")])
async def test_a_guild_hears_its_own_secret_and_never_the_others(
    newsroom, guild, other
):
    """SAFETY 46."""
    spy = await eavesdrop(newsroom, Reach(guild), SECRETS[other], every=1)
    await spy.look_around()
    assert len(questions(SECRETS[other])) == 200
    assert spy.heard(SECRETS[guild]) > 200
    assert spy.heard(SECRETS[other]) == 0


@pytest.mark.parametrize("guilds", [("1", "2"), ("2", "1")])
async def test_what_their_feeds_say_of_one_page_stays_with_each(
    newsroom, stock, guilds
):
    """SAFETY 46: both link to an address whose page nobody may read."""
    link = "https://gazette.example/tarn"
    for guild in guilds:
        await settle(newsroom, stock, guild, link)
    for guild, other in (guilds, reversed(guilds)):
        spy = await eavesdrop(newsroom, Reach(guild), SECRETS[other])
        await spy.ask(2, link)
        await spy.look_around()
        assert spy.heard(SECRETS[guild]) > 0
        assert spy.heard(SECRETS[other]) == 0


@pytest.mark.usefixtures("two_guilds")
async def test_the_local_desk_and_a_third_guild_hear_no_secret(newsroom):
    """SAFETY 46."""
    for reach in (Reach(), Reach("3")):
        spy = await eavesdrop(newsroom, reach, SECRETS["1"])
        assert [spy.heard(each) for each in SECRETS.values()] == [0, 0]


@pytest.mark.usefixtures("two_guilds")
async def test_who_cannot_read_the_channel_hears_nothing_of_it(newsroom):
    """SAFETY 46."""
    outside = Reach("1", frozenset({"11"}))
    spy = await eavesdrop(newsroom, outside, SECRETS["1"])
    assert [spy.heard(each) for each in SECRETS.values()] == [0, 0]
    inside = Reach("1", frozenset({"10"}))
    spy = await eavesdrop(newsroom, inside, SECRETS["1"])
    assert spy.heard(SECRETS["1"]) > 0
    assert spy.heard(SECRETS["2"]) == 0


@pytest.mark.usefixtures("two_guilds")
async def test_a_guild_that_was_forgotten_comes_back_to_nothing(newsroom, clock):
    """SAFETY 46."""
    await newsroom.guilds.left("2")
    clock.advance(GRACE + timedelta(days=1))
    assert await newsroom.guilds.forget_departed() == 1
    await newsroom.guilds.joined("2", "somebody")
    for reach in (Reach("2"), Reach()):
        spy = await eavesdrop(newsroom, reach, SECRETS["2"])
        await spy.look_around()
        assert [spy.heard(each) for each in SECRETS.values()] == [0, 0]


@pytest.mark.usefixtures("two_guilds")
async def test_a_guild_that_comes_back_in_time_finds_its_own(newsroom, clock):
    """SAFETY 46."""
    await newsroom.guilds.left("2")
    clock.advance(timedelta(days=1))
    assert await newsroom.guilds.forget_departed() == 0
    await newsroom.guilds.joined("2", "somebody")
    spy = await eavesdrop(newsroom, Reach("2"), SECRETS["1"])
    assert spy.heard(SECRETS["2"]) > 0
    assert spy.heard(SECRETS["1"]) == 0
