"""Values with sensible defaults, so that a test names only what matters to it."""

from datetime import UTC, datetime
from functools import cache
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
    sentences = _sentences(article.text, article.language)
    return Report(article, quotes, Summary(sentences[:1]))


# Most articles here say the same.
_sentences = cache(split)


def rss(*titles: str, name: str = "Gazette", extra: str = "") -> bytes:
    """A feed of that name, with an entry for each title; its page is `link_of`."""
    items = "".join(
        f"<item><guid>{name} {each}</guid><title>{each}</title>"
        f"<link>{link_of(each)}</link><description>{text_of(each)}</description></item>"
        for each in titles
    )
    return (
        f'<rss version="2.0"><channel><title>{name}</title>{extra}{items}'
        "</channel></rss>"
    ).encode()


def link_of(title: str) -> str:
    """The address of the article of that title."""
    return f"https://gazette.example/{title.replace(' ', '-')}"


def text_of(title: str) -> str:
    """What the feed says of the article of that title."""
    return f"{title} is what people in Tarn talked about on Monday. Read all of it."


def page_of(title: str, text: str = "") -> bytes:
    """The page of the article of that title, long enough to be a whole report."""
    more = "".join(
        f"<p>Paragraph {number} tells what the council said about it, why it took "
        "so long, and what the people of Tarn hope that it will bring them.</p>"
        for number in range(8)
    )
    return (
        f"<html><head><title>{title}</title>"
        "<meta property='og:site_name' content='Gazette'></head>"
        f"<body><article><h1>{title}</h1>"
        f"<p>{text or text_of(title)}</p>{more}</article></body></html>"
    ).encode()
