"""How surely a clause says things: what has come about, is to come, may, or is not so.

Words of a language give it away, and hold for what stands behind them; in German,
where verbs come last, for the whole clause.
"""

import re
from collections.abc import Iterator
from enum import IntEnum
from functools import cache, lru_cache

from msgspec import Struct


class Mood(IntEnum):
    """From what another thing is done instead of up to what has come about."""

    INSTEAD = -1
    DENIED = 0
    CLAIMED = 1
    POSSIBLE = 2
    PLANNED = 3
    COMING = 4
    DONE = 5


class Hint(Struct, frozen=True):
    """A place in a clause, and how sure what it holds for is at most."""

    start: int
    end: int
    mood: Mood


# "Not ruled out" is possible; it is read before its parts are.
_OPEN_AFTER_ALL = {
    "en": r"(?:not|n[’']t)(?: \w+)? rul(?:e|ed|ing) out|cannot be ruled out",
    "de": r"schl\w+.* nicht aus|nicht aus(?:zu)?(?:ge)?schl(?:ie|o)\w+",
    "fr": r"n[’'](?:a pas )?exclu\w*(?: pas)?",
    "es": r"no (?:se )?(?:ha )?descart\w+",
    "ru": r"не исключ\w+",
}
_HINTS = {
    "en": {
        Mood.DENIED: r"""
            not|never|without|neither|nor|cannot|\w+n[’']t|
            refus(?:e|es|ed|ing)|den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|
            (?:ga|gi)v(?:e|es|en|ing)\sup|turn(?:s|ed)?\sdown|
            rul(?:e|es|ed)\sout|fail(?:s|ed)?\sto|declin(?:e|es|ed)\sto|unable\sto|
            (?:dropp|scrapp|abandon)ed|oppos(?:e|es|ed)|against|
            stop(?:s|ped)?(?=\s\w+ing)""",
        Mood.CLAIMED: r"""
            consider(?:s|ed|ing)?|accus(?:e|es|ed|ing)|alleg(?:e|es|ed|edly)|
            claim(?:s|ed)(?=\s(?:that|to|the|he|she|it|they))|believ(?:e|es|ed)|
            suspect(?:s|ed)?\s(?:that|of)|fear(?:s|ed)?|threaten(?:s|ed)?|
            propos(?:e|es|ed)|think(?:s|ing)?|whether|offer(?:s|ed)?\sto""",
        Mood.POSSIBLE: r"may|might|could|if|unless|possibly|perhaps",
        Mood.PLANNED: r"""
            plan(?:s|ned|ning)?\sto|planned|want(?:s|ed)?|hop(?:e|es|ed|ing)|
            expect(?:s|ed)?|aim(?:s|ed)?\sto|intend(?:s|ed)?|promis(?:e|es|ed)|
            pledg(?:e|es|ed)|should|seek(?:s|ing)?\sto|demand(?:s|ed)?|
            call(?:s|ed|ing)?\sfor|ask(?:s|ed|ing)?\s(?:for|to)|due(?=\s(?:in|on|by|next))""",
        Mood.COMING: r"""
            will|would|shall|(?:is|are|was|were|due|set|about|going|ha[sd]|have)\sto|
            (?:decid|vot|agre)(?:e|es|ed)\sto|must|until""",
    },
    "de": {
        Mood.DENIED: r"""
            nicht|kein\w*|nie|niemals|niemand\w*|ohne|weder|lehn\w+.*\sab|ablehn\w+|
            abgelehnt\w*|w(?:ei|ie)s\w*.*\szurück|zurückgewiesen|weiger\w+|verweiger\w+|
            bestr(?:eit|itt)\w*|dementier\w+|schl\w+.*\saus|
            verzichte\w*""",
        Mood.CLAIMED: r"""
            erw[äo]g\w+|w[ia]rf\w*.*\svor|vorgeworfen|beschuldig\w+|behaupte\w*|
            glaub\w+|vermut\w+|(?:be)?fürcht\w+|droh\w+|
            vorgeschlagen|schl[äu]g\w*.*\svor|angeblich|s(?:ehen|ieht|ah|ahen)\s.*(?:in|als)
            """,
        Mood.POSSIBLE: r"könnte\w*|möglicherweise|vielleicht|womöglich|falls|sofern|ob",
        Mood.PLANNED: r"""
            plan(?:t|en|te|ten)|geplant\w*|will|wollen|wollte\w*|möchte\w*|hoff\w+|
            erwarte\w*|voraussichtlich|beabsichtig\w+|versprach\w*|versprochen|sollen?|um(?=.*\szu\s)|
            sollte\w*|forder\w+|verlang\w+""",
        Mood.COMING: r"wird|werden|würde\w*|muss|müssen",
    },
    "fr": {
        Mood.DENIED: r"""
            ne|n(?=[’'])|pas|jamais|aucune?|sans|ni|refus\w+|nie|nient|nié|démen\w+|
            rejet\w+|renonc\w+|abandonn\w+|exclu\w*|oppos\w+""",
        Mood.CLAIMED: r"""
            envisag\w+|accus\w+|soupçonn\w+|crai\w+|redout\w+|menac\w+|propos\w+|
            peur|croi\w+|prétend\w*""",
        Mood.POSSIBLE: r"pourrai\w+|peut-être|s[i’'](?=\s|il)",
        Mood.PLANNED: r"""
            veut|veulent|voul\w+|prévoi\w+|prévue?s?|esp[eé]r\w+|espèr\w+|souhait\w+|
            devrai\w+|comptent|entend|entendent|prom(?:et|is)\w*|demand\w+|
            réclam\w+|exig\w+""",
        Mood.COMING: r"va|vont|pour|doit|doivent|\w{2,}(?:ra|ront|rait|raient)",
    },
    "es": {
        Mood.DENIED: r"""
            no|nunca|jamás|ningun\w*|ningún|nadie|nada|sin(?!\sembargo)|ni|tampoco|
            rechaz\w+|niega\w*|neg(?:ó|aron|ado|aba)|renunci\w+|descart\w+|desmint\w+|abandon\w+""",
        Mood.CLAIMED: r"""
            acus\w+|consider\w+|estudian?|propon\w+|propus\w+|teme\w*|cree\w*|sospech\w+|
            amenaz\w+|plante\w+""",
        Mood.POSSIBLE: r"podría\w*|quizás?|tal\svez|si|posible\w*|habría\w*|serían?",
        Mood.PLANNED: r"""
            quier\w+|quis\w+|espera\w*|prevé\w*|prevista?o?s?|plane\w+|pretend\w+|
            promet\w+|desea\w*|debería\w*|p[ei]d\w+|exig\w+|reclam\w+""",
        Mood.COMING: r"van?\sa|para|deben?|\w{3,}(?:rá|rán)",
    },
    "ru": {
        Mood.DENIED: r"не|ни|никто|отказ\w+|отверг\w+|опроверг\w+|вместо|без",
        Mood.CLAIMED: r"обвин\w+|опаса\w+|предлож\w+|потреб\w+|рассматрива\w+|якобы",
        Mood.POSSIBLE: r"может|могут|мог(?:ла|ли)?\sбы|возможно|если",
        Mood.PLANNED: r"планир\w+|хоч\w+|хот\w+|намерен\w*|ожида\w+|наде\w+|обеща\w+",
        Mood.COMING: r"будет|будут|должн\w+",
    },
}
# What holds for the whole of its clause, wherever it stands.
_WHOLE = {
    "en": {
        Mood.DENIED: r"no|nobody|none|nothing",
        Mood.POSSIBLE: r"possible|likely",
    },
    "es": {Mood.POSSIBLE: r"posibles?"},
    "fr": {Mood.POSSIBLE: r"possibles?"},
}
_INSTEAD = {
    "en": r"rather than|instead of",
    "de": r"(?:an)?statt(?=\s\w)|anstelle",
    "fr": r"plutôt qu[e’']|au lieu d\w*",
    "es": r"en lugar de|en vez de",
    "ru": r"вместо",
}
_HAVING = {
    "en": r"(?:has|have|had|was|were|been|having)\s(?:\w+\s){0,2}",
    "de": r"",
    "fr": r"(?:a|ont|avait|avaient|été)\s(?:\w+\s)?",
    "es": r"(?:ha|han|había|habían|fue|fueron|sido)\s(?:\w+\s)?",
}
_PAST = {
    "en": re.compile(
        r"\w{2,}ed|began|built|bought|sold|left|lost|won|gave|took|made|went|came|fell"
        r"|rose|grew|held|kept|led|paid|sent|spent|brought|found|met|told|broke|drew"
    ),
    "de": re.compile(r"\w{3,}te|begann\w*|gab|ging|kam|fand|nahm|verlor|stieg|fiel"),
    "es": re.compile(r"\w{2,}(?:ó|[aei]ron)"),
    "ru": re.compile(r"\w{2,}л(?:а|о|и|ся|ась|ось|ись)?"),
}
_HAS = re.compile(r"\b(?:hat|haben|hatten?|wurden?|worden)\b")


