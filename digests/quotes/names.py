"""Print a speaker: turn "he", "they" or "the minister" into the name given.

Where the article gives no name, the source stays as the text words it.
"""

import re
from collections.abc import Sequence

from digests.quotes.antecedents import ANTECEDENTS, Antecedents, Source
from digests.quotes.apposition import Appositions
from digests.quotes.groups import Groups
from digests.quotes.lexicon import alike, words
from digests.quotes.mentions import AGED, Mention
from digests.quotes.narration import Narration
from digests.quotes.people import Cast, Person
from digests.quotes.renaming import is_another_word, is_kept_unnamed, is_once

_LAST_GENITIVE = re.compile(r"['’]s?$")
# Where somebody is, behind a description: "analysts at Bank Morrow said".
_COMPLEMENT = re.compile(r"[pq](D?[wbsNRMr0]{1,5})(?=[ab]*[VUva]|,?Q|[,.PW;]|$)")
# Who of "One of them, who …" goes on to tell of the one.
_RELATED = re.compile(r"(?:q[oDys]{1,3})?,?")
_NEAR_NAMES = frozenset({"в", "у"})  # мер у Києві, not "у телеграмі"
_GENITIVES = frozenset({"des", "eines"})
_SINGULAR = ("role", "body", "document")
# Whose "their" it is has to be surer than who "they" are.
_SURELY = 3.0


