"""Recognise lines that ask something of the reader: money, a login, consent.

Each kind is told by families of words that must meet in one line: who asks, whom,
and for what. A line with somebody's quoted words is reporting, not asking.
"""

import re

from digests.articles.wordings import (
    ACCOUNT,
    ASKING,
    CONSENT,
    COOKIES,
    CRAFT,
    GIFT,
    READING,
    US,
    YOU,
)

_QUOTED = re.compile(r"[“”„«»\"]")
_LONGEST_LINE = 90
_LONGEST_APPEAL = 4000


def is_appeal(line: str) -> bool:
    """Tell whether the line asks its reader for money."""
    line = line[:_LONGEST_APPEAL]
    return (
        not _QUOTED.search(line)
        and bool(GIFT.search(line) and US.search(line))
        and bool(YOU.search(line) and CRAFT.search(line))
    )


def is_consent(line: str) -> bool:
    """Tell whether the line asks its reader to be tracked."""
    return (
        _is_short(line)
        and bool(COOKIES.search(line) and CONSENT.search(line))
        and bool(US.search(line) or YOU.search(line) or ASKING.search(line))
    )


def is_paywall(line: str) -> bool:
    """Tell whether the line asks its reader to log in or pay before reading on."""
    return (
        _is_short(line)
        and bool(ACCOUNT.search(line) and READING.search(line))
        and bool(ASKING.search(line) or YOU.search(line))
    )


def _is_short(line: str) -> bool:
    return line.count(" ") < _LONGEST_LINE and not _QUOTED.search(line)
