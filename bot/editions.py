"""The loops beside polling: make editions that are due, deliver them, tell troubles."""

from structlog import get_logger

from bot.courier import Courier
from bot.herald import Herald
from bot.loops import Loop
from digests.newsroom import Newsroom

# Between two looks at what is due.
_LOOK_S = 3.0
_log = get_logger(__name__)


def edition_loops(newsroom: Newsroom, courier: Courier, herald: Herald) -> list[Loop]:
    """Return the loops that bring a newsroom's editions to where they belong."""

    async def publish() -> float:
        report = await newsroom.publisher.publish_due()
        if report.made:
            _log.info("editions made", digests=report.made)
            courier.wake()
        for schedule, reason in report.failures:
            _log.error("an edition failed", schedule=schedule, reason=reason)
        return _LOOK_S

    return [
        Loop("editions", publish),
        Loop("delivery", courier.round, courier.woken),
        Loop("notices", herald.round),
    ]
