"""Moments as UTC text that sorts as time does: how they are stored."""

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
