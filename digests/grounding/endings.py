"""Words without their commonest ending, for telling whether a source has a word.

Less is taken off than where it is searched (`answers.stemming`): what is made of a
word, as a government of governing, is another word when somebody vouches for it.
"""

from functools import lru_cache

from digests.answers.stemming import plain_form
from digests.answers.words import CJK, WORD, pairs

_ENDINGS = ("'s", "ings", "ing", "ied", "ies", "ed", "es", "en", "er", "s", "e", "n")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the word in lower case without its commonest ending."""
    word = plain_form(word.lower())
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > 3:
            return word[: -len(ending)]
    return word


def stems(text: str) -> list[str]:
    """Return the text's words, stemmed, in order; CJK script by pairs of characters."""
    return [
        part
        for word in WORD.findall(text)
        for part in (pairs(word) if CJK.match(word) else (stem(word),))
    ]
