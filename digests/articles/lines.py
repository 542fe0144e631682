"""Tell a paragraph of the article from a line that only stands beside it.

Appeals, promotion, bylines, timestamps, biographies, separators, notices of
consent: told by the words that such lines share in every outlet. Judges text
alone and knows nothing of markup.
"""

import re

from digests.articles.wordings import (
    BYLINE,
    CONTACT,
    OCCUPATION,
    POINTING,
    TIME,
    UPDATES_BELOW,
)

_MUCH_TO_READ = 40
# "The Gazette's Jane Doe is …": what may stand before the name.
_NAME_WITHIN = 20


def is_beside_the_article(line: str) -> bool:
    """Tell whether the line is furniture wherever it stands."""
    if not any(c.isalnum() for c in line):
        return True
    words = line.count(" ") + 1
    return words <= _MUCH_TO_READ and bool(
        POINTING.match(line) or BYLINE.match(line) or TIME.match(line)
    )


def is_biography(line: str, byline: str) -> bool:
    """Tell whether the line introduces its author, by name and occupation."""
    named = any(
        len(name) > 3 and name in line[: len(name) + _NAME_WITHIN]
        for whole in re.split(r",| and ", byline)
        for name in (whole.strip(),)
    )
    about = bool(OCCUPATION.search(line[:200]))
    return about and (named or bool(CONTACT.search(line)))


def ends_the_report(line: str) -> bool:
    """Tell whether a live page says here that its single posts follow."""
    return len(line.split()) <= _MUCH_TO_READ / 2 and bool(UPDATES_BELOW.search(line))
