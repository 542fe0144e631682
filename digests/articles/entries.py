"""Make an article of what a feed gives, and complete a page's article with it."""

from msgspec.structs import replace

from digests.articles import fragments, urls, verdicts
from digests.articles.clean import joined, one_line
from digests.articles.language import detect
from digests.types import Article, Entry, Verdict

_WALLED = (Verdict.CONSENT, Verdict.PAYWALL)
# Feeds give a teaser or the whole; a whole report is longer than this.
_WHOLE_WORDS = 150
# A page that gives this much less than the feed was not read right.
_MUCH_LESS = 0.5


def article_from_entry(entry: Entry, outlet: str, language: str) -> Article:
    """Return the article that the feed alone gives.

    Full where the entry's content is long enough to be a report, else a teaser,
    else its headline only.

    Args:
        entry: As parsed.
        outlet: The feed's title; the link's host stands in where it has none.
        language: The feed's own word, used where the text does not tell.

    """
    paragraphs = verdicts.without_requests(fragments.paragraphs(entry.content))
    text = joined(paragraphs)
    return Article(
        url=urls.canonical(entry.link) if urls.is_web_link(entry.link) else "",
        title=fragments.line(entry.title),
        text=text,
        verdict=_verdict(paragraphs),
        byline=fragments.line(entry.author),
        outlet=one_line(outlet) or urls.host(entry.link),
        published=entry.published,
        language=detect(text) or language.lower()[:2],
    )


def completed(page: Article, entry: Article) -> Article:
    """Return the page's article with the entry's facts where the page lacks them.

    Where the page is a wall, or holds less than the feed gave, the entry's text
    stands; a wall keeps its verdict unless the feed gave the whole report.
    """
    text, verdict, code = page.text, page.verdict, page.language
    if len(text) < len(entry.text) * (1 if verdict != Verdict.FULL else _MUCH_LESS):
        text, code = entry.text, entry.language
        walled = verdict in _WALLED and entry.verdict != Verdict.FULL
        verdict = verdict if walled else entry.verdict
    return replace(
        page,
        url=page.url or entry.url,
        title=entry.title or page.title,
        text=text,
        verdict=verdict,
        byline=page.byline or entry.byline,
        outlet=_outlet(page, entry),
        published=page.published or entry.published,
        language=code or page.language or entry.language,
    )


def _outlet(page: Article, entry: Article) -> str:
    """Return the outlet's name; a bare host is the last resort."""
    named = page.outlet if page.outlet != urls.host(page.url) else ""
    return named or entry.outlet or page.outlet


def _verdict(paragraphs: list[str]) -> Verdict:
    words = sum(line.count(" ") + 1 for line in paragraphs)
    if not words:
        return Verdict.HEADLINE
    judged = verdicts.judge(paragraphs, verdicts.Walls(), free=None)
    return judged if words >= _WHOLE_WORDS else Verdict.TEASER
