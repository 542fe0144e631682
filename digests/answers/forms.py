"""What a question's form asks for, and what such an answer looks like."""

import re
from collections.abc import Iterator

from msgspec import Struct

# A capitalised word that opens neither a sentence nor a quote.
NAME = re.compile(
    r"\b(?=[^\W\d_a-zà-öø-ÿа-яіїєґё])(?<!^)(?<![“„«])(?<![.!?“\"»]\s)\w[\w’'-]*"
)


class Form(Struct, frozen=True):
    """A kind of question: how it is asked, and what answers it."""

    name: str
    asked: re.Pattern[str]
    answer: re.Pattern[str]


def asked_for(question: str) -> Iterator[Form]:
    """Yield the forms that the question has; most have one, some none."""
    return (form for form in FORMS if form.asked.search(question))


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


def _words(words: str) -> str:
    return rf"\b(?:{'|'.join(words.split())})\b"


_NUMBERS = _words(
    """
    two three four five six seven eight nine ten eleven twelve twenty thirty forty
    fifty sixty hundreds? thousands? millions? billions? half dozen once twice third
    zwei drei vier fünf sechs sieben acht neun zehn hundert tausend millionen hälfte
    deux trois quatre cinq sept huit neuf dix cent mille moitié
    dos tres cuatro cinco siete ocho nueve diez cien mil millones mitad
    два две три четыре пять шесть семь восемь девять десять сто тысяч миллионов
    """
)
_TIMES = _words(
    r"""
    (?:1[0-9]|20)\d\d january february march april june july august september october
    november december (?:mon|tues|wednes|thurs|fri|satur|sun)day today yesterday
    tomorrow morning evening night week weeks months? years? centur(?:y|ies) decades?
    januar februar märz mai juni juli oktober dezember jahre?n? jahrhunderts? heute
    gestern morgen montag dienstag mittwoch donnerstag freitag samstag sonntag
    \w+(?:tagabend|tagmorgen) janvier février avril juin juillet août septembre octobre
    novembre décembre siècle année lundi mardi mercredi jeudi vendredi samedi dimanche
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre
    diciembre siglo años? lunes martes miércoles jueves viernes sábado domingo
    января февраля марта апреля мая июня июля августа сентября октября ноября декабря
    века? годах? году годы? понедельник вторник среду четверг пятницу субботу
    воскресенье عام سنة القرن يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر
    أكتوبر نوفمبر ديسمبر
    """
)
_REASONS = _words(
    """
    because since due caused? led so order after as reason reasons weil da wegen um
    deshalb aufgrund denn porque debido para por parce car afin cause
    потому из-за чтобы поскольку لأن بسبب
    """
)
TIMES = re.compile(_TIMES, re.IGNORECASE)
# What stands before the name of a place.
_WHERE = (
    r"\b(?:in|at|near|from|to|off|outside|across|of|bei|nach|aus|en|desde|hacia|à|dans"
    r"|в|во|на|из|у)\s(?:the\s|der\s|dem\s|den\s|la\s|le\s|el\s|los\s)?"
    r"(?=[^\W\d_a-zà-öø-ÿа-яіїєґё])\w+|在|位于|في\s"
)

FORMS = (
    Form(
        "number",
        _any(
            r"\bhow (?:many|much|long|old|far|often|big|tall|fast|strong|high|deep)",
            r"percent|\bnumber|wie ?viele?|wie (?:lang|alt|weit|oft|hoch|groß)|combien",
            r"cuánt|qué porcentaje|prozent|сколько|скільки|多少|几|多大|多长|多久|كم",
        ),
        _any(r"\d[\d.,]*", _NUMBERS, "[一二三四五六七八九十百千万两]"),
    ),
    Form(
        "time",
        _any(
            r"\bwhen\b|\b(?:what|which) (?:\w+ )?(?:year|date|day|month|century|time)",
            r"\bwann\b|\bjahr|datum|quand|cuándo|\baño|когда|году|коли",
            r"什么时候|何时|哪一?年|متى|أي عام",
        ),
        _any(r"\d[年月日]|世纪|星期", _TIMES),
    ),
    Form("person", _any(r"\bwho|\bwe[rmn]\b|\bqui\b|quién|\bкто\b|хто|谁"), NAME),
    Form(
        "place",
        _any(
            r"\bwhere\b|\b(?:what|which) (?:city|country|town|place|state|river)",
            r"\bwo(?:her|hin)?\b|\boù\b|dónde|\bгде\b|哪里|何处|哪个(?:城市|国家)|أين",
        ),
        re.compile(_WHERE),
    ),
    Form(
        "reason",
        _any(
            r"\bwhy\b|\bwhat (?:caused|led)|\breason|warum|weshalb|wieso|pourquoi",
            "por qué|почему|чому|为什么|لماذا",
        ),
        _any(_REASONS, "因为|由于|为了|以便|因此"),
    ),
    Form(
        "quote",
        _any(
            r"\b(?:what|how) d(?:id|oes|o) .{0,60}\b(?:say|said|write|tell|announce)",
            r"\b(?:what|how) d(?:id|oes|o) .{0,60}\b(?:describe|warn|call)",
            r"was (?:hat|haben) .{0,60}gesagt|was sagte|qu'a dit|qué dijo",
            "что (?:сказал|заявил)|说了?什么",
        ),
        _any('[“”"«»„「」]'),
    ),
)

