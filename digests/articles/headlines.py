"""Make a headline out of a report that came without one, by choosing words."""

import re

from digests.articles.sentences import split

_LONGEST = 90
# Where a sentence can stop and still say something.
_CLAUSE = re.compile(
    r"(?:,|;|:| [–—-]| (?:after|amid|as|because|before|but|despite|following"
    r"|for further|in a bid|to discuss|when|where|which|while|who|whose|with"
    r"|nachdem|während|weil|après|alors que|tras|mientras|після|после))\s",
    re.IGNORECASE,
)
_FEWEST_WORDS = 5
_WITHIN = 2000


def headline_of(text: str) -> str:
    """Return the first sentence, cut at a clause where it is long, "" for no text.

    Every word stands in the text, in its order.
    """
    first = next(iter(split(text[:_WITHIN])), None)
    if first is None:
        return ""
    sentence = " ".join(first.text.split()).rstrip(".…")
    if len(sentence) <= _LONGEST:
        return sentence
    cuts = [m.start() for m in _CLAUSE.finditer(sentence[: _LONGEST + 1])]
    fit = [cut for cut in cuts if len(sentence[:cut].split()) >= _FEWEST_WORDS]
    if fit:
        return sentence[: fit[-1]]
    return (
        sentence[: sentence.rindex(" ", 0, _LONGEST)] + "…"
        if " " in sentence[:_LONGEST]
        else sentence[:_LONGEST]
    )
