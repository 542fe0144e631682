"""The names that people go by: whether one is meant by another. Pure."""

import re
import unicodedata

_ARTICLE = re.compile(r"^(?:the|der|die|das|den|le|la|les|el|los)\s+", re.IGNORECASE)
_PARTS = re.compile(r"[^\W_]+")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


def is_called(name: str, person: str) -> bool:
    """Tell whether somebody of this name is meant by `person`.

    A part of a name that stands together is enough: a surname, or the whole name
    among joint speakers. Marks on letters, and case, do not count.
    """
    if _CJK.search(person):
        return person.strip() in name
    wanted, parts = name_parts(person), name_parts(name)
    size = len(wanted)
    return bool(wanted) and any(
        parts[at : at + size] == wanted for at in range(len(parts) - size + 1)
    )


def is_held_by(role: str, person: str) -> bool:
    """Tell whether somebody of this role is meant by `person`.

    From its start, or the whole: "the mayor" is the mayor of Tarn; "Tarn" is not,
    and "the president" is no vice president.
    """
    if _CJK.search(person):
        return role.startswith(person.strip())
    wanted = name_parts(person)
    return bool(wanted) and name_parts(role)[: len(wanted)] == wanted


def is_end_of(name: str, person: str) -> bool:
    """Tell whether the name is the end of a longer one of the person's."""
    wanted, parts = name_parts(person), name_parts(name)
    return 0 < len(parts) < len(wanted) and wanted[-len(parts) :] == parts


def name_parts(name: str) -> list[str]:
    """Return the words of a name as they are compared."""
    plain = unicodedata.normalize("NFKD", without_article(name.strip())).casefold()
    return _PARTS.findall("".join(c for c in plain if not unicodedata.combining(c)))


def without_article(name: str) -> str:
    """Return the name without an article before it."""
    return _ARTICLE.sub("", name)
