"""The names of a sentence: each must stand in its sources, and as it stands there.

A capital letter makes a name, but at a sentence's start only where the sources know
the word by no other form. Scripts without capitals have no names here: there, the
overlap with the source has to be the greater.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from msgspec import Struct

from digests.answers.stemming import stem as root
from digests.answers.words import FUNCTION_WORDS
from digests.grounding.endings import stem
from digests.grounding.nouns import is_noun
from digests.grounding.numerals import spoken
from digests.grounding.sources import WORD, Ground, plain_words
from digests.grounding.titles import offices
from digests.quotes.lexicon import plural
from digests.quotes.lexicon import words as listed

_OPENS = re.compile(r"(?:^|[.!?:;]\s+|[\"“„«]\s*)$")
_LOOK_BACK = 8
# What letters stand for that do not begin it.
_MEANT = {"US": "USA America[ns]* Vereinigte[nr]?", "UK": "Britain British"}
# Where names have endings, so many letters of one may be an ending.
_INFLECTED = {"ru": 3, "uk": 3, "pl": 3, "cs": 3, "de": 2}
# And where they have so many that a short name is hardly like itself.
_BENT = frozenset({"ru", "uk"})
_SHORTEST = 4
# What begins English sentences and is on no list.
_OPENERS = frozenset({"due", "thanks", "aside", "considering", "facing"})
# Where every noun has a capital, and most are put together.
_NOUNS_TOO = frozenset({"de"})
_BETWEEN = frozenset(
    """
    the of de von van der den del la le bin al el da and und et y i
    """.split()  # noqa: SIM905 - a text of words reads better
)


def strange_names(sentence: str, ground: Ground, language: str) -> list[str]:
    """Return the names that the sources do not hold, in order.

    Two names that follow each other must do so in the sources, for a first name and
    a surname of two people make a third.
    """
    found = list(capitalised(sentence))
    strange = [
        each.word
        for each in found
        if not (each.opens and _is_common(each.word, ground, language))
        and each.word not in offices()
        and not (language in _NOUNS_TOO and is_noun(sentence, each.start, each.word))
        and not _stands(each, ground, language)
    ]
    return strange or [
        f"{first.word} {second.word}"
        for first, second in pairwise(found)
        if sentence[first.end : second.start] == " "
        and not (first.opens and _is_ordinary(first.word, ground, language))
        and not is_told(first.word, language)
        and not is_told(second.word, language)
        and _is_new_pair(first.word, second.word, ground, language)
    ]


def names_in(sentence: str) -> list[str]:
    """Return the words of a sentence that must be names: capitalised within it."""
    return [each.word for each in capitalised(sentence) if not each.opens]


class Capitalised(Struct, frozen=True):
    """A word with a capital, in lower case; `opens` says that it had to have one.

    `letters` is what "IT" and "US" are to be read by, "" for other words.
    """

    word: str
    letters: str
    start: int
    end: int
    opens: bool


def capitalised(sentence: str) -> Iterator[Capitalised]:
    """Yield the words with a capital that may be names, in order."""
    shouts = not any(letter.islower() for letter in sentence)
    for match in WORD.finditer(sentence):
        word = match.group()
        plain = "".join(plain_words(word))
        is_little = plain in FUNCTION_WORDS
        is_letters = len(word) > 1 and word.isupper()
        letters = word if is_letters and (is_little or word in _MEANT) else ""
        if not _has_capital(word) or not plain or (is_little and not letters):
            continue
        if letters and shouts:
            continue
        before = sentence[max(0, match.start() - _LOOK_BACK) : match.start()]
        opens = word[1:].islower() and bool(_OPENS.search(before))
        # "Dahl's" goes with what she has, and does not make a name with it.
        end = match.start() + len(plain)
        yield Capitalised(plain, letters, match.start(), end, opens)


def _has_capital(word: str) -> bool:
    return any(letter.isupper() for letter in word)


def _is_common(word: str, ground: Ground, language: str) -> bool:
    """Tell whether a word at a sentence's start may be an ordinary one."""
    return (
        word in ground.words
        or word in _ordinary(language)
        or word in spoken()
        or stem(word) in {part for sentence in ground.sentences for part in sentence}
        or _is_bent(word, ground, language)
    )


def _is_ordinary(word: str, ground: Ground, language: str) -> bool:
    """Tell whether it is no name: a word of the language, or one in small letters."""
    form = root if language in _BENT else str
    return word in _ordinary(language) or form(word) in {
        form(each) for each in _small(ground.text)
    }


