"""The gate: of what a model wrote, only what its sources say gets out.

Each sentence is judged by itself, against the sources that it names. What fails is
cut; where too little is left, nothing is.
"""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from digests.answers.words import telling
from digests.articles.language import detect
from digests.assigned import Source, Task
from digests.grounding.certainty import is_surer
from digests.grounding.clauses import has_strange_clause
from digests.grounding.counted import miscounts
from digests.grounding.endings import stems
from digests.grounding.form import is_fragment, is_marked_up, repeats
from digests.grounding.names import strange_names
from digests.grounding.numbers import numbers_in
from digests.grounding.quoted import misquotes, takes_over
from digests.grounding.replies import Reply, Written
from digests.grounding.sources import ground
from digests.grounding.support import is_supported
from digests.grounding.titles import strange_titles
from digests.grounding.translated import mistranslates
from digests.grounding.voice import speaks
from digests.retold import Cut, Fault, Retelling, Wording

_SAME = 0.7
# What is no lie: words too far from the source to be sure, and what was said before.
_VENIAL = frozenset({Fault.UNSUPPORTED, Fault.TURNED, Fault.REPEATED, Fault.EMPTY})
_FAR_TOO_MANY = 12


def judge(reply: Reply | Fault, task: Task) -> Retelling:
    """Return what is left of a reply, and what was cut and why."""
    if isinstance(reply, Fault):
        return Retelling(fault=reply)
    kept: list[Wording] = []
    cut: list[Cut] = []
    for each in reply.sentences[:_FAR_TOO_MANY]:
        written = _as_asked(each, task)
        fault = _fault(written, task) or _repeated(written, kept)
        if fault:
            cut.append(Cut(written.text, fault))
        elif len(kept) < task.most:
            kept.append(_kept(written))
    told = Retelling(tuple(kept), tuple(_quotes(reply, task)), tuple(cut))
    return _enough(told, task)


def stands(sentence: str, cited: tuple[Source, ...]) -> bool:
    """Tell whether these sources say the sentence, in all that the gate asks for."""
    return next(_unsaid(sentence, cited), None) is None


def _enough(told: Retelling, task: Task) -> Retelling:
    """Return it, or nothing with the reason where it is not to be used."""
    nothing = replace(told, sentences=(), quotes=())
    if not told.sentences:
        return replace(nothing, fault=told.cut[0].fault if told.cut else Fault.EMPTY)
    caught = [each.fault for each in told.cut if each.fault not in _VENIAL]
    if len(caught) > len(told.sentences):
        # Who is caught so often is not to be believed in the rest.
        return replace(nothing, fault=caught[0])
    if len(told.cut) > 2 * len(told.sentences):
        return replace(nothing, fault=told.cut[0].fault)
    told_in = detect(" ".join(each.text for each in told.sentences))
    wanted = task.language or task.sources[0].language
    if told_in and wanted and told_in != wanted:
        return replace(nothing, fault=Fault.LANGUAGE)
    return told


def _as_asked(written: Written, task: Task) -> Written:
    """Return it without an original where it is no translation that was asked for.

    What is printed is then what is judged.
    """
    cited = [s for at, s in enumerate(task.sources, 1) if at in written.sources]
    own = {"", task.language}
    foreign = bool(task.language) and any(each.language not in own for each in cited)
    if foreign and detect(written.original) != task.language:
        return written
    return replace(written, original="")


def _kept(written: Written) -> Wording:
    sources = tuple(dict.fromkeys(number - 1 for number in written.sources))
    return Wording(written.text, sources, written.original)


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
    cited = tuple(task.sources[each - 1] for each in dict.fromkeys(numbers))
    if not written.original:
        return next(_unsaid(written.text, cited), None)
    if detect(written.text) not in {"", task.language}:
        return Fault.LANGUAGE
    origin = next((each.language for each in cited if each.language), "")
    if mistranslates(written.original, written.text, task.language, origin):
        return Fault.TRANSLATION
    if speaks(written.text, task.language):
        return Fault.VOICE
    return next(_unsaid(written.original, cited), None)


def _unsaid(sentence: str, cited: tuple[Source, ...]) -> Iterator[Fault]:
    """Yield what of the sentence its sources do not say, or not so."""
    said = ground(cited)
    language = said.language
    if speaks(sentence, language):
        yield Fault.VOICE
    if misquotes(sentence, cited, language) or takes_over(sentence, cited):
        yield Fault.QUOTE
    if numbers_in(sentence) - numbers_in(said.text) or miscounts(sentence, said):
        yield Fault.NUMBER
    if strange_titles(sentence, said):
        yield Fault.TITLE
    if strange_names(sentence, said, language):
        yield Fault.NAME
    if detect(sentence) not in {"", *(each.language for each in cited)}:
        yield Fault.LANGUAGE
    if is_surer(sentence, said):
        yield Fault.TURNED
    if has_strange_clause(sentence, said) or not is_supported(sentence, said):
        yield Fault.UNSUPPORTED


def _repeated(written: Written, kept: Sequence[Wording]) -> Fault | None:
    words = telling(stems(written.text))
    for each in kept:
        others = telling(stems(each.text))
        if len(words & others) > _SAME * min(len(words), len(others)):
            return Fault.REPEATED
    return None
