"""Read a web body: bytes in, an `Article` with clean text and a verdict out.

A job: a pure function over bytes, run in a worker that can be ended. trafilatura
finds the text in its `fast` mode, without comments and tables; what a page hides
and what stands around the article is taken out before, and small general repairs
are made after. The page is parsed once. trafilatura's own fetching is never used.
"""

from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Document

from digests.articles import (
    blocks,
    facts,
    furniture,
    gate,
    repairs,
    standfirst,
    verdicts,
    visible,
)
from digests.articles.clean import joined, one_line
from digests.articles.decode import decoded
from digests.articles.headlines import headline_of
from digests.articles.language import detect
from digests.articles.markup import tree_of
from digests.errors import ParseError
from digests.types import Article

# A pay wall stands where the text breaks off.
_TAIL = 3


def extract(body: bytes, url: str, charset: str | None = None) -> Article:
    """Return the article that stands on the page.

    The text holds nothing of a consent or pay wall, whatever the verdict. Where
    the page has a title and no text the verdict is HEADLINE.

    Args:
        body: The page as it came, after decompression.
        url: Where it came from: an address, or a file's path.
        charset: From the content-type header, where there was one.

    Raises:
        ParseError: It is no page that can be read; the reason is in plain words.

    """
    html = decoded(body, url, charset)
    gate.check(html, url)
    tree = tree_of(html, url)
    told = facts.read(tree, url)
    visible.remove_hidden(tree)
    found = _paragraphs(tree, told)
    paragraphs = verdicts.without_requests(found)
    walls = verdicts.walls_of(found[-_TAIL:])
    if verdicts.may_be_walled(paragraphs, told.free):
        walls = _walls(html, url)
    if told.free is not False and not walls.paywall:
        paragraphs = repairs.from_copy(paragraphs, told.body)
    text = joined(paragraphs)
    if not told.title and not text:
        raise ParseError(
            url, "there is no readable text in it; give a report's own page"
        )
    return Article(
        url=told.url,
        title=told.title or headline_of(text),
        text=text,
        verdict=verdicts.judge(paragraphs, walls, told.free),
        byline=told.byline,
        outlet=told.outlet,
        published=told.published,
        language=detect(text) or told.language,
        image=told.image,
    )


def _walls(html: str, url: str) -> verdicts.Walls:
    """Look again, at short pages only: the first look took the walls away."""
    tree = tree_of(html, url)
    visible.remove_hidden(tree)
    return verdicts.shown(tree)


def _paragraphs(tree: HtmlElement, told: facts.PageFacts) -> list[str]:
    furniture.remove_furniture(tree)
    points = standfirst.take(tree, told)
    furniture.remove_headline(tree, told.titles)
    found = repairs.repaired(_extracted(tree, told.live), told)
    return found if repairs.holds(found, points) else points + found


def _extracted(tree: HtmlElement, live: bool) -> list[str]:
    if live:
        # Many short articles make a live page: have them all read, not the first.
        whole = tree.find(".//main")
        if whole is not None:
            whole.set("itemprop", "articleBody")
    document = bare_extraction(
        tree,
        fast=True,
        include_comments=False,
        include_tables=False,
        output_format="txt",
    )
    # A dictionary comes only where one is asked for.
    if not isinstance(document, Document):
        return []
    return _parted(blocks.paragraphs(document.body), tree)


def _parted(found: list[str], tree: HtmlElement) -> list[str]:
    """Part again what the extractor runs together where there is little text."""
    if len(found) != 1:
        return found
    shown = (one_line(p.text_content()) for p in tree.iter("p"))
    return [text for text in shown if text and text in found[0]] or found
