"""Read one article: sentences, quotes, summary, passages, in one pass.

Every function here is a job: pure, over bytes and frozen values, fit for a
worker process.
"""

import re
from contextlib import suppress

from msgspec.structs import replace

from digests.answers.passages import passages
from digests.articles.documents import text_of
from digests.articles.entries import article_from_entry, completed, says_enough
from digests.articles.extract import extract
from digests.articles.plain import article_from_text
from digests.articles.sentences import split
from digests.articles.urls import is_web_link
from digests.condense.extractive import condense
from digests.errors import ParseError
from digests.named_jobs import Page
from digests.quotes.read import read_quotes
from digests.types import (
    BY_HAND,
    Article,
    Entry,
    Reading,
    Report,
    Summary,
    Verdict,
)

# A few words and a full stop: what any report has and no menu.
_SENTENCE = re.compile(r"\w\W+\w[^\n]*[.!?…]|[。！？]")
# Their text is not the article's, or only the part in front of a wall.
_NOT_READ = frozenset({Verdict.CONSENT, Verdict.PAYWALL, Verdict.HEADLINE})


def read_article(article: Article) -> Reading:
    """Return the article's quotes, summary and passages.

    What stands in front of a wall is kept and never condensed.
    """
    if article.verdict in _NOT_READ:
        return Reading(Report(article, (), Summary(())), ())
    sentences = split(article.text, article.language)
    quotes = read_quotes(article.text, sentences, article.language)
    report = Report(article, quotes, condense(article, sentences))
    return Reading(report, passages(sentences, article.text))


def read_page(body: bytes, url: str, charset: str | None = None) -> Reading:
    """Return what a web page's article says.

    Raises:
        ParseError: The page holds no article, or none with a sentence.

    """
    article = extract(body, url, charset)
    if not is_web_link(url):
        # What a file says of an address is the word of whoever saved it.
        article = replace(article, owner=BY_HAND)
    if not article.title and not article.text:
        raise ParseError(url, "there is no article in it; give a report's own page")
    return _told(article, url)


def read_text(body: bytes, source: str) -> Reading:
    """Return what a text file's article says.

    Raises:
        ParseError: The file holds no text, or no sentence.

    """
    return _told(article_from_text(text_of(body, source), source), source)


def _told(article: Article, source: str) -> Reading:
    walled = article.verdict in {Verdict.CONSENT, Verdict.PAYWALL}
    if not walled and not _SENTENCE.search(article.text):
        raise ParseError(
            source, "there is no sentence in it; give a report, or save its page anew"
        )
    return read_article(article)


def read_entry(
    entry: Entry, outlet: str, language: str, page: Page | None = None
) -> Reading:
    """Return what a feed's entry says, from its page where there is one.

    `page` is the page's body, address and charset. What the page lacks the
    entry gives; a page that cannot be read leaves the entry's own text. It is for
    who hands the feed over, and nobody else's article.
    """
    own = article_from_entry(entry, outlet, language)
    found = _found(page)
    return read_article(completed(found, own) if found else own)


def read_followed(
    entry: Entry, outlet: str, language: str, owner: str, page: Page | None = None
) -> Reading:
    """Return what stands behind a feed's entry, for all whose feeds link to it.

    That is the page's article as the page alone tells it: a feed puts no word, name
    or date into another's mouth. Where the page says too little, what the feed says
    stands, as its own, which is the `owner`'s; completed from the page.
    """
    own = article_from_entry(entry, outlet, language, owner)
    found = _found(page)
    if found and found.text and says_enough(found, own):
        return read_article(found)
    return read_article(completed(found, own) if found else own)


def _found(page: Page | None) -> Article | None:
    """Return the page's article, None where there is none to be read."""
    with suppress(ParseError):
        return extract(*page) if page else None
    return None
