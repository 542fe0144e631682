"""Judge what kind of text a page gave, and keep wall text out of it."""

import re

from lxml.html import HtmlElement
from msgspec import Struct

from digests.articles.appeals import is_appeal, is_consent, is_paywall
from digests.articles.clean import one_line
from digests.types import Verdict

# A report of fewer words than this ends before it has told anything.
_TEASER_WORDS = 40
# Below this the text may be what a wall leaves of it; the second figure is for
# pages that call themselves closed, the third for text that ends in a wall.
_SHORT, _SHORT_AND_CLOSED, _SHORT_BEFORE_WALL = 80, 200, 400
_CUT = re.compile(r"(?:\.\.\.|…)\W*$")
_PARTS = ("p", "div", "button", "li", "h1", "h2", "h3", "h4", "span", "section", "a")
_LONGEST_PART = 1000


class Walls(Struct, frozen=True):
    """Which walls a page shows its reader."""

    consent: bool = False
    paywall: bool = False


def shown(tree: HtmlElement) -> Walls:
    """Return the walls that the page shows, whether or not the text stands too."""
    parts = []
    for element in tree.iter(*_PARTS):
        if len(element) <= 8 and (element.text or len(element)):
            text = element.text_content()
            if 12 <= len(text) <= _LONGEST_PART:
                parts.append(one_line(text))
    return walls_of(parts)


def walls_of(lines: list[str]) -> Walls:
    """Return the walls that these lines speak of."""
    return Walls(any(map(is_consent, lines)), any(map(is_paywall, lines)))


def without_requests(paragraphs: list[str]) -> list[str]:
    """Return the paragraphs that ask nothing of the reader."""
    return [
        line
        for line in paragraphs
        if not (is_appeal(line) or is_consent(line) or is_paywall(line))
    ]


def may_be_walled(paragraphs: list[str], free: bool | None) -> bool:
    """Tell whether so little text stands that a wall may be the reason."""
    return _words(paragraphs) < (_SHORT_AND_CLOSED if free is False else _SHORT)


def judge(paragraphs: list[str], walls: Walls, free: bool | None) -> Verdict:
    """Return the verdict on paragraphs that wall text is out of already.

    Args:
        paragraphs: The article's text.
        walls: Those that the page shows.
        free: What the page says of who may read it, None where it says nothing.

    """
    words = _words(paragraphs)
    if walls.paywall and words < _SHORT_BEFORE_WALL:
        return Verdict.PAYWALL
    if walls.consent and words < _TEASER_WORDS:
        return Verdict.CONSENT
    if not paragraphs:
        return Verdict.HEADLINE
    whole = words >= (_SHORT if free is False else _TEASER_WORDS)
    if not whole or _CUT.search(paragraphs[-1]):
        return Verdict.TEASER
    return Verdict.FULL


def _words(paragraphs: list[str]) -> int:
    return sum(line.count(" ") + 1 for line in paragraphs)
