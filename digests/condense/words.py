"""Words as the choice of sentences counts them.

Stems are crude on purpose: plural and tense fall together, nothing more.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

_WORD = re.compile(r"\w+")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_SUFFIXES = ("ing", "ed", "es", "s")
_SHORT = 3

FUNCTION_WORDS = frozenset(
    # English, German, French, Spanish; in any language what has one or two letters.
    """
    the and for from with are was were been has have had its this that she they his
    her their who which not but will would can could there after before into over
    about than then said says you our
    der die das und ist ein eine den dem des mit von auf für sich nicht auch als wie
    les des une dans pour par sur pas qui que est aux avec plus son ses
    los las una por con para del que más sus como
    """.split()  # noqa: SIM905 - a text of words reads better
)


def words(sentence: str) -> list[str]:
    """Return the sentence's words as they stand; CJK script by the character."""
    if not _CJK.search(sentence):
        return _WORD.findall(sentence)
    return [
        part
        for word in _WORD.findall(sentence)
        for part in (word if _CJK.match(word) else [word])
    ]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return the word in lower case without its English ending."""
    word = word.lower()
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) > len(suffix) + _SHORT:
            return word[: -len(suffix)]
    return word


def is_function_word(stemmed: str) -> bool:
    """Tell whether the word only holds a sentence together."""
    return stemmed in FUNCTION_WORDS or (
        len(stemmed) < _SHORT and not stemmed.isdigit() and stemmed.isascii()
    )


def length(sentences: Sequence[str]) -> int:
    """Return how many words a reader counts; two CJK characters are one."""
    total = 0
    for sentence in sentences:
        wide = len(_CJK.findall(sentence))
        narrow = len(_CJK.sub(" ", sentence).split()) if wide else len(sentence.split())
        total += narrow + (wide + 1) // 2
    return total
