"""Completions from an OpenAI-compatible endpoint: never streamed, no tools.

What it writes is returned as it came; only what is no reply at all is an error.
"""

import asyncio
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from digests.adapters.openai import replies
from digests.adapters.openai.dialects import Dialect, plainer, request
from digests.adapters.openai.line import Line
from digests.errors import EndpointError, NotAsked
from digests.ports import Again, Completion, Prompt, freely

# A reply of some thousand tokens, and all that a server may say beside it.
_MOST_BYTES = 2 * 2**20
# What a server answers that does not understand.
_NOT_UNDERSTOOD = frozenset({400, 404, 422})


class _Message(Struct):
    content: str | None = None
    refusal: Any = None


class _Choice(Struct):
    message: _Message
    finish_reason: str | None = None


class _Reply(Struct):
    choices: list[_Choice]
    usage: Any = None
    model: Any = None


class Chat:
    """An endpoint's `/chat/completions`."""

    def __init__(
        self,
        name: str,
        base_url: str,
        key: str,
        timeout_s: float,
        api_version: str = "",
    ) -> None:
        """Take what the operator chose; without a key none is sent."""
        self._name = name
        self._line = Line(base_url, key, timeout_s, api_version, _MOST_BYTES)
        self._dialect = Dialect()
        self._is_known = False

    @property
    def name(self) -> str:
        """The model's name."""
        return self._name

    async def complete(self, prompt: Prompt, again: Again = freely) -> Completion:
        """Return the reply to a prompt; see `digests.ports.Model`."""
        return await self._line.in_time(self._complete(prompt, again))

    async def close(self) -> None:
        """Hang up."""
        await self._line.close()

    async def _complete(self, prompt: Prompt, again: Again) -> Completion:
        dialect = self._dialect
        first = said = await self._ask(prompt, dialect)
        while said.status in _NOT_UNDERSTOOD:
            refusal = said.body.decode("utf8", "replace")
            less = plainer(dialect, refusal, guess=not self._is_known)
            if less is None:
                # Nothing helped: it is what the first reply says.
                raise _refusal(first, said)
            await self._leave(again, said, less)
            dialect = less
            said = await self._ask(prompt, dialect)
        completion = await asyncio.to_thread(read, replies.body(said))
        # Remembered for as long as the process lives.
        self._dialect, self._is_known = dialect, True
        return replace(completion, form=dialect.form)

    async def _leave(self, again: Again, said: replies.Said, less: Dialect) -> None:
        """Have it allowed to ask once more after a refusal, in a plainer dialect."""
        try:
            await again(replies.fault(said))
        except NotAsked:
            if not self._is_known:
                # The next call goes on where this one had to end.
                self._dialect = less
            raise

    async def _ask(self, prompt: Prompt, dialect: Dialect) -> replies.Said:
        asked = request(prompt, self._name, dialect)
        return await self._line.post("/chat/completions", asked)


def read(said: bytes) -> Completion:
    """Return what an endpoint said as a completion.

    Raises:
        EndpointError: It is none.

    """
    reply = replies.read(said, _Reply, "completion")
    if not reply.choices:
        raise EndpointError("it gave no choice", charged=True)
    chosen = reply.choices[0]
    finish = chosen.finish_reason or "stop"
    given = Completion(
        chosen.message.content or "",
        finish[:40],
        _text(chosen.message.refusal),
        replies.tokens(reply.usage, "prompt_tokens"),
        replies.tokens(reply.usage, "completion_tokens"),
        _text(reply.model),
    )
    # Cut off before the first word, or kept back, no text is the truth.
    if not given.text.strip() and not (given.is_cut_off or given.is_withheld):
        wanted = finish in {"tool_calls", "function_call"}
        reason = "it wanted a tool, and has none" if wanted else "it said nothing"
        raise EndpointError(reason, charged=True)
    return given


def _refusal(first: replies.Said, last: replies.Said) -> EndpointError:
    """Return a refusal in the words of the first; what is paid is for the last."""
    error = replies.fault(first)
    charged = replies.fault(last).charged
    return EndpointError(error.reason, error.refused, charged, error.wait_s)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
