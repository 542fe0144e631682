"""Mend a list of extracted paragraphs.

The title repeated on top, lines that stand beside the article, the author's
biography at either end, and what the page's own copy of the article (JSON-LD)
shows to be no part of it.
"""

from digests.articles.clean import words_only
from digests.articles.facts import PageFacts
from digests.articles.lines import ends_the_report, is_beside_the_article, is_biography

# How near to an end a biography or a repeated title stands.
_NEAR = 3
# The page's copy is believed where it is about as long as what was found, and
# holds most of it word for word.
_COPY_AT_LEAST, _COPY_HOLDS = 0.75, 0.8


def repaired(paragraphs: list[str], told: PageFacts) -> list[str]:
    """Return the paragraphs of the article proper, in order."""
    kept = without_lines_beside(_without_titles(paragraphs, told.titles))
    kept = _without_biographies(kept, told.byline)
    if told.live:
        kept = _before_updates(kept)
    return _as_in_copy(kept, told.body)


def without_lines_beside(paragraphs: list[str]) -> list[str]:
    """Return the paragraphs without lines that are furniture wherever they stand."""
    return [line for line in paragraphs if not is_beside_the_article(line)]


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


def _as_in_copy(paragraphs: list[str], copy: str) -> list[str]:
    whole = words_only(copy)
    keys = [words_only(line) for line in paragraphs]
    inside = [key in whole for key in keys]
    total = sum(map(len, keys))
    held = sum(len(key) for key, is_in in zip(keys, inside, strict=True) if is_in)
    if not total or held < _COPY_HOLDS * total or len(whole) < _COPY_AT_LEAST * total:
        return paragraphs
    return [line for line, is_in in zip(paragraphs, inside, strict=True) if is_in]
