"""Refuse markup that is built to hold its reader up, by one look at the source.

Cheap and linear; nothing is parsed here. What passes costs the parser and the
extractor far less than their five seconds.
"""

import re

from digests.errors import ParseError

# A long news page has about 5,000 elements, a page with a live table 20,000.
MOST_ELEMENTS = 30_000
# The parser's cost grows with the square of the attributes of one element.
MOST_ATTRIBUTES = 500
_HINT = "; save the report as text"

# Possessive throughout: no input makes it look at a character twice.
_TAG = re.compile(
    r"""
    <(?:script|style)\b(?:[^<]++|<(?!/(?:script|style)))*+  # whole, what they hold too
    | <[a-z](?:[^"'>]++|"[^"]*+"|'[^']*+')*+
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SCRIPT = ("<script", "<style")
_QUOTED = re.compile(r""""[^"]*+"|'[^']*+'""")
_ATTRIBUTE = re.compile(r"[\s\"'/][^\s\"'=<>/]++")


def check(html: str, source: str) -> None:
    """Raise where the markup is unfit to be parsed.

    Raises:
        ParseError: Too many elements, or too many attributes on one of them.

    """
    for number, tag in enumerate(_TAG.finditer(html)):
        if number >= MOST_ELEMENTS:
            raise ParseError(
                source, f"it has more than {MOST_ELEMENTS:,} elements{_HINT}"
            )
        if tag.end() - tag.start() > MOST_ATTRIBUTES and _attributes(tag.group()) > (
            MOST_ATTRIBUTES
        ):
            raise ParseError(
                source, f"one of its elements has too many attributes{_HINT}"
            )


def _attributes(tag: str) -> int:
    if tag[:7].lower().startswith(_SCRIPT):
        tag = tag[: tag.find(">") + 1] or tag
    return sum(1 for _ in _ATTRIBUTE.finditer(_QUOTED.sub('""', tag)))
