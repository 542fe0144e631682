"""Read JSON as people write it by hand: with comments and commas to spare.

.NET's settings files, FeedCord's among them, allow both.
"""

import json
import re

from digests.errors import ParseError

# What is left open runs to the end: no input makes a search begin again.
_STRING = r'"(?:[^"\\]|\\.)*+"?'
_COMMENT = re.compile(rf"({_STRING})|//[^\n]*+|/\*.*?(?:\*/|\Z)", re.DOTALL)
_COMMA = re.compile(rf"({_STRING})|,(?=\s*+[\]}}])", re.DOTALL)


def loose_json(text: str, source: str) -> object:
    """Return what the text holds.

    Raises:
        ParseError: It is broken; the line is named.

    """
    try:
        return _strict(text)
    except RecursionError as error:
        raise ParseError(source, "it nests without end") from error
    except ValueError:
        pass  # Once more, without what people add.
    for left_out in (_COMMENT, _COMMA):
        # A comment may hold lines, and lines are counted.
        text = left_out.sub(lambda m: m[1] or "\n" * m[0].count("\n"), text)
    try:
        return _strict(text)
    except RecursionError as error:
        raise ParseError(source, "it nests without end") from error
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        raise ParseError(source, f"it is broken JSON at line {line}") from error


def _strict(text: str) -> object:
    found: object = json.loads(text)
    return found
