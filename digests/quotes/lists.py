"""Find the lists in which several speak as one: "A, B and C said".

Knows how lists are written, not who their members are.
"""

import re
from collections.abc import Sequence

from digests.quotes.mentions import Mention
from digests.quotes.narration import Narration

# What parts the members of "A, B and new chancellor C".
_GAP = re.compile(r",|,?c[wbD]{0,2}")
_SPEAKS = re.compile(r"[ab]*[VU]")
_MEMBERS = frozenset("nNeRr")
_MOST = 8


class Lists:
    """The lists among an article's mentions."""

    def __init__(self, narration: Narration, mentions: Sequence[Mention]) -> None:
        self._codes = narration.codes
        self._mentions = mentions

    def around(self, index: int) -> list[Mention]:
        """Return the list that holds the n-th mention, or nothing.

        Two alone ("between A and B") are a list only where they speak.
        """
        low = index
        while low and index - low < _MOST and self._gap(low - 1) is not None:
            low -= 1
            if self._gap(low) != "," and low < index - 1:
                break
        if low < index and self._gap(low) == "," and self._is_place(low):
            low += 1  # "In the Gazette, A and B said"
        run = [self._mentions[low]]
        for at in range(low, min(low + _MOST, len(self._mentions) - 1)):
            gap = self._gap(at)
            if gap is None:
                return []
            run.append(self._mentions[at + 1])
            if "c" in gap:
                break
        else:
            return []
        if low + len(run) <= index:
            return []
        return run if len(run) > 2 or self._speak(run) else []

    def _is_place(self, index: int) -> bool:
        first = self._mentions[index].first
        return first > 0 and self._codes[first - 1] == "p"

    def _gap(self, index: int) -> str | None:
        """Return what parts a mention from the next, if that is how lists go."""
        one, other = self._mentions[index], self._mentions[index + 1]
        if one.kind not in _MEMBERS or other.kind not in _MEMBERS:
            return None
        if other.first - one.stop > 4:
            return None
        gap = self._codes[one.stop : other.first]
        return gap if _GAP.fullmatch(gap) else None

    def _speak(self, run: list[Mention]) -> bool:
        codes, first, stop = self._codes, run[0].first, run[-1].stop
        before = codes[first - 1] if first else "P"
        if _SPEAKS.match(codes, stop) and before not in "VUvpq":
            return True
        if before in "VU" and codes[stop : stop + 1] in {"", ".", ",", "P", "Q"}:
            return True
        return before == "A" or codes[max(0, first - 2) : first] == "Ap"
