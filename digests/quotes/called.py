"""The names that people go by: whether one is meant by another. Pure."""

import re
from functools import cache

from digests.quotes.lexicon import everywhere, unmarked

_ARTICLE = re.compile(r"^(?:the|der|die|das|den|le|la|les|el|los)\s+", re.IGNORECASE)
# A genitive is a word of its own: "Doe’s husband" is no Doe.
_PARTS = re.compile(r"[^\W_]+(?:'[^\W_]+)*(?:(?<=s)')?")
_GENITIVE = re.compile(r"'s?$")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_ADDRESSED = re.compile("(?:さん|氏|先生|女士)$")
_JOINED = re.compile(r",\s+|\s(?:and|und|et|y|и|і|та)\s+")
# "Doe of Tarn" is no Tarn; but the name may be von Doe.
_PLACING = frozenset({"of", "for", "at", "from"})


def is_called(name: str, person: str) -> bool:
    """Tell whether somebody of this name is meant by `person`.

    A part of a name that stands together is enough: a surname, or the whole name
    among joint speakers. Marks on letters, and case, do not count. Who is not
    named but described ("Jane Doe’s husband") is meant by no name in it.
    """
    if _CJK.search(person):
        return _ADDRESSED.sub("", person.strip()) in name
    wanted = bare_parts(person)
    if not wanted:
        return False
    if len(members(person)) > 1 and _place(name_parts(name), wanted) >= 0:
        return True
    return any(_is_part(each, wanted) for each in (name, *members(name)))


def is_held_by(role: str, person: str) -> bool:
    """Tell whether somebody of this role is meant by `person`.

    From its start up to what it is, or the whole: "the mayor" is the mayor of Tarn;
    "Tarn" is not, nor in "Tarn mayor", and "the president" is no vice president.
    """
    if _CJK.search(person):
        return role == person.strip()
    return _is_described(role, bare_parts(person))


def is_end_of(name: str, person: str) -> bool:
    """Tell whether the name is the end of a longer one of the person's."""
    wanted, parts = name_parts(person), name_parts(name)
    return 0 < len(parts) < len(wanted) and wanted[-len(parts) :] == parts


def is_named_in(text: str, person: str) -> bool:
    """Tell whether a text has these words, one after the other."""
    if _CJK.search(person):
        return person.strip() in text
    wanted = name_parts(person)
    return bool(wanted) and _place(name_parts(text), wanted) >= 0


def members(name: str) -> list[str]:
    """Return the names of joint speakers, or the one."""
    return [each.strip() for each in _JOINED.split(name) if each.strip()]


def name_parts(name: str) -> list[str]:
    """Return the words of a name as they are compared."""
    plain = unmarked(without_article(name.strip()))
    return _PARTS.findall(plain.replace("’", "'"))


def bare_parts(name: str) -> list[str]:
    """Return the words without "a" or "the" before them."""
    parts = name_parts(name)
    opened = len(parts) > 1 and parts[0] in everywhere("indefinite")
    return parts[1:] if opened else parts


def without_article(name: str) -> str:
    """Return the name without an article before it."""
    return _ARTICLE.sub("", name)


@cache
def links() -> frozenset[str]:
    """Return the words that tie a noun to what it is of, at or for."""
    groups = ("preposition", "of", "linking", "relative")
    return frozenset().union(*map(everywhere, groups))


def _is_part(name: str, wanted: list[str]) -> bool:
    words = without_article(name).split()
    if not words:
        return False
    if not words[0][0].isupper() or not words[-1][0].isupper():
        return _is_described(name, wanted)
    parts = name_parts(name)
    at = _place(parts, wanted)
    if at < 0:
        # A letter for a second name may be left out: Jane Q. Doe.
        at = _place([part for part in parts if len(part) > 1], wanted)
    return at >= 0 and _PLACING.isdisjoint(parts[:at])


def _is_described(role: str, wanted: list[str]) -> bool:
    parts = bare_parts(role)
    size, head = len(wanted), _head(parts)
    if not wanted or parts[:size] != wanted:
        return False
    if size > head or _CYRILLIC.search(role):
        return True
    owned = any(map(_GENITIVE.search, parts[size : head + 1]))
    return wanted[-1] in everywhere("role") and not owned


def _head(parts: list[str]) -> int:
    """Return which word says what somebody is: the mayor of "the mayor of Tarn"."""
    linked = (at for at in range(1, len(parts)) if parts[at] in links())
    return next(linked, len(parts)) - 1


def _place(parts: list[str], wanted: list[str]) -> int:
    """Return where the wanted words stand among the parts, or -1."""
    size = len(wanted)
    starts = range(len(parts) - size + 1)
    return next((at for at in starts if parts[at : at + size] == wanted), -1)
