"""A question, taken apart once for all the sentences that may answer it."""

from itertools import pairwise

from msgspec import Struct

from digests.answers.forms import NAME, Form, asked_for
from digests.answers.words import CJK, content_words, stems


class Asked(Struct, frozen=True):
    """What a question holds.

    `words` are the stems of the words that carry it, in order; `letters` pieces of
    those words, and `spelled` tells which of them make up each word; `names` the
    stems of capitalised ones; `every` all its stems.
    """

    words: tuple[str, ...]
    letters: tuple[str, ...]
    spelled: tuple[tuple[int, ...], ...]
    names: frozenset[str]
    numbers: frozenset[str]
    forms: tuple[Form, ...]
    every: frozenset[str]
    pairs: frozenset[tuple[str, str]]


def take_apart(question: str) -> Asked:
    """Return the question's parts."""
    content = content_words(question)
    words = dict.fromkeys(stem for word in content for stem in stems(word))
    names = [m.group() for m in NAME.finditer(question) if not CJK.match(m.group())]
    pieces = [_pieces(word) for word in dict.fromkeys(content)]
    letters = dict.fromkeys(piece for word in pieces for piece in word)
    at = {piece: number for number, piece in enumerate(letters)}
    row = stems(question)
    return Asked(
        tuple(words),
        tuple(letters),
        tuple(tuple(at[piece] for piece in word) for word in pieces),
        frozenset(stem for name in names for stem in stems(name)) & words.keys(),
        frozenset(word for word in words if word.isdigit()),
        tuple(asked_for(question)),
        frozenset(row),
        frozenset(pairwise(row)),
    )


def _pieces(word: str) -> list[str]:
    """Return a word's letters in threes to fives; CJK script in ones to threes."""
    if CJK.match(word):
        sizes, text = (1, 2, 3), word
    else:
        sizes, text = (3, 4, 5), f" {word.lower()} "
    return [text[i : i + n] for n in sizes for i in range(len(text) - n + 1)]
