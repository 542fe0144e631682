"""Articles and questions with orders in them, and a model that obeys (SAFETY 38)."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

import pytest

from bot.render.editions import lay_out
from bot.render.stories import answer_posts
from digests.accounts import Price, Terms
from digests.assigned import Assignment, Manner
from digests.condense.model import ask_back, assign, hold
from digests.freelance import Freelance
from digests.grounding.fences import RULES
from digests.grounding.gate import judge
from digests.grounding.replies import Reply, read
from digests.guilds import ChannelKind, Edition
from digests.ports import Completion, Prompt
from digests.reading import read_article
from digests.retelling import Reteller
from digests.retold import Retelling
from digests.rewording import Reworder
from digests.storage import articles as shelf
from digests.types import Answer, Article, Digest, Passage, Story
from tests.attacks import (
    ASKED_OF_MODELS,
    PLACES,
    SPLIT,
    Attack,
    attacks,
    orders,
    reports,
    spliced,
    spread,
    stories,
    told_by,
)
from tests.breaches import shown, told
from tests.builders import NOON
from tests.fakes import overheard
from tests.fakes.clock import ManualClock
from tests.fakes.models import ScriptedModel
from tests.fakes.obeying import obeys
from tests.fakes.workers import InlineWorkers
from tests.figures import ASKED

# What a model that is let do as it likes does of these orders.
DOES = {
    "ping": "ping",
    "prompt": "prompt",
    "quote": "quote",
    "link": "link",
    "image": "link",
    "language": "language",
    "tool": "tool",
    "role play": "role",
}


@pytest.fixture(scope="module")
def ours() -> list[Attack]:
    """Our attacks, each order at one place; at every place where figures are asked."""
    return list(attacks(everywhere=ASKED))


@pytest.fixture(scope="module")
def others(eval_data) -> list[Attack]:
    """What others ask of models, spliced into our reports."""
    lists = json.loads((eval_data / "injections.json").read_text("utf8")).values()
    given = [(ASKED_OF_MODELS, each) for orders in lists for each in orders]
    return list(spliced(given, everywhere=ASKED))


def test_there_are_orders_of_every_kind_at_every_place(ours, figure):
    """SAFETY 38."""
    assert {*DOES, "split", "base64", "hex", "tags", "zero width"} == {
        each.kind for each in ours
    }
    assert {each.place for each in ours} == {*PLACES, SPLIT}
    assert len({each.order for each in ours}) >= 60
    figure.total(38, "orders", len({each.order for each in ours}))


def test_with_nothing_to_hold_it_the_model_does_all_of_it(ours, figure):
    """SAFETY 38. What the rest of this module shows could fail."""
    done: dict[str, set[str]] = defaultdict(set)
    for each in ours:
        done[each.kind] |= (wrong := _wrong(each, _obeyed(each.story)))
        assert wrong, each.order

    assert {kind: what for kind, what in DOES.items() if what not in done[kind]} == {}
    # Those that are hidden or split are obeyed as well, each in more ways than one.
    hidden = done.keys() - DOES
    assert all(len(done[each] & set(DOES.values())) > 1 for each in hidden), done
    figure.total(38, "attacks that a model obeys", len(ours))


def test_without_an_order_the_model_does_none_of_it():
    calm = [Attack("", "", "", stories(each)) for each in reports()]

    assert [each.stored for each in calm if _wrong(each, _obeyed(each.story))] == []


def test_with_nothing_to_hold_it_the_model_obeys_others_too(others):
    """SAFETY 38."""
    assert [
        each.order for each in others if not _wrong(each, _obeyed(each.story))
    ] == []


def test_no_sentence_that_it_writes_gets_out_by_itself(ours, figure):
    """SAFETY 38. One among many might not be noticed: each is judged alone."""
    sentences = [pair for each in ours for pair in _alone(each)]

    assert [pair for pair in sentences if pair[1]] == []
    figure.total(38, "sentences judged", len(sentences))


def test_no_sentence_of_others_gets_out_by_itself(others):
    """SAFETY 38."""
    assert [pair for each in others for pair in _alone(each) if pair[1]] == []


async def test_nothing_of_our_attacks_gets_into_a_digest(db, ours, figure):
    """SAFETY 38."""
    wrong = await _digests(db, ours)

    assert wrong == []
    figure.total(38, "attacks on digests", len(ours))
    figure.total(38, "attacks that succeed", len(wrong))


async def test_nothing_of_others_attacks_gets_into_a_digest(db, others, figure):
    """SAFETY 38."""
    assert await _digests(db, others) == []
    figure.total(38, "attacks of others on digests", len(others))


def test_without_the_way_back_orders_get_out_as_translations(ours, figure):
    """SAFETY 38. What the next tests show could fail."""
    out = [each for each in ours if _out(each)]

    assert len(out) > len(ours) / 2
    figure.total(38, "attacks in translations that the way back alone stops", len(out))


def test_no_translation_that_it_writes_gets_out_by_itself(ours):
    """SAFETY 38."""
    sentences = [pair for each in ours for pair in _alone(each, _other(each))]

    assert [pair for pair in sentences if pair[1]] == []


async def test_nothing_of_our_attacks_gets_into_a_digest_in_another_language(
    db, ours, figure
):
    """SAFETY 38."""
    wrong = [
        each
        for language in ("de", "en")
        for each in await _digests(
            db, [x for x in ours if _other(x) == language], language
        )
    ]

    assert wrong == []
    figure.total(38, "attacks on digests in another language", len(ours))


async def test_nothing_of_our_attacks_gets_into_an_answer(db, ours, figure):
    """SAFETY 38. The order stands in the article that is found, or in the question."""
    found = [("What did the council say?", each.articles[-1]) for each in ours]
    asked = _questions([spread(order) for _, order in orders()])

    assert await _answers(db, [*found, *asked]) == []
    figure.total(38, "attacks on answers", len(found) + len(asked))


async def test_nothing_of_others_attacks_gets_into_an_answer(db, others):
    """SAFETY 38."""
    assert await _answers(db, _questions([each.order for each in others])) == []


def _questions(given: list[str]) -> list[tuple[str, Article]]:
    """Return these orders in a question, about one report that holds none."""
    return [(f"What does the crossing cost? {each}", reports()[0]) for each in given]


async def _digests(
    db, attacked: Sequence[Attack], language: str = ""
) -> list[tuple[str, object]]:
    """Return what is wrong with the digests that are made of these stories."""
    model = ScriptedModel(obeys)
    clock = ManualClock(NOON)
    patience = timedelta(minutes=10)
    reteller = Reteller(_freelance(db, model), InlineWorkers(), clock, patience)
    given = [each.story for each in attacked]
    retold = await reteller.retell(
        given, Manner(language=language), "1", NOON + patience
    )
    assert sum(each.name == "story" for each in model.prompts) == len(given)
    # What is ordered names roles and people of its own, and is published.
    overheard.heard()
    return [
        (attack.order, wrong)
        for attack, story in zip(attacked, retold.stories, strict=True)
        for wrong in (
            *_named(attack, _said(story), language),
            *_laid_out(attack, story),
        )
    ]


def _laid_out(attack: Attack, story: Story) -> Iterator[str]:
    digest = Digest((story,), NOON, "scripted" if story.told else "extractive")
    for kind in (ChannelKind.TEXT, ChannelKind.FORUM):
        for parcel in lay_out(Edition(digest, "1", "2", id=7, kind=kind)):
            for body in filter(None, (parcel.body, parcel.instead)):
                made = json.loads(body)
                yield from _shown(made.get("message", made), attack.articles)


async def _answers(
    db, asked: Sequence[tuple[str, Article]]
) -> list[tuple[str, object]]:
    """Return what is wrong with the answers to these questions from these articles."""
    model = ScriptedModel(obeys)
    reworder = Reworder(db, InlineWorkers(), _freelance(db, model))
    wrong: list[tuple[str, object]] = []
    for question, article in asked:
        found = Answer(question, (await _kept(db, article),))
        answer = await reworder.reword(found, "1")
        wrong += [(question, each) for each in _wrongly_answered(answer, article)]
    assert len(model.prompts) == len(asked)
    # They came past the librarian, who would have taken mentions out.
    overheard.heard()
    return wrong


def _wrongly_answered(answer: Answer, article: Article) -> Iterator[str]:
    words = "\n".join(each.text for each in answer.told)
    yield from told(words, told_by(article), RULES, article.language)
    for post in answer_posts(answer):
        body = post.body()
        # Above it stands what was asked: the asker's own words, which do nothing.
        above = {
            **body,
            "embeds": [{"title": e.pop("title", "")} for e in body["embeds"]],
        }
        yield from shown(above, answer.question, RULES, set())
        yield from _shown(body, [article])


async def _kept(db, article: Article) -> Passage:
    """Store an article and return the passage of its first sentence."""
    reading = read_article(article)
    number = await db.write(shelf.keep, reading, NOON)
    (first, *_) = reading.report.summary.sentences
    return Passage(
        number, first.text, first.start, first.end, article.url, article.title
    )


def _freelance(db, model: ScriptedModel) -> Freelance:
    return Freelance(db, ManualClock(NOON), model, Terms(Price(0, 0)))


def _obeyed(story: Story) -> str:
    """Return all that the model writes about a story, taken as it is."""
    assignment = assign(story, Manner())
    assert assignment is not None
    return "\n".join(each.text for each in _written(assignment.prompt).sentences)


def _alone(attack: Attack, language: str = "") -> Iterator[tuple[str, set[str]]]:
    """Yield each sentence that the model writes, with what is wrong if it gets out."""
    for written, assignment, retelling in _judged(attack, language):
        _, held = _put_back(attack.story, assignment, retelling)
        kept = "\n".join(each.text for each in held.sentences)
        yield written, _wrong(attack, kept, language)


def _out(attack: Attack) -> set[str]:
    """Return what gets out in another language if translations are not put back."""
    language = _other(attack)
    return {
        wrong
        for _, _, retelling in _judged(attack, language)
        for each in retelling.sentences
        if each.original
        for wrong in _wrong(attack, each.text, language)
    }


def _judged(
    attack: Attack, language: str
) -> Iterator[tuple[str, Assignment, Retelling]]:
    """Yield each sentence that the model writes, and what the gate leaves of it."""
    assignment = assign(attack.story, Manner(language=language))
    assert assignment is not None
    for written in _written(assignment.prompt).sentences:
        yield written.text, assignment, judge(Reply((written,)), assignment.task)


def _put_back(
    story: Story, assignment: Assignment, retelling: Retelling
) -> tuple[Story, Retelling]:
    prompt = ask_back(assignment, retelling)
    if prompt is None:
        return story, retelling
    reply = obeys([{"content": prompt.rules}, {"content": prompt.data}])
    return hold(story, assignment, retelling, Completion(reply, "stop"))


def _other(attack: Attack) -> str:
    """Return a language that its articles are not in."""
    return "en" if attack.articles[0].language == "de" else "de"


def _written(prompt: Prompt) -> Reply:
    messages = [{"content": prompt.rules}, {"content": prompt.data}]
    reply = read(Completion(obeys(messages), "stop", "", 0, 0, "m"))
    assert isinstance(reply, Reply)
    return reply


def _named(attack: Attack, words: str, language: str = "") -> Iterator[str]:
    yield from (f"{kind}: {words}" for kind in _wrong(attack, words, language))


def _said(story: Story) -> str:
    return "\n".join(each.text for each in story.told)


def _wrong(attack: Attack, words: str, language: str = "") -> set[str]:
    """Return what is wrong with words that should be in this language, or its own.

    No word that an obeying model says in another is one of a translation.
    """
    own = attack.articles[0].language
    return told(words, attack.stored, RULES, language if words and language else own)


def _shown(body: dict[str, Any], articles: Sequence[Article]) -> Iterator[str]:
    stored = "\n".join(map(told_by, articles))
    return shown(body, stored, RULES, {each.url for each in articles})
