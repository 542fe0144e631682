"""Memory: what a conversation has been about, for as long as it lasts.

Who may not see all that an answer rests on is not reminded of the answer; what was
asked in private, its asker alone is reminded of, and in private alone.
"""

from collections.abc import Sequence
from datetime import timedelta

from msgspec.structs import replace

from digests.access import Access
from digests.answers.following import names_in
from digests.asked import Answered, Asked, Turn
from digests.ports import Clock
from digests.shelved import Sight
from digests.storage import exchanges
from digests.storage.database import Database
from digests.storage.exchanges import Place

LASTS = timedelta(days=7)
_MOST_TURNS = 6
_MOST_NAMES = 8


class Memory:
    """Remembers the questions of conversations, and forgets them."""

    def __init__(self, db: Database, clock: Clock, access: Access) -> None:
        """Take the store, the clock, and who knows what is in reach."""
        self._db = db
        self._clock = clock
        self._access = access

    async def turns(self, asked: Asked, sight: Sight) -> list[Turn]:
        """Return what the conversation has been, the last first, as the asker may."""
        if not asked.thread:
            return []
        place = Place(asked.reach.guild, asked.thread, asked.asker, asked.private)
        since = self._clock.now() - LASTS
        turns = await self._db.read(exchanges.recent, place, since, _MOST_TURNS)
        rests = {key for turn in turns for key in turn.rests_on}
        seen = await self._access.admitted(sight, rests)
        return [
            each if seen.issuperset(each.rests_on) else _bare(each) for each in turns
        ]

    async def remember(
        self, asked: Asked, answered: Answered, drawn_on: Sequence[Turn]
    ) -> bool:
        """Keep a question of a conversation, made whole by what it has `drawn_on`.

        Returns whether its asker may be remembered.
        """
        if not asked.thread:
            return True
        sentences = answered.answer.sentences
        rests = [key for turn in drawn_on for key in turn.rests_on]
        rests += [each.article_id for each in sentences]
        turn = Turn(
            asked.question,
            answered.understood.meaning,
            names_in(asked.question)[:_MOST_NAMES],
            _told(answered),
            tuple(dict.fromkeys(rests)),
            answered.understood.saying,
        )
        kept = (answered.scope, sentences)
        now = self._clock.now()
        return await self._db.write(exchanges.add, asked, turn, kept, now)

    async def forget(self, asker: str) -> int:
        """Forget all that somebody asked, and what they were told; return how many."""
        return await self._db.write(exchanges.forget_asker, asker)


def _bare(turn: Turn) -> Turn:
    """Return what stood in the question itself."""
    own = turn.saying if turn.meaning == turn.question else None
    return replace(turn, meaning=turn.question, told=(), rests_on=(), saying=own)


def _told(answered: Answered) -> tuple[str, ...]:
    """Return who an answer tells of: who is quoted, then whom its words name."""
    speakers = [each.speaker for each in answered.cited if each.speaker]
    named = [n for each in answered.answer.sentences for n in names_in(each.text)]
    return tuple(dict.fromkeys([*speakers, *named]))[:_MOST_NAMES]
