"""The names of a sentence: each must stand in its sources, and as it stands there.

A capital letter makes a name, but at a sentence's start only where the sources know
the word by no other form. Scripts without capitals have no names here: there, the
overlap with the source has to be the greater.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from msgspec import Struct

from digests.answers.words import FUNCTION_WORDS
from digests.grounding.endings import stem
from digests.grounding.sources import WORD, Ground, plain_words
from digests.quotes.lexicon import words as listed

_OPENS = re.compile(r"(?:^|[.!?:;]\s+|[\"“„«]\s*)$")
# Where names have endings, so many letters of one may be an ending.
_INFLECTED = {"ru": 3, "uk": 3, "pl": 3, "cs": 3, "de": 2}
_SHORTEST = 4
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
    found = list(_capitalised(sentence))
    strange = [
        each.word
        for each in found
        if not (each.opens and _is_common(each.word, ground))
        and not _stands(each.word, ground, language)
    ]
    if strange or language in _NOUNS_TOO:
        return strange
    pairs = _pairs(ground)
    return [
        f"{first.word} {second.word}"
        for first, second in pairwise(found)
        if sentence[first.end : second.start] == " "
        and not (first.opens and _is_ordinary(first.word, ground))
        and not _is_told(first.word, language)
        and not _is_told(second.word, language)
        and (stem(first.word), stem(second.word)) not in pairs
    ]


def names_in(sentence: str) -> list[str]:
    """Return the words of a sentence that must be names: capitalised within it."""
    return [each.word for each in _capitalised(sentence) if not each.opens]


class _Capitalised(Struct, frozen=True):
    """A word with a capital, in lower case; `opens` says that it had to have one."""

    word: str
    start: int
    end: int
    opens: bool


def _capitalised(sentence: str) -> Iterator[_Capitalised]:
    for match in WORD.finditer(sentence):
        word = match.group()
        plain = "".join(plain_words(word))
        if not _has_capital(word) or not plain or plain in FUNCTION_WORDS:
            continue
        opens = word[1:].islower() and bool(_OPENS.search(sentence[: match.start()]))
        yield _Capitalised(plain, match.start(), match.end(), opens)


def _has_capital(word: str) -> bool:
    return any(letter.isupper() for letter in word)


def _is_common(word: str, ground: Ground) -> bool:
    """Tell whether a word at a sentence's start may be an ordinary one."""
    return (
        word in ground.words
        or word in _ordinary()
        or stem(word) in {part for sentence in ground.sentences for part in sentence}
    )


def _is_ordinary(word: str, ground: Ground) -> bool:
    """Tell whether it is no name: a word of the language, or one in small letters."""
    return word in _ordinary() or bool(
        re.search(rf"\b{re.escape(word)}\b", ground.text)
    )


@cache
def _ordinary() -> frozenset[str]:
    groups = ("opener", "subordinator", "preposition", "adverb", "determiner", "role")
    more = ("quantifier", "body", "document", "conjunction", "they", "he", "it")
    return frozenset[str]().union(
        *(listed("en", group) for group in (*groups, *more)),
    )


def _stands(word: str, ground: Ground, language: str) -> bool:
    words = ground.words
    if word in words or word.removesuffix("s") in words or f"{word}s" in words:
        return True
    if "-" in word and all(_stands(w, ground, language) for w in word.split("-") if w):
        return True
    if language in _NOUNS_TOO and _is_part(word, words):
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


def _is_told(word: str, language: str) -> bool:
    """Tell whether a word says what somebody is, and not what they are called."""
    return any(
        word in listed(code, group)
        for code in ("en", language)
        for group in ("role", "title", "rank", "time", "body", "demonym")
    )


def _pairs(ground: Ground) -> frozenset[tuple[str, str]]:
    return frozenset(
        (stem(first), stem(second))
        for words in ground.plain
        for first, second in _neighbours([w for w in words if w not in _BETWEEN])
    )


def _neighbours(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield words next to each other, and with one between: a middle name."""
    for size in (1, 2):
        yield from zip(words, words[size:], strict=False)
