"""Topics: what a guild calls a field of the news, and what is of it.

A story is of a topic where its feed is filed under that name, or where the topic's
keywords say so. Both are one: names are compared without case.
"""

from collections.abc import Sequence

from digests.errors import BadFilters, NotFound
from digests.feeds.topics import folders_of, topic_of
from digests.followed import Filters, Ruling
from digests.guilds import Topic
from digests.named_jobs import filters_from, judge_all
from digests.ports import Clock, Workers
from digests.storage import topics
from digests.storage.database import Database
from digests.traced import FeedItem

MOST_TOPICS = 25
PREVIEWED = 50
_NO_NAME = "a topic needs a name with a letter in it"
_NO_WORDS = Ruling(False, "no feed of it is filed there, and the topic has no keywords")
_FILED = Ruling(True, "its feed is filed there")


class Topics:
    """The topics of each guild."""

    def __init__(self, db: Database, clock: Clock, workers: Workers) -> None:
        """Take the store, the clock, and the processes that judge."""
        self._db = db
        self._clock = clock
        self._workers = workers

    async def add(
        self,
        guild: str,
        name: str,
        include: str = "",
        exclude: str = "",
        role: str = "",
    ) -> Topic:
        """Define a topic; keywords are as a person lists them, `role` is pinged.

        Raises:
            AlreadyExists: The guild has one of that name.
            BadFilters: It has no name, or its keywords cannot be used.
            LimitReached: The guild has as many as it may.

        """
        topic = topic_from(guild, name, include, exclude, role)
        now = self._clock.now()
        return await self._db.write(topics.add, topic, now, MOST_TOPICS)

    async def list_(self, guild: str) -> list[Topic]:
        """Return the guild's topics by name."""
        return await self._db.read(topics.of_guild, guild)

    async def get(self, guild: str, key: int) -> Topic:
        """Return the guild's topic of this id.

        Raises:
            NotFound: The guild has no such one.

        """
        for each in await self.list_(guild):
            if each.id == key:
                return each
        raise NotFound("topic", str(key))

    async def remove(self, guild: str, key: int) -> Topic:
        """Take away the guild's topic of this id, and return it.

        Raises:
            NotFound: The guild has no such one.

        """
        gone = await self.get(guild, key)
        await self._db.write(topics.remove, guild, key)
        return gone

    async def preview(self, topic: Topic) -> list[tuple[FeedItem, Ruling]]:
        """Return which of its guild's last items are of a topic, stored or not."""
        items = await self._db.read(topics.recent, topic.guild, PREVIEWED)
        articles = [(each.title, each.text, each.language) for each, _ in items]
        rulings: Sequence[Ruling] = [_NO_WORDS] * len(items)
        if topic.include:
            rulings = await self._workers.run(judge_all, rules_of(topic), articles)
        filed = [_is_filed(topic, names) for _, names in items]
        return [
            (item, _FILED if is_filed else ruling)
            for (item, _), is_filed, ruling in zip(items, filed, rulings, strict=True)
        ]


def topic_from(
    guild: str, name: str, include: str = "", exclude: str = "", role: str = ""
) -> Topic:
    """Return the topic that a person wrote, as it would be stored, with the id 0.

    Raises:
        BadFilters: It has no name, or its keywords cannot be used.

    """
    name = topic_of(folders_of(name))
    if not any(letter.isalnum() for letter in name):
        raise BadFilters((_NO_NAME,))
    rules = filters_from([include], [exclude], (), "")
    return Topic(0, guild, name, rules.include, rules.exclude, role)


def rules_of(topic: Topic) -> Filters:
    """Return the topic's keywords as filters."""
    return Filters(topic.include, topic.exclude)


def _is_filed(topic: Topic, names: set[str]) -> bool:
    return topic.name.casefold() in {each.casefold() for each in names}
