"""Tell an edited text from another one. Pure."""

from rapidfuzz import fuzz

from digests.feeds.keys import words_of

# Of 100. Headlines stay above it when edited and below it when replaced.
_ALIKE_TITLES = 75
_ALIKE_TEXTS = 0.6
_FEWEST_WORDS = 5
_LONG = 3


def alike_titles(one: str, other: str) -> bool:
    """Tell whether one headline may be an edit of the other."""
    a, b = one.casefold(), other.casefold()
    return bool(a and b) and fuzz.ratio(a, b) >= _ALIKE_TITLES


def alike_texts(one: str, other: str) -> bool:
    """Tell whether one text (HTML) may be an edit of the other."""
    a, b = _long_words(one), _long_words(other)
    fewer = min(len(a), len(b))
    return fewer >= _FEWEST_WORDS and len(a & b) >= _ALIKE_TEXTS * fewer


def _long_words(content: str) -> set[str]:
    return {w for w in words_of(content).casefold().split() if len(w) > _LONG}
