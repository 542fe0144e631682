"""Make an article of what a feed gives, and complete a page's article with it."""

from msgspec.structs import replace

from digests.articles import fragments, urls, verdicts
from digests.articles.clean import joined, one_line
from digests.articles.language import detect
from digests.types import BY_HAND, Article, Entry, Verdict

_WALLED = (Verdict.CONSENT, Verdict.PAYWALL)
# Feeds give a teaser or the whole; a whole report is longer than this.
_WHOLE_WORDS = 150
# A page that gives this much less than the feed was not read right.
_MUCH_LESS = 0.5


def article_from_entry(
    entry: Entry, outlet: str, language: str, owner: str = BY_HAND
) -> Article:
    """Return the article that the feed alone gives.

    Full where the entry's content is long enough to be a report, else a teaser,
    else its headline only.

    Args:
        entry: As parsed.
        outlet: The feed's title; the link's host stands in where it has none.
        language: The feed's own word, used where the text does not tell.
        owner: Whose words they are.

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
        owner=owner,
    )


def says_enough(page: Article, entry: Article) -> bool:
    """Tell whether the page's text stands, and not the entry's in its place."""
    share = 1 if page.verdict != Verdict.FULL else _MUCH_LESS
    return len(page.text) >= len(entry.text) * share


def completed(page: Article, entry: Article) -> Article:
    """Return the page's article with the entry's facts where the page lacks them.

    Where the page is a wall, or holds less than the feed gave, the entry's text
    stands; a wall keeps its verdict unless the feed gave the whole report. What
    comes of it is the entry's owner's.
    """
    text, verdict, code = page.text, page.verdict, page.language
    if not says_enough(page, entry):
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
        owner=entry.owner,
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
