"""Make foreign text harmless in a Discord message. Pure.

Headlines, names and sentences come from strangers: nothing in them may ping,
format, link, count down, or turn the direction of what follows. What a reader
sees is the text itself.
"""

import re
import unicodedata
from urllib.parse import quote, urlsplit

# Left out: controls, directions, tags, surrogates, private use, unassigned.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
# Joiners are formats too, and hold letters of many scripts and emoji together.
_JOINERS = "\u200c\u200d"
_MARKS = re.compile(
    r"((?:[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]){3})"
    r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]+"
)
# Discord shows any of these as it is behind a backslash.
_MARKDOWN = re.compile(r"([\\*_~`|\[\]()<>#])")
_LINE_START = re.compile(r"^(\d*)([-+.])(?=\s)")
_BREAK = "\u200b"
_ACTIVE = (
    (re.compile("@(?=\\S)"), f"@{_BREAK}"),
    (re.compile(r"://"), f":{_BREAK}//"),
    (re.compile(r"(discord(?:app)?)(?=\.)", re.IGNORECASE), rf"\1{_BREAK}"),
)
_LONGEST_LINK = 2048
_UNFIT = re.compile(r"[\s\x00-\x1f\x7f\\]")


def harmless(text: str) -> str:
    """Return the text on one line, with nothing in it that Discord acts on."""
    text = " ".join(seen(text).split())
    text = _MARKDOWN.sub(r"\\\1", text)
    text = _LINE_START.sub(r"\1\\\2", text)
    for pattern, broken in _ACTIVE:
        text = pattern.sub(broken, text)
    return text


def seen(text: str) -> str:
    """Return the text without what is not seen, and with few marks on a letter."""
    kept = "".join(
        each
        for each in text
        if each in _JOINERS
        or each.isspace()
        or unicodedata.category(each) not in _UNSEEN
    )
    return _MARKS.sub(r"\1", kept)


def link(url: str) -> str:
    """Return the address fit for a message, "" for one that is not to be shown.

    Only http and https, without a user name; what would end a link early is
    percent-encoded.
    """
    if len(url) > _LONGEST_LINK or _UNFIT.search(url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if (
        parts.scheme not in {"http", "https"}
        or not parts.hostname
        or "@" in parts.netloc
    ):
        return ""
    fit = quote(url, safe="%/:?#[]@!$&'*+,;=~-._")
    return fit if len(fit) <= _LONGEST_LINK else ""
