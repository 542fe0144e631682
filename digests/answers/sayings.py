"""Questions for what somebody said. Pure."""

import re

from digests.answers.words import content_words, stems
from digests.asked import Saying
from digests.quotes.called import without_article

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


def saying_in(question: str) -> Saying | None:
    """Return whose words are asked for, and about what; None for another question."""
    for form in _FORMS:
        if found := form.search(question):
            who = without_article(found["who"].strip(' "“”'))
            topic = (found["what"] or "").strip(' "“”')
            return Saying(who, topic, is_written(question))
    return None


def is_written(words: str) -> bool:
    """Tell whether these words, or a quote's word of saying, are of writing."""
    return bool(_WRITTEN.search(words))


def touches(topic: str, told: str) -> int:
    """Return how many of the topic's words are told of; half of them are needed.

    0 where fewer are; 1 where the topic has no words at all.
    """
    wanted = set(stems(" ".join(content_words(topic))))
    if not wanted:
        return 1
    had = len(wanted & set(stems(told)))
    return had if 2 * had >= len(wanted) else 0
