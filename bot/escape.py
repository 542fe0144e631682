"""Make foreign text harmless in a Discord message. Pure.

Headlines, names and sentences come from strangers: nothing in them may ping,
format, link, count down, or turn the direction of what follows. What a reader
sees is the text itself.
"""

from urllib.parse import quote

import regex
from yarl import URL

# Left out: controls, directions, tags, surrogates, private use, unassigned, and
# what is defined to be invisible. Joiners and variation selectors have a use.
_UNSEEN = regex.compile(
    r"[[\p{C}\p{Default_Ignorable_Code_Point}]"
    r"--[\s\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef\p{Extended_Pictographic}]]",
    regex.V1,
)
# A joiner joins emoji, or letters of scripts that have no capitals; a selector
# chooses the form of one character. Elsewhere, or in a row, they only hide.
_IDLE = regex.compile(
    r"(?<![\p{So}\p{Emoji_Modifier}\p{M}\p{Lo}])[\u200c\u200d]"
    r"|[\u200c\u200d](?=[\u200c\u200d\s]|$)"
    r"|(?<=^|[\s\p{Variation_Selector}])\p{Variation_Selector}"
)
_BLANK = "\u2800"
_MARKS = regex.compile(
    r"((?:[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]){3})"
    r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]+"
)
# No script stacks more on one letter.
_STACK = regex.compile(r"([\p{Mn}\p{Me}]{6})[\p{Mn}\p{Me}]+")
# Discord shows any of these as it is behind a backslash.
_MARKDOWN = regex.compile(r"([\\*_~`|\[\]()<>#]|:(?=[\w+-]+:))")
_LINE_START = regex.compile(r"^(\d*)([-+.])(?=\s)")
# Pings and links are looked for in the text as it was sent, backslashes or not;
# what nobody sees between two letters breaks them.
_BROKEN = "\\g<0>\u200b"
_ACTIVE = regex.compile(
    r"@(?=\S)|:(?=//)"
    # A host, a mail's or an invitation's, whatever its name.
    r"|(?<=[^\W_])\.(?=[^\W\d_]{2,}(?![^\W_]))"
    r"|discord(?:app)?(?=\s*\.)",
    regex.IGNORECASE,
)
_LONGEST_LINK = 2048
_UNFIT = regex.compile(r"[\s\p{C}\\]")
_USER = regex.compile(r"[^/]*//[^/?#]*@")
_SCHEMES = frozenset({"http", "https"})
_KEPT = "%/:?#[]@!$&'*+,;=~-._"


def harmless(text: str) -> str:
    """Return the text on one line, with nothing in it that Discord acts on."""
    made = _MARKDOWN.sub(r"\\\1", _one_line(text))
    return _ACTIVE.sub(_BROKEN, _LINE_START.sub(r"\1\\\2", made))


def plain(text: str) -> str:
    """Return the text on one line for where Discord reads no markdown.

    Those are footers, labels of buttons and menus, and names of threads: a
    backslash would be seen there.
    """
    return _ACTIVE.sub(_BROKEN, _one_line(text))


def seen(text: str) -> str:
    """Return the text without what is not seen, and with few marks on a letter."""
    kept = _IDLE.sub("", _UNSEEN.sub("", text)).replace(_BLANK, " ")
    return _STACK.sub(r"\1", _MARKS.sub(r"\1", kept))


def link(url: str) -> str:
    """Return the address fit for a message, "" for one that is not to be shown.

    Only http and https, without a user name; a host in letters of its own is
    written in ASCII, and what would end a link early is percent-encoded.
    """
    if len(url) > _LONGEST_LINK or _UNFIT.search(url):
        return ""
    try:
        parts = URL(url)
        fit = parts.scheme in _SCHEMES and parts.raw_host and parts.port
    except ValueError:
        return ""
    if not fit or _USER.match(url):
        return ""
    # To the letter where that can be: some servers mind how they are asked.
    made = quote(url if url.isascii() else str(parts), safe=_KEPT)
    return made if len(made) <= _LONGEST_LINK else ""


def embeddable(url: str) -> str:
    """Return the address fit for a title's link or a picture, "" for one that is not.

    For those Discord takes no host without a dot, and refuses the whole message.
    """
    fit = link(url)
    host = URL(fit).raw_host or ""
    return fit if "." in host or ":" in host else ""


def strange_host(url: str) -> str:
    """Return the host of a fit address where it hides letters that look like others.

    A reader is shown it beside the link; "" where it is written in ASCII.
    """
    host = URL(url).raw_host or ""
    return host if "xn--" in host else ""


def _one_line(text: str) -> str:
    return " ".join(seen(text).split())
