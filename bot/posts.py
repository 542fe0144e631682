"""Posts as Discord's API takes them: frozen values, and the exact JSON they make.

Pure. What a post says is made in `bot.render`, which knows how much fits; here is
only its form. A post never pings but the roles that it names in `pings`.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from msgspec import Struct

from bot.components import Component, Row

SUPPRESS_EMBEDS = 1 << 2
SUPPRESS_NOTIFICATIONS = 1 << 12
IS_COMPONENTS_V2 = 1 << 15
_EDITABLE = SUPPRESS_EMBEDS | IS_COMPONENTS_V2

_TEXT = 10
_MARK = re.compile(r"No\. (\d+)\.(\d+)$")


class Embed(Struct, frozen=True):
    """A box of text as Discord had it before components; "" is left out."""

    title: str = ""
    description: str = ""
    url: str = ""
    footer: str = ""
    timestamp: datetime | None = None
    thumbnail: str = ""

    def json(self) -> dict[str, Any]:
        """Return it as the API takes it."""
        made: dict[str, Any] = {
            "title": self.title,
            "description": self.description,
            "url": self.url,
            "footer": {"text": self.footer} if self.footer else None,
            "timestamp": self.timestamp.isoformat() if self.timestamp else None,
            "thumbnail": {"url": self.thumbnail} if self.thumbnail else None,
        }
        return {name: value for name, value in made.items() if value}


class Post(Struct, frozen=True):
    """One message.

    With only rows among its `components` it is an ordinary message; with any other
    component it is one of Components V2, which has neither content nor embeds.
    `silent`: nobody is notified. `bare`: links in `content` are not unfolded (nor
    are embeds shown). `pings` are the roles that may be pinged, where mentioned.
    """

    content: str = ""
    embeds: tuple[Embed, ...] = ()
    components: tuple[Component, ...] = ()
    silent: bool = False
    bare: bool = False
    pings: tuple[str, ...] = ()

    @property
    def is_v2(self) -> bool:
        """Whether it is a message of Components V2."""
        return any(not isinstance(each, Row) for each in self.components)

    @property
    def flags(self) -> int:
        """The message's flags; who replies in private adds the one for that."""
        return (
            (SUPPRESS_NOTIFICATIONS if self.silent else 0)
            | (SUPPRESS_EMBEDS if self.bare else 0)
            | (IS_COMPONENTS_V2 if self.is_v2 else 0)
        )

    def replacing(self) -> dict[str, Any]:
        """Return the JSON of PATCH …/messages/{id}: nothing of what was there stays."""
        return replacing(self.body())

    def body(self) -> dict[str, Any]:
        """Return the JSON of POST /channels/{id}/messages, without a nonce."""
        made: dict[str, Any] = {
            "content": self.content,
            "embeds": [each.json() for each in self.embeds],
            "components": [each.json() for each in self.components],
            "flags": self.flags,
        }
        made = {name: value for name, value in made.items() if value}
        return made | {"allowed_mentions": allowed_mentions(self.pings)}


def replacing(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return what brings a message to this body; nothing of what was there stays."""
    blank: dict[str, Any] = {"content": None, "embeds": [], "components": []}
    return {**blank, **body, "flags": body.get("flags", 0) & _EDITABLE}


def allowed_mentions(roles: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return what every request says of pings: only these roles, whatever is told."""
    return {"parse": [], "roles": list(roles), "replied_user": False}


class ForumPost(Struct, frozen=True):
    """One post of a forum: a thread's name and what it begins with.

    `topics` are for its tags, which Discord knows by ids of the forum's own.
    """

    name: str
    topics: tuple[str, ...]
    starter: Post


def thread_body(
    name: str, message: Mapping[str, Any], tags: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Return the JSON of POST /channels/{id}/threads; a forum takes up to five tags."""
    made = {"name": name, "message": dict(message)}
    return made | ({"applied_tags": list(tags[:5])} if tags else {})


def mark(digest: int, part: int) -> str:
    """Return what a digest's post ends in, to be known by; parts count from 1."""
    return f"No. {digest}.{part}"


def mark_in(body: Mapping[str, Any]) -> tuple[int, int] | None:
    """Return digest and part of a message as the API gives it back, if it has any.

    Only what stands last counts, which is ours and never a stranger's text.
    """
    last = ""
    for last in _texts(body):  # noqa: B007
        pass
    found = _MARK.search(last)
    return (int(found[1]), int(found[2])) if found else None


def _texts(body: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a message says, in the order in which it is read."""
    yield body.get("content") or ""
    for embed in body.get("embeds") or ():
        yield (embed.get("footer") or {}).get("text") or ""
    for component in body.get("components") or ():
        if component.get("type") == _TEXT:
            yield component.get("content") or ""
