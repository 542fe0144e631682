"""The gate: of what a model wrote, only what its sources say gets out.

Each sentence is judged against the sources that it names, and one of them has to say
all of it; its pronouns also by what is kept before it. What fails is cut; where too
little is left, nothing is.
"""

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from digests.answers.words import telling
from digests.articles.language import detect
from digests.assigned import Source, Task
from digests.grounding.back import carries_more, says_the_same
from digests.grounding.bounds import oversteps
from digests.grounding.causes import invents_cause
from digests.grounding.certainty import is_surer
from digests.grounding.clauses import has_strange_clause
from digests.grounding.counted import miscounts
from digests.grounding.endings import stems
from digests.grounding.form import is_fragment, is_marked_up, repeats
from digests.grounding.names import strange_names
from digests.grounding.numbers import numbers_in
from digests.grounding.put_back import PutBack
from digests.grounding.quoted import misquotes, takes_over
from digests.grounding.remains import VENIAL, enough, leans, points_elsewhere
from digests.grounding.replies import Reply, Written
from digests.grounding.sources import ground
from digests.grounding.support import is_supported
from digests.grounding.swapped import swaps
from digests.grounding.titles import strange_titles
from digests.grounding.translated import mistranslates
from digests.grounding.voice import speaks
from digests.retold import Cut, Fault, Retelling, Wording

_SAME = 0.7
# What tells that a number stands there, but not so, and that what is said does not.
_COUNTS = (miscounts, oversteps)
_TURNS = (is_surer, invents_cause, swaps)
_FAR_TOO_MANY = 12


def judge(reply: Reply | Fault, task: Task) -> Retelling:
    """Return what is left of a reply, and what was cut and why."""
    if isinstance(reply, Fault):
        return Retelling(fault=reply)
    kept: list[Wording] = []
    cut: list[Cut] = []
    leads = is_gone = False
    for at, each in enumerate(reply.sentences[:_FAR_TOO_MANY]):
        written = _as_asked(each, task)
        fault = (
            _fault(written, task)
            or _repeated(written, kept)
            or _adrift(written, kept, task, is_gone=is_gone)
        )
        is_gone = fault is not None
        leads = leads or (at == 0 and not is_gone)
        if fault:
            cut.append(Cut(written.text, fault))
        elif len(kept) < task.most:
            kept.append(_kept(written, task))
    told = Retelling(tuple(kept), tuple(_quotes(reply, task)), tuple(cut))
    return enough(told, task, leads=leads)


def hold_back(
    told: Retelling, task: Task, put_back: Mapping[int, PutBack]
) -> Retelling:
    """Return what is left of it once its translations were put back, by number.

    Numbers are those of its sentences, from 1. What did not come back is cut.
    """
    kept: list[Wording] = []
    cut = list(told.cut)
    is_gone = False
    for number, each in enumerate(told.sentences, 1):
        language = origin(each, task)
        fault = _not_back(each, put_back.get(number), language)
        if not fault and is_gone and leans(each.original or each.text, language):
            fault = Fault.ADRIFT
        is_gone = fault is not None
        if fault:
            cut.append(Cut(each.text, fault))
        else:
            kept.append(each)
    left = replace(told, sentences=tuple(kept), cut=tuple(cut))
    return enough(left, task, leads=kept[:1] == list(told.sentences[:1]))


def origin(wording: Wording, task: Task) -> str:
    """Return the language of what a sentence translates."""
    cited = (task.sources[each].language for each in wording.sources)
    return next(filter(None, cited), "")


def stands(sentence: str, cited: tuple[Source, ...]) -> bool:
    """Tell whether one of these sources says the sentence, by all our rules."""
    return _untold(sentence, cited) is None


def _as_asked(written: Written, task: Task) -> Written:
    """Return it without an original where it is no translation that was asked for.

    What is printed is then what is judged. Where there is one source alone, that is
    the one it stands on.
    """
    if not written.sources and len(task.sources) == 1:
        written = replace(written, sources=(1,))
    cited = [s for at, s in enumerate(task.sources, 1) if at in written.sources]
    own = {"", task.language}
    foreign = bool(task.language) and any(each.language not in own for each in cited)
    if foreign and detect(written.original) != task.language:
        return written
    return replace(written, original="")


