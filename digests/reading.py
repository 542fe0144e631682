"""Read one article: sentences, quotes, summary, passages, in one pass.

Every function here is a job: pure, over bytes and frozen values, fit for a
worker process.
"""

import re

from digests.answers.passages import passages
from digests.articles.documents import text_of
from digests.articles.entries import article_from_entry, completed
from digests.articles.extract import extract
from digests.articles.plain import article_from_text
from digests.articles.sentences import split
from digests.condense.extractive import condense
from digests.errors import ParseError
from digests.quotes.read import read_quotes
from digests.types import Article, Entry, Reading, Report, Summary, Verdict

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
    entry: Entry,
    outlet: str,
    language: str,
    page: tuple[bytes, str, str | None] | None = None,
) -> Reading:
    """Return what a feed's entry says, from its page where there is one.

    `page` is the page's body, address and charset. What the page lacks the
    entry gives; a page that cannot be read leaves the entry's own text.
    """
    own = article_from_entry(entry, outlet, language)
    if page is None:
        return read_article(own)
    try:
        return read_article(completed(extract(*page), own))
    except ParseError:
        return read_article(own)
