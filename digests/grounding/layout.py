"""A sentence laid out: what its words mean, and what kinds of words they are."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from digests.answers.words import CJK, FUNCTION_WORDS, pairs
from digests.grounding.alike import meaning
from digests.quotes.lexicon import coder

_WORD = re.compile(rf"{CJK.pattern}|[^\W{CJK.pattern[1:-2]}]+(?:[.,]\d+)*|[,;:—–]")
_VERBS = frozenset("vVU")
# Where the lists of kinds know few verbs, what a verb's ending looks like; in German
# nouns have a capital, which leaves verbs and adjectives.
_LIKE_VERBS = {
    "de": re.compile(r"\w{2,}(?:t|te|ten|en)"),
    "fr": re.compile(r"\w{2,}(?:ent|era|eront|ait|é|ée|és|ées|er|ir)"),
    "es": re.compile(r"\w{2,}(?:ó|[aei]ron|r[áa]n?|aban?|[ai]d[oa]s?|[aei]r|ían?)"),
    "ru": re.compile(r"\w{2,}(?:[аиея]л[аио]?|[аияеуы]т|[аяи]ть|л[аио]сь|тся)"),
}
_NOUNS = frozenset("swzrRNdG")
_LITTLE = frozenset("aDpqckWhtioux,")
_BREAKS = frozenset(",;:—–")


class Word(Struct, frozen=True):
    """A word in lower case, what it means, and its kind (`lexicon.KINDS`)."""

    plain: str
    means: str
    kind: str

    @property
    def tells(self) -> bool:
        """Whether it says something by itself."""
        return self.kind not in _LITTLE and self.plain not in FUNCTION_WORDS

    @property
    def is_verb(self) -> bool:
        """Whether it is a verb that says something by itself."""
        return self.kind in _VERBS and self.tells


@lru_cache(maxsize=4096)
def lay_out(sentence: str, language: str) -> tuple[Word, ...]:
    """Return the words of the sentence; commas are of the kind ","."""
    kind = coder(language or "en")
    like = _LIKE_VERBS.get(language)
    found: list[Word] = []
    for at, word in enumerate(_WORD.findall(sentence)):
        plain = word.lower()
        if word in _BREAKS:
            found.append(Word(word, word, ","))
        elif CJK.match(word):
            found += (Word(pair, pair, "w") for pair in pairs(word))
        elif len(word) > 1 or word.isdigit():
            found.append(
                Word(plain, meaning(plain), _kind(plain, kind(word, at == 0), like))
            )
    if language in {"", "en"}:
        return tuple(_present(found))
    return tuple(found)


def kind_of(word: str, language: str, *, opens: bool) -> str:
    """Return the kind of a word as it stands; `opens` where it begins a sentence."""
    like = _LIKE_VERBS.get(language)
    return _kind(word.lower(), coder(language or "en")(word, opens), like)


def _kind(plain: str, kind: str, like: re.Pattern[str] | None) -> str:
    return "v" if kind == "w" and like and like.fullmatch(plain) else kind


def _present(words: Sequence[Word]) -> Iterator[Word]:
    """Yield English words, with verbs told by what stands beside them."""
    for at, word in enumerate(words):
        before = words[at - 1] if at else None
        behind = words[at + 1] if at + 1 < len(words) else None
        led = (
            word.kind == "w" and before and (before.kind == "a" or before.plain == "to")
        )
        leads = (
            word.kind in "sw"
            and before
            and before.kind in _NOUNS
            and behind
            and (behind.kind in "Dkxo0y" or behind.plain == "to")
        )
        yield replace(word, kind="v") if led or leads else word


def telling(words: tuple[Word, ...]) -> list[str]:
    """Return what those words mean that say something by themselves."""
    return [word.means for word in words if word.tells]