@lru_cache(maxsize=8192)
def hints(clause: str, language: str) -> tuple[Hint, ...]:
    """Return what tells how sure a clause is; it is given with its capitals."""
    if not clause.startswith("May "):  # The month.
        clause = clause[:1].lower() + clause[1:]
    open_after_all, others = _patterns(language)
    found = list(_found(clause, open_after_all, Mood.POSSIBLE))
    for each in found:
        blank = " " * (each.end - each.start)
        clause = clause[: each.start] + blank + clause[each.end :]
    for mood, pattern in others:
        found += _found(clause, pattern, mood)
    found += _found(clause, _instead(language), Mood.INSTEAD)
    for mood, words in _WHOLE.get(language, {}).items():
        if re.search(rf"\b(?:{words})\b", clause):
            found.append(Hint(0, 0, mood))
    return tuple(found)


def is_known(language: str) -> bool:
    """Tell whether anything is known of how a language says such things."""
    return (language or "en") in _HINTS


def mood_at(clause: str, place: int, language: str) -> Mood | None:
    """Return how sure the word at a place is at most; None where nothing is told."""
    told = [
        each.mood
        for each in hints(clause, language)
        if each.start <= place or (language == "de" and each.mood >= Mood.DENIED)
    ]
    return min(told, default=None)


def is_past(clause: str, place: int, word: str, language: str) -> bool:
    """Tell whether what a word at a place says has come about."""
    if language == "de" and _HAS.search(clause):
        return True
    past = _PAST.get(language)
    if past and past.fullmatch(word):
        return True
    having = _HAVING.get(language)
    return bool(having and re.search(rf"\b{having}$", clause[:place].lower()))


def _found(clause: str, pattern: re.Pattern[str], mood: Mood) -> Iterator[Hint]:
    return (Hint(m.start(), m.end(), mood) for m in pattern.finditer(clause))


@cache
def _instead(language: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_INSTEAD[language]})")


@cache
def _patterns(
    language: str,
) -> tuple[re.Pattern[str], tuple[tuple[Mood, re.Pattern[str]], ...]]:
    first = re.compile(rf"\b(?:{_OPEN_AFTER_ALL[language]})\b")
    return first, tuple(
        (mood, re.compile(rf"\b(?:{pattern})\b", re.VERBOSE))
        for mood, pattern in _HINTS[language].items()
    )
