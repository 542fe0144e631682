"""Names as they are spelled in other languages and scripts: whether two may be one."""

import re
import unicodedata

from anyascii import anyascii
from rapidfuzz import fuzz

_LATIN = re.compile(r"[a-z]{2,}")
# How alike two spellings are that begin alike or not, or their consonants (0 to 100).
_ALIKE, _MUCH_ALIKE = 60, 75
_SOUNDS_ALIKE = 80
_ROOT = 4
_FEWEST = 2
# Sounds that scripts tell apart in ways of their own, each written as one of them.
_DIGRAPHS = re.compile("zh|ch|sh|th|ph|kh|gh|dj|ck|ng")
_AS = {
    **dict.fromkeys(("zh", "ch", "gh", "kh", "ck", "dj"), "k"),
    "sh": "s",
    "th": "t",
    "ph": "f",
    "ng": "n",
}
_CLASSES = str.maketrans("bdgcqjzxrvw", "ptkkkksslff", "aeiouyh")
_TWICE = re.compile(r"(.)\1+")


def is_among(name: str, text: str) -> bool:
    """Tell whether a name may be one of the words of a text in another language.

    Where scripts differ, consonants may be alike, and words may stand together.
    """
    *_, last = ("", *_spelled(name))
    words = _spelled(text)
    return (
        last in words
        or (len(last) >= _ROOT and any(x.startswith(last[:_ROOT]) for x in words))
        or any(_are_alike(last, word) for word in words if len(word) > _FEWEST)
        or (_script(name) != _script(text) and _sounds_among(last, words))
    )


def _are_alike(name: str, word: str) -> bool:
    alike = fuzz.ratio(name, word)
    begin_alike = name[:1].translate(_CLASSES) == word[:1].translate(_CLASSES)
    return alike >= (_ALIKE if begin_alike else _MUCH_ALIKE)


def _spelled(text: str) -> list[str]:
    """Return the words of a text in Latin letters, lower case."""
    return _LATIN.findall(anyascii(text).lower())


def _script(text: str) -> str:
    """Return what kind of letters a text begins with."""
    letters = (each for each in text if each.isalpha())
    return unicodedata.name(next(letters, "A")).partition(" ")[0]


def _sounds_among(name: str, words: list[str]) -> bool:
    sound = _sound(name)
    return any(
        name in word
        or (
            _FEWEST <= len(sound) <= len(other) + 1
            and fuzz.partial_ratio(sound, other) >= _SOUNDS_ALIKE
        )
        for word in words
        for other in (_sound(word),)
    )


def _sound(word: str) -> str:
    plain = _DIGRAPHS.sub(lambda match: _AS[match[0]], word)
    return _TWICE.sub(r"\1", plain.translate(_CLASSES))
