"""Read the HTML that feeds carry in their entries: short, trusted by nobody."""

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from digests.articles import blocks, gate, repairs, visible
from digests.articles.clean import one_line
from digests.errors import ParseError

_LEFT_OUT = ("figure", "figcaption", "table", "button", "form", "nav", "aside")


def paragraphs(html: str) -> list[str]:
    """Return the paragraphs that the HTML shows; none where it is unfit."""
    tree = _parsed(html)
    if tree is None:
        return []
    visible.remove_hidden(tree)
    for element in list(tree.iter(*_LEFT_OUT)):
        element.drop_tree()
    return repairs.without_lines_beside(blocks.paragraphs(tree))


def line(html: str) -> str:
    """Return a title or name, which may carry markup and entities, on one line."""
    if "<" not in html and "&" not in html:
        return one_line(html)
    tree = _parsed(html)
    return "" if tree is None else one_line(tree.text_content())


def _parsed(html: str) -> HtmlElement | None:
    if not html.strip():
        return None
    try:
        gate.check(html, "")
        parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        return document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (ParseError, etree.LxmlError):
        return None
