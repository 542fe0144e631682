"""Numbers in words, of several languages: what is counted, and what multiplies it."""

import re
from functools import cache

# From nought on; forms of one number are parted by a stroke.
_COUNTED = {
    "en": """zero one two three four five six seven eight nine ten eleven twelve
        thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty""",
    "de": """null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf
        dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig""",
    "fr": """zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize
        quatorze quinze seize dix-sept dix-huit dix-neuf vingt""",
    "es": """cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece
        catorce quince dieciséis diecisiete dieciocho diecinueve veinte""",
    "ru": """ноль один два/две/двух/двум/двое/двоих три/трёх/трех/трём/трое/троих
        четыре/четырёх/четырех/четверо/четверых пять/пяти/пятеро/пятерых шесть/шести
        семь/семи восемь/восьми девять/девяти десять/десяти одиннадцать/одиннадцати
        двенадцать/двенадцати тринадцать четырнадцать пятнадцать шестнадцать
        семнадцать восемнадцать девятнадцать двадцать/двадцати""",
    "ar": """صفر واحد اثنان/اثنين/اثنتان/اثنتين ثلاثة/ثلاث أربعة/أربع خمسة/خمس ستة/ست
        سبعة/سبع ثمانية/ثماني/ثمان تسعة/تسع عشرة/عشر""",
}
# From twenty on.
_TENS = (
    "twenty thirty forty fifty sixty seventy eighty ninety",
    "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "vingt trente quarante cinquante soixante",
    "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто",
)
_JOINED = "ein zwei drei vier fünf sechs sieben acht neun"
# What says how many, and counts nothing by its name.
LOOSE = {
    word: number
    for number, words in (
        ("12", "dozen dutzend douzaine docena дюжина"),
        (
            "1/2",
            """half hälfte halb halbe halben moitié mitad половина половину половины
            نصف""",
        ),
        (
            "2",
            "twice double doubled zweimal doppelt doppelte дважды вдвое",
        ),
        ("3", "triple tripled thrice dreimal трижды втрое"),
    )
    for word in words.split()
}
# By how many noughts.
MAGNITUDES = {
    word: noughts
    for noughts, words in (
        (2, "hundred hundert"),
        (
            3,
            """thousand thousands tausend mille mil тысяч тысячи тысяча тысячу тыс
            ألف آلاف ألفا""",
        ),
        (
            6,
            """million millions millionen mio millón millones миллион миллиона миллионов
            млн mn مليون ملايين مليونا""",
        ),
        (
            9,
            """billion billions milliarde milliarden mrd milliard milliards bn
            миллиард миллиарда миллиардов млрд مليار مليارات مليارا""",
        ),
        (12, "trillion trillions billionen billones tn"),
    )
    for word in words.split()
}
# What is one of them by itself: "a million", and no millions.
SINGLE = frozenset(
    """
    hundred hundert thousand tausend mille mil тысяча ألف million millón миллион مليون
    billion milliarde milliard миллиард مليار trillion
    """.split()  # noqa: SIM905 - a text of words reads better
)
# "one of them", "un pont": too common to be a count.
_ARTICLES = frozenset({"1"})

# A thousand metres, grams or watts are a unit of their own.
NUMERAL = "(?:[〇零一二两兩三四五六七八九十百万萬亿億]|千(?![米克瓦]))+"
_UNITS = {
    ideograph: value
    for value, ideographs in enumerate(
        ("〇零", "一", "二两兩", "三", "四", "五", "六", "七", "八", "九")
    )
    for ideograph in ideographs
}
_NOUGHTS = {"十": 1, "百": 2, "千": 3, "万": 4, "萬": 4, "亿": 8, "億": 8}
# What is counted by: a sign before none of them may be of a name.
_COUNTS = re.compile(
    "[人名个個条條只家座辆次年月天日周小岁歲架艘位场項项种件张台部所届级层栋支枚度]"
)


@cache
def spoken() -> dict[str, str]:
    """Return the numbers in words, from nought to ninety-nine, in digits."""
    found = {
        form: str(number)
        for words in _COUNTED.values()
        for number, forms in enumerate(words.split())
        for form in forms.split("/")
        if str(number) not in _ARTICLES
    }
    tens = {
        word: number * 10
        for words in _TENS
        for number, word in enumerate(words.split(), 2)
    }
    joined = {
        f"{unit}und{word}": str(ten + number)
        for number, unit in enumerate(_JOINED.split(), 1)
        for word, ten in tens.items()
    }
    return found | {word: str(ten) for word, ten in tens.items()} | joined | LOOSE


def noughts(magnitude: str) -> int | None:
    """Return the noughts of a magnitude, in a word or ideographs; None of others."""
    if magnitude and all(each in _NOUGHTS for each in magnitude):
        return sum(_NOUGHTS[each] for each in magnitude)
    return MAGNITUDES.get(magnitude.lower())


def in_ideographs(numeral: str, after: str) -> str:
    """Return the digits of a number in ideographs, "" for what may be none.

    One sign by itself counts only where what is counted follows.
    """
    if len(numeral) == 1 and not _COUNTS.match(after):
        return ""
    if numeral[0] in _NOUGHTS and numeral[0] != "十":
        return ""
    found = str(value(numeral))
    return "" if found in _ARTICLES else found


def value(numeral: str) -> int:
    """Return what a number in ideographs stands for."""
    whole = part = last = 0
    for each in numeral:
        size = _NOUGHTS.get(each, 0)
        if not size:
            last = _UNITS[each]
        elif size < _NOUGHTS["万"]:
            part, last = part + (last or 1) * 10**size, 0
        else:
            whole, part, last = (whole + part + last) * 10**size, 0, 0
    return whole + part + last
