"""Condense the reports of a story in a model's words: what it is asked, what is kept.

Pure: the prompt goes out and the reply comes back elsewhere.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from digests.assigned import Assignment, Manner, Source, Task
from digests.grounding import fences, put_back
from digests.grounding.gate import hold_back, judge, origin, stands
from digests.grounding.replies import SCHEMA, read
from digests.grounding.sources import of_report
from digests.ports import Completion, Prompt
from digests.retold import Retelling, Wording
from digests.stories.quoting import key_quotes
from digests.types import KeyQuote, Quote, Report, Story, Verdict

# A story is told from so many reports; the rest add no words.
_MOST_REPORTS = 4
_MOST_OFFERED = 9
# How long a reply may be in tokens, and how long a sentence with its translation,
# or put back with other words for its own.
_TOKENS, _A_SENTENCE, _PUT_BACK = 1024, 300, 500
# A wall says nothing of what is behind it, and a headline says it all.
_TOLD = frozenset({Verdict.FULL, Verdict.TEASER})

_SOBERLY = "soberly, the most important first."
_BY_FACT = "short sentences, each with one fact of its own."
_ONE = (1, "Write one sentence with what matters most.")
# By style and length: how many sentences at most, and what the model is told.
_MANNERS = {
    ("brief", "short"): _ONE,
    ("brief", "usual"): _ONE,
    ("brief", "long"): _ONE,
    ("neutral", "short"): _ONE,
    ("neutral", "usual"): (3, f"Write two or three sentences, {_SOBERLY}"),
    ("neutral", "long"): (6, f"Write five or six sentences, {_SOBERLY}"),
    ("bullet", "short"): (2, f"Write two {_BY_FACT}"),
    ("bullet", "usual"): (4, f"Write three or four {_BY_FACT}"),
    ("bullet", "long"): (7, f"Write six or seven {_BY_FACT}"),
}


def assign(story: Story, manner: Manner) -> Assignment | None:
    """Return what to ask of a story, None where there is nothing to put in words."""
    reports = {
        place: each
        for place, each in enumerate(story.reports[:_MOST_REPORTS])
        if each.article.verdict in _TOLD and each.article.text
    }
    if 0 not in reports:
        return None
    sources = tuple(map(of_report, reports.values()))
    offered = key_quotes(tuple(reports.values()), _MOST_OFFERED)
    most, length = _MANNERS[manner.style, manner.length]
    foreign = any(each.language not in {"", manner.language} for each in sources)
    language = manner.language if foreign else ""
    rules = f"{fences.RULES}{length}\n{fences.in_language(language)}"
    data = f"{fences.fenced(sources)}\n{fences.listed(_placed(offered, sources))}"
    prompt = Prompt("story", rules, data, SCHEMA, max(_TOKENS, _A_SENTENCE * most))
    task = Task(rules, sources, len(offered), language, most)
    return Assignment(prompt, task, offered, tuple(reports))


def retell(
    story: Story, assignment: Assignment, completion: Completion
) -> tuple[Story, Retelling]:
    """Return the story in the model's words, and what was kept and cut of them.

    It is the story as it was where too little of the reply can be used.
    """
    retelling = judge(read(completion), assignment.task)
    return _worded(story, assignment, retelling), retelling


def ask_back(assignment: Assignment, retelling: Retelling) -> Prompt | None:
    """Return what to ask so that translations are put back, None where there are none.

    Who is asked is shown these alone: what an article orders does not get there.
    """
    given = {
        number: (each.text, origin(each, assignment.task) or "en")
        for number, each in enumerate(retelling.sentences, 1)
        if each.original
    }
    if not given:
        return None
    tokens = max(_TOKENS, _PUT_BACK * len(given))
    data = fences.to_put_back(given)
    return Prompt("put_back", fences.PUT_BACK, data, put_back.SCHEMA, tokens)


def hold(
    story: Story, assignment: Assignment, retelling: Retelling, completion: Completion
) -> tuple[Story, Retelling]:
    """Return the story with those translations that came back as their originals."""
    held = hold_back(retelling, assignment.task, put_back.read(completion))
    return _worded(story, assignment, held), held


def fallen(told: Sequence[Wording], reports: Sequence[Report]) -> tuple[str, ...]:
    """Return what was told of these reports and they, as they are now, do not say."""
    sources = [of_report(each) for each in reports]
    return tuple(
        each.text
        for each in told
        if not stands(
            each.original or each.text, tuple(sources[place] for place in each.sources)
        )
    )


def _worded(story: Story, assignment: Assignment, retelling: Retelling) -> Story:
    """Return the story in these words, as it was where there are none."""
    if not retelling.sentences:
        return story
    chosen = [assignment.offered[place] for place in retelling.quotes]
    quotes = dict.fromkeys((*chosen, *story.key_quotes))
    told = tuple(_replaced(each, assignment.places) for each in retelling.sentences)
    shown = tuple(quotes)[: len(story.key_quotes)]
    return replace(story, key_quotes=shown, told=told)


def _replaced(wording: Wording, places: Sequence[int]) -> Wording:
    return replace(wording, sources=tuple(places[each] for each in wording.sources))


def _placed(
    offered: Sequence[KeyQuote], sources: Sequence[Source]
) -> list[tuple[int, Quote]]:
    texts = [each.text for each in sources]
    return [(texts.index(key.article.text), key.quote) for key in offered]
