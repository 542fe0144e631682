"""Find the word of saying that ties a quote to its speaker, and what it tells.

The cue of "said he", and whether the words come second-hand ("according to his
lawyer, he said …", "was quoted as saying") or go on from the quote before.
"""

from digests.quotes.features import Frame
from digests.quotes.lexicon import words
from digests.quotes.mentions import Mention
from digests.quotes.narration import Narration
from digests.types import QuoteKind

_REACH = 14
_VERBS = frozenset("VU")


def cue_of(narration: Narration, frame: Frame, mention: Mention) -> str | None:
    """Return the word of saying in the quote's own sentence, or None."""
    token = _cue_token(narration.codes, frame, mention)
    if token < 0:
        return None
    word = narration.words(token, token + 1)
    if narration.codes[token : token + 2] == "Ap":
        return narration.words(token, min(token + 2, len(narration.codes)))
    return word


def _cue_token(codes: str, frame: Frame, mention: Mention) -> int:
    """Return the nearest verb between speaker and quote or beside the speaker."""
    place = frame.place
    if mention.first > place:
        low, high = place + 1, mention.stop + 3
    else:
        low, high = mention.first - 2, place
    after = place < mention.first
    if codes[low:high].count(".") or codes[low:high].count("P"):
        return _own_cue(codes, frame)
    found = [
        token
        for token in range(max(low, 0), min(high, len(codes)))
        if codes[token] in "VUA"
    ]
    if not found:
        return _own_cue(codes, frame)
    strong = [token for token in found if codes[token] in "VA"] or found
    return strong[0] if after else strong[-1]


def _own_cue(codes: str, frame: Frame) -> int:
    """Return a verb of saying right beside the quote, whoever is its subject."""
    place = frame.place
    for token in (place - 1, place - 2, place + 1, place + 2):
        if 0 <= token < len(codes) and codes[token] in "VA":
            return token
    return -1


def kind_of(
    narration: Narration,
    frame: Frame,
    mention: Mention,
    cue: str | None,
    continues: bool,
) -> QuoteKind:
    """Tell how the words reached the page.

    *continues* tells that the quote before has the same speaker.
    """
    if _is_second_hand(narration, frame, mention):
        return QuoteKind.SECOND_HAND
    if cue is None and continues:
        return QuoteKind.CONTINUED
    return QuoteKind.DIRECT


def _is_second_hand(narration: Narration, frame: Frame, mention: Mention) -> bool:
    codes, place = narration.codes, frame.place
    low = 1 + max(codes.rfind(".", 0, place), codes.rfind("P", 0, place))
    ends = [end for end in (codes.find(".", place), codes.find("P", place)) if end >= 0]
    high = min([*ends, len(codes), place + 3 * _REACH])
    sentence = narration.words(max(low, place - 3 * _REACH), high).lower()
    around = sentence.replace(frame.text.lower(), " ").split()
    if words(narration.language, "hearsay") & set(around):
        return True
    sourced = codes.find("A", low, high)
    if 0 <= sourced != mention.first - 2 and frame.said_after in {"V", "v"}:
        return True
    opening = narration.words(mention.first, mention.first + 1).lower()
    noun = narration.words(mention.stop - 1, mention.stop).lower()
    return opening in words(narration.language, "possessive") and noun in words(
        "en", "representative"
    )
