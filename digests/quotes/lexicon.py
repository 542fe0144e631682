"""Tell the kind of a word in one letter, by lists per language.

The lists stand in `words.json`; what they do not hold is told by its form. The
letters are those of `KINDS`, which every language shares.
"""

import json
import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path

KINDS = {
    "V": "a verb of saying",
    "U": "a verb that often goes with quoted words",
    "A": "according",
    "v": "another verb",
    "a": "an auxiliary",
    "b": "an adverb",
    "D": "a determiner",
    "y": "a quantity or an indefinite pronoun",
    "p": "a preposition",
    "q": "of",
    "f": "a particle inside names",
    "c": "and, or, but",
    "k": "that, if, when",
    "W": "who, which",
    "h": "he, she",
    "t": "they",
    "i": "I",
    "u": "we, you",
    "x": "it",
    "o": "him, them",
    "r": "a person or body by role",
    "R": "the same, capitalised",
    "d": "a document",
    "s": "another plural",
    "w": "another word",
    "z": "a day or month",
    "M": "a title before a name",
    "N": "another capitalised word",
    "G": "a genitive",
    "0": "a number",
}

# The lists of words.json, and the kind of their words; the first list wins.
_LISTS = {
    "irregular": "v",
    "say": "V",
    "speak": "U",
    "according": "A",
    "helper": "a",
    "adverb": "b",
    "determiner": "D",
    "quantifier": "y",
    "of": "q",
    "preposition": "p",
    "particle": "f",
    "conjunction": "c",
    "subordinator": "k",
    "relative": "W",
    "he": "h",
    "they": "t",
    "i": "i",
    "we": "u",
    "it": "x",
    "object": "o",
    "title": "M",
    "document": "d",
    "role": "r",
    "body": "r",
    "time": "z",
}
_SHORTEST_ENDING = 4
_ELIDING = frozenset({"fr", "es"})  # l'avocat
# What ends like these names a person: geologist, harbourmaster, councilwoman.
_TRADE = re.compile(
    r"\w{2,}(?:ologist|ographer|ician|iatrist|keeper|maker|master|holder|goer|woman)"
)
_PAST = {
    "es": re.compile(r"\w{2,}(?:[aei]rán|[aei]ron|ieron|aban|ó)"),
    "fr": re.compile(r"\w{2,}(?:aient|èrent)"),
    "ru": re.compile(r"\w{2,}[аияе]л(?:а|и|о|ся|ась|ись|ось)?"),
    "uk": re.compile(r"\w{2,}[аияе](?:в(?:ся)?|л[аио](?:ся)?)"),
}
_CYRILLIC_ENDING = re.compile(
    r"([а-яёіїєґ]{3,}?)(?:ого|ему|ому|им|ым|ой|ою|ей|ий|ый|ом|ем|[аяуюеиыіїоьй])$"
)
_TABLES = json.loads(Path(__file__).with_name("words.json").read_text(encoding="utf8"))


@cache
def listed(language: str, group: str) -> tuple[str, ...]:
    """Return one list of a language in its order, English where it lacks it."""
    table = _TABLES.get(language, {})
    return tuple(table.get(group, _TABLES["en"].get(group, "")).split())


@cache
def words(language: str, group: str) -> frozenset[str]:
    """Return the words of a list, whatever their order."""
    return frozenset(listed(language, group))


@cache
def everywhere(group: str) -> frozenset[str]:
    """Return the words of a list in all languages, marks on their letters off."""
    return frozenset(
        unmarked(word)
        for table in _TABLES.values()
        for word in table.get(group, "").split()
    )


