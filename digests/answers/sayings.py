"""Questions for what somebody said, and the names that people go by. Pure."""

import re
import unicodedata

from digests.answers.words import CJK, content_words, stems
from digests.asked import Saying

_SAID = (
    "say|said|saying|write|wrote|written|tell|told|think|claim|announce|promise|warn|"
    "post|tweet|declare|answer|reply|comment|state"
)
_ABOUT, _SUR = "about|on|regarding|concerning", "sur|d[eu]|à propos d[eu]"


def _form(*parts: str) -> re.Pattern[str]:
    return re.compile("".join(parts), re.IGNORECASE)


_END = r"\s*[?？؟.!]*\s*$"
_FORMS = (
    _form(
        r"^\s*(?:and\s+)?what (?:did|does|do|has|have|had) (?P<who>.{1,80}?)\s+",
        rf"(?:just |also |ever )?(?:{_SAID})(?:d|s|ed)?\b",
        rf"(?:\s+(?:\w+ )?(?:{_ABOUT})\s+(?P<what>.+?))?{_END}",
    ),
    _form(
        r"^\s*(?:und\s+)?was (?:hat|haben) (?P<who>.{1,80}?)",
        r"(?:\s+(?:zu[mr]?|über)\s+(?P<what>.+?))?\s+",
        rf"(?:gesagt|geschrieben|erklärt){_END}",
    ),
    _form(
        r"^\s*(?:und\s+)?was (?:sagte|sagten|sagt|schrieb) (?P<who>.{1,80}?)",
        rf"(?:\s+(?:zu[mr]?|über)\s+(?P<what>.+?))?{_END}",
    ),
    _form(
        r"^\s*(?:et\s+)?qu['’](?:a|ont) (?:dit|déclaré|écrit) ",
        rf"(?P<who>.{{1,80}}?)(?:\s+(?:{_SUR})\s+(?P<what>.+?))?{_END}",
    ),
    _form(
        r"^\s*(?:et\s+)?qu['’](?:a-t-|ont-|est-ce qu(?:e |['’]))(?P<who>.{1,80}?)",
        r" (?:a |ont )?(?:dit|déclaré|écrit)",
        rf"(?:\s+(?:{_SUR})\s+(?P<what>.+?))?{_END}",
    ),
    _form(
        r"^\s*¿?\s*(?:y\s+)?qué (?:dijo|ha dicho|dijeron|escribió) ",
        rf"(?P<who>.{{1,80}}?)(?:\s+(?:sobre|de|acerca de)\s+(?P<what>.+?))?{_END}",
    ),
    _form(
        r"^\s*(?:а\s+)?что (?:сказал|заявил|написал)[аи]? (?P<who>.{1,80}?)",
        rf"(?:\s+(?:об?|про)\s+(?P<what>.+?))?{_END}",
    ),
    _form(
        r"^\s*(?:а\s+)?что (?P<who>[^,?]{1,80}?) (?:сказал|заявил|написал)[аи]?",
        rf"(?:\s+(?:об?|про)\s+(?P<what>.+?))?{_END}",
    ),
    _form(
        r"^\s*(?:а\s+)?що (?:сказа|заяви|написа)(?:в|ла|ли) (?P<who>.{1,80}?)",
        rf"(?:\s+про\s+(?P<what>.+?))?{_END}",
    ),
    _form(
        r"^\s*(?:а\s+)?що (?P<who>[^,?]{1,80}?) (?:сказа|заяви|написа)(?:в|ла|ли)",
        rf"(?:\s+про\s+(?P<what>.+?))?{_END}",
    ),
    _form(
        r"^\s*(?P<who>[^\s,。?？]{1,20}?)(?:(?:对|就|关于)(?P<what>[^?？]{1,30}?))?",
        rf"(?:说|表示|写道?)了?(?:些)?什么{_END}",
    ),
    _form(
        r"^\s*(?:و)?ماذا (?:قال|قالت|كتب) (?P<who>.{1,80}?)",
        rf"(?:\s+(?:عن|حول)\s+(?P<what>.+?))?{_END}",
    ),
)
_WRITTEN = re.compile(
    r"\b(?:writ(?:e[sr]?|ten|ing)|wrote|post(?:ed|s)?|tweet(?:ed|s)?|schr(?:ieb|eib)\w*|"
    r"geschrieben|écri\w*|escrib\w*|написал\w*|пишет)\b|写|كتب",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:the|der|die|das|den|le|la|les|el|los)\s+", re.IGNORECASE)
_PARTS = re.compile(r"[^\W_]+")


def saying_in(question: str) -> Saying | None:
    """Return whose words are asked for, and about what; None for another question."""
    for form in _FORMS:
        if found := form.search(question):
            who = _ARTICLE.sub("", found["who"].strip(' "“”'))
            topic = (found["what"] or "").strip(' "“”')
            return Saying(who, topic, is_written(question))
    return None


def is_written(words: str) -> bool:
    """Tell whether these words, or a quote's word of saying, are of writing."""
    return bool(_WRITTEN.search(words))


def is_called(name: str, person: str) -> bool:
    """Tell whether somebody of this name is meant by `person`.

    A part of a name that stands together is enough: a surname, or the whole name
    among joint speakers. Marks on letters, and case, do not count.
    """
    if CJK.search(person):
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
    if CJK.search(person):
        return role.startswith(person.strip())
    wanted = name_parts(person)
    return bool(wanted) and name_parts(role)[: len(wanted)] == wanted


def is_end_of(name: str, person: str) -> bool:
    """Tell whether the name is the end of a longer one of the person's."""
    wanted, parts = name_parts(person), name_parts(name)
    return 0 < len(parts) < len(wanted) and wanted[-len(parts) :] == parts


def name_parts(name: str) -> list[str]:
    """Return the words of a name as they are compared."""
    plain = unicodedata.normalize("NFKD", _ARTICLE.sub("", name.strip())).casefold()
    return _PARTS.findall("".join(c for c in plain if not unicodedata.combining(c)))


def touches(topic: str, told: str) -> int:
    """Return how many of the topic's words are told of; half of them are needed.

    0 where fewer are; 1 where the topic has no words at all.
    """
    wanted = set(stems(" ".join(content_words(topic))))
    if not wanted:
        return 1
    had = len(wanted & set(stems(told)))
    return had if 2 * had >= len(wanted) else 0