def _kept(written: Written, task: Task) -> Wording:
    """Return it with those of its sources that say it."""
    told = written.original or written.text
    cited = [number - 1 for number in dict.fromkeys(written.sources)]
    says = [each for each in cited if stands(told, (task.sources[each],))]
    return Wording(written.text, tuple(says), written.original)


def _quotes(reply: Reply, task: Task) -> Iterator[int]:
    for number in dict.fromkeys(reply.quotes):
        if 1 <= number <= task.quotes:
            yield number - 1


def _fault(written: Written, task: Task) -> Fault | None:
    """Return the first thing that is wrong with a sentence, None for nothing."""
    if is_fragment(written.text):
        return Fault.EMPTY
    numbers = written.sources
    if not numbers or not all(1 <= each <= len(task.sources) for each in numbers):
        return Fault.NO_SOURCE
    for text in filter(None, (written.text, written.original)):
        if is_marked_up(text):
            return Fault.MARKUP
        if repeats(text, task.rules):
            return Fault.PROMPT
    cited = _cited(written, task)
    if not written.original:
        return _untold(written.text, cited)
    if detect(written.text) not in {"", task.language}:
        return Fault.LANGUAGE
    language = next((each.language for each in cited if each.language), "")
    if mistranslates(written.original, written.text, task.language, language):
        return Fault.TRANSLATION
    if carries_more(written.text, written.original):
        return Fault.BACK
    if speaks(written.text, task.language):
        return Fault.VOICE
    return _untold(written.original, cited)


def _untold(sentence: str, cited: tuple[Source, ...]) -> Fault | None:
    """Return what of it no source says; None where one of them says all of it.

    What one counts and another tells is not put together: they may differ.
    """
    faults = [next(_unsaid(sentence, each), None) for each in cited]
    if None in faults:
        return None
    return min(faults, key=lambda fault: fault not in VENIAL)


def _unsaid(sentence: str, source: Source) -> Iterator[Fault]:
    """Yield what of the sentence a source does not say, or not so."""
    said, language = ground((source,)), source.language
    # In another language everything else is wrong too.
    if detect(sentence) not in {"", language}:
        yield Fault.LANGUAGE
    if speaks(sentence, language):
        yield Fault.VOICE
    if misquotes(sentence, source, language) or takes_over(sentence, source):
        yield Fault.QUOTE
    if numbers_in(sentence) - numbers_in(said.text) or any(
        is_off(sentence, said) for is_off in _COUNTS
    ):
        yield Fault.NUMBER
    if strange_titles(sentence, said):
        yield Fault.TITLE
    if strange_names(sentence, said, language):
        yield Fault.NAME
    if any(is_turned(sentence, said) for is_turned in _TURNS):
        yield Fault.TURNED
    if has_strange_clause(sentence, said) or not is_supported(sentence, said):
        yield Fault.UNSUPPORTED


def _not_back(wording: Wording, back: PutBack | None, language: str) -> Fault | None:
    """Return a fault where a translation did not come back as its original."""
    if not wording.original:
        return None
    is_back = back and says_the_same(back, wording.original, language)
    return None if is_back else Fault.BACK


def _repeated(written: Written, kept: Sequence[Wording]) -> Fault | None:
    words = telling(stems(written.text))
    for each in kept:
        others = telling(stems(each.text))
        if len(words & others) > _SAME * min(len(words), len(others)):
            return Fault.REPEATED
    return None


def _adrift(
    written: Written, kept: Sequence[Wording], task: Task, *, is_gone: bool
) -> Fault | None:
    """Return a fault where its pronoun would stand for somebody else than it did."""
    said = written.original or written.text
    cited = _cited(written, task)
    languages = {task.language, *(each.language for each in cited)}
    if is_gone and any(leans(x, y) for x in (said, written.text) for y in languages):
        return Fault.ADRIFT
    before = kept[-1].original or kept[-1].text if kept else ""
    return Fault.ADRIFT if points_elsewhere(said, before, cited) else None


def _cited(written: Written, task: Task) -> tuple[Source, ...]:
    return tuple(task.sources[each - 1] for each in dict.fromkeys(written.sources))
