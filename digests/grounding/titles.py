"""The offices of a sentence: who holds one there must hold it in the sources.

"President Vik" of a former president is no slip of style.
"""

from collections.abc import Iterator, Sequence
from functools import cache

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
# From an office to who holds it, in words.
_NEAR = 4


class _Office(Struct, frozen=True):
    """An office at a place of a sentence, and what changes it, "" for nothing."""

    office: str
    changed: str
    at: int


def strange_titles(sentence: str, ground: Ground) -> list[str]:
    """Return the offices that nobody, or not the one named by them, holds there."""
    words = plain_words(sentence)
    capitals = {word for word in _capitalised(sentence) if word not in _offices()}
    return [
        office.office
        for office in _held(words)
        if not _stands(office, _holders(words, office, capitals), ground)
    ]


def _stands(office: _Office, holders: frozenset[str], ground: Ground) -> bool:
    for words in ground.plain:
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
        for words, after in zip(ground.plain, ground.plain[1:], strict=False)
        for other in _held(words)
    )


def _held(words: Sequence[str]) -> Iterator[_Office]:
    for at, word in enumerate(words):
        ex = word.startswith("ex-")
        office = _one(word.removeprefix("ex-"))
        if office in _offices():
            before = words[at - 1] if at else ""
            beyond = words[at - 2] if at > 1 else ""
            changed = before if before in _CHANGING else ""
            changed = changed or (beyond if beyond in _CHANGING else "")
            yield _Office(office, "ex" if ex else _PAST.get(changed, changed), at)


# Words for the same change.
_EX = """
    former ex ancien ancienne frühere früherer früheren ehemalige ehemaliger ehemaligen
    бывший бывшая бывшего колишній колишня колишнього
"""
_PAST = dict.fromkeys(_EX.split(), "ex") | {"interim": "acting"}


def _holders(
    words: Sequence[str], office: _Office, capitals: set[str]
) -> frozenset[str]:
    """Return the last of the names that stand close after the office, or before."""
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
    return word.removesuffix("s") if word.removesuffix("s") in _offices() else word


@cache
def _offices() -> frozenset[str]:
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
