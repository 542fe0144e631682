"""Between our values and what SQLite keeps."""

from datetime import UTC, datetime


def to_text(moment: datetime) -> str:
    """Return the moment as UTC text that sorts as time does.

    Whole seconds have no fraction: "+" sorts before ".", as it should.
    """
    moment = moment if moment.tzinfo is UTC else moment.astimezone(UTC)
    return moment.isoformat()


def to_text_or_none(moment: datetime | None) -> str | None:
    """Return the moment as text, None for None."""
    return None if moment is None else to_text(moment)


def to_moment(text: str | None) -> datetime | None:
    """Return the stored moment, aware and in UTC, None for None."""
    return None if text is None else datetime.fromisoformat(text)


def from_text(text: str) -> datetime:
    """Return the stored moment, aware and in UTC."""
    return datetime.fromisoformat(text)


def to_numbers(text: str) -> frozenset[int]:
    """Return a stored set of small numbers."""
    return frozenset(map(int, text.split())) if text else frozenset()


def from_numbers(numbers: frozenset[int]) -> str:
    """Return a set of small numbers as text."""
    return " ".join(map(str, sorted(numbers)))
