"""Time zones as people name them: cities and IANA names found, offered, guessed.

Zones come from the system's data and, for what is missing there, from the package
`tzdata`: a name that a newer system has dropped keeps its meaning.
"""

import difflib
import unicodedata
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from digests.errors import BadSchedule

MOST_CHOICES = 25
# Whose zones are named for a city; of the other names only the whole is taken.
_AREAS = {
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
}
# The host's own zone, none at all, and two that look American and know no summer.
_MISLEADING = {"localtime", "Factory", "EST", "MST"}
# Where most who read Discord in that language live: a first guess, always shown.
_BY_LOCALE = {
    "en-US": "America/New_York",
    "en-GB": "Europe/London",
    "de": "Europe/Berlin",
    "fr": "Europe/Paris",
    "es-ES": "Europe/Madrid",
    "es-419": "America/Mexico_City",
    "pt-BR": "America/Sao_Paulo",
    "it": "Europe/Rome",
    "nl": "Europe/Amsterdam",
    "pl": "Europe/Warsaw",
    "ru": "Europe/Moscow",
    "uk": "Europe/Kyiv",
    "tr": "Europe/Istanbul",
    "ja": "Asia/Tokyo",
    "ko": "Asia/Seoul",
    "zh-CN": "Asia/Shanghai",
    "zh-TW": "Asia/Taipei",
    "hi": "Asia/Kolkata",
    "id": "Asia/Jakarta",
    "th": "Asia/Bangkok",
    "vi": "Asia/Ho_Chi_Minh",
    "sv-SE": "Europe/Stockholm",
    "no": "Europe/Oslo",
    "da": "Europe/Copenhagen",
    "fi": "Europe/Helsinki",
    "cs": "Europe/Prague",
    "hu": "Europe/Budapest",
    "ro": "Europe/Bucharest",
    "el": "Europe/Athens",
    "bg": "Europe/Sofia",
    "hr": "Europe/Zagreb",
    "lt": "Europe/Vilnius",
}


@cache
def zone_of(name: str) -> ZoneInfo:
    """Return the zone of an exact IANA name, as `read_zone` gives it.

    Raises:
        BadSchedule: There is no such zone.

    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadSchedule(_unknown(name)) from error


def read_zone(typed: str) -> str:
    """Return the IANA name that is meant by one or by a city, in any case.

    Raises:
        BadSchedule: No zone is called that; the nearest are named.

    """
    wanted = _plain(typed)
    if name := _by_name().get(wanted) or _by_city().get(wanted):
        return name
    raise BadSchedule(_unknown(typed))


def zone_choices(typed: str) -> list[str]:
    """Return up to 25 IANA names for what is typed so far, likeliest first.

    Cities that begin so come first, then names that hold it, then names spelt
    nearly so. Nothing typed gives the zones of Discord's languages.
    """
    wanted = _plain(typed)
    if not wanted:
        return list(_BY_LOCALE.values())[:MOST_CHOICES]
    first = [name for city, name in _by_city().items() if city.startswith(wanted)]
    holding = [name for plain, name in _by_name().items() if wanted in plain]
    return list(dict.fromkeys([*first, *holding, *_near(wanted)]))[:MOST_CHOICES]


def zone_for_locale(locale: str) -> str:
    """Guess the zone of somebody whose Discord speaks *locale* ("de" → Berlin).

    It is no more than a guess: show it, and let people change it. "UTC" where
    there is nothing to go by.
    """
    language = locale.partition("-")[0]
    return _BY_LOCALE.get(locale) or _BY_LOCALE.get(language) or "UTC"


def _unknown(typed: str) -> str:
    near = " or ".join(_near(_plain(typed))) or "Europe/Berlin or America/New_York"
    said = f"There is no time zone called {typed[:40]}. " if typed.strip() else ""
    return f"{said}Give a city, such as {near}."


def _near(wanted: str) -> list[str]:
    """Return up to three zones that are spelt nearly so."""
    by_spelling = {**_by_name(), **_by_city()}
    near = difflib.get_close_matches(wanted[:40], by_spelling, n=6, cutoff=0.75)
    return list(dict.fromkeys(by_spelling[each] for each in near))[:3]


@cache
def _by_name() -> dict[str, str]:
    """Every zone by its name as it may be typed, in order."""
    return {_plain(name): name for name in sorted(available_timezones() - _MISLEADING)}


@cache
def _by_city() -> dict[str, str]:
    """Zones by their city; a city's several names all stand for the same zone."""
    named = (name for name in _by_name().values() if name.split("/")[0] in _AREAS)
    return {_plain(name.rpartition("/")[2]): name for name in named}


def _plain(text: str) -> str:
    """Return the text as names are compared: "São  Paulo" is "sao_paulo"."""
    apart = unicodedata.normalize("NFKD", text)
    letters = "".join(c for c in apart if not unicodedata.combining(c))
    return "_".join(letters.casefold().replace("_", " ").split())
