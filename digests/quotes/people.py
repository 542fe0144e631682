"""Gather the people and bodies that an article names outside its quotes.

The first full name is the one that is printed; a surname, a first name with
"Sir", or capitals find the same person again.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from digests.quotes import roles
from digests.quotes.lexicon import alike, first_names, folded, words
from digests.quotes.mentions import AGED, Mention, is_in_headline
from digests.quotes.narration import Narration

# What leads up to a name: "President", "Secretary of State", "Sen.".
_TITLES = re.compile(r".*(?:R(?:q[RN](?=[MN]{2}))?|M)(?=[MN])")
# Jane Doe of Human Rights Watch; but not the Bank of England.
_BELONGING = re.compile(r"(?P<name>N[Nf]*N)q")
_GENITIVE = re.compile(r"['’]s?$")
# A report names fewer; these keep a hostile one from taking long.
_MOST_LOOKED_AT, _MOST_NAMESAKES = 400, 20
_SHORTEST_ENDING = 4
_MOST_FORETOLD = 3  # sentences before the name of whom the first one spoke
_PLURALS = {"en": ("s",), "ru": ("ы", "и"), "uk": ("и",)}  # Rail Users United
_COUPLE = re.compile(r"cN(?P<surname>[Nf]*N)(?!G)")
_AGED = re.compile(r",0,")
_PATRONYMICS = ("вич", "вна", "ич", "чна")
_NAMED_BY_FATHERS = frozenset({"ru", "uk"})
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


@dataclass(slots=True, eq=False)
class Person:
    """Somebody, or some body, that the article names.

    `human` tells that a title, a first name or a role speaks for a person.
    """

    name: str
    parts: frozenset[str]
    role: str | None = None
    gender: str = ""
    human: bool = False


class Name(Struct, frozen=True):
    """A mention's name, taken apart: titles off, `parts` in lower case."""

    words: str
    parts: tuple[str, ...]
    role: str | None
    gender: str
    titled: bool


