"""What is left of a reply once sentences are cut: does it still tell the story?

A sentence leans on the one before it, and the first says what it is all about.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from digests.answers.words import telling
from digests.articles.language import detect
from digests.assigned import Source, Task
from digests.grounding.endings import stems
from digests.grounding.named import people
from digests.grounding.sources import ground, plain_words
from digests.quotes.lexicon import words as listed
from digests.retold import Fault, Retelling

# What is no lie: words too far from the source to be sure, and what was said before;
# and what leans on a sentence that is gone.
VENIAL = frozenset(
    {Fault.UNSUPPORTED, Fault.TURNED, Fault.REPEATED, Fault.EMPTY, Fault.ADRIFT}
)
_IDEOGRAPHS = ("他", "她", "它")


def leans(sentence: str, language: str) -> bool:
    """Tell whether it opens with a pronoun, for what the sentence before it named."""
    groups = ("he", "they", "it")
    return _opens_with(sentence, language, groups) or sentence.startswith(_IDEOGRAPHS)


def points_elsewhere(sentence: str, before: str, cited: tuple[Source, ...]) -> bool:
    """Tell whether its "he" or "she" is somebody else than the source tells it of.

    That is where the sentence before it, as printed, names none of the people whom
    the source names where it says this.
    """
    said = ground(cited)
    if not _opens_with(sentence, said.language, ("he",)):
        return False
    everybody = people(said.text, said.language)
    named = everybody & set(plain_words(before))
    words = telling(stems(sentence))
    at = max(
        range(len(said.told)),
        key=lambda at: len(words & telling(said.sentences[at])),
        default=0,
    )
    there = everybody & set(plain_words(" ".join(said.told[max(at - 1, 0) : at + 1])))
    return bool(named and there) and named.isdisjoint(there)


def enough(told: Retelling, task: Task, *, leads: bool) -> Retelling:
    """Return it, or nothing with the reason where it is not to be used.

    `leads` is whether the first sentence that the model wrote is among them. Without
    it they must say what the headline says, or they are a detail of something untold.
    """
    if fault := _amiss(told, task, leads=leads):
        return replace(told, sentences=(), quotes=(), fault=fault)
    return told


def _amiss(told: Retelling, task: Task, *, leads: bool) -> Fault | None:
    if not told.sentences:
        return told.cut[0].fault if told.cut else Fault.EMPTY
    caught = [each.fault for each in told.cut if each.fault not in VENIAL]
    if len(caught) > len(told.sentences):
        # Who is caught so often is not to be believed in the rest.
        return caught[0]
    gone = [each for each in told.cut if each.fault is not Fault.REPEATED]
    if len(gone) > 2 * len(told.sentences) or not (leads or _says_headline(told, task)):
        return Fault.LITTLE
    told_in = detect(" ".join(each.text for each in told.sentences))
    wanted = task.language or task.sources[0].language
    if told_in and wanted and told_in != wanted:
        return Fault.LANGUAGE
    return None


def _says_headline(told: Retelling, task: Task) -> bool:
    """Tell whether one of them has half of the words of a headline that it cites."""
    for each in told.sentences:
        said = telling(stems(each.original or each.text))
        for source in each.sources:
            lines = task.sources[source].beside.splitlines()
            headline = telling(stems(lines[0])) if lines else frozenset()
            if headline and 2 * len(said & headline) >= len(headline):
                return True
    return False


def _opens_with(sentence: str, language: str, groups: Sequence[str]) -> bool:
    first = plain_words(sentence)[:1]
    return any(
        word in listed(language or "en", each) for word in first for each in groups
    )
