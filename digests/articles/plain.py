"""Read a report that was saved as plain text.

Such files carry what stood around the report when it was copied: a line with the
date, an appeal for money run together into one paragraph, a byline.
"""

import re
from datetime import datetime

from digests.articles import repairs, verdicts
from digests.articles.clean import joined, paragraphs_of
from digests.articles.facts import moment
from digests.articles.headlines import headline_of
from digests.articles.language import detect
from digests.errors import ParseError
from digests.types import Article

_DATE = re.compile(
    r"^\W*(?:date|published|updated|datum|fecha|дата)?\W*"
    r"(\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?)\b"
    r"[\s:,;.]*",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…。！？:][\"'”’»)\]]*$")
_LONGEST_HEADLINE = 25
_HEAD = 3


def article_from_text(text: str, source: str) -> Article:
    """Return the report that the text holds, its paragraphs kept apart.

    A date in front becomes the time of publication (midnight, UTC). The title is
    the first line where that reads as a headline, else words of the first
    sentence.

    Args:
        text: As saved; blank lines part paragraphs, or else line ends do.
        source: The file, for errors.

    Raises:
        ParseError: Nothing is left that could be read.

    """
    paragraphs, published = _dated(_parts(text))
    paragraphs = repairs.without_lines_beside(paragraphs)
    asked = verdicts.walls_of(paragraphs)
    paragraphs = verdicts.without_requests(paragraphs)
    if not paragraphs:
        raise ParseError(source, "there is no readable text in it; give a report")
    title = ""
    if len(paragraphs) > 1 and _is_headline(paragraphs[0]):
        title = paragraphs.pop(0)
    report = joined(paragraphs)
    return Article(
        url="",
        title=title or headline_of(report),
        text=report,
        verdict=verdicts.judge(paragraphs, asked, free=True),
        published=published,
        language=detect(report),
    )


def _parts(text: str) -> list[str]:
    parts = paragraphs_of(text)
    # A file without a blank line has a paragraph on each line.
    if len(parts) == 1 and "\n" in text.strip():
        return paragraphs_of(text.replace("\n", "\n\n"))
    return parts


def _dated(paragraphs: list[str]) -> tuple[list[str], datetime | None]:
    """Cut a date that stands in front, within the first paragraphs."""
    for number, line in enumerate(paragraphs[:_HEAD]):
        match = _DATE.match(line)
        published = moment(match.group(1)) if match else None
        if match and published:
            rest = line[match.end() :]
            kept = [rest] if rest else []
            return paragraphs[:number] + kept + paragraphs[number + 1 :], published
    return paragraphs, None


def _is_headline(line: str) -> bool:
    return len(line.split()) <= _LONGEST_HEADLINE and not _SENTENCE_END.search(line)
