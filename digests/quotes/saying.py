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
    """Return the verb that the speaker stands by, the quote's own before others."""
    place = frame.place
    if mention.first < place:
        low, high = mention.stop, place
        beside = range(mention.first - 1, max(mention.first - 3, -1), -1)
    else:
        low, high = place + 1, mention.first
        beside = range(mention.stop, min(mention.stop + 4, len(codes)))
    between = codes[low:high]
    if "." in between or "P" in between:
        return _own_cue(codes, frame)
    for verbs in ("VA", "U"):
        at = max(between.rfind(verb) for verb in verbs)
        if at >= 0:
            return low + at
        for token in beside:
            if codes[token] in verbs:
                return token
    return _own_cue(codes, frame)


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
    *,
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
    said = frame.said_after in {"V", "v"} or mention.first == frame.subject_before
    if 0 <= sourced != mention.first - 2 and said:
        return True
    opening = narration.words(mention.first, mention.first + 1).lower()
    noun = narration.words(mention.stop - 1, mention.stop).lower()
    return opening in words(narration.language, "possessive") and noun in words(
        "en", "representative"
    )
