"""How a server is spoken to: each understands a little less than the last. Pure.

A request is made in the fullest dialect; a server that refuses is asked again without
what it names, or, where nothing is known of it yet, without one thing after another.
`max_tokens` comes first, though it is the older word: servers that do not know the
newer one do not refuse it, they pass it over and write without end.
"""

from collections.abc import Iterator

from msgspec import Struct, json
from msgspec.structs import replace

from digests.adapters.openai.line import legible
from digests.ports import Form, Prompt

_PLAINER = {Form.SCHEMA: Form.OBJECT, Form.OBJECT: Form.TEXT}
_FORM = ("response_format", "json_schema", "json_object", "schema", "grammar")
_IN_WORDS = "\n\nReply with nothing but one JSON object that fits this JSON schema:\n"


class Dialect(Struct, frozen=True):
    """What a server is held to: the form, the length, and to write the likeliest."""

    form: Form = Form.SCHEMA
    length: str = "max_tokens"
    temperature: bool = True


def request(prompt: Prompt, model: str, dialect: Dialect) -> dict[str, object]:
    """Return a prompt as a request to `/chat/completions`."""
    rules = legible(prompt.rules)
    asked: dict[str, object] = {"model": model, dialect.length: prompt.most_tokens}
    if dialect.temperature:
        asked["temperature"] = 0
    if dialect.form is Form.SCHEMA:
        schema = {"name": prompt.name, "strict": True, "schema": prompt.schema}
        asked["response_format"] = {"type": Form.SCHEMA, Form.SCHEMA: schema}
    else:
        rules += _IN_WORDS + json.encode(prompt.schema).decode()
    if dialect.form is Form.OBJECT:
        asked["response_format"] = {"type": Form.OBJECT}
    asked["messages"] = [
        {"role": "system", "content": rules},
        {"role": "user", "content": legible(prompt.data)},
    ]
    return asked


def plainer(dialect: Dialect, refusal: str, *, guess: bool) -> Dialect | None:
    """Return what to try after a refusal; None where the dialect is not at fault.

    Args:
        dialect: What was refused.
        refusal: What the server said.
        guess: Whether to leave something out where it names nothing.

    """
    told = refusal.lower()
    choices = list(_plainer(dialect))
    for words, less in choices:
        if any(each in told for each in words):
            return less
    return choices[0][1] if guess and choices else None


def _plainer(dialect: Dialect) -> Iterator[tuple[tuple[str, ...], Dialect]]:
    """Yield each thing that can be left out, after the words that name it."""
    if dialect.form in _PLAINER:
        yield _FORM, replace(dialect, form=_PLAINER[dialect.form])
    if dialect.temperature:
        yield ("temperature",), replace(dialect, temperature=False)
    if dialect.length == "max_tokens":
        newer = "max_completion_tokens"
        yield ("max_tokens", newer), replace(dialect, length=newer)
