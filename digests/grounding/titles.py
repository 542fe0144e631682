"""The offices of a sentence: who holds one there must hold it in the sources.

"President Vik" of a former president is no slip of style.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from msgspec import Struct

from digests.grounding.sources import Ground, plain_words
from digests.quotes.lexicon import words as listed

_CODES = ("en", "de", "fr", "es", "ru", "uk")
# What changes an office altogether.
_CHANGING = frozenset(
    """
    former ex acting interim deputy vice assistant late outgoing incoming retired
    shadow designate elect frühere früherer früheren ehemalige ehemaliger ehemaligen
    stellvertretende stellvertretender amtierende designierte designierter ancien
    ancienne adjoint intérimaire exministro expresidente ex-presidente ancienne
    bisherige vicepresidente viceministro бывший бывшая бывшего временный колишній
    колишня колишнього
    """.split()  # noqa: SIM905 - a text of words reads better
)
_OF = frozenset(["of", "de", "du", "des", "del", "der"])
# From an office to who holds it, in words.
_NEAR = 4


class _Office(Struct, frozen=True):
    """An office at a place of a sentence, and what changes it, "" for nothing."""

    office: str
    changed: str
    at: int


def strange_titles(sentence: str, ground: Ground) -> list[str]:
    """Return the offices that nobody, or not the one named by them, holds there."""
    words = _named_alike(plain_words(sentence))
    capitals = {word for word in _capitalised(sentence) if word not in offices()}
    return [
        office.office
        for office in _held(words)
        if not _stands(office, _holders(words, office, capitals), ground)
    ]


def _stands(office: _Office, holders: frozenset[str], ground: Ground) -> bool:
    plain = [_named_alike(words) for words in ground.plain]
    for words in plain:
        for other in _held(words):
            same = (other.office, other.changed) == (office.office, office.changed)
            if same and (not holders or holders & set(words)):
                return True
    # The office and its holder, told in sentences one after the other: he is none's
    # of whom another is told.
    return bool(holders) and any(
        (other.office, other.changed) == (office.office, office.changed)
        and bool(holders & set(after))
        and not any(_held(after))
        for words, after in pairwise(plain)
        for other in _held(words)
    )


def _held(words: Sequence[str]) -> Iterator[_Office]:
    for at, word in enumerate(words):
        ex = word.startswith("ex-")
        office = _one(word.removeprefix("ex-"))
        if office in offices():
            before = words[at - 1] if at else ""
            beyond = words[at - 2] if at > 1 else ""
            changed = before if before in _CHANGING else ""
            changed = changed or (beyond if beyond in _CHANGING else "")
            yield _Office(office, "ex" if ex else _PAST.get(changed, changed), at)


def _named_alike(words: Sequence[str]) -> list[str]:
    """Return the words, with one for an office that has several or a verb."""
    text = " ".join(words)
    for pattern, office in _CALLED:
        text = pattern.sub(office, text)
    return text.split(" ")


# An office in other words: its holder "leads the council", or is of another sex.
_CALLED = tuple(
    (re.compile(rf"\b(?:{pattern})\b"), office)
    for pattern, office in (
        ("chief executive(?: officer)?|vorstandschef(?:in)?|konzernchef(?:in)?", "ceo"),
        ("vorstandsvorsitzenden?r?|pdg|président-directeur général", "ceo"),
        ("chairman|chairwoman|who chairs|chaired by", "chair"),
        ("spokesman|spokeswoman", "spokesperson"),
        ("who leads|who heads", "leader"),
        ("who founded|founded by", "founder"),
        ("who directs", "director"),
    )
)
# Words for the same change.
_EX = """
    former retired ex ancien ancienne frühere früherer früheren ehemalige ehemaliger
    ehemaligen
    бывший бывшая бывшего колишній колишня колишнього
"""
_PAST = dict.fromkeys(_EX.split(), "ex") | {"interim": "acting"}


def _holders(
    words: Sequence[str], office: _Office, capitals: set[str]
) -> frozenset[str]:
    """Return the last of the names that stand close after the office.

    It is the one before where what is behind says of what: "Moulin, head of Arc".
    """
    of = words[office.at + 1 : office.at + 2]
    before = words[max(office.at - 1, 0) : office.at]
    if set(of) <= _OF and of and capitals.issuperset(before):
        return frozenset(before)
    after = [w for w in words[office.at + 1 : office.at + 1 + _NEAR] if w in capitals]
    return frozenset(after[-1:])


def _capitalised(sentence: str) -> list[str]:
    return [
        plain_words(word)[0]
        for word in sentence.split()
        if word[:1].isupper() and plain_words(word)
    ]


def _one(word: str) -> str:
    """Return the office of one, where the word is of several."""
    return word.removesuffix("s") if word.removesuffix("s") in offices() else word


@cache
def offices() -> frozenset[str]:
    """Return the words for offices: those of power, not of every trade."""
    return frozenset[str]().union(*(_OFFICES & listed(c, "role") for c in _CODES))


_OFFICES = frozenset(
    """
    president premier minister chancellor secretary senator governor mayor
    councillor commissioner ambassador envoy spokesman spokeswoman spokesperson
    chairman chairwoman chair director ceo founder leader judge justice prosecutor
    general admiral colonel commander king queen prince princess pope bishop
    archbishop professor captain coach präsident präsidentin kanzler kanzlerin
    bundeskanzler bundeskanzlerin minister ministerin außenminister außenministerin
    innenminister innenministerin finanzminister finanzministerin
    verteidigungsminister wirtschaftsminister ministerpräsident ministerpräsidentin
    bürgermeister bürgermeisterin oberbürgermeister oberbürgermeisterin senator
    senatorin gouverneur gouverneurin botschafter botschafterin richter richterin
    staatsanwalt staatsanwältin papst président présidente ministre maire gouverneur
    ambassadeur ambassadrice juge presidente presidenta ministro ministra alcalde
    alcaldesa gobernador gobernadora juez jueza fiscal embajador embajadora
    президент премьер-министр министр губернатор мэр посол генерал судья прокурор
    прем'єр-міністр міністр губернатор мер генерал суддя
    """.split()  # noqa: SIM905 - a text of words reads better
)
