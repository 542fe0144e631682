"""Languages as their speakers call them, and the one that digests are told in. Pure.

Only a model translates. Where there is none, a server's language is None here, and
nothing is said of it.
"""

from bot.components import Option
from digests.guilds import ScheduleOrder

LANGUAGES = {
    "en": "English",
    "de": "Deutsch",
    "es": "Español",
    "fr": "Français",
    "it": "Italiano",
    "nl": "Nederlands",
    "pl": "Polski",
    "pt": "Português",
    "ru": "Русский",
    "uk": "Українська",
    "zh": "中文",
    "ja": "日本語",
    "ar": "العربية",
}
_SERVERS, _OWN = "server", "own"
# What an order has for each of the options.
LANGUAGE_OF: dict[str, str | None] = {
    _SERVERS: None,
    _OWN: "",
    **{code: code for code in LANGUAGES},
}


def told_in(order: ScheduleOrder, server: str | None) -> str:
    """Return what the order's stories are told in, "" where there is no model."""
    if server is None:
        return ""
    code = order.told_in(server)
    return f"in {LANGUAGES.get(code, code)}" if code else "in each article's language"


def language_line(order: ScheduleOrder, server: str) -> str:
    """Return the same as a sentence, with what becomes of quotes."""
    whose = ", the server's language" if order.language is None and server else ""
    words = f"Stories are told {told_in(order, server)}{whose}."
    if not order.told_in(server):
        return words
    return f"{words} A translation is marked as one; quotes stay as they were said."


def language_options(server: str) -> tuple[Option, ...]:
    """Return what may be chosen: the server's, each article's own, or any."""
    name = LANGUAGES.get(server, server) or "none is set"
    return (
        Option(f"The server's ({name})", _SERVERS),
        Option("As the articles are", _OWN),
        *(Option(name, code) for code, name in LANGUAGES.items()),
    )
