"""Tell speech from what only stands in quotation marks.

Labels ("so-called"), titles of works, nicknames, words as words and scare
quotes are not speech. A word or two that somebody did say are a fragment.
"""

import re
from enum import StrEnum

from digests.quotes.features import Frame
from digests.quotes.find import Span
from digests.quotes.lexicon import words
from digests.quotes.narration import Narration

_WORD = re.compile(r"\w+(?:[’'.-]\w+)*")
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_BEFORE = re.compile(r"([\w-]+)(?:\s+(?:as|the|a|an))?\W*$")
_OBJECT_FIRST = frozenset({"ru", "uk"})
_LONGEST_LABEL = 8
_LONGEST_FRAGMENT = 2
_NOUNS = frozenset("wrsdNRM")
# A noun may look like a verb: a “hold” rating.
_MODIFIED = _NOUNS | {"v", "V", "d"}


class Standing(StrEnum):
    """What a span in quotation marks is."""

    SPEECH = "speech"
    FRAGMENT = "fragment"
    LABEL = "label"


def judge(narration: Narration, span: Span, frame: Frame) -> Standing:
    """Return what the span is, from its words and what stands beside it."""
    spoken = _WORD.findall(frame.text)
    length = max(len(spoken), len(_IDEOGRAPH.findall(frame.text)) // 2)
    said = frame.said_before == "V" or frame.said_after != "-"
    if length <= _LONGEST_LABEL:
        if _is_announced(narration, span, frame):
            return Standing.LABEL
        if _is_title(frame, spoken) and not _is_of_nouns(narration, frame, spoken):
            return Standing.LABEL
    if length <= _LONGEST_FRAGMENT:
        return _short(narration, frame, said=said)
    modifies = frame.last in "DGw" and frame.following in _NOUNS
    closed = frame.text[-1] in ".?!…,"
    if not said and not closed and modifies and length <= _LONGEST_LABEL:
        return Standing.LABEL
    return Standing.SPEECH


def _short(narration: Narration, frame: Frame, *, said: bool) -> Standing:
    if frame.last == "." and frame.following in ".P" and frame.text[-1] in ".?!":
        return Standing.FRAGMENT  # A sentence of its own, behind another quote.
    if frame.last == frame.following == "." and frame.text[0].isupper():
        return Standing.FRAGMENT  # «No vendrán», dijo. «Nunca».
    if frame.last == ":" and frame.text[0].isupper() and frame.following in ".P":
        return Standing.FRAGMENT
    if frame.last in ",:P." and frame.text[-1] in ".?!,":
        return Standing.FRAGMENT if said else Standing.LABEL
    verb = narration.codes[max(0, frame.place - 2) : frame.place]
    if verb == "UD" and frame.following in _MODIFIED and frame.text[-1].isalnum():
        return Standing.LABEL  # issued a “red” warning
    attributed = frame.said_before in {"V", "A", "U"} or frame.said_after in {
        "V",
        "U",
        "A",
    }
    if (
        frame.last in "DG"
        and frame.following in _MODIFIED
        and _has_own_verb(narration, frame)
    ):
        return Standing.LABEL
    if frame.last in "VU" and narration.language in _OBJECT_FIRST:
        return Standing.FRAGMENT  # ситуацию назвали «…»
    if not attributed or (frame.said_before == "U" and frame.subject_before < 0):
        return Standing.LABEL
    return Standing.FRAGMENT


def _has_own_verb(narration: Narration, frame: Frame) -> bool:
    """Tell whether another verb than that of saying governs the span's noun."""
    codes, place = narration.codes, frame.place
    cue = max(codes.rfind(kind, 0, place) for kind in "VUA")
    return any(kind in codes[cue + 1 : place] for kind in "vW")


def _is_announced(narration: Narration, span: Span, frame: Frame) -> bool:
    """Tell whether the words before announce a label: "known as", "a plan called"."""
    match = _BEFORE.search(narration.text[max(0, span.opened - 40) : span.opened])
    if match is None or "\n" in match[0] or match[0].rstrip().endswith((":", ",")):
        return False
    word = match[1].lower()
    if word in words(narration.language, "label"):
        return True
    if word not in words(narration.language, "naming") or frame.last != "U":
        return False
    # "a programme called …" names, "what he called …" quotes.
    return narration.codes[frame.place - 2 : frame.place - 1] in "wrsd0,a"


def _is_of_nouns(narration: Narration, frame: Frame, spoken: list[str]) -> bool:
    """Tell "sprach von „Wut im Bauch“", where each noun has its capital anyway."""
    if narration.language != "de" or frame.said_before not in {"V", "U"}:
        return False
    return any(word[0].islower() for word in spoken)


def _is_title(frame: Frame, spoken: list[str]) -> bool:
    """Tell whether every word that counts is capitalised, as in a work's title."""
    weighty = [word for word in spoken if len(word) > 3 or word[0].isupper()]
    if (
        not weighty
        or not spoken[0][0].isupper()
        or not all(word[0].isupper() for word in weighty)
    ):
        return False
    if len(spoken) > 1 and weighty == spoken[:1]:
        return False  # "It is the end of it"
    between_names = frame.last in "NM" and frame.following in {"N", "G"}
    if len(spoken) == 1:
        return between_names or (
            frame.last in "DGpqN" and not frame.text.endswith((".", "!", "?"))
        )
    spoken_out = frame.said_after in {"V", "A"} or (
        frame.last in ",:V" and frame.said_before == "V"
    )
    # "“So it is,” Jane Doe said."
    spoken_out |= (
        frame.said_after == "v" and frame.last in ".P" and frame.text[-1] == ","
    )
    return between_names or not (spoken_out or frame.text[-1] in ".!?")
