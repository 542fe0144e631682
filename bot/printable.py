"""A stranger's text, fit for a terminal."""

import unicodedata

# Controls, formats (directions among them), surrogates, private use.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co"})


def harmless(text: str) -> str:
    """Return the text on one line without what could move a terminal's cursor."""
    folded = " ".join(text.split())
    return "".join(ch for ch in folded if unicodedata.category(ch) not in _UNSEEN)
