"""The nouns of deliveries: what is to be sent of an edition, and what came of it.

Ids are Discord's, as text; every time is aware and in UTC.
"""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct


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
