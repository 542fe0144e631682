"""Find the speaker whom a clause's grammar leaves no doubt about.

Few clauses do: the ranker of `speakers` weighs the rest. What somebody does beside
the words is told by `deeds`, what only other languages than English do by `tongues`.
"""

import re
from collections.abc import Callable

from digests.quotes.deeds import who_acts
from digests.quotes.features import Frame
from digests.quotes.letters import whose_letter
from digests.quotes.lexicon import words
from digests.quotes.mentions import Mention
from digests.quotes.narration import Narration
from digests.quotes.tongues import native_speaker

_VERB_SECOND = frozenset({"de"})
_PRONOUNS = frozenset("htx")
# "An aide said he was …": between the verb and the pronoun nobody else stands.
_SAID_THAT = re.compile(r"[VU]o?k?")
_COMPLEMENTING = frozenset({"p", "q"})
_PASSIVE = re.compile(r"ab?U[qp]$")
_INVERTED = re.compile(r",?(?:(?P<finite>V)|a(?=[ht][^.PQ,]{0,9}V))(?P<subject>[ht])")
_NEAR = 12
_ENDS_SAYING = re.compile(r"[ab]*V(?=[.P,]|$)")
_SO = re.compile(r",?ak")
_CALLED = re.compile(r"[ab]*[VU]p?")
_PRAISED = re.compile(r"b?[VU]")
_PUT_IT = re.compile(r"[VUv]x?,?$")
_ASIDE = re.compile(r",?(?:W[^.PQVU]{1,12},)?")
_SPEAKS_ON = re.compile(r"[ab]*[VU][^.PQVU]{0,6}")
_SOURCED = re.compile(r"[,;]?b?Ap?")
_CALLED_HER = re.compile(r"[ab]*[VU][hox]")


def sure_speaker(
    narration: Narration,
    frame: Frame,
    guess: Mention | None,
    at: Callable[[int], Mention | None],
) -> Mention | None:
    """Return the speaker that grammar names, or the *guess*.

    *at* gives the mention that begins at a token.
    """
    native = native_speaker(narration, frame, at)
    if native:
        return native
    if _is_passive(narration, frame):
        return _by_whom(narration, frame, at)
    codes = narration.codes
    sure = (
        _inverted(codes, narration.language, frame, at)
        or _according_to(codes, frame, at)
        or _put_so(narration, frame, at)
        or _put_between(codes, frame, at)
        or _as_they_put_it(narration, frame, at)
        or _said(narration, frame, at)
        or _before_its_end(codes, frame, guess, at(frame.subject_before))
        or whose_letter(narration, frame, guess, at)
        or _retold(codes, frame, at)
        or _parted(narration, frame, at)
        or _whose_word_holds(codes, frame, guess, at(frame.subject_before))
        or _in_the_end(codes, frame, at(frame.subject_after))
        or _behind_its_paper(codes, frame, guess, at(frame.subject_before))
        or who_acts(narration, frame, guess, at)
    )
    return sure or guess


def _whose_word_holds(
    codes: str, frame: Frame, guess: Mention | None, subject: Mention | None
) -> Mention | None:
    """Return the aide of "An aide said he was “…”"."""
    if guess is None or subject is None or subject.kind in _PRONOUNS:
        return None
    if not subject.first < guess.first < frame.place:
        return None
    if codes[subject.stop : guess.first] in _COMPLEMENTING:
        return subject  # An aide to the minister, who was not named, said
    if guess.kind not in _PRONOUNS:
        return None
    cue = max(codes.rfind(kind, subject.stop, guess.first) for kind in "VU")
    held = cue >= 0 and _SAID_THAT.fullmatch(codes, cue, guess.first)
    return subject if held else None


def _is_passive(narration: Narration, frame: Frame) -> bool:
    """Tell "The minister was accused of “…”", words of somebody else."""
    codes, place = narration.codes, frame.place
    found = _PASSIVE.search(codes[:place], max(0, place - _NEAR))
    if found is None:
        return False
    opened = 1 + max(codes.rfind(mark, 0, place) for mark in ".P")
    if "V" in codes[opened : found.start()]:
        return False  # She told the jury that she had been asked to “…”
    auxiliary = narration.words(found.start(), found.start() + 1).lower()
    return auxiliary in words(narration.language, "being")


def _by_whom(
    narration: Narration, frame: Frame, at: Callable[[int], Mention | None]
) -> Mention | None:
    """Return who stands behind "by", right after the quote or before it."""
    after = frame.place + 1
    if narration.codes[after : after + 1] != "p":
        return None
    link = narration.words(after, after + 1).lower()
    return at(after + 1) if link in words(narration.language, "by") else None


def _inverted(
    codes: str, language: str, frame: Frame, at: Callable[[int], Mention | None]
) -> Mention | None:
    """Return him of "„…“, hatte er zum Auftakt erklärt" and "„…“, schrieb er"."""
    match = _INVERTED.match(codes, frame.place + 1)
    if match is None or (match["finite"] and language not in _VERB_SECOND):
        return None  # "…", claiming he had not
    return at(match.start("subject"))


