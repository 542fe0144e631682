"""Tell the language of a text.

The only home of py3langid, whose model is loaded at the first question.
"""

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

# Enough to be sure, and the cost grows with the length.
_ENOUGH = 1500
_TOO_SHORT = 24
_SURE = 0.7
# Written Chinese and Norwegian under the code that everybody expects.
_ALIASES = {"wuu": "zh", "yue": "zh", "nn": "no"}


def detect(text: str) -> str:
    """Return the ISO 639-1 code, or "" where the text is too short or unclear."""
    text = text[:_ENOUGH]
    if sum(c.isalpha() for c in text) < _TOO_SHORT:
        return ""
    code, probability = _identifier().classify(text)
    code = _ALIASES.get(code, code)
    return code if probability >= _SURE and len(code) == 2 else ""


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
