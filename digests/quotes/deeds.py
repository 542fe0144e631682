"""Find who speaks words that have no verb of saying: by what somebody does.

"Jane Doe shook her head: “…”" and "Jane Doe held up a copy. “…”".
"""

import re
from collections.abc import Callable

from digests.quotes.features import Frame
from digests.quotes.lexicon import words
from digests.quotes.mentions import Mention
from digests.quotes.narration import Narration

_NAMED = frozenset("nNehrR")
_ACTS = re.compile(r"(?:,[^.PQ]{1,14},|\([^)P]{1,6}\),?)?[b]*[vaVU]")
_NEAR = 60
_SHRUGS = re.compile(r"b?[va]b?")
_HAS_WORDS = re.compile(r"ay?D?[wb]{0,2}[wdV](?=[p.])")


def who_acts(
    narration: Narration,
    frame: Frame,
    guess: Mention | None,
    at: Callable[[int], Mention | None],
) -> Mention | None:
    """Return who does something right before the words; *at* as in `clauses`."""
    codes = narration.codes
    return (
        _before_the_colon(codes, frame, at)
        or _who_opens(narration, frame, guess, at)
        or _who_has_words(narration, frame, guess, at)
        or _who_shrugs(codes, frame, guess, at)
    )


def _who_opens(
    narration: Narration,
    frame: Frame,
    guess: Mention | None,
    at: Callable[[int], Mention | None],
) -> Mention | None:
    """Return who opens the paragraph, or sentence, of "She held up a copy. “…”"."""
    codes, place = narration.codes, frame.place
    if frame.last != "." or frame.said_before + frame.said_after != "--":
        return None
    line = codes.rfind("P", 0, place) + 1
    end = codes.find("P", place)
    if guess and line <= guess.first < (end if end >= 0 else len(codes)):
        return None
    if "Q" in codes[line:place]:
        return None
    sentence = 1 + max(codes.rfind(mark, 0, place - 1) for mark in ".P")
    openers = (at(first) for first in (line, sentence))
    able = (one for one in openers if one and _may_act(narration, one))
    return next((one for one in able if _ACTS.match(codes, one.stop)), None)


def _may_act(narration: Narration, mention: Mention) -> bool:
    """Tell a person or body, "one" of several included, from a thing."""
    if mention.kind in _NAMED:
        return True
    word = narration.words(mention.first, mention.stop).lower()
    return word in words(narration.language, "indefinite")


def _who_has_words(
    narration: Narration,
    frame: Frame,
    guess: Mention | None,
    at: Callable[[int], Mention | None],
) -> Mention | None:
    """Return the baker of "The baker had a question. “…”"."""
    codes, place = narration.codes, frame.place
    if frame.last != "." or frame.said_before + frame.said_after != "--":
        return None
    opened = 1 + max(codes.rfind(mark, 0, place - 1) for mark in ".P")
    opener = at(opened)
    if opener is None or (guess and guess.first > place):
        return None
    match = _HAS_WORDS.search(codes, opener.stop, place - 1)
    if match is None:
        return None
    noun = narration.words(match.end() - 1, match.end()).lower()
    return opener if noun in words(narration.language, "words") else None


def _who_shrugs(
    codes: str,
    frame: Frame,
    guess: Mention | None,
    at: Callable[[int], Mention | None],
) -> Mention | None:
    """Return her of "Asked about the money, the winner shrugged. “…”"."""
    place = frame.place
    if frame.last != "." or frame.said_before + frame.said_after != "--":
        return None
    if guess and guess.first > place:
        return None
    opened = 1 + max(codes.rfind(mark, 0, place - 1) for mark in ".PQ")
    for first in range(max(opened + 1, place - _NEAR), place - 1):
        one = at(first)
        if one is None or codes[first - 1] != "," or one.kind not in "nNeRrh":
            continue
        if _SHRUGS.fullmatch(codes, one.stop, place - 1):
            return one
    return None


def _before_the_colon(
    codes: str, frame: Frame, at: Callable[[int], Mention | None]
) -> Mention | None:
    """Return her of "Jane Doe shook her head: “…”"."""
    place = frame.place
    if frame.last != ":" or frame.said_before != "-":
        return None
    opener = at(1 + max(codes.rfind(mark, 0, place) for mark in ".PQ"))
    if opener is None or opener.kind not in _NAMED:
        return None
    return opener if _ACTS.match(codes, opener.stop) else None
