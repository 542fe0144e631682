"""How much a model writes of each story, in words and as a menu. Pure."""

from bot.components import Option
from digests.guilds import Length, ScheduleOrder, Style

_LENGTHS = {
    Style.NEUTRAL: {
        Length.SHORT: "one sentence",
        Length.USUAL: "two or three sentences",
        Length.LONG: "five or six sentences",
    },
    Style.BULLET: {
        Length.SHORT: "two points",
        Length.USUAL: "three or four points",
        Length.LONG: "six or seven points",
    },
}


def has_length(order: ScheduleOrder) -> bool:
    """Whether there is anything to choose: what is brief is one sentence."""
    return order.style in _LENGTHS


def length_in_words(order: ScheduleOrder) -> str:
    """Return how much each story gets, "" where that is as ever."""
    if not has_length(order) or order.length is Length.USUAL:
        return ""
    return f"{_LENGTHS[order.style][order.length]} each"


def length_line(order: ScheduleOrder) -> str:
    """Return the same as a sentence, with what it is worth."""
    most = _LENGTHS[order.style][order.length]
    return f"Each gets {most}, where its articles hold as much."


def length_options(order: ScheduleOrder) -> tuple[Option, ...]:
    """Return what may be chosen for a schedule of this style."""
    return tuple(
        Option(f"{length.capitalize()}: {words}", length)
        for length, words in _LENGTHS[order.style].items()
    )
