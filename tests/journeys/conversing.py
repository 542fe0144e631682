"""A town with feeds for everybody and one behind a closed door.

Each member may ask five questions a minute and the server thirty, so that a module
has a town of its own, and each of its tests members of its own.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path

from digests.guilds import ChannelKind
from tests.fakes.discord import BOT, GUILD, Can, Message
from tests.journeys.restarting import a_desk, a_world
from tests.journeys.running import DESK, FORUM, HIDDEN, NEWS, Running

ME = f"<@{BOT}>"
TOLL, FERRY = "The toll will fall to two crowns", "The ferry will sail until autumn"
VAULT = "The vault was empty all along"
PAGES = {
    "Toll to fall": f"“{TOLL},” said Ada Marsh, the mayor of Tarn, on Monday. The "
    "council had met for the third time in a week and agreed on a new tariff.",
    "Ferry to stay": f"“{FERRY},” said Ada Marsh, the mayor of Tarn. Its boiler was "
    "mended in spring and passed every test of the harbour inspectors since.",
}
SECRET = {
    "Vault opened": f"“{VAULT},” said Jon Vik, who keeps the bank. Police had drilled "
    "through two walls of steel while a crowd looked on from the market."
}


OPEN = {
    "Market burns": "“Every stall was insured,” said Lena Roth, who runs the market. "
    "Firemen from four villages fought the flames until dawn, and slept in the church."
}
MILL = {
    "Mill sold at last": "“The wheel stays where it is,” said Kaspar Lind, who owns it."
    " He paid with what his grandmother had left him, and moves in before the frost."
}
WHEEL = "The wheel stays where it is"
# More quotes than one list shows.
GULLS = 103
OPEN |= {
    "Census of the gulls": " ".join(
        f"“We counted {n} gulls on the roof of house {n},” said Ida Quill, who keeps"
        " the census of the town."
        for n in range(1, GULLS + 1)
    )
}
# Words that no single message has room for.
CANALS = ("Ost", "West", "Nord")
OPEN |= {
    f"Canal of {name} dries up": (
        f"“I walked the canal of {name} from lock to lock, "
        + ", ".join(f"and at lock {n} of {name} I found mud" for n in range(55))
        + ", and no water,” said Otto Brandt, who has kept it for thirty years."
    )
    for name in CANALS
}
STALL = "Every stall was insured"


class Town:
    """A Discord, a site, and members who have asked nothing yet."""

    def __init__(self, world: Running) -> None:
        self.world, self.discord = world, world.discord
        # The bot's, where a test has it at hand.
        self.process = 0
        self._keys: Iterator[int] = count(2000)

    def member(self, *roles: int) -> int:
        """Let somebody join."""
        key = next(self._keys)
        self.discord.world.add_member(key, f"reader {key}", *roles)
        return key

    def said(self, channel: int) -> list[Message]:
        """What the bot has said in a channel or thread, the queue's notes aside."""
        shown = self.discord.shown_in(channel)
        own = [each for each in shown if each.author == BOT]
        return [each for each in own if "before yours" not in each.text]

    async def nth(self, channel: int, number: int = 1) -> Message:
        """Wait for so many messages of the bot's in a channel; return that one."""
        await self.discord.until(lambda: len(self.said(channel)) >= number)
        return self.said(channel)[number - 1]

    def private(self, user: int) -> list[Message]:
        """What the bot has told somebody in private."""
        return self.discord.shown_in(self.discord.world.dm(user).id)


@asynccontextmanager
async def a_town(folder: Path) -> AsyncIterator[Town]:
    """Read what there is to read; no bot runs yet."""
    async with a_world(folder) as world:
        feeds = (
            (serve(world, "Gazette", PAGES), NEWS),
            (serve(world, "Whisper", SECRET), HIDDEN),
            (serve(world, "Courier", OPEN), DESK),
            (serve(world, "Mirror", MILL), FORUM),
        )
        async with a_desk(world) as desk:
            for url, channel in feeds:
                kind = ChannelKind.FORUM if channel == FORUM else ChannelKind.TEXT
                await desk.guilds.channel(str(GUILD), str(channel), kind)
                await desk.subscriptions.follow(url, str(GUILD), str(channel))
            await desk.poller.poll()
            await desk.pages.read_waiting()
        yield Town(world)


def serve(world: Running, name: str, pages: dict[str, str]) -> str:
    """Put a feed on the site, with these articles; return its address."""
    for number, (title, text) in enumerate(pages.items()):
        told = f"<h1>{title}</h1><p>{text}</p>"
        body = f"<html><body><article>{told}</article></body></html>"
        world.site.pages[f"/{name}/{number}"] = body.encode()
    made = dict(world.site.pages)
    url = world.site.feed(name, *pages)
    world.site.pages |= made
    return url


async def forbid_threads(town: Town, channel: int) -> None:
    """Take the permission to open threads from the bot, in one channel."""
    may = int(Can.VIEW | Can.SEND | Can.EMBED | Can.HISTORY | Can.SEND_IN_THREADS)
    await town.discord.admin.change_channel(channel, permissions=may)


def family(process: int) -> set[int]:
    """Return a process and all that it has started."""
    found = {process}
    for task in Path(f"/proc/{process}/task").iterdir():
        for each in (task / "children").read_text("utf8").split():
            found |= family(int(each))
    return found
