"""Parse a page's markup into a tree, leniently, as browsers do."""

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from digests.errors import ParseError


def tree_of(html: str, source: str) -> HtmlElement:
    """Return the page's tree without comments.

    The markup has been through `gate.check`, which keeps the cost down.

    Raises:
        ParseError: It is no web page.

    """
    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False
    )
    try:
        tree = document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except etree.LxmlError as error:
        raise ParseError(
            source, "it is no web page; check that it was saved whole"
        ) from error
    return tree
