"""The seams to the world, as narrow protocols.

Services take these and nothing wider; `digests.adapters` holds the real parts,
`tests.fakes` the stand-ins, `tests.contracts` what both promise.
"""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from importlib import import_module
from typing import Any, Generic, ParamSpec, Protocol, TypeVar

from msgspec import Struct, field

from digests.errors import EndpointError

P = ParamSpec("P")
T = TypeVar("T")


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Return the present moment, aware and in UTC."""
        ...


class Reply(Struct, frozen=True):
    """What a web server answered, redirects followed; header names in lower case.

    `moved_to` is where permanent redirects led, up to the first that was not;
    "" where there was none.
    """

    url: str
    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    moved_to: str = ""

    @property
    def content_type(self) -> str:
        """The whole content-type header, "" where there is none."""
        return self.headers.get("content-type", "")


class Validators(Struct, frozen=True):
    """What a server called the body that we have, to the letter."""

    etag: str = ""
    last_modified: str = ""


class Web(Protocol):
    """Fetches public addresses and nothing else."""

    async def get(
        self, url: str, limit: int, validators: Validators | None = None
    ) -> Reply:
        """Return the reply from the address: 200, or 304 to validators.

        Args:
            url: An absolute http or https address.
            limit: How many bytes of body to take, after decompression.
            validators: Of the body that we have; a 304 says that it still holds.

        Raises:
            FetchError: Refused, unreachable, too slow, too large, or any other
                status.

        """
        ...


class Job(Struct, Generic[P, T], frozen=True):
    """A function by its name: imported where it runs, not where it is asked for.

    So who hands out work need not load what parses pages and weighs sentences.
    """

    module: str
    name: str

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T:
        """Import the function and return what it returns."""
        job: Any = getattr(import_module(self.module), self.name)
        result: T = job(*args, **kwargs)
        return result


class Workers(Protocol):
    """Runs pure functions off the event loop, where a hang can be ended."""

    async def run(self, job: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what the job returns, or raise what it raises.

        The job is a module-level function over bytes, str and our frozen types.

        Raises:
            JobTimedOut: It did not end in time.
            JobDied: Its process ended under it.

        """
        ...


class Prompt(Struct, frozen=True):
    """What a model is asked: rules of ours, and data that gives no orders.

    `schema` is the JSON schema of the reply, named `name`; `most_tokens` is how long
    a reply may be.
    """

    name: str
    rules: str
    data: str
    schema: Mapping[str, Any]
    most_tokens: int = 1024


class Form(StrEnum):
    """What an endpoint can hold a reply to, by its own words."""

    SCHEMA = "json_schema"
    OBJECT = "json_object"
    TEXT = "text"


# Why replies end that are not whole, or are kept back, in many endpoints' words; any
# other end is that of a reply which is through.
_CUT_OFF = re.compile(
    r"(?:.*\.)?(?:length|max_(?:\w+_)?(?:tokens|length)|model_length|token_limit"
    r"|\w+_context_window_exceeded|context_length_exceeded)",
    re.IGNORECASE,
)
_WITHHELD = re.compile(
    r"(?:.*\.)?(?:content_filter(?:ed)?|safety|refusal|recitation|blocklist|spii"
    r"|prohibited_content|error_toxic|guardrail_intervened)",
    re.IGNORECASE,
)


class Completion(Struct, frozen=True):
    """What a model replied, as it came, and what it is charged for.

    `finish` is the endpoint's word for why it ended: "stop" where it was through.
    `refusal` is what it said in place of a reply, "" for nothing. Tokens are None
    where the endpoint does not tell. `model` is which one it says that it is, `form`
    what it was held to.
    """

    text: str
    finish: str = "stop"
    refusal: str = ""
    tokens_in: int | None = None
    tokens_out: int | None = None
    model: str = ""
    form: Form = Form.SCHEMA

    @property
    def is_cut_off(self) -> bool:
        """Whether it ended before it was through."""
        return _CUT_OFF.fullmatch(self.finish) is not None

    @property
    def is_withheld(self) -> bool:
        """Whether the model would not reply, or somebody would not let it."""
        return bool(self.refusal or _WITHHELD.fullmatch(self.finish))

    @property
    def is_whole(self) -> bool:
        """Whether it said something, and all that it had to say."""
        return bool(self.text.strip()) and not (self.is_cut_off or self.is_withheld)


# Hears why a server refused a request, and returns where it may be asked once more.
Again = Callable[[EndpointError], Awaitable[None]]


async def freely(_: EndpointError) -> None:
    """Let a server be asked as often as it takes."""


class Model(Protocol):
    """Writes what it is asked to write; nothing that it writes is believed."""

    @property
    def name(self) -> str:
        """The model's name, as the operator chose it."""
        ...

    async def complete(self, prompt: Prompt, again: Again) -> Completion:
        """Return the reply to a prompt, whatever it says.

        Args:
            prompt: What it is asked.
            again: Asked before every request but the first, where a server refuses
                one and may understand a plainer one. What it raises ends the call.

        Raises:
            EndpointError: None came.

        """
        ...


class Vectors(Struct, frozen=True):
    """Where texts lie, in their order, and how many tokens were read for that.

    Tokens are None where the endpoint does not tell.
    """

    rows: Sequence[Sequence[float]]
    tokens: int | None = None


class Embedder(Protocol):
    """Turns texts into vectors that lie near each other where texts mean the same."""

    @property
    def model(self) -> str:
        """The model's name: vectors of two models tell nothing of each other."""
        ...

    async def embed(self, texts: Sequence[str]) -> Vectors:
        """Return a vector for each text, in order, all finite and of one length.

        Raises:
            EndpointError: None came that can be used.

        """
        ...