class Cast:
    """Everybody whom an article names, found again by any part of the name."""

    def __init__(self, narration: Narration, mentions: Sequence[Mention]) -> None:
        self._narration = narration
        self._by_part: dict[str, list[Person]] = {}
        self._of: dict[int, Person] = {}
        self._couples: list[tuple[str, str]] = []
        for mention in mentions:
            if mention.kind in "nNeg" and not is_in_headline(narration, mention):
                name = take_apart(narration, mention)
                if name:
                    self._of[mention.first] = self._meet(name, mention)
        self._give_foretold()

    def person(self, mention: Mention) -> Person | None:
        """Return who a name stands for."""
        return self._of.get(mention.first)

    def named(self, word: str) -> Person | None:
        """Return who bears this name, in whatever letter case."""
        return next(iter(self._by_part.get(folded(word.lower().split()[-1]), ())), None)

    def partner(self, name: str) -> Person | None:
        """Return John Doe for Jane Doe, where "Jane and John Doe" are named so."""
        for couple in self._couples:
            if name in couple:
                other = couple[couple[0] == name]
                return next((p for p in self._of.values() if p.name == other), None)
        return None

    def people(self, before: int) -> list[Person]:
        """Return the people, not bodies, named before a token, each once."""
        met = dict.fromkeys(p for first, p in self._of.items() if first < before)
        return [person for person in met if person.human]

    def with_role(self, noun: str, before: int) -> Person | None:
        """Return the person met last before a token whose role holds this noun.

        Where nobody's does, a word much like it: "the diplomat" is an ambassador.
        """
        near = alike(self._narration.language).get(noun, ())
        return self._holder((noun,), before) or self._holder(near, before)

    def _holder(self, nouns: Collection[str], before: int) -> Person | None:
        for first in islice(reversed(self._of), _MOST_LOOKED_AT):
            person = self._of[first]
            if first < before and person.role and _holds(person.role, nouns):
                return person
        return None

    def _give_foretold(self) -> None:
        """Give the first sentence's role to the first person, if without one."""
        people = self.people(len(self._narration.codes))
        if not people:
            return
        first = next(at for at, one in self._of.items() if one is people[0])
        if self._narration.codes.count(".", 0, first) > _MOST_FORETOLD:
            return
        role = roles.foretold(self._narration)
        held = [person.role.lower() for person in people if person.role]
        if role and not people[0].role and role.lower() not in held:
            people[0].role = role

    def _meet(self, name: Name, mention: Mention) -> Person:
        person = self._known(name)
        new = person is None
        if person is None:
            name = self._of_a_couple(name, mention)
            person = Person(name.words, frozenset(name.parts))
            self._file(person, name.parts)
        elif len(name.parts) > 1 and len(person.parts) == 1:
            person.name, person.parts = name.words, frozenset(name.parts)
            self._file(person, name.parts)
        if mention.kind != "g" and not person.role:
            person.role = name.role or roles.beside(self._narration, mention)
            if new and not person.role:
                person.role = roles.opening(self._narration, mention)
        person.gender = person.gender or name.gender
        person.human |= (
            name.titled
            or bool(person.gender)
            or roles.is_job(self._narration, person.role)
        )
        person.human = person.human or self._is_surely_human(name, person, mention)
        return person

    def _is_surely_human(self, name: Name, person: Person, mention: Mention) -> bool:
        """Tell a person by an age, or by a surname that stands alone."""
        narration, stop = self._narration, mention.stop
        if _AGED.match(narration.codes, stop) or self._is_led_by_age(mention):
            return True
        if narration.codes[stop : stop + 2] == ",W" and len(name.parts) > 1:
            return _word(narration, stop + 1) in words(narration.language, "who")
        if len(person.parts) < 2 or len(name.parts) > 1:
            return False
        return name.parts[0] == folded(person.name.lower().split()[-1])

    def _is_addressed(self, surname: str) -> bool:
        """Tell whether the article speaks of a "Mr" or "Mrs" of this surname."""
        titles = words(self._narration.language, "addressing")
        return any(
            f"{title.title()} {surname}" in self._narration.text for title in titles
        )

    def _is_led_by_age(self, mention: Mention) -> bool:
        """Tell "six-year-old Jane Doe"."""
        first = mention.first
        before = _word(self._narration, first - 1) if first else ""
        return bool(AGED.search(before))

    def _of_a_couple(self, name: Name, mention: Mention) -> Name:
        """Return the whole name of Jane in "Jane and John Doe"."""
        codes, stop = self._narration.codes, mention.stop
        given = first_names(self._narration.language)
        if len(name.parts) > 1 or name.titled or name.parts[0] not in given:
            return name
        couple = _COUPLE.match(codes, stop)
        if couple is None:
            return name
        surname = self._narration.words(*couple.span("surname"))
        known = _word(self._narration, stop + 1) in given
        if not known and not self._is_addressed(surname):
            return name
        other = self._narration.words(stop + 1, couple.end("surname"))
        self._couples.append((f"{name.words} {surname}", other))
        parts = (*name.parts, *(folded(part) for part in surname.lower().split()))
        return replace(name, words=f"{name.words} {surname}", parts=parts)

    def _file(self, person: Person, parts: tuple[str, ...]) -> None:
        plain = [part for part in parts if part not in _SUFFIXES] or list(parts)
        for part in {plain[0], plain[-1]}:
            people = self._by_part.setdefault(part, [])
            if person not in people and len(people) < _MOST_NAMESAKES:
                people.append(person)

    def _known(self, name: Name) -> Person | None:
        keys = dict.fromkeys((name.parts[-1], name.parts[0]))
        for person in (one for key in keys for one in self._by_part.get(key, ())):
            if name.gender and person.gender and name.gender != person.gender:
                continue
            if person.parts.issuperset(name.parts) or person.parts.issubset(name.parts):
                return person
        return None


