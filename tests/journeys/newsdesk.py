"""A newsroom with one guild, one schedule and a site that always has more."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import time
from pathlib import Path
from urllib.parse import urlsplit

from bot.render.editions import lay_out
from digests.desk import Order
from digests.guilds import ScheduleOrder
from digests.newsroom import Newsroom, open_newsroom
from digests.settings import Settings, Storage, Web
from digests.storage import subscriptions
from digests.timetables import Timetable
from tests.fakes.clock import ManualClock
from tests.fakes.news_site import NewsSite
from tests.fakes.workers import InlineWorkers

GUILD, CHANNEL = "500", "600"


@asynccontextmanager
async def a_newsdesk(
    path: Path, site: NewsSite, clock: ManualClock, feeds: int, *hours: int
) -> AsyncIterator[Newsroom]:
    """Open one that follows so many feeds and makes editions at these hours."""
    settings = Settings(
        storage=Storage(path=path),
        web=Web(
            allow_private=(urlsplit(site.address).netloc,), robots=False, host_gap_s=0
        ),
    )
    async with open_newsroom(
        settings, clock=clock, workers=InlineWorkers(), layout=lay_out
    ) as newsroom:
        await newsroom.guilds.joined(GUILD, "100")
        await newsroom.guilds.channel(GUILD, CHANNEL)
        table = Timetable(tuple(time(hour) for hour in hours), "UTC")
        await newsroom.schedules.add(GUILD, CHANNEL, ScheduleOrder(table))
        for feed in range(feeds):
            order = Order(site.feed_url(feed), GUILD)
            await newsroom._db.write(subscriptions.follow, order, clock.now(), None)
        yield newsroom
