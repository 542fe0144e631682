"""The nouns of communities: servers, their channels, schedules, topics, editions.

Ids of guilds, channels, roles and messages are Discord's, as text. Every time is
aware and in UTC; a guild's zone is only for showing and for reading what people
type.
"""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from digests.timetables import Changed, Missed, Timetable
from digests.types import Digest


class ChannelKind(StrEnum):
    """What a channel is, as far as posting goes."""

    TEXT = "text"
    ANNOUNCEMENT = "announcement"
    THREAD = "thread"
    FORUM = "forum"


class Style(StrEnum):
    """How much a card says, and how it is set."""

    BRIEF = "brief"
    NEUTRAL = "neutral"
    BULLET = "bullet"


class Length(StrEnum):
    """How much a model writes of a story."""

    SHORT = "short"
    USUAL = "usual"
    LONG = "long"


class Mode(StrEnum):
    """Whether stories wait for the next edition or are posted as they are read."""

    SCHEDULED = "scheduled"
    LIVE = "live"


class Guild(Struct, frozen=True):
    """A server and what its admins chose.

    `manager_role` and `log_channel` are "" where none is set. `left` is when the
    bot was removed; its settings go some time later.
    """

    id: str
    owner: str = ""
    zone: str = "UTC"
    language: str = ""
    manager_role: str = ""
    log_channel: str = ""
    left: datetime | None = None


class ChannelState(Struct, frozen=True):
    """A channel that is posted in; `paused` says why it is not, "" where it is."""

    id: str
    guild: str
    kind: ChannelKind = ChannelKind.TEXT
    paused: str = ""


class ScheduleOrder(Struct, frozen=True):
    """What is asked of a schedule: when, in what style, and how much.

    `most` is how many stories an edition shows. A live schedule heeds of its
    timetable the zone and the quiet hours alone, and misses nothing. `language` is what
    a model tells it in, None for its server's, "" for each article's own; `length` how
    much it tells.
    """

    timetable: Timetable
    style: Style = Style.NEUTRAL
    most: int = 8
    mode: Mode = Mode.SCHEDULED
    publish: bool = False
    changed: Changed = Changed.EDIT
    missed: Missed = Missed.COMBINE
    language: str | None = None
    length: Length = Length.USUAL

    def told_in(self, server: str) -> str:
        """Return its language in a server of that one, "" for each article's own."""
        return server if self.language is None else self.language


class Schedule(Struct, frozen=True):
    """When a channel gets editions.

    `next_run` is None while it is paused until somebody says so; `paused_until` is
    set while it is paused until then, which comes before its next run. `last_slot`
    is the run that was made or skipped last, `outcome` what became of it, in words.
    """

    id: int
    guild: str
    channel: str
    order: ScheduleOrder
    next_run: datetime | None = None
    paused: bool = False
    paused_until: datetime | None = None
    last_slot: datetime | None = None
    outcome: str = ""


class GuildNotice(Struct, frozen=True):
    """What a guild is to be told in its log, once.

    It is of a feed (`url`), of a channel, or of neither: both are "" then.
    """

    id: int
    guild: str
    kind: str
    text: str
    made: datetime
    url: str = ""
    channel: str = ""


class Topic(Struct, frozen=True):
    """What a guild calls a field of the news.

    A story is of it where its feed was put there, or where `include` (keywords, any
    of them) says so and `exclude` does not. `role` is pinged by it, "" for none.
    """

    id: int
    guild: str
    name: str
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    role: str = ""


class Placed(Struct, frozen=True):
    """What an edition knows of one of its stories beside the story itself."""

    topics: tuple[str, ...] = ()
    image: str = ""


class Edition(Struct, frozen=True):
    """A digest on its way to a channel.

    `id` is the stored digest's, 0 for one that is only looked at. `since` is where
    its window begins, `read` how many articles were read in it for this channel.
    `due` is when it should have been made, where it is `late`. `placed` goes along
    with `digest.stories`. `roles` are pinged.
    """

    digest: Digest
    guild: str
    channel: str
    id: int = 0
    kind: ChannelKind = ChannelKind.TEXT
    since: datetime | None = None
    read: int = 0
    due: datetime | None = None
    late: bool = False
    style: Style = Style.NEUTRAL
    mode: Mode = Mode.SCHEDULED
    silent: bool = False
    publish: bool = False
    placed: tuple[Placed, ...] = ()
    roles: tuple[str, ...] = ()


class Reach(Struct, frozen=True):
    """What one who asks may see: of the guild, what is posted in these channels.

    None for all of the guild's channels. The guild "" is the local desk.
    """

    guild: str = ""
    channels: frozenset[str] | None = None