@lru_cache(maxsize=256)
def _small(text: str) -> frozenset[str]:
    return frozenset(word for word in WORD.findall(text) if word.islower())


@cache
def _ordinary(language: str) -> frozenset[str]:
    groups = ("opener", "subordinator", "preposition", "adverb", "determiner", "role")
    more = ("quantifier", "body", "document", "conjunction", "according", "they", "he")
    found = frozenset[str]().union(
        *(listed(code, each) for code in ("en", language) for each in (*groups, *more))
    )
    return found | _OPENERS | {plural(word) for word in listed("en", "role")}


def _is_bent(word: str, ground: Ground, language: str) -> bool:
    """Tell whether another case of it stands there."""
    return language in _BENT and root(word) in _roots(ground.plain)


@lru_cache(maxsize=256)
def _roots(plain: tuple[tuple[str, ...], ...]) -> frozenset[str]:
    return frozenset(root(word) for words in plain for word in words)


def _stands(name: Capitalised, ground: Ground, language: str) -> bool:
    if name.letters:
        return _stands_in_letters(name.letters, ground)
    return _is_there(name.word, ground, language)


def _stands_in_letters(letters: str, ground: Ground) -> bool:
    """Tell whether "US" stands there, as "U.S." or as the United States too."""
    dotted = r"\.?".join(letters)
    spelled = r"\w*[ -](?:(?:of|the|for|de|der|des) )*".join(letters) + r"\w*"
    also = "|".join(("", *_MEANT.get(letters, "").split()))
    return bool(re.search(rf"\b(?:{dotted}|{spelled}{also})\b", ground.text))


def _is_there(word: str, ground: Ground, language: str) -> bool:
    words = ground.words
    if word in words or word.removesuffix("s") in words or f"{word}s" in words:
        return True
    if "-" in word and all(
        _is_there(w, ground, language) for w in word.split("-") if w
    ):
        return True
    if language in _NOUNS_TOO and (_is_part(word, words) or _is_of(word, words)):
        return True
    if _is_bent(word, ground, language):
        return True
    ending = _INFLECTED.get(language, 0)
    return bool(ending) and any(_is_form(word, each, ending) for each in words)


def _is_form(word: str, other: str, ending: int) -> bool:
    root = min(len(word), len(other)) - ending
    longer = max(len(word), len(other)) - root
    return (
        root >= _SHORTEST - 1 and longer <= ending + 1 and word[:root] == other[:root]
    )


def _is_part(word: str, words: frozenset[str]) -> bool:
    """Tell whether it is put together of words that stand there, or one of them is."""
    return len(word) > _SHORTEST and any(
        len(each) > _SHORTEST and (word in each or each in word) for each in words
    )


def _is_of(word: str, words: frozenset[str]) -> bool:
    """Tell whether it is of a place that stands there: "Kölner", "Bremer"."""
    place = re.sub("ers?$", "", word)
    return place != word and not words.isdisjoint({place, f"{place}e", f"{place}en"})


def is_told(word: str, language: str) -> bool:
    """Tell whether a word says what somebody is, and not what they are called."""
    return any(
        word in listed(code, group)
        for code in ("en", language)
        for group in ("role", "title", "rank", "time", "body", "demonym")
    )


def _is_new_pair(first: str, second: str, ground: Ground, language: str) -> bool:
    """Tell whether two names stand there, but never together.

    Where nouns have capitals too, two of them may be no name: there, each must stand
    there with another, the one before its own and the other behind it.
    """
    pairs = _pairs(ground.plain)
    forms = (stem, root) if language in _BENT else (stem,)
    if any((form(first), form(second)) in pairs for form in forms):
        return False
    if language not in _NOUNS_TOO:
        return True
    firsts, seconds = _partners(ground.text)
    return first in firsts and second in seconds


@lru_cache(maxsize=256)
def _pairs(plain: tuple[tuple[str, ...], ...]) -> frozenset[tuple[str, str]]:
    return frozenset(
        (form(first), form(second))
        for words in plain
        for first, second in _neighbours([w for w in words if w not in _BETWEEN])
        for form in (stem, root)
    )


@lru_cache(maxsize=256)
def _partners(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words with a capital before another, and those behind another."""
    pairs = [
        (one.word, other.word)
        for one, other in pairwise(capitalised(text))
        if text[one.end : other.start].isspace()
    ]
    return frozenset(one for one, _ in pairs), frozenset(other for _, other in pairs)


def _neighbours(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield words next to each other, and with one between: a middle name."""
    for size in (1, 2):
        yield from zip(words, words[size:], strict=False)
