"""The loops beside polling: editions made, corrected and delivered, troubles told."""

from structlog import get_logger

from bot.courier import Courier
from bot.herald import Herald
from bot.loops import Loop
from bot.render.amending import amended
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

    async def correct() -> float:
        while correction := await newsroom.corrector.next():
            bodies = amended(correction)
            await newsroom.corrector.settle(correction, bodies)
            if bodies:
                card = correction.withdrawn
                _log.info("posts are edited", digest=card.digest, story=card.number)
                courier.wake()
        return _LOOK_S

    return [
        Loop("editions", publish),
        Loop("corrections", correct),
        Loop("delivery", courier.round, courier.woken),
        Loop("notices", herald.round),
    ]
