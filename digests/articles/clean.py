"""Make text storable, once, before any offset into it exists.

The rule: Unicode NFC; every kind of space is one plain space and every kind of
line end a line feed; control, zero-width and direction characters, NULs and lone
surrogates are left out, except the joiners that scripts and emoji need. What
comes out is what is stored, quoted and counted in; nothing normalises it again.
"""

import re
import unicodedata
from collections.abc import Iterable

# The longest magazine pieces have about 150,000 characters.
LONGEST = 300_000

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n]+")
# C0 and C1 controls, soft hyphen, zero-width space and no-break space, marks and
# overrides of direction, invisible operators, fillers, annotation and tag
# characters, surrogates, non-characters. U+200C and U+200D stay: Persian, the
# Indic scripts and emoji are misspelt without them.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u061c\u115f\u1160\u180e"
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_NO_WORDS = re.compile(r"[\W_]+")
_BLANK_LINES = re.compile(r"\n\s*\n")


def cleaned(text: str) -> str:
    """Return the text by the rule above, its lines trimmed and line ends kept."""
    text = _LINE_ENDS.sub("\n", text)
    text = unicodedata.normalize("NFC", _UNWANTED.sub("", text))
    return "\n".join(_SPACES.sub(" ", line).strip() for line in text.split("\n"))


def one_line(text: str) -> str:
    """Return the text by the rule above on a single line."""
    # Most lines of most pages: nothing in them can break the rule.
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return " ".join(unicodedata.normalize("NFC", _UNWANTED.sub("", text)).split())


def paragraphs_of(text: str) -> list[str]:
    """Return what blank lines part, each on one line, empty ones left out."""
    parts = (" ".join(part.split()) for part in _BLANK_LINES.split(cleaned(text)))
    return [part for part in parts if part]


def joined(paragraphs: Iterable[str]) -> str:
    """Return the paragraphs as one text, parted by blank lines.

    What goes beyond `LONGEST` is left out: no article is so long, and everything
    behind this costs in proportion.
    """
    text = "\n\n".join(paragraphs)
    if len(text) <= LONGEST:
        return text
    border = max(text.rfind(mark, 0, LONGEST) for mark in " \n")
    return text[: border if border > 0 else LONGEST].strip()


def words_only(text: str) -> str:
    """Return the letters and digits alone, case folded, to compare wordings."""
    return _NO_WORDS.sub("", text.casefold())
