"""Causes: what a sentence gives as one must be told there beside what it is one of."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import pairwise

from digests.grounding.layout import lay_out, telling
from digests.grounding.sources import Ground

# What gives a cause here; and what may give one in a source, beside those.
_BECAUSE = {
    "en": (
        r"because(?:\sof)?|due\sto|owing\sto|thanks\sto|"
        r"as\sa\sresult\sof|"
        r"since(?=\s(?:the|its|it|they|he|she|an?)\s)"
    ),
    "de": r"weil|wegen|aufgrund|infolge|dank",
    "fr": (
        r"parce\squ[e’']|à\scause\sd\w*|en\sraison\sd\w*|puisqu[e’']|"
        r"grâce\sà"
    ),
    "es": r"porque|debido\sa\w?|a\scausa\sde\w?|ya\sque|gracias\sa",
    "ru": r"потому\sчто|из-за|так\sкак|поскольку",
}
_MAY_CAUSE = {
    "en": (
        r"so|therefore|after|following|as|caus\w+|led|lead\w*|over|why|"
        r"reasons?|blam\w+|result\w*|forc\w+|since|when|if|for|by|complain\w*"
    ),
    "de": (
        r"nach|deshalb|daher|denn|darum|da|sodass|ursache\w*|führ\w+|"
        r"grund|gründe\w*|durch|damit|um|wenn|beschwer\w+"
    ),
    "fr": (
        r"après|donc|car|afin|suite|provoqu\w+|entraîn\w+|faute|"
        r"cause\w*|raison\w*|pour"
    ),
    "es": r"tras|por|así\sque|provoc\w+|caus\w+|motiv\w+|para",
    "ru": r"жал\w+|после|поэтому|вызва\w+|причин\w+|привел\w*|ведь",
}
_COMMA = re.compile(r",\s")
# How much of either side must stand there.
_SHARE = 1 / 3


def invents_cause(sentence: str, ground: Ground) -> bool:
    """Tell whether it joins by a cause what no sentence there, or two on end, joins."""
    language = ground.language or "en"
    if language not in _BECAUSE:
        return False
    because, may_cause = _patterns(language)
    found = because.search(sentence)
    sides = _sides(sentence, found) if found else ()
    meant = [frozenset(telling(lay_out(side, language))) for side in sides]
    if not all(meant) or not meant:
        return False
    return not any(
        may_cause.search(joins)
        and all(_stands(side, place, language) for side in meant)
        for joins, place in _places(ground.told)
    )


def _sides(sentence: str, found: re.Match[str]) -> tuple[str, str]:
    """Return what is given as the cause, and what it is the cause of."""
    behind = sentence[found.end() :]
    border = _COMMA.search(behind)
    end = border.start() if border else len(behind)
    return behind[:end], sentence[: found.start()] + behind[end:]


def _places(told: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield what may say that one thing causes another, and where both must stand."""
    yield from ((each, each) for each in told)
    yield from ((other, f"{one} {other}") for one, other in pairwise(told))


def _stands(side: Collection[str], place: str, language: str) -> bool:
    there = set(telling(lay_out(place, language)))
    return sum(word in there for word in side) >= _SHARE * len(side)


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    because, others = _BECAUSE[language], _MAY_CAUSE[language]
    return (
        re.compile(rf"\b(?:{because})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{because}|{others})\b|:\s", re.IGNORECASE),
    )
