"""Answer in a model's words, from the articles that were found: asked, and judged.

It is asked only where the extractive engine has an answer, so that a question which
nothing answers is refused whatever a model believes to know.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from digests.answers.outright import without_yes_or_no
from digests.assigned import Assignment, Task
from digests.grounding import fences
from digests.grounding.gate import judge
from digests.grounding.replies import SCHEMA, Reply, Written, read
from digests.grounding.sources import of_report
from digests.ports import Completion, Prompt
from digests.retold import Retelling
from digests.types import Report

_MOST_SENTENCES = 3
_RULES = """\
A reader asks a question. Answer it from the reports alone, in one to three sentences,
the first of which is the answer. Begin none with yes or no: each says by itself what
the reports say. Write in the language of the question where the
reports are in it too, else in that of the reports. Where the reports do not answer it,
give no sentences.
"""


def ask(question: str, reports: Sequence[Report]) -> Assignment:
    """Return what a model is asked: a question, and the reports that may answer it."""
    sources = tuple(map(of_report, reports))
    rules = f"{fences.RULES}{_RULES}"
    data = f"{fences.question(question)}\n{fences.fenced(sources)}"
    task = Task(rules, sources, most=_MOST_SENTENCES)
    return Assignment(Prompt("answer", rules, data, SCHEMA), task)


def reword(assignment: Assignment, completion: Completion) -> Retelling:
    """Return what is left of its reply: sentences on the reports that they cite."""
    reply = read(completion)
    if isinstance(reply, Reply):
        outright = map(_by_itself, reply.sentences)
        reply = replace(reply, sentences=tuple(each for each in outright if each.text))
    return judge(reply, assignment.task)


def _by_itself(written: Written) -> Written:
    text = without_yes_or_no(written.text)
    return replace(written, text=text, original=without_yes_or_no(written.original))
