"""Find the speaker whom a clause's grammar leaves no doubt about.

Few clauses do: the ranker of `speakers` weighs the rest. Where a language lets the
subject go unsaid ("Recordó que …"), its verb stands for it, as a pronoun would.
"""

import re
from collections.abc import Callable

from digests.quotes.features import Frame
from digests.quotes.letters import whose_letter
from digests.quotes.lexicon import words
from digests.quotes.mentions import Mention
from digests.quotes.narration import Narration

_DROPS_SUBJECTS = frozenset({"es"})
_VERB_SECOND = frozenset({"de"})
_PRONOUNS = frozenset("htx")
_NAMED = frozenset("nNeh")
# "An aide said he was …": between the verb and the pronoun nobody else stands.
_SAID_THAT = re.compile(r"[VU]o?k?")
_COMPLEMENTING = frozenset({"p", "q"})
_PASSIVE = re.compile(r"ab?U[qp]$")
_INVERTED = re.compile(r",?(?:(?P<finite>V)|a(?=[ht][^.PQ,]{0,9}V))(?P<subject>[ht])")
_NEAR = 12
_ENDS_SAYING = re.compile(r"[ab]*V(?=[.P,]|$)")
_ACTS = re.compile(r"(?:,[^.PQV]{1,14},|\([^)P]{1,6}\),?)?[b]*[vaVU]")
_SAID_BEHIND = re.compile(r",?(?P<verb>[VU])")
_SO = re.compile(r",?ak")
_CALLED = re.compile(r"[ab]*[VU]p?")
_CALLED_HER = re.compile(r"[ab]*[VU][hox]")
_HAS_WORDS = re.compile(r"ay?D?[wb]{0,2}[wdV](?=[p.])")
_SUBJECTS = frozenset("NRMDrhtGysW")


def sure_speaker(
    narration: Narration,
    frame: Frame,
    guess: Mention | None,
    at: Callable[[int], Mention | None],
) -> Mention | None:
    """Return the speaker that grammar names, or the *guess*.

    *at* gives the mention that begins at a token.
    """
    if narration.language in _DROPS_SUBJECTS:
        unsaid = _unsaid(narration, frame)
        if unsaid >= 0:
            return Mention(unsaid, unsaid + 1, "h", unsaid)
    if _is_passive(narration, frame):
        return _by_whom(narration, frame, at)
    codes = narration.codes
    sure = (
        _inverted(codes, narration.language, frame, at)
        or _put_so(narration, frame, at)
        or whose_letter(narration, frame, guess, at)
        or _retold(codes, frame, at)
        or _parted(narration, frame, at)
        or _whose_word_holds(codes, frame, guess, at(frame.subject_before))
        or _in_the_end(codes, frame, at(frame.subject_after))
        or _behind_its_paper(codes, frame, guess, at(frame.subject_before))
        or _who_acts(codes, frame, guess, at)
        or _who_has_words(narration, frame, guess, at)
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


def _who_acts(
    codes: str,
    frame: Frame,
    guess: Mention | None,
    at: Callable[[int], Mention | None],
) -> Mention | None:
    """Return who opens the paragraph of "Jane Doe held up a copy. “…”"."""
    if frame.last != "." or frame.said_before + frame.said_after != "--":
        return None
    place = frame.place
    line = codes.rfind("P", 0, place) + 1
    opener = at(line)
    if opener is None or opener.kind not in _NAMED or "Q" in codes[line:place]:
        return None
    end = codes.find("P", place)
    if guess and line <= guess.first < (end if end >= 0 else len(codes)):
        return None
    return opener if _ACTS.match(codes, opener.stop) else None


def _who_has_words(
    narration: Narration,
    frame: Frame,
    guess: Mention | None,
    at: Callable[[int], Mention | None],
) -> Mention | None:
    """Return the baker of "The baker had a question. “…”"."""
    codes, place = narration.codes, frame.place
    if frame.last != "." or frame.said_before + frame.said_after != "--":
        return None
    opened = 1 + max(codes.rfind(mark, 0, place - 1) for mark in ".P")
    opener = at(opened)
    if opener is None or (guess and guess.first > place):
        return None
    match = _HAS_WORDS.search(codes, opener.stop, place - 1)
    if match is None:
        return None
    noun = narration.words(match.end() - 1, match.end()).lower()
    return opener if noun in words(narration.language, "words") else None


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
    return word in words(narration.language, "possessive")