def _holds(role: str, nouns: Collection[str]) -> bool:
    """Tell whether a role has a noun, alone or at a word's end (Finanzminister)."""
    return any(
        part == noun or (len(noun) > _SHORTEST_ENDING and part.endswith(noun))
        for part in role.lower().split()
        for noun in nouns
    )


def take_apart(narration: Narration, mention: Mention) -> Name | None:
    """Part a mention into its role and its name; None where no name is left."""
    head, stop = mention.head, mention.stop
    codes = narration.codes[head:stop]
    belonging = _BELONGING.search(codes) if "q" in codes else None
    titles = _TITLES.match(codes[: belonging.end() - 1] if belonging else codes)
    begin = head + (titles.end() if titles else 0)
    title = _word(narration, begin - 1) if titles else ""
    if title and _is_body(title, narration.codes[begin - 1], narration.language):
        begin, title, titles = head, "", None  # Bank Morrow
    role = None
    if title in words(narration.language, "kept_title"):
        begin -= 1
    else:
        honoured = title in words(narration.language, "honorific")
        led = bool(titles) or mention.kind == "e"
        begin += _is_placed(narration, begin, head + len(codes), titled=led)
        role = roles.before(narration, mention, begin - honoured)
    if mention.kind == "e" and begin == head:
        role = roles.before(narration, mention, head)
    if role is None and not titles and _opens_with_role(narration, begin, stop):
        begin += 1
        role = narration.words(begin - 1, begin)
    belonging = _BELONGING.match(codes, begin - head)
    if belonging and _word(narration, begin) != "united":
        stop = head + belonging.end("name")
        role = role or roles.of_part(narration, stop + 1, mention.stop)
    text = _GENITIVE.sub("", narration.words(begin, stop))
    parts = tuple(folded(part) for part in text.lower().split())
    kept = words(narration.language, "kept_title")
    parts = tuple(part for part in parts if part not in kept) or parts
    if len(parts) == 1 and title in words(narration.language, "addressing"):
        text = f"{narration.words(begin - 1, begin)} {text}"  # Mrs Doe, of two Does
    if not parts:
        return None
    given = next(part for part in text.lower().split() if folded(part) in parts)
    gender = _gender(title, given, narration.language)
    return Name(_with_point(narration, stop, text), parts, role, gender, bool(titles))


def _is_body(title: str, code: str, language: str) -> bool:
    """Tell Bank Morrow and Rail Users United from Director Morrow."""
    role = title in words(language, "role")
    several = code == "R" and title.endswith(_PLURALS.get(language, ()))
    return not role and (several or title in words(language, "body"))


def _is_placed(narration: Narration, begin: int, stop: int, *, titled: bool) -> bool:
    """Tell whether a place stands between title and name: Мэр Ольховска Анна Ким."""
    if not titled or narration.codes[begin:stop] != "NNN":
        return False
    patronymic = _word(narration, begin + 1).endswith(_PATRONYMICS)
    return narration.language in _NAMED_BY_FATHERS and not patronymic


def _opens_with_role(narration: Narration, begin: int, stop: int) -> bool:
    """Tell "Keeper Jane Doe" at a sentence's start, whatever a keeper may be."""
    if stop - begin < len("NNN") or narration.codes[begin:stop].strip("NRf"):
        return False
    if begin and narration.codes[begin - 1] not in ".P":
        return False
    given = first_names(narration.language)
    return _word(narration, begin) not in given and _word(narration, begin + 1) in given


def _word(narration: Narration, token: int) -> str:
    return narration.text[narration.starts[token] : narration.ends[token]].lower()


def _with_point(narration: Narration, stop: int, text: str) -> str:
    following = narration.text[narration.ends[stop - 1] :][:1]
    return text + "." if following == "." and text[-3:] in {" Jr", " Sr"} else text


def _gender(title: str, first_name: str, language: str) -> str:
    for gender, titles, names in (("m", "man", "male"), ("f", "woman", "female")):
        if title in words(language, titles):
            return gender
        if title not in words(language, "honorific") and first_name in words(
            language, names
        ):
            return gender
    return ""
