"""Between our values and what SQLite keeps."""

from digests.moments import from_text, to_moment, to_text, to_text_or_none

__all__ = [
    "from_numbers",
    "from_text",
    "to_moment",
    "to_numbers",
    "to_text",
    "to_text_or_none",
]


def to_numbers(text: str) -> frozenset[int]:
    """Return a stored set of small numbers."""
    return frozenset(map(int, text.split())) if text else frozenset()


def from_numbers(numbers: frozenset[int]) -> str:
    """Return a set of small numbers as text."""
    return " ".join(map(str, sorted(numbers)))
