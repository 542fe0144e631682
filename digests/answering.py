"""The Librarian: from a question to sentences that were read, with their sources.

Whoever asks is answered from what is in their reach, and from nothing else: what a
conversation remembers and what was answered before are no way around it.
"""

import re
from collections import OrderedDict
from collections.abc import Collection, Hashable, Sequence
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from digests.access import Access
from digests.answers.following import people_in, readings
from digests.answers.fragments import link_to
from digests.asked import (
    Answered,
    Asked,
    Bounds,
    Cited,
    Said,
    Scope,
    Span,
    Turn,
    Understood,
)
from digests.guilds import Reach
from digests.ledger import Ledger
from digests.likeness import Likeness
from digests.named_jobs import understand
from digests.ports import Clock, Workers
from digests.remembering import Memory
from digests.rewording import Reworder
from digests.scopes import Field, Scopes
from digests.seeking import Found, Seeker
from digests.shelved import Sight
from digests.storage import ledger, schedules
from digests.storage.database import Database
from digests.types import Answer

_MOST_READINGS = 3
_MENTION = re.compile(r"<(?:@[!&]?|#|a?:\w+:|/[^:<>]*:|id:)[^<>\s]*>")
# Answers that are given again while nothing new was read, for so long.
_MOST_KEPT, _KEPT_FOR = 256, timedelta(minutes=5)


class _Kept(Struct, frozen=True):
    found: Found
    until: datetime
    # Who asked first; whom it was told again is not in it.
    asker: str