def unmarked(text: str) -> str:
    """Return a text without the marks on its letters, in lower case."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


@cache
def alike(language: str) -> dict[str, tuple[str, ...]]:
    """Return the roles that a noun may stand for where the text varies its words."""
    found: dict[str, tuple[str, ...]] = {}
    for group in listed(language, "alike"):
        noun, *others = group.split("=")
        found[noun] = (*found.get(noun, ()), *others)
    return found


@cache
def first_names(language: str) -> frozenset[str]:
    """Return the first names that we know, in lower case."""
    return words(language, "male") | words(language, "female")


@cache
def coder(language: str) -> Callable[[str, bool], str]:
    """Return the function that gives a word's letter.

    Its second argument tells whether the word begins a sentence, where a
    capital letter means nothing.
    """
    known_words = _known(language)
    role_in = _role_finder(language)
    openers = words(language, "opener")
    english = language == "en" or language not in _TABLES

    @lru_cache(maxsize=1 << 14)
    def code_of(word: str, fresh: bool) -> str:
        plain = word.lower().replace("’", "'")
        stem, _, tail = plain.partition("'")
        known = known_words.get(plain)
        elided = tail and not known and language in _ELIDING
        if elided and len(tail) > 1:
            return code_of(word[len(stem) + 1 :], False)
        known = known or (known_words.get(stem) if tail else None)
        known = known or role_in(plain)
        if word[0].isupper():
            if plain in openers and fresh:
                return known or "v"
            return _capital(plain, tail, known, fresh, english)
        if known:
            return "G" if tail == "s" and known in "rd" else known
        if word[0].isdigit():
            return "0"
        if tail == "s":
            return "G"
        if english:
            return _by_form(plain)
        past = _PAST.get(language)
        return "v" if past and past.fullmatch(plain) else "w"

    return code_of


def _role_finder(language: str) -> Callable[[str], str | None]:
    """Return what finds a role in a longer or a bent form of its word.

    German joins words (Fachärztin), the Cyrillic languages bend them.
    """
    known = words(language, "role")
    if language == "en":

        def named(plain: str) -> str | None:
            return "r" if _hyphened(plain) in known or _TRADE.fullmatch(plain) else None

        return named
    if language == "de":
        endings = {word for word in known if len(word) >= _SHORTEST_ENDING}

        def joined(plain: str) -> str | None:
            cuts = range(2, len(plain) - _SHORTEST_ENDING + 1)
            return "r" if any(plain[at:] in endings for at in cuts) else None

        return joined
    if language in {"ru", "uk"}:
        bent = known | words(language, "body")
        stems = {folded(word) for word in bent if len(word) >= _SHORTEST_ENDING}
        return lambda plain: "r" if folded(plain) in stems else None
    return lambda _: None


def _hyphened(plain: str) -> str:
    """Return the noun of "minister-elect" and "ex-minister"."""
    first, _, last = plain.rpartition("-")
    return first if last in {"elect", "designate"} else last if first else ""


def folded(word: str) -> str:
    """Return a word without its case ending, Cyrillic ones only."""
    return _CYRILLIC_ENDING.sub(r"\1", word.strip("."))


def _capital(
    plain: str, tail: str, known: str | None, fresh: bool, english: bool
) -> str:
    if tail == "s" and known not in {"h", "x", "k", "D"}:
        return "G"
    if known in {"M", "z", "i"} or (known == "A" and not english):
        return known
    if known == "r":
        return "R"
    if known == "D" or (known and fresh and known not in "df"):
        return known
    if english and fresh and not known and plain.endswith(("ing", "ed", "ly")):
        return "b" if plain.endswith("ly") else "v"
    return "N"


def _by_form(plain: str) -> str:
    if plain.endswith(("ed", "ing")):
        return "v"
    if plain.endswith("ly"):
        return "b"
    if plain.endswith("s") and not plain.endswith(("ss", "us", "is")):
        return "s"
    return "w"


def _known(language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    table = _TABLES.get(language, _TABLES["en"])
    for group, code in _LISTS.items():
        for word in table.get(group, "").split():
            found.setdefault(word, code)
    if language == "en" or language not in _TABLES:
        for word in words("en", "role") | words("en", "body") | words("en", "document"):
            found.setdefault(plural(word), found[word])
    return found


def plural(word: str) -> str:
    """Return the plural of an English noun."""
    if word.endswith("man"):
        return word[:-3] + "men"
    if word.endswith("y") and word[-2:-1] not in "aeo":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "ch", "sh")) else "s")
