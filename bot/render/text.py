"""Words that fit: measured as Discord counts, cut as a reader would cut them. Pure."""

from collections.abc import Callable, Iterable
from datetime import datetime

import regex

from bot.cards import QuoteLine, Source, is_day
from bot.escape import harmless, link, plain, seen, strange_host

MOST_NAME = 200

_CHARACTER = regex.compile(r"\X")
# What ends a quotation that begins so, in the tongues that we read.
_CLOSING = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    "「": "」",
    "『": "』",
    '"': '"',
}


def size(text: str) -> int:
    """Return a text's length as Discord counts it: in UTF-16 units, to be safe."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def fit(text: str, limit: int) -> str:
    """Return the text made harmless, cut between words to the limit."""
    return _fit(text, limit, harmless)


def in_parts(text: str, limit: int) -> list[str]:
    """Return all of the text, made harmless, in parts of at most that length.

    Split after a word; a word that is long, or a line of a script without spaces,
    never inside what a reader sees as one character.
    """
    left, parts = " ".join(seen(text).split()), []
    while left:
        end = len(left)
        while size(part := harmless(left[:end])) > limit and end > 1:
            end = max(1, _break(left, min(end - 1, end * limit // size(part))))
        parts.append(part)
        left = left[end:].lstrip()
    return parts


def label(text: str, limit: int) -> str:
    """Return the text for where Discord reads no markdown, cut between words."""
    return _fit(text, limit, plain)


def fit_sentences(sentences: Iterable[str], limit: int) -> list[str]:
    """Return as many whole sentences as fit, harmless; the first one cut if need be."""
    kept: list[str] = []
    for each in sentences:
        left = limit - sum(size(one) + 1 for one in kept)
        whole = harmless(each)
        if size(whole) > left:
            return kept or [fit(each, left)]
        kept.append(whole)
    return kept


def cut(text: str, limit: int) -> str:
    """Return the text's beginning with an ellipsis, at most so many characters.

    Cut before a quotation that would stay open and after a word; where neither is
    near, never inside what a reader sees as one character.
    """
    if len(text) <= limit:
        return text
    end = max(0, limit - 1)
    opened = _opened(text, end)
    if opened and text[:opened].strip():
        return text[:opened].rstrip() + "…"
    return text[: _break(text, end)].rstrip() + "…"


def linked(shown: str, url: str) -> str:
    """Return words of ours or made harmless as a link; as they are where it is unfit.

    Where the host's letters may pass for others, the reader is shown the host.
    """
    address = link(url)
    if not address:
        return shown
    host = strange_host(address)
    aside = f" ({harmless(host)})" if host else ""
    # Discord reads brackets in pairs, escaped or not.
    if not _paired(shown):
        return f"{shown} [→](<{address}>){aside}"
    return f"[{shown}](<{address}>){aside}"


def named(source: Source, text: str = "") -> str:
    """Return the text, else the source's outlet, linked to what was read."""
    shown = fit(text or source.outlet or source.title or "source", MOST_NAME)
    return linked(shown or "source", source.link)


def quoted(quote: QuoteLine) -> str:
    """Return a quote as it is set: its words whole, then who said them."""
    outlet = f" (in {fit(quote.outlet, MOST_NAME)})" if quote.outlet else ""
    return f"> “{harmless(quote.words)}” — {fit(quote.speaker, MOST_NAME)}{outlet}"


def when(moment: datetime | None) -> str:
    """Return a time as each reader's own clock shows it, a day as a day."""
    if moment is None:
        return "undated"
    if is_day(moment):
        # Discord would show a moment, and in some zones that of the day before.
        return day(moment)
    return f"<t:{int(moment.timestamp())}:f>"


def moment(at: datetime) -> str:
    """Return a moment by the reader's clock, and how far away it is."""
    seconds = int(at.timestamp())
    return f"<t:{seconds}:F> (<t:{seconds}:R>)"


def day(moment: datetime) -> str:
    """Return the date in words."""
    return f"{moment.day} {moment:%B %Y}"


def joined(parts: Iterable[str]) -> str:
    """Return what is there of the parts as one line."""
    return " · ".join(part for part in parts if part)


def _fit(text: str, limit: int, escape: Callable[[str], str]) -> str:
    text = " ".join(seen(text).split())
    whole, keep = escape(cut(text, limit)), min(limit, len(text))
    while size(whole) > limit:
        keep = keep * limit // (size(whole) + 1)
        whole = escape(cut(text, keep))
    return whole


def _break(text: str, end: int) -> int:
    """Return where to break off: after a word, and no later than at the end."""
    space = text.rfind(" ", end // 2, end + 1)
    return space if space > 0 else _between(text, end)


def _between(text: str, end: int) -> int:
    """Return where the last whole character ends that ends by then."""
    whole = 0
    for each in _CHARACTER.finditer(text):
        if each.end() > end:
            break
        whole = each.end()
    return whole


def _opened(text: str, end: int) -> int | None:
    """Return where the quotation begins that is open at the end and closes later."""
    opened, closing = None, ""
    for place, each in enumerate(text[:end]):
        if opened is None and each in _CLOSING:
            opened, closing = place, _CLOSING[each]
        elif opened is not None and each in closing:
            opened = None
    if opened is None or not any(each in text[end:] for each in closing):
        return None
    return opened


def _paired(text: str) -> bool:
    depth = 0
    for each in text:
        depth += (each == "[") - (each == "]")
        if depth < 0:
            return False
    return depth == 0
