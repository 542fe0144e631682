"""The nouns of money: what a model is asked for, what that costs, what may be spent.

Money is whole micro-dollars throughout: a millionth of a dollar, never a fraction.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

# What an endpoint puts around what it is sent, in tokens.
_WRAPPING = 256
# No token is shorter than a byte; no text's tokens are longer than this, on average.
_LONGEST_TOKEN = 8
# More tokens than any model reads or writes at a time: it is no number of tokens.
_NO_SUCH_NUMBER = 10**6
# So many times what it was asked for a call is thought to come to again: thoughts are
# written beside a reply. What is read is known, but for what a server adds to it.
_AGAIN_READ, _AGAIN_WRITTEN = 2, 8


class Feature(StrEnum):
    """What a model is asked for.

    A check is always asked anew; so are answers, for nothing of a question is kept.
    """

    DIGEST = "digest"
    ANSWER = "answer"
    CHECK = "check"
    VECTORS = "vectors"


class Purpose(Struct, frozen=True):
    """For whom and for what a model is asked; "" is nobody's, or the local desk's.

    `patience_s` is how long the call may wait for its turn. One that `yields` leaves
    half of each minute to others.
    """

    guild: str
    feature: Feature
    patience_s: float = 0.0
    yields: bool = False


class Tokens(Struct, frozen=True):
    """How many tokens a model reads and writes."""

    read: int = 0
    written: int = 0


# What is held for a story of usual length, by the model's price.
USUAL = Tokens(6_000, 1_024)


class Price(Struct, frozen=True):
    """What a million tokens cost that a model reads, and that it writes."""

    reading: int
    writing: int

    @property
    def is_free(self) -> bool:
        """Whether nothing is paid."""
        return not (self.reading or self.writing)

    def of(self, tokens_in: int, tokens_out: int) -> int:
        """Return what so many tokens cost, rounded up."""
        return -(-(tokens_in * self.reading + tokens_out * self.writing) // 1_000_000)


class Caps(Struct, frozen=True):
    """What may be spent in a day and in a month of UTC; None for any amount."""

    day: int | None = None
    month: int | None = None


class Terms(Struct, frozen=True):
    """On what terms a model works for us.

    `assumed` says that its price is not known and a high one is taken for it. Calls
    and tokens are per minute, 0 for any number. `host` is where the endpoint is, which
    takes so many prompts `at_once`.
    """

    price: Price
    assumed: bool = False
    caps: Caps = Caps()
    requests: int = 0
    tokens: int = 0
    host: str = ""
    at_once: int = 4


class Order(Struct, frozen=True):
    """A call that is about to be made: the bytes to be sent, and how long a reply."""

    purpose: Purpose
    model: str
    sent: int
    tokens_out: int = 0

    @property
    def most(self) -> Tokens:
        """The most that it comes to where the endpoint keeps to it."""
        return Tokens(self.sent + _WRAPPING, self.tokens_out)


class Receipt(Struct, frozen=True):
    """What an endpoint says that a call came to, None where it does not.

    `bytes_out` is how much it wrote, whatever it says.
    """

    tokens_in: int | None = None
    tokens_out: int | None = None
    bytes_out: int = 0

    def of(self, order: Order, most: Tokens) -> Tokens:
        """Return what is believed: nothing told, or nonsense, is the most there is.

        Nor is it ever less than what was sent and written must have been.
        """
        return Tokens(
            max(_told(self.tokens_in, most.read), order.sent // _LONGEST_TOKEN),
            max(_told(self.tokens_out, most.written), self.bytes_out // _LONGEST_TOKEN),
        )

    def beyond(self, order: Order) -> Tokens:
        """Return what went beyond the order and may do so again, 0 for what did not.

        It may be charged whatever it says; but one wrong number must not be held for
        all the calls to come. No token is shorter than a byte.
        """
        asked, used = order.most, self.of(order, order.most)
        read = min(used.read, _AGAIN_READ * asked.read)
        written = max(_AGAIN_WRITTEN * asked.written, self.bytes_out)
        return Tokens(
            read if used.read > asked.read else 0,
            min(used.written, written) if used.written > asked.written else 0,
        )


class Usage(Struct, frozen=True):
    """What a call, or many, came to."""

    calls: int = 0
    failed: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    micro_usd: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            self.calls + other.calls,
            self.failed + other.failed,
            self.tokens_in + other.tokens_in,
            self.tokens_out + other.tokens_out,
            self.micro_usd + other.micro_usd,
        )

    def __sub__(self, other: "Usage") -> "Usage":
        return Usage(
            self.calls - other.calls,
            self.failed - other.failed,
            self.tokens_in - other.tokens_in,
            self.tokens_out - other.tokens_out,
            self.micro_usd - other.micro_usd,
        )


class Bill(Struct, frozen=True):
    """What a guild has had of the model, today and this month, by feature.

    `shared_day` and `shared_month` tell whether what all guilds may spend together is
    spent. Nothing else here is of other guilds.
    """

    today: Mapping[Feature, Usage]
    month: Mapping[Feature, Usage]
    caps: Caps = Caps()
    shared_day: bool = False
    shared_month: bool = False


class Standing(Struct, frozen=True):
    """How a model is doing; `rests_until` is when it is tried again, None while well.

    `last_reply` is when it last replied to anybody, None for never. `a_call` is what
    is held for a usual one, in micro-dollars.
    """

    model: str
    terms: Terms
    rests_until: datetime | None = None
    last_reply: datetime | None = None
    a_call: int = 0

    def is_too_dear(self, caps: Caps) -> bool:
        """Whether one call may come to more than may ever be spent, be it something."""
        return any(cap and self.a_call > cap for cap in (caps.day, caps.month))


def _told(tokens: int | None, most: int) -> int:
    """Return the number that an endpoint tells, where it can be one."""
    return tokens if tokens and 0 < tokens < _NO_SUCH_NUMBER else most


def total(usages: Iterable[Usage]) -> Usage:
    """Return what they come to together."""
    return sum(usages, Usage())
