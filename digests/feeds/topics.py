"""Topics: what a subscription is filed under, as a path of at most five folders.

"World / Europe" is Europe within World. A slash parts folders only between
spaces, so that "AC/DC" is one.
"""

import re
from collections.abc import Iterable

_DEEPEST = 5
_LONGEST = 60
# What XML forbids, and what has no width or turns the reading direction.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_FORBIDDEN = re.compile("[\ud800-\udfff\ufffe\uffff]")


def tidy(text: str, longest: int) -> str:
    """Return the text on one line, without characters that do not show, and cut."""
    shown = _FORBIDDEN.sub("", _UNSEEN.sub(" ", text))
    return " ".join(shown.split())[:longest].rstrip()


def topic_of(folders: Iterable[str]) -> str:
    """Return the topic of a feed that lies in these folders, the outermost first."""
    return " / ".join(folders_of(" / ".join(folders)))


def folders_of(topic: str) -> tuple[str, ...]:
    """Return the topic's folders, the outermost first; none for no topic."""
    parts = tidy(topic, _DEEPEST * 2 * _LONGEST).split(" / ")
    names = [each[:_LONGEST].strip(" /") for each in parts]
    return tuple([name for name in names if name][:_DEEPEST])
