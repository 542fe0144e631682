"""Render the extractor's tree as paragraphs.

The extractor's own rendering runs list items, quotations and line breaks together
in ways that cost paragraphs their borders.
"""

import re
from collections.abc import Iterator

from lxml.etree import _Element

from digests.articles.clean import paragraphs_of

_SPACE = re.compile(r"\s+")
# The extractor's names, and those of HTML for what is read without it.
_BLOCKS = frozenset(
    {
        *("body", "p", "head", "item", "list", "quote", "code", "table", "row", "cell"),
        *(
            "div",
            "section",
            "article",
            "header",
            "footer",
            "ul",
            "ol",
            "li",
            "dl",
            "dt",
        ),
        *("dd", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "td"),
    }
)
_BREAKS = frozenset({"lb", "br"})


def paragraphs(body: _Element) -> list[str]:
    """Return the text of every block in order, each on one line.

    A single line break within a paragraph is white space; two are a border.
    """
    return paragraphs_of("".join(_pieces(body)))


def _pieces(element: _Element) -> Iterator[str]:
    block = element.tag in _BLOCKS
    if block:
        yield "\n\n"
    elif element.tag in _BREAKS:
        yield "\n"
    if element.text:
        yield _SPACE.sub(" ", element.text)
    for child in element:
        yield from _pieces(child)
        if child.tail:
            yield _SPACE.sub(" ", child.tail)
    if block:
        yield "\n\n"
