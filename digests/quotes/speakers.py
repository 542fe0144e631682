"""Choose who speaks each quote among the mentions around it.

A conditional logit over the features of `features`; `bench/learn_speakers.py`
made the weights in `speakers.json`. Quotes are taken in order, because who
spoke last is the best guess for words without a source of their own.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from digests.quotes.clauses import sure_speaker
from digests.quotes.features import Frame, Previous, Scene, describe, frame_of, near
from digests.quotes.find import Span
from digests.quotes.lexicon import words
from digests.quotes.mentions import Mention
from digests.quotes.narration import Narration

_WEIGHTS: dict[str, float] = json.loads(
    Path(__file__).with_name("speakers.json").read_text(encoding="utf8")
)

# "– Jane Doe" at a line's end and "According to Jane Doe" leave little doubt, and
# are too rare in the articles that the weights were learned from.
_CERTAIN = 4.0


class Candidate(NamedTuple):
    """A mention that may speak a quote, and what is to be said for it."""

    mention: Mention
    key: str
    features: list[str]


class Attribution(Struct, frozen=True):
    """The mention that most likely speaks a quote; None where nobody is near."""

    frame: Frame
    mention: Mention | None
    score: float = 0.0


class Panel:
    """An article's mentions, ready to be asked who speaks a quote."""

    def __init__(self, narration: Narration, mentions: Sequence[Mention]) -> None:
        self._narration = narration
        self._mentions = mentions
        self._firsts = [mention.first for mention in mentions]
        self._keys = [_key(mention, narration) for mention in mentions]
        self._at = {mention.first: mention for mention in mentions}
        self._told = {n for n in range(len(mentions)) if self._is_told(n)}
        self._endings = {mention.stop: mention.first for mention in mentions}

    def frame(self, number: int, span: Span) -> Frame:
        """Return what surrounds the n-th span."""
        return frame_of(self._narration, number, span, self._endings)

    def candidates(
        self, frame: Frame, previous: Previous | None
    ) -> Iterator[Candidate]:
        """Yield who may speak the quote, the speaker before included."""
        scene = Scene(self._narration.codes, frame, previous)
        low, high = near(self._firsts, frame.place, scene.codes)
        if previous and previous.mention not in self._mentions[low:high]:
            mention, key = previous.mention, previous.key
            yield Candidate(mention, key, describe(mention, key, scene))
        for index in range(low, high):
            if index in self._told:
                continue
            mention, key = self._mentions[index], self._keys[index]
            yield Candidate(mention, key, describe(mention, key, scene))

    def sure(self, frame: Frame, best: Candidate | None) -> tuple[Mention, str] | None:
        """Return the speaker that grammar names, else the best, and its key."""
        guess = best.mention if best else None
        speaker = sure_speaker(self._narration, frame, guess, self._at.get)
        if speaker is None:
            return None
        if best and speaker == guess:
            return speaker, best.key
        return speaker, _key(speaker, self._narration)

    def _is_told(self, index: int) -> bool:
        """Tell whether a mention stands right after "told": it listens."""
        first = self._mentions[index].first
        if not first or self._narration.codes[first - 1] != "V":
            return False
        word = self._narration.words(first - 1, first).lower()
        return word in words(self._narration.language, "tell")


def attribute(
    narration: Narration, spans: Sequence[Span], mentions: Sequence[Mention]
) -> list[Attribution]:
    """Return one attribution for each span, in order."""
    panel = Panel(narration, mentions)
    found: list[Attribution] = []
    previous: Previous | None = None
    for number, span in enumerate(spans):
        frame = panel.frame(number, span)
        best, score = _best(panel.candidates(frame, previous), frame)
        speaker = panel.sure(frame, best)
        found.append(Attribution(frame, speaker[0] if speaker else None, score))
        if speaker:
            previous = Previous(*speaker, frame.place)
    return found


def _best(near: Iterable[Candidate], frame: Frame) -> tuple[Candidate | None, float]:
    best, best_score = None, float("-inf")
    for candidate in near:
        score = sum([_WEIGHTS.get(name, 0.0) for name in candidate.features])
        first = candidate.mention.first
        if first in (frame.signature, frame.sourced):
            score += _CERTAIN
        if score > best_score:
            best, best_score = candidate, score
    return best, best_score


def _key(mention: Mention, narration: Narration) -> str:
    """Return what two mentions of one name share: its last word."""
    last = mention.stop - 1
    return narration.text[narration.starts[last] : narration.ends[last]].lower()
