"""The nouns of asking: what somebody wants to know, where they ask, what they are told.

Ids of guilds, channels, threads and askers are Discord's, as text. Every time is
aware and in UTC.
"""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from digests.guilds import Reach
from digests.types import Answer, Quote


class Scope(StrEnum):
    """How far it is looked for an answer, from the narrowest to the widest."""

    STORY = "story"
    DIGEST = "digest"
    CHANNEL = "channel"
    SERVER = "server"


class Span(Struct, frozen=True):
    """A stretch of time, `until` left out; None where it has no such end."""

    since: datetime | None = None
    until: datetime | None = None


ALWAYS = Span()
_LOCAL_DESK = Reach()


class Saying(Struct, frozen=True):
    """A question for what somebody said; `topic` is "" where it is about anything.

    `written` asks for what they wrote or posted before what they spoke.
    """

    person: str
    topic: str = ""
    written: bool = False


class Understood(Struct, frozen=True):
    """What a question comes to, once the words that only narrow it are taken out.

    `meaning` is what is left to be answered. `span` is when it should have been
    published; a `firm` one was asked for ("since monday"), another only named ("in
    May"), and may be what the answer is about. `outlets` are names as they are stored,
    `speaker` is as it was typed, "" for any. What plain words tell of them may belong
    to what is asked: `undated` is the question with its time, `unsourced` with its
    outlet, `whole` with both.
    """

    meaning: str
    span: Span = ALWAYS
    firm: bool = False
    outlets: tuple[str, ...] = ()
    speaker: str = ""
    undated: str = ""
    unsourced: str = ""
    whole: str = ""
    saying: Saying | None = None


class Bounds(Struct, frozen=True):
    """What a search leaves out: articles before `oldest`, and those outside of these.

    `outlets` are names, any of them; `speaker` is somebody quoted in the passage.
    With `at`, what was published long before then comes a little later.
    """

    oldest: int = 0
    span: Span = ALWAYS
    outlets: tuple[str, ...] = ()
    speaker: str = ""
    at: datetime | None = None


class Spot(Struct, frozen=True):
    """Where an answer is said to all who read there, "" where it is told in private.

    `to` is the message that it is an answer to, "" for none; by its `key` what is said
    there is told from all else.
    """

    room: str = ""
    to: str = ""
    key: str = ""


class CutOff(Struct, frozen=True):
    """A question that was taken on and never answered, for the bot was cut off."""

    id: int
    guild: str
    spot: Spot


class Asked(Struct, frozen=True):
    """A question, and where it was asked.

    `reach` is what the asker may see. `thread` is the conversation that it goes on
    with, "" for none; what was asked in `private` is remembered for the asker alone.
    `channel` is where they are; `digest` and `story` (from 1) tell of which card it
    is, 0 for none. `scope` is where to look first, None for the narrowest there is;
    `since` is a moment before which nothing is looked at. `taken` is by which number
    it was taken on, 0 where it was not.
    """

    question: str
    reach: Reach = _LOCAL_DESK
    asker: str = ""
    thread: str = ""
    channel: str = ""
    digest: int = 0
    story: int = 0
    scope: Scope | None = None
    since: datetime | None = None
    private: bool = False
    taken: int = 0


class Cited(Struct, frozen=True):
    """Where a sentence of an answer stands.

    `link` opens the page at the sentence, "" where it has no address; `jump` is the
    message that it was posted in, "" where the asker can read none. `said` tells that
    the sentence is what somebody said, who is "" where the text names nobody.
    """

    link: str = ""
    jump: str = ""
    said: bool = False
    speaker: str = ""
    role: str = ""


class Answered(Struct, frozen=True):
    """An answer with what stands behind it.

    `scope` is where it was found, or the widest that was looked in; `passed` are
    those that held nothing, `undated` says that nothing was found of the time that was
    named, so that it is from another, and `elsewhere` the same of an outlet. `read_as`
    is the question made whole from the conversation, "" where it stands alone. `cited`
    goes along with the answer's sentences, or with its `nearest` where it is refused.
    `again` says that it was given before, and nothing new was read since; `opens` that
    it is the first of its conversation.
    """

    answer: Answer
    understood: Understood
    scope: Scope = Scope.SERVER
    passed: tuple[Scope, ...] = ()
    undated: bool = False
    elsewhere: bool = False
    read_as: str = ""
    cited: tuple[Cited, ...] = ()
    again: bool = False
    opens: bool = False


class Said(Struct, frozen=True):
    """A quote in the ledger, and where it was read; `seen` is when.

    `link` and `jump` are as in `Cited`.
    """

    quote: Quote
    article_id: int
    title: str
    url: str
    outlet: str
    seen: datetime
    published: datetime | None = None
    link: str = ""
    jump: str = ""


class Turn(Struct, frozen=True):
    """One question of a conversation, and what is left to refer to.

    `people` are named in it; `told` are named in what answered it, which rests on
    these articles: who may not see them all is not reminded of it, nor of `meaning`.
    """

    question: str
    meaning: str
    people: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    rests_on: tuple[int, ...] = ()
    saying: Saying | None = None
