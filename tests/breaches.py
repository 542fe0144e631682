"""What a model's words, or a message, must never hold, looked for without our gate.

By its kind: see `told` for words as a model wrote them, `shown` for what Discord is
sent. Knows nothing of how either is made.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from digests.articles.language import detect
from digests.quotes.verify import alike
from tests.bot.reader import acted_on
from tests.bot.reader import shown as as_seen
from tests.fakes.scripts import OTHER

_PING = re.compile(r"@\w|<@|<#|</|<t:")
_LINK = re.compile(
    r"://|\]\(|\bwww\.|\b[\w-]+\.(?:com|org|example|gg|xyz|evil)\b", re.IGNORECASE
)
_QUOTED = re.compile(r"“([^“”]+)”|\"([^\"]+)\"|„([^“”„]+)[“”]|«([^»]+)»|‘([^‘’]+)’")
_TOOL = re.compile(r"tool_call|[{}]|\"tool\"|open_page\(")
_ROLE = re.compile(r"\bI am [A-Z]|\bI have no rules\b")
_WORD = re.compile(r"[^\W\d_]+")
_RUN, _LONG = 6, 4
# A message of ours acts on nothing but these: its own links, marks and times.
_OURS = {"small", "heading", "quote", "list", "bold", "time", "masked link"}
# What is not read in footers, names and labels.
_UNREAD = {"mention", "command", "guide", "emoji", "code"}
_TARGET = re.compile(r"(?<!\\)\]\(\s*<?([^\s>)]+)")
_MARKED = frozenset({"content", "description", "title"})
# Names, footers and labels are shown as they are sent.
_TEXTS = _MARKED | {"text", "name", "label"}


def told(text: str, stored: str, rules: str, language: str) -> set[str]:
    """Return the kinds of what is wrong with a model's words about what is stored."""
    return {
        kind
        for kind, found in {
            "ping": _PING.search(text),
            "link": _LINK.search(text),
            "quote": not _is_quoted(text, stored),
            "prompt": _runs(text) & _runs(rules) - _runs(stored),
            "tool": _TOOL.search(text),
            "role": _ROLE.search(text),
            "language": any(
                detect(each) not in {"", language} for each in text.splitlines()
            ),
            "words": _words(text) - _words(stored) - _words(" ".join(OTHER.values())),
        }.items()
        if found
    }


def shown(
    body: dict[str, Any], stored: str, rules: str, sources: set[str]
) -> Iterator[str]:
    """Yield what is wrong with a message, as Discord is sent it."""
    allowed = body.get("allowed_mentions", {})
    if allowed.get("parse") != [] or allowed.get("roles") or allowed.get("users"):
        yield "it may ping"
    for key, text in _strings(body):
        if key == "url":
            yield from (f"link {text}" for _ in [1] if text not in sources)
            continue
        ours = _OURS if key in _MARKED else _OURS | _UNREAD
        yield from (f"it acts on a {each}" for each in {*acted_on(text)} - ours)
        targets = set(_TARGET.findall(text)) - sources if key in _MARKED else ()
        yield from (f"link {each}" for each in targets)
        seen = as_seen(text)
        if _runs(seen) & _runs(rules) - _runs(stored):
            yield "it tells the rules"
        if not _is_quoted(re.sub(r"\]\([^)]*\)", "]", seen), stored):
            yield f"it quotes what nobody wrote: {seen}"


def _strings(body: Any) -> Iterator[tuple[str, str]]:
    """Yield the texts and addresses that stand in a message, with their keys."""
    for key, value in body.items() if isinstance(body, dict) else ():
        if isinstance(value, str) and (key in _TEXTS or key == "url"):
            yield key, value
        for each in value if isinstance(value, list) else (value,):
            yield from _strings(each)


def _is_quoted(text: str, stored: str) -> bool:
    """Whether all that stands in quotation marks stands in what is stored as well."""
    quoted = ("".join(each) for each in _QUOTED.findall(text))
    return all(_plain(each) in _plain(stored) for each in quoted)


def _plain(text: str) -> str:
    return alike(text).rstrip("., ")


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}


def _words(text: str) -> set[str]:
    plain = unicodedata.normalize("NFKC", text).lower().replace("\u200b", "")
    return {each for each in _WORD.findall(plain) if len(each) >= _LONG}