# What a number counts, by what is asked: each tells more than that there is one.
MEASURES = (
    Form(
        "age",
        _any(r"\bhow old|\bwhat age|wie alt|quel âge|qué edad|сколько лет|多大"),
        _any(
            r"\d+[- ]years?[- ]old|\baged? (?:of )?\d|, \d{1,3},|\d+[- ]jährig\w*",
            r"\b\d+ (?:jahre alt|ans|años|лет|года?)\b|\d+岁",
        ),
    ),
    Form(
        "sum",
        _any(
            r"\bhow much (?:money|d\w+ .* (?:cost|pay|spend|earn|lose|raise|make))",
            r"\b(?:costs?|worth|price|salary|budget|fined?)\b|\bkost\w+|\bpreis",
            r"coût|cuest|costó|precio|стоит|стоил|цена|价格|费用|成本",
        ),
        _any(
            r"[$€£¥₽]|\b(?:dollars?|euros?|pounds?|yen|yuan|rou?bles?|francs?|crowns?)",
            r"\b(?:dólares|pesos|pfund|franken|kronen)\b|рубл|долл|евро|[元币]|دولار",
        ),
    ),
    Form(
        "share",
        _any(
            r"per ?cent|\bproportion|\bshare of|\bfraction|prozent|anteil|porcentaje",
            "pourcent|процент|доля|百分|比例|نسبة",
        ),
        _any(
            r"%|٪|per ?cent|\b(?:third|quarter|half)\b|prozent|drittel|viertel",
            r"hälfte|por ciento|процент|треть|половин|百分|成\b",
        ),
    ),
    Form(
        "length",
        _any(
            r"\bhow (?:far|high|tall|deep|wide|large|big|long (?:is|are))\b|\bdistance",
            r"\bheight|\bhow many (?:mile|kilomet|acre|square|feet|met)",
            r"wie (?:weit|hoch|groß)|\bkilometer|distanc|altura|высот|длин|площад",
            "多[远高长宽]|平方",
        ),
        _any(
            r"\d\W?(?:km|mi|m|ft|ha)\b|\b\w*met(?:er|re|ro)s?\b|\b(?:miles?|feet|foot)",
            r"\b(?:acres?|hectares?|square|light years)\b|метр|миль|[米里]|平方|متر",
        ),
    ),
    Form(
        "while",
        _any(
            r"\bhow long (?:d\w+|ha[sd]|have|was|were|will|would|can)\b|wie lange",
            r"\bhow many (?:year|day|month|week|hour|minute)|combien de temps",
            r"cuánto tiempo|как долго|сколько (?:времени|дней|лет)|多久|多长时间",
        ),
        _any(
            r"\b(?:year|day|month|week|hour|minute|decade|centur)\w*|\b(?:jahr|tag|monat)",
            r"\b(?:woche|stunde|minute|año|día|mes|semana|hora)|\b(?:лет|год|дн|месяц)",
            "час|недел|[年月日天周]|小时|分钟|سنة|عام|يوم",
        ),
    ),
    Form(
        "date",
        _any(
            r"\bwhen (?:was|is|did|were|will|does)\b",
            r"\b(?:what|which) (?:year|date|day|century|decade)",
            r"\bwann\b|welchem jahr|quand|cuándo|qué año",
            "когда|каком году|什么时候|何时|哪一?年|متى|أي عام",
        ),
        _any(
            r"\b1\d\d\d|\b20\d\d|\b\d00s|centur|jahrhundert|siglo|siècle|век|世纪|القرن",
            r"\d[年月日]|星期",
            r"\b(?:january|february|march|april|may|june|july|august|september|october)\b",
            r"\b(?:november|december)\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day",
            r"yesterday|today|\b(?:januar|februar|märz|mai|juni|juli|oktober|dezember)",
            r"\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|gestern)",
            r"\b(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre)",
            r"\b(?:noviembre|diciembre|lunes|martes|miércoles|jueves|viernes)\b",
            r"\d+ году?",
            "январ|феврал|марта|апрел|июн|июл|август|сентябр|октябр|ноябр|декабр|вторник",
            "понедельник|сред[уы]|четверг|пятниц|суббот|воскресень|вчера|عام|سنة",
        ),
    ),
)
