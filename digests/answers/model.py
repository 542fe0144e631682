"""Answer in a model's words, from the sentences that were found: asked, and judged.

It is asked only where the extractive engine has an answer, so that a question which
nothing answers is refused whatever a model believes to know.
"""

from collections.abc import Sequence

from digests.grounding import fences
from digests.grounding.gate import Task, judge
from digests.grounding.replies import SCHEMA, read
from digests.grounding.sources import Source, of_passage
from digests.ports import Completion, Prompt
from digests.retold import Retelling
from digests.types import Passage, Quote

_MOST_SENTENCES = 3
_RULES = """\
A reader asks a question. Answer it from the reports alone, in one to three sentences,
the first of which is the answer. Write in the language of the question where the
reports are in it too, else in that of the reports. Where the reports do not answer it,
give no sentences.
"""


def ask(
    question: str, found: Sequence[Passage], quotes: Sequence[Sequence[Quote]]
) -> Prompt:
    """Return what a model is asked; `quotes` goes along with what was `found`."""
    sources = _sources(found, quotes)
    data = f"{fences.question(question)}\n{fences.fenced(sources)}"
    return Prompt("answer", _told(), data, SCHEMA)


def answer(
    found: Sequence[Passage], quotes: Sequence[Sequence[Quote]], completion: Completion
) -> Retelling:
    """Return what is left of its reply: sentences on the passages that they cite."""
    sources = _sources(found, quotes)
    return judge(read(completion), Task(_told(), sources, most=_MOST_SENTENCES))


def _told() -> str:
    return f"{fences.RULES}{_RULES}"


def _sources(
    found: Sequence[Passage], quotes: Sequence[Sequence[Quote]]
) -> tuple[Source, ...]:
    return tuple(
        of_passage(passage, tuple(own))
        for passage, own in zip(found, quotes, strict=True)
    )
