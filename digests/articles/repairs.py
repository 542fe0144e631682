"""Mend a list of extracted paragraphs.

The title repeated on top, lines that stand beside the article, the author's
biography at either end, the posts of a live page, the rest of an article of which
the page shows only the start.
"""

from digests.articles.appeals import is_paywall
from digests.articles.clean import paragraphs_of, words_only
from digests.articles.facts import PageFacts
from digests.articles.lines import ends_the_report, is_beside_the_article, is_biography

# How near to an end a biography or a repeated title stands.
_NEAR = 3
# The page's copy must share this many letters, and be so much longer.
_ENOUGH_TO_COMPARE, _MUCH_MORE = 60, 1.5


def repaired(paragraphs: list[str], told: PageFacts) -> list[str]:
    """Return the paragraphs of the article proper, in order."""
    kept = without_lines_beside(_without_titles(paragraphs, told.titles))
    kept = _without_biographies(kept, told.byline)
    if told.live:
        kept = _before_updates(kept)
    return kept


def without_lines_beside(paragraphs: list[str]) -> list[str]:
    """Return the paragraphs without lines that are furniture wherever they stand.

    The words of a pay wall stay: they tell that the text breaks off there.
    """
    return [
        line
        for line in paragraphs
        if not is_beside_the_article(line) or is_paywall(line)
    ]


def holds(paragraphs: list[str], points: list[str]) -> bool:
    """Tell whether the paragraphs already hold these points."""
    whole = words_only("".join(paragraphs))
    return all(words_only(point) in whole for point in points)


def _without_titles(paragraphs: list[str], titles: tuple[str, ...]) -> list[str]:
    known = {words_only(title) for title in titles}
    head = [line for line in paragraphs[:_NEAR] if words_only(line) not in known]
    return head + paragraphs[_NEAR:]


def _without_biographies(paragraphs: list[str], byline: str) -> list[str]:
    last = len(paragraphs) - _NEAR
    return [
        line
        for number, line in enumerate(paragraphs)
        if _NEAR <= number < last or not is_biography(line, byline)
    ]


def _before_updates(paragraphs: list[str]) -> list[str]:
    """Cut a live page where it says that its posts begin."""
    for number, line in enumerate(paragraphs):
        if ends_the_report(line):
            return paragraphs[: number + 1]
    return paragraphs


def from_copy(paragraphs: list[str], copy: str) -> list[str]:
    """Return the page's own copy of the article where the page shows only its start.

    Pages that load the rest by script carry it whole in JSON-LD. It is believed
    only where it begins word for word with what the page shows.
    """
    shown = words_only("".join(paragraphs))
    whole = words_only(copy)
    if len(shown) < _ENOUGH_TO_COMPARE or len(whole) < _MUCH_MORE * len(shown):
        return paragraphs
    return (
        paragraphs_of(copy.replace("\n", "\n\n"))
        if whole.startswith(shown)
        else (paragraphs)
    )
