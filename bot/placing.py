"""The loop that has passages placed by what they mean, where an endpoint was chosen."""

from bot.loops import Loop
from digests.newsroom import Newsroom

_SOON_S, _LATER_S = 0.5, 60.0


def placing(newsroom: Newsroom) -> list[Loop]:
    """Return the loop, or none; it places a batch a round, and nobody waits for it."""
    likeness = newsroom.likeness
    if likeness is None:
        return []

    async def step() -> float:
        return _SOON_S if await likeness.fill() else _LATER_S

    return [Loop("placing", step)]
