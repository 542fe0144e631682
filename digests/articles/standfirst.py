"""Find the standfirst: the sentence or points between headline and report.

The extractor takes it for furniture. It is told by its place after the headline
and either by repeating the page's own description or by the name that the field
gives to such an element. Only what the page shows counts.
"""

from collections.abc import Iterator

from lxml.html import HtmlElement

from digests.articles.clean import one_line, words_only
from digests.articles.facts import PageFacts
from digests.articles.wordings import STANDFIRST_NAME

_TAGS = ("p", "h2", "h3", "h4", "div", "span", "ul", "section")
_POINTS = ("li", "p")
_SHORTEST = 20
_FEWEST_WORDS, _MOST_WORDS = 5, 120
# After one long paragraph or three short ones the report has begun, and a name
# means something else.
_LONG_PARAGRAPH, _PARAGRAPH = 180, 60
_WITHIN = 250


def take(tree: HtmlElement, told: PageFacts) -> list[str]:
    """Cut the standfirst out of the tree and return its paragraphs, maybe none."""
    wanted = [words_only(text) for text in told.descriptions]
    wanted = [text for text in wanted if len(text) >= _SHORTEST]
    for element in _after_headline(tree):
        if _is_standfirst(element, wanted):
            points = [one_line(p.text_content()) for p in element.iter(*_POINTS)]
            points = list(filter(None, points)) or [one_line(element.text_content())]
            element.drop_tree()
            return points
    return []


def _after_headline(tree: HtmlElement) -> Iterator[HtmlElement]:
    headline = next(tree.iter("h1"), None)
    started = headline is None
    seen = read = 0
    for element in tree.iter("h1", *_TAGS):
        if element is headline:
            started = True
        elif started:
            yield element
            seen += 1
            if element.tag == "p":
                read += len(element.text_content()) // _PARAGRAPH
            if seen > _WITHIN or read >= _LONG_PARAGRAPH // _PARAGRAPH:
                return


def _is_standfirst(element: HtmlElement, wanted: list[str]) -> bool:
    named = any(
        STANDFIRST_NAME.search(element.get(attribute) or "")
        for attribute in ("class", "id", "itemprop", "data-testid", "data-component")
    )
    if not named and (not wanted or len(element) > 6):
        return False
    text = one_line(element.text_content())
    if named:
        linked = sum(len(one_line(a.text_content())) for a in element.iter("a"))
        words = len(text.split())
        return _FEWEST_WORDS <= words <= _MOST_WORDS and linked < len(text) / 2
    key = words_only(text) if len(text) >= _SHORTEST else ""
    return bool(key) and any(key == description for description in wanted)
