"""A process that polls feeds and reads pages, on and on or once, for tests to kill.

`python -m tests.fakes.polling_process DATABASE HOST:PORT [once]`
"""

import asyncio
import sys
from pathlib import Path

from digests.newsroom import open_newsroom
from digests.settings import Settings, Storage, Web
from tests.fakes.workers import InlineWorkers


async def main(path: str, site: str, once: bool) -> None:
    settings = Settings(
        storage=Storage(path=Path(path)),
        web=Web(allow_private=(site,), robots=False, host_gap_s=0),
    )
    workers = InlineWorkers()
    async with open_newsroom(settings, workers=workers, sole=True) as newsroom:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while True:
            await newsroom.poller.poll(everything=True)
            await newsroom.pages.read_waiting()
            if once:
                return


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], "once" in sys.argv[3:]))
