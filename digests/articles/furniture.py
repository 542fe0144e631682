"""Take out of a parsed page what stands around the article and within it.

Promotion, related links, author boxes, forms to sign up, captions: told by the
field's common names for them, by their headings and by being nothing but a link.
Nothing here knows an outlet. An element that holds much of the page's text stays,
whatever it is called.
"""

import re

from lxml.html import HtmlElement

from digests.articles.clean import one_line, words_only
from digests.articles.wordings import FURNITURE_HEADING, FURNITURE_NAME

# Other people's posts, whose words are not the reporter's, by the class names that
# the platforms ask for; and the list in which AMP pages show whatever came last.
_EMBEDDED = (
    "//blockquote[contains(@class, 'twitter-tweet') or contains(@class, '-media')"
    " or contains(@class, 'tiktok-embed') or contains(@class, 'bluesky-embed')]"
    " | //div[contains(@class, 'fb-post')] | //amp-live-list"
)
_BLOCKS = frozenset(
    {"div", "section", "aside", "ul", "ol", "p", "header", "footer", "figure"}
)
_KEPT = frozenset({"html", "body", "main", "article"})
_SENTENCE_END = re.compile(r"[.!?…。][\"'”’»)\]]*$")
_LABEL = re.compile(r"^\W*(?:\w+\W+){1,4}$")
# Of all the text in paragraphs: an element with more is the article, not a box.
_MOST_OF_TEXT = 0.3


def remove_furniture(tree: HtmlElement) -> None:
    """Drop the furniture from the tree, in place, keeping what follows it."""
    room = _MOST_OF_TEXT * sum(len(p.text_content()) for p in tree.iter("p"))
    for element in tree.xpath(_EMBEDDED):
        element.drop_tree()
    for element in tree.xpath("//*[@class or @id]"):
        if _is_named_so(element) and len(element.text_content()) <= room:
            element.drop_tree()
    for heading in list(tree.iter("h2", "h3", "h4", "h5", "h6")):
        if FURNITURE_HEADING.match(one_line(heading.text_content())):
            _section(heading, room).drop_tree()
    for paragraph in list(tree.iter("p")):
        if _is_only_a_link(paragraph):
            paragraph.drop_tree()


def remove_headline(tree: HtmlElement, titles: tuple[str, ...]) -> None:
    """Drop the headline, which is no part of the text."""
    known = {words_only(title) for title in titles}
    for heading in list(tree.iter("h1")):
        if words_only(heading.text_content()) in known:
            heading.drop_tree()


def _is_named_so(element: HtmlElement) -> bool:
    tag = str(element.tag)
    if tag in _KEPT or (tag not in _BLOCKS and "-" not in tag and tag != "span"):
        return False
    return bool(
        FURNITURE_NAME.search(element.get("class") or "")
        or FURNITURE_NAME.search(element.get("id") or "")
    )


def _section(heading: HtmlElement, room: float) -> HtmlElement:
    """Return the largest small element that begins with the heading."""
    section = heading
    parent = heading.getparent()
    while (
        parent is not None
        and parent.tag not in _KEPT
        and _is_first(section, parent)
        and len(parent.text_content()) <= room
    ):
        section, parent = parent, parent.getparent()
    return section


def _is_first(child: HtmlElement, parent: HtmlElement) -> bool:
    if (parent.text or "").strip():
        return False
    for sibling in parent:
        if sibling is child:
            return True
        if sibling.text_content().strip() or (sibling.tail or "").strip():
            return False
    return False


def _is_only_a_link(paragraph: HtmlElement) -> bool:
    """Tell a pointer to elsewhere: "See also: <a>…</a>", or a headline as a link."""
    links = [link for link in paragraph.iter("a") if link.get("href")]
    if not links:
        return False
    text = one_line(paragraph.text_content())
    linked = one_line(" ".join(link.text_content() for link in links))
    if not linked or len(linked) < len(text) * 0.5:
        return False
    before, found, after = text.partition(linked)
    if not found or any(c.isalnum() for c in after):
        return False
    if any(c.isalnum() for c in before):
        return before.rstrip().endswith((":", "|")) and bool(_LABEL.match(before))
    return not _SENTENCE_END.search(text)
