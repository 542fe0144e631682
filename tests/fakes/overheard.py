"""Whatever a model is sent in the whole suite, looked through: SAFETY 45.

Every fake of a model has its requests heard here; `tests.conftest` fails the test in
which one held what no model may know.
"""

import re
from collections.abc import Iterator

# What two servers follow in secret, wherever a test has two.
SECRETS = ("Zephyrina", "Quagmirus")
# Keys, and the word by which the suite knows what is not to get out anywhere.
_SECRET = re.compile(r"fake-token\S*|sk-of-the-shell|\S*canary\S*", re.IGNORECASE)
# Of the fake Discord: people, servers, channels, roles and the bot, or as long as
# Discord's own; and names that no article has.
_SHORT = "100|20[0-2]|300|50[0-2]|60[0-5]|6[56]0|70[01]|90[0-2]"
_KNOWN = re.compile(rf"\b(?:{_SHORT}|\d{{17,20}}|bea|eve|Strangers)\b")
_MENTION = re.compile(r"<[@#][!&]?\d+>")
# What an article says is published, and what somebody typed is their own.
_ARTICLE = re.compile(
    r"(<<source \d+\b[^\n]*\n).*?<<end of source \d+>>|^quote \d+ \(source [^\n]*",
    re.DOTALL | re.MULTILINE,
)
_QUESTION = re.compile(r"<<question>>.*?<<end of question>>", re.DOTALL)

_heard: list[str] = []


def hear(text: str) -> None:
    """Take a text that a model is sent."""
    _heard.append(text)


def heard() -> tuple[int, list[str]]:
    """Return how many texts were heard since this was last asked, and what leaked."""
    texts = _heard.copy()
    _heard.clear()
    return len(texts), [leak for each in texts for leak in _leaks(each)]


def _leaks(text: str) -> Iterator[str]:
    """Yield what of a text is a secret, an id, a member, or of two servers."""
    yield from _SECRET.findall(text)
    ours = _ARTICLE.sub(r"\1", text)
    yield from _MENTION.findall(ours)
    yield from _KNOWN.findall(_QUESTION.sub("", ours))
    told = _QUESTION.sub("", text)
    if all(each in told for each in SECRETS):
        yield "what two servers follow"
