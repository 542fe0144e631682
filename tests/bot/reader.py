"""What a Discord client makes of a message: what it acts on, and what it shows.

Its rules, as far as they are known, and not those of the code that escapes: at each
place the first that fits holds, and a backslash takes any sign out of them.
https://support.discord.com/hc/en-us/articles/210298617 (Markdown 101),
https://docs.discord.com/developers/reference#message-formatting
"""

import re
from collections.abc import Iterator

_ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")
_BLOCKS = (
    ("heading", re.compile(r"#{1,3} +(?=\S)")),
    ("small", re.compile(r"-# +(?=\S)")),
    ("quote", re.compile(r"(?:>>>|>) ")),
    ("list", re.compile(r" *(?:[-*+]|\d+\.) +(?=\S)")),
)
_PAIRED = r"(?:\[[^\]]*\]|[^\[\]]|\](?=[^\[]*\]))*"
_INLINE = (
    ("code", re.compile(r"(`+)[\s\S]*?[^`]\1(?!`)")),
    ("masked link", re.compile(rf"\[({_PAIRED})\]\(\s*<?\S+?>?\)")),
    ("time", re.compile(r"<t:-?\d{1,17}(?::[tTdDfFRsS])?>")),
    ("mention", re.compile(r"<@[!&]?\d+>|<#\d+>|@everyone|@here")),
    ("command", re.compile(r"</[^:>]+:\d+>")),
    ("guide", re.compile(r"<id:[\w-]+(?::\d+)?>")),
    ("emoji", re.compile(r"<a?:\w+:\d+>|:[\w+-]+:")),
    ("address", re.compile(r"<[A-Za-z]+:[^ >]+>|<[^ >@]+@[^ >]+>|<\+\d[\d ()-]+>")),
    ("link", re.compile(r"(?:https?|steam|discord)://\S", re.IGNORECASE)),
    ("mail", re.compile(r"[\w.+-]+@[\w-]+\.\w{2,}")),
    ("invite", re.compile(r"discord(?:app)?\s*\.\s*\w+", re.IGNORECASE)),
    ("host", re.compile(r"(?:\w[\w-]*\.)+[^\W\d_]{2,}(?!\w)")),
    ("bold", re.compile(r"\*\*([\s\S]+?)\*\*(?!\*)")),
    ("underline", re.compile(r"__[\s\S]+?__(?!_)")),
    ("italics", re.compile(r"\*(?!\s)[^*]+\*(?!\*)|\b_[^_]+_\b")),
    ("struck", re.compile(r"~~[\s\S]+?~~")),
    ("spoiler", re.compile(r"\|\|[\s\S]+?\|\|")),
)  # fmt: skip
# The server looks for these in the text as sent: no backslash hides them from it.
_PINGS = re.compile(r"@everyone|@here|<@[!&]?\d+>")


def acted_on(text: str) -> list[str]:
    """What a client or the server acts on, kind by kind, in order."""
    return [f"ping {each}" for each in _PINGS.findall(text)] + list(_read(text))


def _read(text: str) -> Iterator[str]:
    at, begins = 0, True
    while at < len(text):
        if escaped := _ESCAPED.match(text, at):
            at, begins = escaped.end(), False
            continue
        for kind, pattern in (*_BLOCKS, *_INLINE) if begins else _INLINE:
            if found := pattern.match(text, at):
                yield kind
                yield from _read(found[1]) if kind in {"bold", "masked link"} else ()
                at, begins = found.end(), kind in {"quote", "list"}
                break
        else:
            # A word is read in one go: its end is not another's start.
            word = re.compile(r"\w+").match(text, at)
            begins = text[at] == "\n"
            at = word.end() if word else at + 1


def shown(text: str) -> str:
    """The words that a client shows, without what nobody sees."""
    return _ESCAPED.sub(r"\1", text).replace("\u200b", "")
