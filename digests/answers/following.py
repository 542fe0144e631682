"""A question that goes on with a conversation, made whole from what was asked before.

Pure. Only what the turns hold is drawn on: names for pronouns, and the last
question's words for one that is hardly a question by itself.
"""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from digests.answers.forms import NAME
from digests.answers.sayings import saying_in
from digests.answers.words import CJK, FUNCTION_WORDS, content_words
from digests.asked import Saying, Turn

_MOST = 4
_PERSON = re.compile(
    r"\b(?:he|she|they|him|her|them|er|sie|ihm|ihn|il|elle|ils|elles|él|ella|ellos|"
    r"он|она|они|ему|ей)\b|他们?|她们?|هو|هي",
    re.IGNORECASE,
)
_THING = re.compile(
    r"\b(?:it|its|this|that|there|this one|es|dort|dies|là|cela|eso|allí|это|там)\b"
    r"|这|那里?",
    re.IGNORECASE,
)
_ON = re.compile(
    r"^\s*(?:and|but|also|or|what about|how about|und|aber|auch|et|mais|y|pero|а|и|"
    r"那|还有|و)\b[\s,]*(?:about|on|the|in)?\s*|^\s*(?:what|how) about\s+",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_POSSESSIVE = re.compile(r"['’]s?$")
_FEW = 2


def readings(
    question: str, turns: Sequence[Turn], people: Sequence[str]
) -> tuple[str, ...]:
    """Return what the question may mean after these turns, the likeliest first.

    `turns` are the conversation's, the last one first, and `people` are who may be
    meant by "he" or "she", in that order. The question itself where it stands alone.
    """
    if not turns:
        return (question,)
    person = _PERSON.search(question)
    # Whom a name before it is for, it is not for us to say.
    if person and not names_in(question[: person.start()]):
        return tuple(_meant(each, question) for each in people) or (question,)
    last = turns[0]
    bare = _ON.sub("", question).strip(" ?？.!")
    goes_on = bool(_ON.search(question)) or _is_scant(question)
    if goes_on and bare and last.saying:
        return _retold(bare, last.saying, people)
    if goes_on or (_THING.search(question) and not names_in(question)):
        before = " ".join(content_words(last.meaning or last.question))
        return (f"{question.rstrip(' ?？')} {before}?",) if before else (question,)
    return (question,)


def names_in(text: str) -> tuple[str, ...]:
    """Return the names that a text holds, longer ones first, each once.

    Words with a capital that do not open a sentence, and those that stand with them.
    """
    found: dict[str, None] = {}
    for match in _names(text):
        found.setdefault(match)
    return tuple(sorted(found, key=lambda name: -len(name.split())))


def _names(text: str) -> list[str]:
    made: list[str] = []
    end = -2
    for match in _WORD.finditer(text):
        word = match[0]
        # A capital that only opens the sentence, unless a name goes on with it.
        opening = (
            match.start() != end + 1
            and not NAME.match(text, match.start())
            and not text[match.end() + 1 : match.end() + 2].isupper()
        )
        if not word[0].isupper() or word.casefold() in FUNCTION_WORDS or opening:
            continue
        name = _POSSESSIVE.sub("", word)
        if match.start() == end + 1:
            made[-1] = f"{made[-1]} {name}"
        else:
            made.append(name)
        end = match.end() if name == word else -2
    return made


def is_pronoun(person: str) -> bool:
    """Tell whether this is "he" or "she", and nobody's name."""
    return bool(_PERSON.fullmatch(person.strip()))


def people_in(turns: Sequence[Turn]) -> tuple[str, ...]:
    """Return who may be meant, those of the last question first."""
    found: dict[str, None] = {}
    for turn in turns:
        own = (turn.saying.person,) if turn.saying else ()
        for name in (*own, *turn.people, *turn.told):
            if not is_pronoun(name):
                found.setdefault(name)
    return tuple(found)[:_MOST]


def _meant(person: str, question: str) -> str:
    # A name is no template: people type backslashes.
    return _PERSON.sub(lambda _: person, question, count=1)


def _is_scant(question: str) -> bool:
    """Tell whether it says hardly anything by itself."""
    if CJK.search(question) or saying_in(question):
        return False
    return len([w for w in question.split() if w.strip("?!.,")]) <= _FEW


def _retold(bare: str, last: Saying, people: Sequence[str]) -> tuple[str, ...]:
    """Return the last question for words with another person or another topic."""
    same = [each for each in people if each.casefold() == bare.casefold()]
    other = replace(last, person=bare)
    topic = replace(last, topic=bare)
    named = same or names_in(f"x {bare}") == (bare,)
    both = (other, topic) if named else (topic, other)
    return tuple(f"What did {each.person} say{_on(each)}?" for each in both)


def _on(saying: Saying) -> str:
    return f" about {saying.topic}" if saying.topic else ""
