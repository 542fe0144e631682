"""Does this string stand, verbatim, in that article, and from that mouth?

The one door for words that are claimed to be somebody's. Before they are compared,
white space, quotation marks, dashes and the Unicode form are made one, and nothing
else is: one changed word, letter or comma is a refusal.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from digests.articles.sentences import split
from digests.quotes.meant import is_meant
from digests.quotes.read import read_quotes
from digests.types import Article, Quote

_MARKS = re.compile("''|``|[\"'“”„«»‹›‘’‚‛「」『』`´]")
# A paragraph that goes on with a quote repeats its mark.
_NEXT_PARAGRAPH = re.compile(rf"\n\s*(?:{_MARKS.pattern})?")
_DASHES = re.compile(r"(\s*)([-‐‑‒–—―−﹘－]+)(\s*)(?=(\d?))")
# Within a word, and between words; what is one may be typed as the other.
_GLUED, _LOOSE = "-", "–"
_ANY_DASH = f"[{_GLUED}{_LOOSE}]"
_DASH = re.compile(r"\\?[-–]")
_LETTER = re.compile(r"\w")
_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
LEFT_OUT = re.compile(r"[\[(]\s*(?:…|\.{3,})\s*[\])]|…|\.{3,}|\. \. \.")
# Scripts that part no words have no borders to stand between.
_UNPARTED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


def verify(article: Article, words: str, speaker: str | None) -> Quote | None:
    """Return the article's quote that holds these words, None where none does.

    What is to be printed is the quote that is returned, whole. Words with an
    ellipsis hold where each part stands in one quote, in order. `speaker` must be
    who said it there, by name, a part of the name, role, or both ("name, role",
    "Mayor Doe", "Mr Doe"); None claims nobody.
    """
    return find(_quotes(article), words, speaker, article.text)


def find(
    quotes: Sequence[Quote], words: str, speaker: str | None, text: str
) -> Quote | None:
    """Return which of a text's quotes holds the words; see `verify`."""
    parts = [part for each in LEFT_OUT.split(words) if (part := alike(each))]
    if not parts or not all(map(_LETTER.search, parts)):
        return None
    return next(
        (
            quote
            for quote in quotes
            if _holds(alike(quote.text), parts)
            and (not speaker or _is_by(quote, speaker, text))
        ),
        None,
    )


@lru_cache(maxsize=4096)
def alike(words: str) -> str:
    """Return the words in the one form in which they are compared."""
    words = unicodedata.normalize("NFC", _HIDDEN.sub("", words))
    words = _MARKS.sub('"', _NEXT_PARAGRAPH.sub(" ", words))
    return " ".join(_DASHES.sub(_dash, words).split()).strip('" ')


def _dash(found: re.Match[str]) -> str:
    before, dash, after, digit = found.groups()
    if before and not after and digit:
        return f" {_GLUED}"  # A number below nought.
    glued = not before and not after and (dash in "-‐‑‒" or bool(digit))
    return _GLUED if glued else _LOOSE


@lru_cache(maxsize=64)
def _quotes(article: Article) -> tuple[Quote, ...]:
    sentences = split(article.text, article.language)
    return read_quotes(article.text, sentences, article.language)


def _holds(quoted: str, parts: Sequence[str]) -> bool:
    """Tell whether the parts stand in what was said, one after the other, as words."""
    at = 0
    for part in parts:
        found = re.compile(_bordered(part)).search(quoted, at)
        if found is None:
            return False
        at = found.end()
    return True


def _bordered(part: str) -> str:
    """Return a pattern for the part where no word, number or compound is cut."""
    before = "" if _is_border(part[0]) else r"(?<!\w)(?<!\w[\".,])(?<!-)"
    after = "" if _is_border(part[-1]) else r"(?!\w)(?!-|[\".,]\w)"
    return before + _DASH.sub(_ANY_DASH, re.escape(part)) + after


def _is_border(letter: str) -> bool:
    return not letter.isalnum() or bool(_UNPARTED.match(letter))


def _is_by(quote: Quote, speaker: str, text: str) -> bool:
    return is_meant(quote.speaker or "", quote.role or "", speaker, text)
