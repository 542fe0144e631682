"""A question, taken apart once for all the sentences that may answer it."""

from itertools import pairwise

from msgspec import Struct

from digests.answers.forms import MEASURES, NAME, TIMES, Form, asked_for
from digests.answers.words import CJK, content_words, language, stems


class Asked(Struct, frozen=True):
    """What a question holds.

    `words` are the stems of the words that carry it, in order; `letters` pieces of
    those words, and `spelled` tells which of them make up each word, and `called` what
    its stems are; `things` tells which words are one thing, as all those of a name
    are, and `named` whether it is one; `names` are the stems of capitalised words;
    `every` all its stems. `measures` are what it counts in.
    """

    words: tuple[str, ...]
    letters: tuple[str, ...]
    spelled: tuple[tuple[int, ...], ...]
    called: tuple[tuple[str, ...], ...]
    things: tuple[tuple[int, ...], ...]
    named: tuple[bool, ...]
    names: frozenset[str]
    numbers: frozenset[str]
    forms: tuple[Form, ...]
    measures: tuple[Form, ...]
    every: frozenset[str]
    pairs: frozenset[tuple[str, str]]


def take_apart(question: str) -> Asked:
    """Return the question's parts."""
    content = content_words(question)
    words = dict.fromkeys(stem for word in content for stem in stems(word))
    names = [m.group() for m in NAME.finditer(question) if _is_name(m.group())]
    once = list(dict.fromkeys(content))
    things = _things(once, frozenset(names))
    pieces = [_pieces(word) for word in once]
    letters = dict.fromkeys(piece for word in pieces for piece in word)
    at = {piece: number for number, piece in enumerate(letters)}
    row = stems(question)
    # German writes all that things are called with a capital.
    capitals_tell = language(question) != "de"
    return Asked(
        tuple(words),
        tuple(letters),
        tuple(tuple(at[piece] for piece in word) for word in pieces),
        tuple(tuple(stems(word)) for word in once),
        things,
        tuple(capitals_tell and once[thing[0]] in names for thing in things),
        frozenset(stem for name in names for stem in stems(name)) & words.keys(),
        frozenset(word for word in words if word.isdigit()),
        tuple(asked_for(question)),
        tuple(each for each in MEASURES if each.asked.search(question)),
        frozenset(row),
        frozenset(pairwise(row)),
    )


def _is_name(word: str) -> bool:
    """Tell whether a word with a capital names anything but a day or a month."""
    return not CJK.match(word) and not TIMES.fullmatch(word)


def _things(words: list[str], names: frozenset[str]) -> tuple[tuple[int, ...], ...]:
    """Return the words' places by thing: names that follow each other are one."""
    found: list[list[int]] = []
    for at, word in enumerate(words):
        if at and word in names and words[at - 1] in names:
            found[-1].append(at)
        else:
            found.append([at])
    return tuple(map(tuple, found))


def _pieces(word: str) -> list[str]:
    """Return a word's letters in threes to fives; CJK script in ones to threes."""
    if CJK.match(word):
        sizes, text = (1, 2, 3), word
    else:
        sizes, text = (3, 4, 5), f" {word.lower()} "
    return [text[i : i + n] for n in sizes for i in range(len(text) - n + 1)]
