"""What a question's form asks for, and what such an answer looks like."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# A capitalised word that does not open a sentence.
NAME = re.compile(
    r"(?<![.!?“\"»]\s)(?<!^)\b[^\W\d_a-zà-öø-ÿа-яіїєґ]\w*[\w’'-]*",
)


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of question: how it is asked, and what answers it."""

    name: str
    asked: re.Pattern[str]
    answer: re.Pattern[str]


def asked_for(question: str) -> Iterator[Form]:
    """Yield the forms that the question has; most have one, some none."""
    return (form for form in _FORMS if form.asked.search(question))


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_FORMS = (
    Form(
        "number",
        _any(
            r"\bhow (?:many|much|long|old|far|often|big|tall|fast)|percent|number",
            r"wie ?viele?|wie (?:lang|alt|weit|oft|hoch)|combien|cuánt",
            r"сколько|скільки|多少|几|多大|多长|多久|كم",
        ),
        _any(
            r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b",
            r"\b(?:twenty|thirty|forty|fifty|hundred|thousand|million|billion|half)\b",
            r"\b(?:dozen|once|twice|zwei|drei|vier|fünf|sechs|sieben|acht|zehn)\b",
            r"\b(?:deux|trois|quatre|cinq|dos|tres|cuatro|cinco|два|две|три|пять)\b",
            r"[一二三四五六七八九十百千万两]",
        ),
    ),
    Form(
        "time",
        _any(
            r"\bwhen\b|\b(?:what|which) (?:\w+ )?(?:year|date|day|month|century|time)",
            r"\bwann\b|jahr|datum|quand|cuándo|año|когда|году|коли",
            r"什么时候|何时|哪一?年|متى",
        ),
        _any(
            r"\b(?:1[0-9]|20)\d\d\b|\d[年月日]|世纪",
            r"\b(?:January|February|March|April|May|June|July|August|September)\b",
            r"\b(?:October|November|December|Januar|Februar|März|Mai|Juni|Juli)\b",
            r"\b(?:Oktober|Dezember|Jahrhundert|Jahre?|siglo|siècle|века?|году?)\b",
            r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b",
            r"\b(?:centur(?:y|ies)|today|yesterday|tomorrow|morning|weeks?|months?)\b",
            r"\byears?\b",
        ),
    ),
    Form("person", _any(r"\bwho|\bwe[rmn]\b|\bqui\b|quién|\bкто\b|хто|谁"), NAME),
    Form(
        "place",
        _any(
            r"\bwhere\b|\b(?:what|which) (?:city|country|town|place|state|river)",
            r"\bwo(?:her|hin)?\b|\boù\b|dónde|\bгде\b|哪里|何处|哪个(?:城市|国家)",
        ),
        NAME,
    ),
    Form(
        "reason",
        _any(r"\bwhy\b|warum|weshalb|wieso|pourquoi|por qué|почему|чому|为什么"),
        _any(
            r"\b(?:because|since|due to|as a result|so that|in order|caused|led to)\b",
            r"\b(?:weil|da|wegen|um|deshalb|porque|debido|parce|car|afin)\b",
            r"\b(?:потому|из-за|чтобы)\b|因为|由于|为了|以便",
        ),
    ),
    Form(
        "words",
        _any(
            r"\b(?:what|how) d(?:id|oes|o) .{0,60}\b(?:say|said|write|tell|announce)",
            r"\b(?:what|how) d(?:id|oes|o) .{0,60}\b(?:describe|warn|call)",
            r"was (?:hat|haben) .{0,60}gesagt|qu'a dit|qué dijo|что (?:сказал|заявил)",
        ),
        _any('[“”"«»„「」]'),
    ),
)
