"""Words that turn a sentence into its contrary: denials, and opposites."""

import re
from collections.abc import Collection

from digests.answers.words import WORD
from digests.grounding.endings import stem

_DENIALS = frozenset(
    """
    not no never none nobody nothing without nicht kein keine keinen niemand ohne
    ne pas jamais aucun aucune nunca ningún ninguna nadie не нет никто никогда
    """.split()  # noqa: SIM905 - a text of words reads better
)
_SHORT_FORM = re.compile(r"n[’']t\b")
_UNPARTED = re.compile("不|没|未|ない|ません")
# Two and two, in English: what the news is full of.
_OPPOSITES = """
    rise fall|rise drop|raise cut|raise lower|increase decrease|grow shrink|more less
    more fewer|accept refuse|accept reject|agree refuse|before after|first last|win lose
    favour against|open close|begin end|start stop|support oppose|ahead behind
    high low|early late|arrive leave|join leave|buy sell|ban allow|approve reject
    confirm deny|add remove|gain loss|hire dismiss|welcome criticise|praise criticise
    thank blame|promise warn|lead third|send return|acquit sentence|cheap expensive
    strong weak|safe dangerous|forget remember|attend miss|keep drop
"""
_PAIRS = [
    [stem(word) for word in pair.split()]
    for line in _OPPOSITES.strip().splitlines()
    for pair in line.split("|")
]
_CONTRARY = {
    word: frozenset(other for pair in _PAIRS if word in pair for other in pair) - {word}
    for pair in _PAIRS
    for word in pair
}


def denies(sentence: str) -> bool:
    """Tell whether it says that something is not so."""
    words = {word.lower() for word in WORD.findall(sentence)}
    denied = words & _DENIALS or _SHORT_FORM.search(sentence)
    return bool(denied or _UNPARTED.search(sentence))


def is_opposite(words: Collection[str], there: Collection[str]) -> bool:
    """Tell whether a word has its opposite there and does not stand there itself."""
    return any(
        word not in there and not _CONTRARY[word].isdisjoint(there)
        for word in words
        if word in _CONTRARY
    )
