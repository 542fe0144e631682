"""One call to the model that was chosen, to see what its endpoint can do."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct

from digests.errors import EndpointError, NotAsked
from digests.ports import Completion, Prompt

# A source as models are shown them, and the form that is asked of them.
_RULES = """\
You are given a report between fences. Say in one sentence what it says. Answer with
one JSON object and nothing else:
{"sentences": [{"text": "…", "sources": [1]}]}
"""
_DATA = """\
<<source 1: The Example>>
The ferry between Norham and Eastry runs again from Monday. It had been laid up for
three weeks, until a new engine came.
<<end of source 1>>
"""
_SENTENCE: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["text", "sources"],
    "properties": {
        "text": {"type": "string"},
        "sources": {"type": "array", "items": {"type": "integer"}},
    },
}
_SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["sentences"],
    "properties": {"sentences": {"type": "array", "items": _SENTENCE}},
}
_PROMPT = Prompt("check", _RULES, _DATA, _SCHEMA)

Complete = Callable[[Prompt], Awaitable[Completion]]
Now = Callable[[], datetime]


class Consulted(Struct, frozen=True):
    """What came of a call: how long it took, what was replied, or what went wrong."""

    took: timedelta = timedelta()
    reply: Completion | None = None
    problem: str = ""


async def consult(complete: Complete, now: Now) -> Consulted:
    """Ask a model for a sentence."""
    began = now()
    try:
        reply = await complete(_PROMPT)
    except (EndpointError, NotAsked) as error:
        return Consulted(problem=error.reason)
    return Consulted(now() - began, reply)
