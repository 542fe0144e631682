"""Find the speakers that the grammar of other languages than English makes sure.

The subject behind a verb, or the mood of words that are retold. Where the subject
goes unsaid ("Recordó que …"), its verb stands for it, as a pronoun would.
"""

import re
from collections.abc import Callable

from digests.quotes.features import Frame
from digests.quotes.lexicon import words
from digests.quotes.mentions import Mention
from digests.quotes.narration import Narration

_NAMED = frozenset("nNehrR")
_NEAR = 60
_SAID_BEHIND = re.compile(r",?(?P<verb>[VU])")
_SAID_SO = re.compile(r",?[VU]b?")
_SUBJECT_BEHIND = frozenset({"es", "fr", "de"})
_UNSAID_THEY = frozenset({"ru", "uk"})
_SUBJECTS = frozenset("NRMDrhtGysW")
_DROPS_SUBJECTS = frozenset({"es"})


def native_speaker(
    narration: Narration, frame: Frame, at: Callable[[int], Mention | None]
) -> Mention | None:
    """Return who speaks, where the language tells; *at* as in `clauses`."""
    if narration.language in _DROPS_SUBJECTS:
        unsaid = _unsaid(narration, frame)
        if unsaid >= 0:
            return Mention(unsaid, unsaid + 1, "h", unsaid)
    return (
        _behind_the_verb(narration, frame, at)
        or _of_a_house(narration, frame, at)
        or _reported(narration, frame, at)
    )


def _unsaid(narration: Narration, frame: Frame) -> int:
    """Return the verb of saying that has no subject, or -1."""
    codes, place = narration.codes, frame.place
    behind = _SAID_BEHIND.match(codes, place + 1)
    if behind:
        verb = behind.start("verb")
        return verb if frame.last in ".PQ" and _is_bare(narration, verb) else -1
    opened = max(codes.rfind(mark, 0, place) for mark in ".PQ") + 1
    verb = max(codes.rfind(kind, opened, place) for kind in "VU")
    if verb < 0 or (verb and codes[verb - 1] not in ".PcQ"):
        return -1
    return verb if _is_bare(narration, verb) else -1


def _is_bare(narration: Narration, verb: int) -> bool:
    """Tell whether no subject follows a verb: "explica en su casa"."""
    following = narration.codes[verb + 1 : verb + 2]
    if following != "D":
        return following not in _SUBJECTS
    word = narration.words(verb + 1, verb + 2).lower()
    owned = word in words(narration.language, "possessive")
    return owned and narration.codes[verb + 2 : verb + 3] not in {"r", "R"}


def _behind_the_verb(
    narration: Narration, frame: Frame, at: Callable[[int], Mention | None]
) -> Mention | None:
    """Return her of "«…», denunció la alcaldesa Jane Doe"."""
    if narration.language not in _SUBJECT_BEHIND:
        return None
    match = _SAID_SO.match(narration.codes, frame.place + 1)
    subject = at(match.end()) if match else None
    if subject is None or subject.kind not in "nNeRry":
        return None
    opening = narration.words(subject.first, subject.first + 1).lower()
    return None if opening in words(narration.language, "dative") else subject


def _of_a_house(
    narration: Narration, frame: Frame, at: Callable[[int], Mention | None]
) -> Mention | None:
    """Return the firm of "В компании заявили, что «…»": they say so there."""
    if narration.language not in _UNSAID_THEY:
        return None
    codes, place = narration.codes, frame.place
    opened = 1 + max(codes.rfind(mark, 0, place) for mark in ".P")
    house = at(opened + 1) if codes[opened : opened + 1] == "p" else None
    if house is None or house.kind not in "rR":
        return None
    behind = range(house.stop, min(house.stop + _NEAR, place))
    verb = next((n for n in behind if codes[n] in "VU"), -1)
    if verb < 0 or any(code in "hNnt" for code in codes[verb:place]):
        return None
    return house if narration.words(verb, verb + 1).endswith("ли") else None


def _reported(
    narration: Narration, frame: Frame, at: Callable[[int], Mention | None]
) -> Mention | None:
    """Return him of "…, sagte er. Die Bahn habe „…“": its mood tells so."""
    codes, place = narration.codes, frame.place
    if frame.said_before != "-" or frame.following in {",", ";", "V"}:
        return None
    end = max(codes.rfind(mark, 0, place) for mark in ".P")
    moods = words(narration.language, "indirect")
    if (
        end < 1
        or codes[end] == "P"
        or not any(
            narration.words(n, n + 1).lower() in moods
            for n in range(max(end + 1, place - _NEAR), place)
        )
    ):
        return None
    opened = 1 + max(codes.rfind(mark, 0, end) for mark in ".P")
    verb = max(codes.rfind(kind, opened, end) for kind in "VU")
    speaker = at(verb + 1) if verb >= 0 else None
    speaker = speaker or at(opened)
    return speaker if speaker and speaker.kind in _NAMED else None
