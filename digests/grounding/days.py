"""Weekdays and months by their names, the same in every language."""

from functools import cache

from digests.grounding.numerals import value
from digests.quotes.lexicon import listed

# A language's list of times begins with seven days and twelve months.
_WEEK, _NAMED = 7, 19
_LISTED = ("en", "de", "fr", "es", "ru", "uk")
_ARABIC = """
    الاثنين/الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد يناير فبراير مارس
    أبريل/إبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
"""
# The cases of what the lists have in one of them.
_CASES = {
    "у": ("а", "ы", "е", "у"),
    "ю": ("я", "и", "е", "ю"),
    "а": ("", "а", "е", "у"),
    "я": ("ь", "й", "я", "е", "ю", "і"),
    "к": ("к", "ка", "ку", "ки"),
}
# "may" the verb, "march" the walk.
_AMBIGUOUS = frozenset({"may", "march", "mars", "sat", "sun", "wed", "mar", "jan"})
DAYS_IN_IDEOGRAPHS = (
    "(?:星期|周|週|礼拜|禮拜)[一二三四五六日天]"
    r"|(?:\d{1,2}|[一二三四五六七八九]|十[一二]?)月(?![球亮])"
)
_WEEKDAYS = "一二三四五六日天"


def named(word: str) -> str | None:
    """Return "day 0" for what is called Monday somewhere, "month 0" for January."""
    lower = word.lower()
    if lower in _AMBIGUOUS and not word[0].isupper():
        return None
    return _calendar().get(lower)


def day_in_ideographs(text: str) -> str:
    """Return the same for a day or month as `DAYS_IN_IDEOGRAPHS` finds it."""
    if not text.endswith("月"):
        return _key(min(_WEEKDAYS.index(text[-1]), _WEEK - 1))
    number = text.removesuffix("月")
    month = int(number) if number.isdigit() else value(number)
    return _key(_WEEK + month - 1)


@cache
def _calendar() -> dict[str, str]:
    found: dict[str, str] = {}
    for code in _LISTED:
        for at, name in enumerate(listed(code, "time")[:_NAMED]):
            for form in _forms(name) if code in {"ru", "uk"} else (name,):
                found[form] = _key(at)
    for at, forms in enumerate(_ARABIC.split()):
        found |= dict.fromkeys(forms.split("/"), _key(at))
    return found | {
        name[:3]: found[name] for name in listed("en", "time")[_WEEK:_NAMED]
    }


def _key(at: int) -> str:
    return f"day {at}" if at < _WEEK else f"month {at - _WEEK}"


def _forms(name: str) -> set[str]:
    return {name[:-1] + ending for ending in _CASES.get(name[-1], (name[-1],))} | {name}
