"""Drafter: from what is selected for a channel to the edition that it gets."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from msgspec.structs import replace

from digests.assigned import Manner
from digests.drafts import Draft, Joined, Selection, Wanted
from digests.errors import JobError
from digests.guilds import Edition, Mode, Placed
from digests.named_jobs import compose, compose_apart
from digests.ports import Clock, Workers
from digests.retelling import Reteller
from digests.storage import arrivals, articles, guilds
from digests.storage.database import Database
from digests.stories.spread import spread
from digests.types import Article, Digest, Story

# Of more, the newest are weighed: after a long outage nobody reads the rest.
_MOST_WEIGHED = 300
# For so long an event stays one card where stories are posted as they are read.
_SAME_EVENT = timedelta(hours=24)
_MOST_CARDS = 100

# The digest in which the channel had an article, and the place of its card there.
Cards = Mapping[int, tuple[int, int]]


class _Told(NamedTuple):
    """A story with the ids of its articles, in the order of its reports."""

    story: Story
    articles: tuple[int, ...]


class Drafter:
    """Drafts editions; nothing is stored."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        workers: Workers,
        reteller: Reteller | None = None,
    ) -> None:
        """Take the store, the clock, the processes that compose, and who words."""
        self._db = db
        self._clock = clock
        self._workers = workers
        self._reteller = reteller

    async def draft(self, wanted: Wanted, selection: Selection) -> Draft | None:
        """Return the edition that is wanted, or None where there is nothing for it."""
        topics = {
            each.article: each.topics for each in selection.taken[-_MOST_WEIGHED:]
        }
        if not topics:
            return None
        now, order = self._clock.now(), wanted.order
        cards: Cards = {}
        if order.mode is Mode.LIVE:
            cards = await self._cards(wanted, now)
        told = await self._stories([*cards, *topics], now)
        new = [each for each in told if not cards.keys() & set(each.articles)]
        placed = [_placed(each, topics) for each in new]
        places = spread(list(map(_marks, new, placed)), order.most)
        shown = [placed[place] for place in places]
        edition = Edition(
            Digest(tuple(new[place].story for place in places), now),
            wanted.guild,
            wanted.channel,
            since=selection.window.since,
            read=len(selection.taken),
            style=order.style,
            mode=order.mode,
            publish=order.publish,
            placed=tuple(shown),
            roles=_roles(selection, shown),
        )
        draft = Draft(
            edition,
            selection.window.next_after,
            tuple(new[place].articles for place in places),
            # Their stories were judged and found less important, so the channel
            # counts as having had them; what was not even weighed does not.
            tuple(
                article
                for place, each in enumerate(new)
                if place not in places
                for article in each.articles
            ),
            tuple(_joined(told, cards)),
        )
        return _rest_later(draft, selection) if order.mode is Mode.LIVE else draft

    async def word(self, draft: Draft, wanted: Wanted, by: datetime) -> Draft:
        """Return the draft in a model's words, as far as there are any by then."""
        if self._reteller is None:
            return draft
        guild = await self._db.read(guilds.get, wanted.guild)
        language = wanted.order.told_in(guild.language if guild else "")
        manner = Manner(wanted.order.style, language, wanted.order.length)
        digest = draft.edition.digest
        told = await self._reteller.retell(digest.stories, manner, wanted.guild, by)
        digest = Digest(told.stories, digest.made_at, told.engine, told.aside)
        return replace(draft, edition=replace(draft.edition, digest=digest))

    async def _cards(self, wanted: Wanted, now: datetime) -> Cards:
        since = now - _SAME_EVENT
        return await self._db.read(
            arrivals.recent_cards, wanted.guild, wanted.channel, since, _MOST_CARDS
        )

    async def _stories(self, ids: Sequence[int], now: datetime) -> list[_Told]:
        """Return the stories that these articles tell, the most important first."""
        reports = await self._db.read(articles.reports, ids)
        try:
            digest = await self._workers.run(compose, reports, now)
        except JobError:
            # A digest that could be shorter is better than none.
            digest = await self._workers.run(compose_apart, reports, now)
        # Not by identity: two stored articles may have come to name one address.
        keys: dict[Article, list[int]] = {}
        for key, report in zip(ids, reports, strict=True):
            keys.setdefault(report.article, []).append(key)
        return [
            _Told(story, tuple(keys[each.article].pop(0) for each in story.reports))
            for story in digest.stories
        ]


def _rest_later(draft: Draft, selection: Selection) -> Draft:
    """Return the draft so that the next edition begins with what has no room here."""
    if not draft.left_out and len(selection.taken) <= _MOST_WEIGHED:
        return draft
    window = selection.window
    after = min(window.after, window.next_after)
    return replace(draft, next_after=after, left_out=())


def _placed(told: _Told, topics: Mapping[int, tuple[str, ...]]) -> Placed:
    found = [topic for article in told.articles for topic in topics[article]]
    images = [r.article.image for r in told.story.reports if r.article.image]
    return Placed(tuple(dict.fromkeys(found)), images[0] if images else "")


def _marks(told: _Told, placed: Placed) -> frozenset[str]:
    """Return what may crowd out others: the lead's outlet, and the topics."""
    lead = told.story.lead.article
    outlet = f"outlet {lead.outlet or lead.url}"
    return frozenset([outlet, *(f"topic {each}" for each in placed.topics)])


def _roles(selection: Selection, shown: Sequence[Placed]) -> tuple[str, ...]:
    """Return the roles that want to hear of the topics that are shown."""
    named = {topic for placed in shown for topic in placed.topics}
    roles = [each.role for each in selection.topics if each.name in named]
    return tuple(dict.fromkeys(role for role in roles if role))


def _joined(told: Sequence[_Told], cards: Cards) -> list[Joined]:
    """Return the new articles on events that the channel has a card on."""
    return [
        Joined(article, *cards[known])
        for each in told
        if (known := next((a for a in each.articles if a in cards), None)) is not None
        for article in each.articles
        if article not in cards
    ]
