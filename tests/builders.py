"""Values with sensible defaults, so that a test names only what matters to it."""

from datetime import UTC, datetime
from typing import Any

from digests.articles.sentences import split
from digests.types import Article, Quote, Report, Summary, Verdict

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def an_article(text: str = "A bridge has opened.", **changes) -> Article:
    """An article read in full, in English, from the Gazette."""
    defaults: dict[str, Any] = {
        "url": "https://gazette.example/bridge",
        "title": "A bridge has opened",
        "text": text,
        "verdict": Verdict.FULL,
        "outlet": "The Gazette",
        "published": NOON,
        "language": "en",
    }
    return Article(**(defaults | changes))


def a_quote(article: Article, words: str, **changes) -> Quote:
    """The quote that stands at the first place of these words in the article."""
    start = article.text.index(words)
    return Quote(words, start, start + len(words), **changes)


def a_report(article: Article | None = None, *quotes: Quote) -> Report:
    """A report whose summary is the article's first sentence."""
    article = article or an_article()
    sentences = split(article.text, article.language)
    return Report(article, quotes, Summary(sentences[:1]))
