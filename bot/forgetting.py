"""The loop that forgets what was kept for long enough, and guilds long left."""

from structlog import get_logger

from bot.loops import Loop
from digests.newsroom import Newsroom

_SOON_S, _LATER_S = 1.0, 3600.0
_log = get_logger(__name__)


def forgetting(newsroom: Newsroom) -> Loop:
    """Return the loop; it does a little at a time, so that nobody waits for it."""

    async def step() -> float:
        if departed := await newsroom.guilds.forget_departed():
            _log.info("servers that were left are forgotten", servers=departed)
        forgotten = await newsroom.caretaker.tidy()
        return _SOON_S if forgotten else _LATER_S

    return Loop("forgetting", step)