class Names:
    """Resolves the mentions of one article."""

    def __init__(
        self, narration: Narration, mentions: Sequence[Mention], cast: Cast
    ) -> None:
        self._narration = narration
        self._mentions = mentions
        self._index = {one.first: number for number, one in enumerate(mentions)}
        self._cast = cast
        self._groups = Groups(narration, mentions, cast, self._single)
        self._appositions = Appositions(narration, mentions, cast)
        self._antecedents = Antecedents(narration, mentions, cast, self._known)
        self._sources: dict[tuple[int, bool], Source] = {}

    def source(self, mention: Mention, previous: Source | None = None) -> Source:
        """Return what to print for a mention.

        *previous* is the source of the quote before, to which a pronoun most
        likely goes back.
        """
        if mention.kind == "W":
            whose = self._described_by(mention)
            if whose:
                return self.source(whose, previous)
        if mention.kind in ANTECEDENTS:
            return self._antecedents.of(mention, previous)
        mention = self._around(mention)
        if self._is_demonym(mention):
            pronoun = mention._replace(kind="h")
            return self._antecedents.of(pronoun, previous)
        if self._is_anybody(mention):
            pronoun = mention._replace(kind="h", first=mention.stop - 1)
            meant = self._antecedents.of(pronoun, previous)
            if meant.human and meant.gender:
                return meant
        known = self._known(mention, listed=True)
        if (
            is_once(self._narration, mention)
            and known.speaker
            and known.speaker[0].islower()
        ):
            pronoun = mention._replace(kind="h")
            meant = self._antecedents.of(pronoun, previous)
            return meant if meant.human else known
        return known

    def _described_by(self, relative: Mention) -> Mention | None:
        """Return whom "who" goes on to tell of: "a baker, who …"."""
        number = self._index[relative.first]
        other = self._mentions[number - 1] if number else None
        if other is None:
            return None
        gap = self._narration.codes[other.stop : relative.first]
        return other if _RELATED.fullmatch(gap) else None

    def labelled(self, label: str) -> Source:
        """Return the source that a transcript's label ("SMITH:") names."""
        person = self._cast.named(label)
        if person is None:
            return Source(label, None, -1, -1)
        return Source(person.name, person.role, -1, -1, person.gender)

    def _single(self, mention: Mention) -> Source:
        span = (mention.first, mention.stop)
        kind = mention.kind
        if kind in "nNeg" and not self._is_thing(mention):
            person = self._cast.person(mention)
            if person:
                return Source(
                    person.name, person.role, *span, person.gender, human=person.human
                )
        if kind in "iu" or self._is_circumstance(mention):
            return Source(None, None, *span)
        person = self._appositions.named(mention)
        if (
            person is None
            and kind in "rR"
            and not is_kept_unnamed(self._narration, mention)
        ):
            person = self._spouse(mention) or self._holder(mention)
        if person:
            return Source(
                person.name, person.role, *span, person.gender, human=person.human
            )
        return Source(
            self._worded(mention), None, *span, plural=self._is_plural(mention)
        )

    def _around(self, mention: Mention) -> Mention:
        """Return the analysts of "analysts at Bank Morrow said" for the bank."""
        codes, index = self._narration.codes, self._index.get(mention.first, 0)
        outer = self._mentions[index - 1] if index else None
        if outer is None or outer.kind not in "rRsy":
            return mention
        if codes[outer.stop : mention.first] not in {"p", "pD", "q", "qD"}:
            return mention
        return outer if self._complement(outer.stop) else mention

    def _is_demonym(self, mention: Mention) -> bool:
        """Tell "the Brazilian", who has a name, from "the Pentagon"."""
        text = self._narration.words(mention.first, mention.stop)
        opening, _, rest = text.lower().partition(" ")
        language = self._narration.language
        known = rest in words(language, "demonym") or AGED.search(text)
        return opening in words(language, "definite") and bool(known)

    def _is_circumstance(self, mention: Mention) -> bool:
        """Tell "zum Auftakt", "des Kanzlers": German nouns that nobody goes by."""
        if self._narration.language != "de" or mention.kind not in "nw":
            return False
        codes, first = self._narration.codes, mention.first
        opening = self._narration.words(first, first + 1).lower()
        placed = codes[first - 1 : first] == "p" and codes[first - 2 : first - 1] != "A"
        return first > 0 and (placed or opening in _GENITIVES)

    def _is_anybody(self, mention: Mention) -> bool:
        """Tell "the woman", a word for whoever was named, from "a woman"."""
        narration, language = self._narration, self._narration.language
        if mention.kind not in "rR" or mention.stop - mention.first > len("Dr"):
            return False
        noun = narration.words(mention.stop - 1, mention.stop).lower()
        if noun not in words(language, "person_m") | words(language, "person_f"):
            return False
        opening = narration.words(mention.first, mention.first + 1).lower()
        definite = words(language, "definite") or {noun}
        return opening in definite

    def _is_plural(self, mention: Mention) -> bool:
        if mention.kind not in "rR":
            return mention.kind in "sy"
        noun = self._narration.words(mention.stop - 1, mention.stop).lower()
        language = self._narration.language
        return not any(noun in words(language, group) for group in _SINGULAR)

    def _holder(self, mention: Mention) -> Person | None:
        """Return whom a definite role means: "the minister", "The Prime Minister"."""
        narration = self._narration
        noun = self._role_noun(mention)
        language = narration.language
        if noun not in words(language, "role") and noun not in alike(language):
            return None
        definite = narration.words(mention.first, mention.first + 1).lower()
        if mention.kind == "r" and definite not in words(
            narration.language, "definite"
        ):
            return None
        person = self._cast.with_role(noun, mention.first)
        if person is None and is_another_word(narration, mention):
            people = self._cast.people(mention.first)
            return people[0] if len(people) == 1 and not people[0].role else None
        if person or mention.kind == "r" or definite == noun:
            return person
        return self._last_subject(mention)

    def _spouse(self, mention: Mention) -> Person | None:
        """Return the husband of "her husband", if he and she were named as a couple."""
        narration, last = self._narration, mention.stop - 1
        opening = narration.words(mention.first, mention.first + 1).lower()
        noun = narration.words(last, last + 1).lower()
        if noun not in words(narration.language, "spouse"):
            return None
        if opening not in words(narration.language, "possessive"):
            return None
        owner = self._owner(mention)
        return self._cast.partner(owner) if owner else None

    def _role_noun(self, mention: Mention) -> str:
        """Return the last word of the mention that is a role, in lower case."""
        codes = self._narration.codes[mention.first : mention.stop]
        at = mention.first + max(codes.rfind("r"), codes.rfind("R"))
        return self._narration.words(at, at + 1).lower()

    def _is_thing(self, mention: Mention) -> bool:
        """Tell a German noun with an article, "ein Wanderer", from a name."""
        if self._narration.language != "de" or mention.kind != "n":
            return False
        person = self._cast.person(mention)
        bare = mention.first == mention.head
        return not bare and not (person and person.human)

    def _last_subject(self, mention: Mention) -> Person | None:
        """Return the person with no other role who began a sentence just before."""
        codes = self._narration.codes
        for index in range(self._index[mention.first] - 1, -1, -1):
            other = self._mentions[index]
            between = codes[other.stop : mention.first]
            if between.count(".") > 2:
                return None
            person = self._cast.person(other)
            begins = not other.first or codes[other.first - 1] in ".P"
            if person and begins and person.human and not person.role:
                return person
        return None

    def _known(self, mention: Mention, *, listed: bool) -> Source:
        """Return a mention's source, remembered."""
        key = (mention.first, listed)
        if key not in self._sources:
            groups = self._groups
            joint = groups.meant(mention) or groups.joint(mention) if listed else None
            self._sources[key] = joint or self._single(mention)
        return self._sources[key]

    def _worded(self, mention: Mention) -> str | None:
        """Return the source as the text words it, a sentence's capital undone."""
        narration = self._narration
        codes = narration.codes
        if codes[max(0, mention.first - 2) : mention.first] == "Dv":
            mention = mention._replace(first=mention.first - 2)  # the betting shop
        text = " ".join(narration.words(mention.first, mention.stop).split())
        text = _LAST_GENITIVE.sub("", text)
        if mention.kind == "y" and codes[mention.first - 1 : mention.first] == "D":
            text = f"{narration.words(mention.first - 1, mention.first)} {text}".lower()
        begins = not mention.first or codes[mention.first - 1] in ".PQ:"
        if begins and codes[mention.first] in "DyRrdsw":
            text = text[0].lower() + text[1:]
        if mention.kind in "rRysw":
            text += self._complement(mention.stop)
        opening, _, rest = text.partition(" ")
        if opening.lower() in words(self._narration.language, "possessive") and rest:
            owner = self._owner(mention)
            # "its owner" says more than "a restaurant in Lyon’s owner".
            if owner and not owner[0].islower():
                return f"{_genitive(owner)} {rest}"
        return text

    def _complement(self, stop: int) -> str:
        """Return what belongs to a description: " at Bank Morrow"."""
        narration = self._narration
        match = _COMPLEMENT.match(narration.codes, stop)
        if match is None:
            return ""
        link, behind = (narration.words(at, at + 1).lower() for at in (stop, stop - 1))
        language = narration.language
        close = behind in words(language, "postposed") and link == "to"
        if not close and link not in words(language, "linking"):
            return ""
        if link in _NEAR_NAMES and "N" not in match[1]:
            return ""
        return " " + " ".join(narration.words(stop, match.end(1)).split())

    def _owner(self, mention: Mention) -> str | None:
        """Return the name behind "his" in "his lawyer"."""
        language = self._narration.language
        first = mention.first
        word = self._narration.words(first, first + 1).lower()
        kind = "t" if word in words(language, "they_owner") else "h"
        kind = "x" if word in words(language, "it_owner") else kind
        pronoun = Mention(first, first + 1, kind, first)
        if kind == "h":
            return self._antecedents.of(pronoun, None).speaker
        return self._antecedents.of(pronoun, None, _SURELY).speaker


def _genitive(name: str) -> str:
    return f"{name}’" if name.endswith("s") else f"{name}’s"
