"""The nouns of communities: servers, their channels, schedules, editions, deliveries.

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
    a model tells it in: None for its server's, "" for each article's own.
    """

    timetable: Timetable
    style: Style = Style.NEUTRAL
    most: int = 8
    mode: Mode = Mode.SCHEDULED
    publish: bool = False
    changed: Changed = Changed.EDIT
    missed: Missed = Missed.COMBINE
    language: str | None = None

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


class Action(StrEnum):
    """What a delivery does.

    Post, open a forum thread, publish the post before, or edit an earlier one.
    """

    POST = "post"
    THREAD = "thread"
    PUBLISH = "publish"
    EDIT = "edit"


class Parcel(Struct, frozen=True):
    """One thing to be done for an edition, laid out: `body` is Discord's own JSON.

    `instead` is a simpler body for where Discord refuses the first, "" for none.
    `title` and `topics` are a forum thread's; a publication has no body. `stories`
    are those of the edition that it shows, from 0, also where only in part.
    """

    action: Action
    body: str = ""
    title: str = ""
    topics: tuple[str, ...] = ()
    instead: str = ""
    stories: frozenset[int] = frozenset()


class Delivery(Struct, frozen=True):
    """A parcel in the outbox.

    Parcels of a lane go out in the order of their ids; positions in a digest
    count from 1. `nonce` is its own in every copy of the database. `first_try` is
    when it was first sent off without our knowing what came of it, None where it
    is certain that nothing arrived; `cut_off` says that the bot ended meanwhile.
    `before` is the message that the delivery just before it became, or the one that
    it edits.
    """

    id: int
    digest: int
    position: int
    guild: str
    channel: str
    parcel: Parcel
    nonce: str
    attempts: int = 0
    first_try: datetime | None = None
    before: str = ""
    cut_off: bool = False

    @property
    def lane(self) -> str:
        """Where it waits its turn: in its channel, or with its like there."""
        action = self.parcel.action
        alone = action in {Action.PUBLISH, Action.EDIT}
        return f"{self.channel} {action}" if alone else self.channel


class Doubt(StrEnum):
    """Whether a delivery may have arrived already.

    NONE: it has not. BRIEF: it may have, and Discord still knows its nonce, so that
    sending it again is harmless. OPEN: only the channel itself can tell.
    """

    NONE = "none"
    BRIEF = "brief"
    OPEN = "open"


class Again(Struct, frozen=True):
    """That a delivery is to be tried again at a moment, and why.

    It is `certain` where nothing of it can have arrived, at any try; `simpler` asks
    for the body that stands `instead`.
    """

    at: datetime
    reason: str
    certain: bool
    simpler: bool = False


class Loss(Struct, frozen=True):
    """That a delivery is given up: "dead", or "unknown" where it may have arrived.

    `told` is what its guild is told of it, "" for nothing.
    """

    state: str
    reason: str
    told: str = ""


class Arrival(Struct, frozen=True):
    """What became of an edition's parcels; `note` says why some did not arrive."""

    sent: int = 0
    open: int = 0
    unknown: int = 0
    dead: int = 0
    note: str = ""

    @property
    def settled(self) -> bool:
        """Whether nothing more will happen to it."""
        return not self.open


class Backlog(Struct, frozen=True):
    """How many parcels are still to be sent, and since when the oldest waits."""

    waiting: int = 0
    oldest: datetime | None = None


class Reach(Struct, frozen=True):
    """What one who asks may see: of the guild, what is posted in these channels.

    None for all of the guild's channels. The guild "" is the local desk.
    """

    guild: str = ""
    channels: frozenset[str] | None = None
