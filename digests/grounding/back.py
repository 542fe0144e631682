"""A translation that was put back says what its original says, word for word.

Who put it back was shown the translation and nothing else, and names for its words
what else they may be called: of these, the original's own are taken. What is then left
over was said by one of them alone: a word that stands for another is a lie, be it one
word. Words that are only left out, or only added, are few.
"""

import re
from collections.abc import Sequence

from digests.answers.words import CJK
from digests.assigned import Source
from digests.grounding.denials import denies
from digests.grounding.layout import Word, lay_out
from digests.grounding.numbers import numbers_in
from digests.grounding.opposites import is_open
from digests.grounding.put_back import PutBack
from digests.grounding.sources import ground
from digests.grounding.support import DENIED, SAME_DOER, evidence

# What says on which side somebody is; it tells nothing by itself.
_AGAINST = frozenset(
    """
    against gegen contra contre contro tegen przeciw против проти ضد
    """.split()  # noqa: SIM905 - a text of words reads better
)
# In these, who does it stands before what is done.
_IN_ORDER = frozenset({"en", "fr", "es", "it", "pt", "zh"})
# How much of a sentence may be left out or added, and how few of its doers be the same.
_LOST, _ADDED, _DOERS = 0.2, 0.15, 0.2
# Pairs of characters: a word is two or three of them.
_OF_PAIRS = 0.1
# Of these it may stand on either side.
_SAYING = frozenset("VUA")
# How much longer than its original a translation is, and how much of it stands there.
_LONGER, _SHORTER, _SPARE = 1.8, 0.4, 20
_OF_A_SIGN = 3
_RUN = 5


def carries_more(translation: str, original: str) -> bool:
    """Tell whether there is room in a translation for what its original is to be.

    Who puts it back is to say what it says, and not what it says to say.
    """
    long, there = _length(translation), _length(original)
    is_long = long > _LONGER * there + _SPARE or long + _SPARE < _SHORTER * there
    return is_long or not _runs(translation).isdisjoint(_runs(original))


def says_the_same(back: PutBack, original: str, language: str) -> bool:
    """Tell whether they say the same; the language is that of both."""
    text = fitted(back, original, language)
    words, there = lay_out(text, language), lay_out(original, language)
    return (
        numbers_in(text, language) == numbers_in(original, language)
        and denies(text, language) == denies(original, language)
        and _is_open(words) == _is_open(there)
        and _is_against(words) == _is_against(there)
        and not _differ(words, there)
        and not (language in _IN_ORDER and _is_swapped(words, there))
        and _is_done_alike(text, original, language)
        and _is_done_alike(original, text, language)
    )


def fitted(back: PutBack, original: str, language: str) -> str:
    """Return it in the original's own words, where they are among those it names."""
    text = back.text
    for group in back.words:
        there = [each for each in group if _has(original, each, language)]
        # "Will leave" says more than "leaves".
        own = max(there, key=len, default="")
        stands = next(filter(None, (_place(x).search(text) for x in group)), None)
        if own and stands and not _has(text, own, language):
            text = f"{text[: stands.start()]}{own}{text[stands.end() :]}"
    return text


def _has(text: str, words: str, language: str) -> bool:
    """Tell whether these words stand there, in whatever form."""
    if CJK.search(words):
        return words in text
    meant = _meant(words, language)
    return bool(meant) and meant <= _meant(text, language)


def _differ(words: Sequence[Word], there: Sequence[Word]) -> bool:
    """Tell whether one has words for others, or too many that the other has not."""
    one, other = _telling(words), _telling(there)
    added = [each for each in words if each.tells and each.means not in other]
    lost = [each for each in other if each not in one]
    if any(map(CJK.match, other)):
        return len(added) > _OF_PAIRS * len(one) or len(lost) > _OF_PAIRS * len(other)
    return (
        bool(added and lost)
        or any(each.is_verb for each in added)
        or len(added) > _ADDED * len(one)
        or len(lost) > _LOST * len(other)
    )


def _is_swapped(words: Sequence[Word], there: Sequence[Word]) -> bool:
    """Tell whether what stood before a word stands behind it, and the other way."""
    one, other = _telling(words), _telling(there)
    for word in words:
        if not word.is_verb or word.kind in _SAYING or word.means not in other:
            continue
        here, place = one.index(word.means), other.index(word.means)
        before, behind = set(one[:here]), set(one[here + 1 :])
        if before.intersection(other[place + 1 :]) and behind.intersection(
            other[:place]
        ):
            return True
    return False


def _is_done_alike(text: str, other: str, language: str) -> bool:
    found = evidence(text, ground((Source(other, "", language),)))
    return not found[DENIED] and found[SAME_DOER] >= _DOERS


def _is_open(words: Sequence[Word]) -> bool:
    return any(is_open(word.plain) and word.plain != "to" for word in words)


def _is_against(words: Sequence[Word]) -> bool:
    return not _AGAINST.isdisjoint(word.plain for word in words)


def _telling(words: Sequence[Word]) -> list[str]:
    return [word.means for word in words if word.tells]


def _meant(text: str, language: str) -> frozenset[str]:
    return frozenset(w.means for w in lay_out(text, language) if w.kind != ",")


def _place(words: str) -> re.Pattern[str]:
    if CJK.search(words):
        return re.compile(re.escape(words))
    return re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", re.IGNORECASE)


def _length(text: str) -> int:
    return len(text) + (_OF_A_SIGN - 1) * sum(map(len, CJK.findall(text)))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}