class Librarian:
    """Answers from the stored passages, or says that it has not read of it."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        workers: Workers,
        likeness: Likeness | None = None,
        reworder: Reworder | None = None,
    ) -> None:
        """Take the store, the clock and the processes that weigh sentences.

        Without `likeness` it is looked for by words alone; without `reworder` the
        answers are the articles' own sentences.
        """
        self._db = db
        self._clock = clock
        self._workers = workers
        self._access = Access(db, workers)
        self._scopes = Scopes(db, self._access)
        self._memory = Memory(db, clock, self._access)
        self.ledger = Ledger(db, workers)
        self._seeker = Seeker(db, workers, self._access, self.ledger, likeness)
        self._reworder = reworder
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()

    async def ask(self, asked: Asked) -> Answered:
        """Return an answer with all that stands behind it, or a refusal.

        It goes on with the conversation of `asked.thread`, and is remembered there.
        """
        asked = replace(asked, question=_readable(asked.question))
        sight = await self._access.sight(asked.reach)
        fields = await self._scopes.of(asked, sight)
        turns = await self._memory.turns(asked, sight)
        answered = await self._answered(asked, fields, turns)
        answered = replace(answered, opens=not turns)
        drawn = turns if answered.read_as else ()
        if not await self._memory.remember(asked, answered, drawn):
            self._let_go(asked.asker)
        return answered

    async def answer(
        self, question: str, reach: Reach, story: Collection[int] = ()
    ) -> Answer:
        """Return the sentences that answer, or a refusal with what came nearest.

        Args:
            question: As it was asked.
            reach: What the one who asks may see.
            story: Articles to look in first; where they hold no answer, it is
                looked for in all that is in reach.

        """
        asked = Asked(_readable(question), reach)
        sight = await self._access.sight(reach)
        fields = [Field(Scope.SERVER, sight)]
        if story:
            fields.insert(0, await self._scopes.among(sight, story))
        return (await self._answered(asked, fields, ())).answer

    async def forget(self, asker: str) -> int:
        """Forget all that somebody asked, and what they were told; return how many."""
        forgotten = await self._memory.forget(asker)
        self._let_go(asker)
        return forgotten

    def _let_go(self, asker: str) -> None:
        for key in [key for key, each in self._kept.items() if each.asker == asker]:
            del self._kept[key]

    async def _answered(
        self, asked: Asked, fields: Sequence[Field], turns: Sequence[Turn]
    ) -> Answered:
        """Return the answer to the first thing that it may mean and that has one."""
        sight = fields[-1].sight
        now = self._clock.now()
        zone = await self._db.read(schedules.zone, asked.reach.guild, asked.channel)
        outlets = await self._db.read(ledger.outlets, sight)
        people = await self._quoted_first(sight, turns)
        meanings = readings(asked.question, turns, people)[:_MOST_READINGS]
        made = []
        for meaning in meanings:
            parts = await self._workers.run(understand, meaning, now, zone, outlets)
            found, again = await self._found(asked, parts, fields)
            made.append((meaning, parts, found, again))
            if not found.answer.refused:
                break
        # Where none has an answer, the likeliest is refused.
        meaning, parts, found, again = made[0] if found.answer.refused else made[-1]
        return Answered(
            replace(found.answer, question=asked.question),
            parts,
            found.scope,
            found.passed,
            found.undated,
            found.elsewhere,
            "" if meaning == asked.question else meaning,
            await self._cited(asked.reach, found),
            again,
        )

    async def _found(
        self, asked: Asked, parts: Understood, fields: Sequence[Field]
    ) -> tuple[Found, bool]:
        """Return what is found, and whether it was found before."""
        now = self._clock.now()
        span = _later(parts.span, asked.since)
        newest = await self._db.read(ledger.newest)
        wanted = (_normal(parts.meaning), _normal(parts.whole), span, parts.firm)
        narrowed = (parts.outlets, parts.speaker.casefold(), asked.since)
        key = (asked.reach, tuple(fields), wanted, narrowed, newest)
        kept = self._kept.get(key)
        if kept is not None and now < kept.until:
            return kept.found, True
        bounds = Bounds(0, span, parts.outlets, parts.speaker, now)
        anytime = Span(asked.since)
        found = await self._seeker.seek(parts, fields, bounds, anytime)
        if self._reworder is not None and not found.said:
            worded = await self._reworder.reword(found.answer, asked.reach.guild)
            found = replace(found, answer=worded)
        self._kept[key] = _Kept(found, now + _KEPT_FOR, asked.asker)
        if len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)
        return found, False

    async def _quoted_first(self, sight: Sight, turns: Sequence[Turn]) -> list[str]:
        """Return who may be meant by "he" or "she", those who were quoted first."""
        people = people_in(turns)
        quoted = {
            each: await self.ledger.is_quoted(sight, each)
            for each in (people if len(people) > 1 else ())
        }
        return sorted(people, key=lambda each: not quoted.get(each))

    async def _cited(self, reach: Reach, found: Found) -> tuple[Cited, ...]:
        answer = found.answer
        shown = answer.nearest if answer.refused else answer.sentences
        jumps = await self._db.read(
            ledger.jumps, reach, {each.article_id for each in shown}
        )
        cited = tuple(
            Cited(link_to(each.url, each.text), jumps.get(each.article_id, ""))
            for each in shown
        )
        return _with_speakers(cited, found.said) if found.said else cited


def _with_speakers(cited: Sequence[Cited], said: Sequence[Said]) -> tuple[Cited, ...]:
    return tuple(
        replace(one, said=True, speaker=q.quote.speaker or "", role=q.quote.role or "")
        for one, q in zip(cited, said, strict=True)
    )


def _later(span: Span, since: datetime | None) -> Span:
    starts = [each for each in (span.since, since) if each is not None]
    return Span(max(starts, default=None), span.until)


def _normal(question: str) -> str:
    return " ".join(question.casefold().split()).strip(" ?？!.")


def _readable(question: str) -> str:
    """Return the question without what no text has: halves of characters, zeros.

    Nor rows of blanks, at which what reads it would stop again and again, nor ids: of
    members, roles and channels that are mentioned, no reader of ours needs to know.
    """
    plain = question.encode("utf8", "ignore").decode("utf8").replace("\0", " ")
    plain = _MENTION.sub(" ", plain)
    return " ".join(plain.split())
