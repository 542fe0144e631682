"""A number with its noun, and several things in a row, as people say them."""

from collections.abc import Sequence


def counted(number: int, one: str, many: str) -> str:
    """Return the number with its noun."""
    return f"{number} {one if number == 1 else many}"


def listed(parts: Sequence[str], word: str = "and") -> str:
    """Return the parts as a sentence lists them."""
    *most, last = parts
    return f"{', '.join(most)} {word} {last}" if most else last
