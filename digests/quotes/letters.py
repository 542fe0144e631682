"""Find whose words a letter holds: "read her letter aloud: “…”", "“…,” it read".

What a report, a study or a ruling says is its own.
"""

import re
from collections.abc import Callable

from digests.quotes.features import Frame
from digests.quotes.lexicon import words
from digests.quotes.mentions import Mention
from digests.quotes.narration import Narration

_READ_OUT = re.compile(r"(?P<verb>[vV])(?P<owner>D)[wb]{0,2}(?P<letter>[wd])[wb]?:$")
_SENT_BY = frozenset("nNerR")
_ADVERBS = "abz,"
_NEAR = 60  # tokens; a sentence that is longer is none


def whose_letter(
    narration: Narration,
    frame: Frame,
    guess: Mention | None,
    at: Callable[[int], Mention | None],
) -> Mention | None:
    """Return who wrote what is read out, or what "it" says; *at* as in `clauses`."""
    return _owner(narration, frame) or _sender(narration, frame, guess, at)


def _owner(narration: Narration, frame: Frame) -> Mention | None:
    """Return her of "The coroner read her second letter aloud: “…”"."""
    place = frame.place
    match = _READ_OUT.search(narration.codes, max(0, place - _NEAR), place)
    if match is None:
        return None
    verb, owner, letter = (match.start(name) for name in ("verb", "owner", "letter"))
    for token, group in ((verb, "reading"), (owner, "possessive"), (letter, "letter")):
        if _word(narration, token) not in words(narration.language, group):
            return None
    return Mention(owner, owner + 1, "h", owner)


def _sender(
    narration: Narration,
    frame: Frame,
    guess: Mention | None,
    at: Callable[[int], Mention | None],
) -> Mention | None:
    """Return the tenant of "The tenant sent him a note. “…,” it read."."""
    if guess is None or guess.kind != "x":
        return None
    codes = narration.codes
    end = max(codes.rfind(mark, 0, min(guess.first, frame.place)) for mark in ".P")
    opened = 1 + max(codes.rfind(mark, 0, max(end, 0)) for mark in ".PQ")
    opened = max(opened, end - _NEAR)
    letters = words(narration.language, "letter")
    held = [n for n in range(opened, end) if _word(narration, n) in letters]
    if not held:
        return None
    sending = words(narration.language, "sending")
    verbs = [n for n in range(opened, held[-1]) if _word(narration, n) in sending]
    return _subject(codes, verbs[-1], opened, at) if verbs else None


def _subject(
    codes: str, verb: int, opened: int, at: Callable[[int], Mention | None]
) -> Mention | None:
    stop = opened + len(codes[opened:verb].rstrip(_ADVERBS))
    found = (at(first) for first in range(stop - 1, opened - 1, -1))
    return next(
        (one for one in found if one and one.stop == stop and one.kind in _SENT_BY),
        None,
    )


def _word(narration: Narration, token: int) -> str:
    return narration.words(token, token + 1).lower()
