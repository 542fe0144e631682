"""What the tests of the guarded web share."""

import sys
from collections.abc import AsyncIterator, Callable, Iterator

import pytest

from digests.adapters.http import AiohttpWeb, Limits

# As patient as in earnest, for no test may hang on a busy machine; but no gaps.
CALM = Limits(host_gap_s=0)
# For what never answers: the deadline comes soon.
HASTY = Limits(total_s=0.3, host_gap_s=0)
# For what cannot be connected to.
ABRUPT = Limits(connect_s=0.15, host_gap_s=0)

_watching: list[list[str]] = []


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    # The interpreter itself tells of every attempt, whoever makes it.
    if event == "socket.connect" and _watching:
        where = arguments[1]
        for seen in _watching:
            seen.append(str(where[0]) if isinstance(where, tuple) else str(where))


sys.addaudithook(_watch)


@pytest.fixture
def connected() -> Iterator[list[str]]:
    """The addresses that this process has tried to connect to."""
    seen: list[str] = []
    _watching.append(seen)
    yield seen
    _watching.remove(seen)


@pytest.fixture
async def opened() -> AsyncIterator[Callable[..., AiohttpWeb]]:
    """Open webs without gaps, and close them after the test."""
    webs: list[AiohttpWeb] = []

    def open_web(*allow_private: str, **chosen: object) -> AiohttpWeb:
        web = AiohttpWeb(allow_private, **{"limits": CALM, **chosen})  # type: ignore[arg-type]
        webs.append(web)
        return web

    yield open_web
    for web in webs:
        await web.close()
