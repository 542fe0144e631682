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
# Not "il y a", in which there is nobody.
_PERSON = re.compile(
    r"\b(?:he|she|they|him|her|them|er|sie|ihm|ihn|il(?! y a\b)|elle|ils|elles|él|ella|"
    r"ellos|он|она|они|ему|ей|він|вона|вони)\b(?<!\by a-t-il)|他们?|她们?|هو|هي",
    re.IGNORECASE,
)
# May be things as well.
_MANY = re.compile(r"they|them|sie|ils|elles|ellos|они|вони|他们|她们", re.IGNORECASE)
_WHOSE = re.compile(r"\b(?:his|their)\b", re.IGNORECASE)
# Not "there is", nor "this week".
_THING = re.compile(
    r"\b(?:its?|that|this(?! (?:week|month|year|morning|evening|time))|dort|dies|là|"
    r"(?<!is )(?<!are )(?<!was )(?<!were )there(?! (?:is|are|was|were))|cela|eso|"
    r"(?<!gibt )es(?! gibt)|allí|это|там)\b|这|那里?",
    re.IGNORECASE,
)
_ON = re.compile(
    r"^\s*(?:and|but|also|or|what about|how about|und|aber|auch|et|mais|y|pero|а|и|"
    r"那|还有|و)\b[\s,]*(?:about|on|the|in)?\s*|^\s*(?:what|how) about\s+",
    re.IGNORECASE,
)
# So begins what is a question by itself.
_ASKS = re.compile(
    r"(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|did|does|do|has|"
    r"have|had|can|could|will|would|wer|wen|wem|was|welche[rsmn]?|wann|wo|warum|wie|"
    r"hat|ist|sind|waren|qui|que|quand|où|pourquoi|comment|combien|quel(?:le)?s?|"
    r"quién|qué|cuándo|dónde|cómo|cuánt[oa]s|кто|что|когда|где|почему|как|сколько)\b",
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
    if person := _person_in(question):
        meant = tuple(_meant(person, each, question) for each in people)
        many = _MANY.fullmatch(person[0]) and not saying_in(question)
        return meant or (_with_last(question, turns[0]) if many else (question,))
    bare = _ON.sub("", question).strip(" ?？.!")
    goes_on = bool(_ON.search(question)) or _is_scant(question)
    asks = bool(_ASKS.match(bare)) and not _is_scant(bare)
    if goes_on and not asks:
        said = turns[0].saying
        if bare and said:
            return _retold(bare, said, people)
        return _with_last(question, turns[0])[:1]
    if (goes_on or _THING.search(question)) and not names_in(question):
        return _with_last(question, turns[0])
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


def _person_in(question: str) -> re.Match[str] | None:
    """Return the word that stands for somebody whom the question does not name."""
    person = _PERSON.search(question)
    # Whom a name before it is for, it is not for us to say.
    if person and not names_in(question[: person.start()]):
        return person
    return None if person or names_in(question) else _WHOSE.search(question)


def _meant(word: re.Match[str], person: str, question: str) -> str:
    whose = "’s" if _WHOSE.fullmatch(word[0]) else ""
    return f"{question[: word.start()]}{person}{whose}{question[word.end() :]}"


def _with_last(question: str, last: Turn) -> tuple[str, ...]:
    """Return the question with what the last one was about, then by itself."""
    before = " ".join(content_words(last.meaning or last.question))
    both = f"{question.rstrip(' ?？')} {before}?"
    return (both, question) if before else (question,)


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