def _put_so(
    narration: Narration, frame: Frame, at: Callable[[int], Mention | None]
) -> Mention | None:
    """Return her of "“…” was how she put it" and "in what witnesses called “…”"."""
    codes, place = narration.codes, frame.place
    manner = words(narration.language, "manner")
    match = _SO.match(codes, place + 1)
    if match and narration.words(match.end() - 1, match.end()).lower() in manner:
        return at(frame.subject_after)
    subject = at(frame.subject_before)
    if subject is None:
        return None
    if subject.kind in "Ne" and _CALLED_HER.fullmatch(codes, subject.stop, place):
        return subject  # Jane Doe called her “…”
    link = narration.words(subject.first - 1, subject.first) if subject.first else ""
    if link in words(narration.language, "contrast") and _PRAISED.fullmatch(
        codes, subject.stop, place
    ):
        return subject  # She wept, while the firm praised “…”
    named = subject.kind not in _PRONOUNS
    if not named or not _CALLED.fullmatch(codes, subject.stop, place):
        return None
    what = subject.first - 1
    if what < 1 or codes[what - 1] != "p":
        return None  # She mourned what ministers called “…”.
    return subject if narration.words(what, what + 1).lower() in manner else None


def _behind_its_paper(
    codes: str, frame: Frame, guess: Mention | None, subject: Mention | None
) -> Mention | None:
    """Return the minister of "In a note sent on Friday, the minister thanked “…”"."""
    if guess is None or subject is None or guess.kind != "d":
        return None
    first = guess.first
    opens = codes[first - 1 : first] == "p" and codes[first - 2 : first - 1] in ".P"
    if first < 2 or not opens or not guess.first < subject.first < frame.place:
        return None
    return subject if codes[subject.first - 1] == "," else None


def _put_between(
    codes: str, frame: Frame, at: Callable[[int], Mention | None]
) -> Mention | None:
    """Return her of "Without them, says Jane Doe, who farms here, “…”"."""
    place = frame.place
    opened = 1 + max(codes.rfind(mark, 0, place) for mark in ".PQ")
    verb = codes.rfind(",V", opened, place) + 1
    one = at(verb + 1) if verb else None
    if one is None or one.kind not in "nNe":
        return None
    return one if _ASIDE.fullmatch(codes, one.stop, place) else None


def _as_they_put_it(
    narration: Narration, frame: Frame, at: Callable[[int], Mention | None]
) -> Mention | None:
    """Return the leaflet of "and, as the leaflet put it, “…”"."""
    codes, place = narration.codes, frame.place
    verb = _PUT_IT.search(codes, max(0, place - _NEAR), place)
    for first in range(verb.start() - 1, place - _NEAR, -1) if verb else ():
        one = at(first)
        if one and verb and one.stop == verb.start():
            link = narration.words(first - 1, first).lower() if first else ""
            return one if link in words(narration.language, "as") else None
    return None


def _said(
    narration: Narration, frame: Frame, at: Callable[[int], Mention | None]
) -> Mention | None:
    """Return him of "“…,” said John Doe" and "“…,” John Doe agreed"; not of "told"."""
    codes, after = narration.codes, frame.place + 1
    one = at(after)
    if one and one.kind in "nNe" and frame.text[-1] == ",":
        return one if codes[one.stop : one.stop + 1] in {"v", "V", "U"} else None
    one = at(after + 1) if codes[after : after + 1] == "V" else None
    if one is None or one.kind not in "nNe" or frame.text[-1] not in ",?!":
        return None
    verb = narration.words(after, after + 1).lower()
    return None if verb in words(narration.language, "tell") else one


def _before_its_end(
    codes: str, frame: Frame, guess: Mention | None, subject: Mention | None
) -> Mention | None:
    """Return who says what ends their sentence: not who begins the next one."""
    if guess is None or subject is None or guess.first < frame.place:
        return None
    if frame.following not in {".", "P"} or subject.kind in _PRONOUNS:
        return None
    return subject if _SPEAKS_ON.fullmatch(codes, subject.stop, frame.place) else None


def _retold(
    codes: str, frame: Frame, at: Callable[[int], Mention | None]
) -> Mention | None:
    """Return the minister of "According to an aide, the minister called it “…”"."""
    place = frame.place
    opened = 1 + max(codes.rfind(".", 0, place), codes.rfind("P", 0, place))
    if codes[opened] != "A" or not opened < frame.subject_before < place:
        return None
    between = codes[opened : frame.subject_before]
    return at(frame.subject_before) if between.endswith(",") else None


def _parted(
    narration: Narration, frame: Frame, at: Callable[[int], Mention | None]
) -> Mention | None:
    """Return who speaks before a semicolon: behind it the next one does."""
    after = frame.place + 1
    if frame.said_before not in "VU" or frame.following != ";":
        return None
    if narration.words(after, after + 1) != ";":
        return None  # A dash
    return at(frame.subject_before)


def _in_the_end(codes: str, frame: Frame, subject: Mention | None) -> Mention | None:
    """Return her of "Her crews had worked “…” all night, she said."."""
    if subject is None or frame.said_before != "-":
        return None
    if codes[subject.first - 1] != "," or codes[frame.place + 1] in ",.P":
        return None
    return subject if _ENDS_SAYING.match(codes, subject.stop) else None


def _according_to(
    codes: str, frame: Frame, at: Callable[[int], Mention | None]
) -> Mention | None:
    """Return her of "“…”, according to Jane Doe"."""
    match = _SOURCED.match(codes, frame.place + 1)
    return at(match.end()) if match else None
