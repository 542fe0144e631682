"""A sentence is no surer than its source, and denies what that denies."""

import json
from pathlib import Path

import pytest

from digests.assigned import Source, Task
from digests.grounding.certainty import is_surer
from digests.grounding.gate import judge
from digests.grounding.replies import Reply, Written
from digests.grounding.sources import Ground, ground
from digests.retold import Fault

FOLDER = Path(__file__).parents[1] / "data" / "turned"


def said(text: str, language: str = "en") -> Ground:
    """What a text says."""
    return ground((Source(text, "", language),))


@pytest.mark.parametrize(
    ("text", "sentence", "language"),
    [
        ("The club may sell its ground.", "The club will sell its ground.", "en"),
        ("The club plans to sell its ground.", "The club sold its ground.", "en"),
        ("Work on the pier is to begin.", "Work on the pier began.", "en"),
        ("Kroll denied that she had paid.", "Kroll said that she had paid.", "en"),
        ("Kroll is accused of hiding gold.", "Kroll has hidden gold.", "en"),
        ("They had not been asked and would not go.", "They had been asked.", "en"),
        ("Der Verein könnte das Haus kaufen.", "Der Verein kauft das Haus.", "de"),
        ("Le club pourrait vendre le stade.", "Le club va vendre le stade.", "fr"),
        ("El club quiere vender el campo.", "El club vendió el campo.", "es"),
        ("She gave a loan rather than a gift.", "She gave a gift.", "en"),
        ("Er baut ein Haus statt einer Halle.", "Er baut eine Halle.", "de"),
        ("Клуб может продать стадион.", "Клуб продал стадион.", "ru"),
    ],
)
def test_what_is_surer_than_its_source_is_caught(text, sentence, language):
    assert is_surer(sentence, said(text, language))


@pytest.mark.parametrize(
    ("text", "sentence", "language"),
    [
        ("The club may sell its ground.", "The club could sell its ground.", "en"),
        ("The club sold its ground.", "The club has sold its ground.", "en"),
        ("The mine is to close in May.", "The mine closes in May.", "en"),
        ("May rain flooded the cellar.", "Rain flooded the cellar in May.", "en"),
        ("She had not ruled out strikes.", "Strikes are possible.", "en"),
        ("Nobody was told of it.", "No resident was told of it.", "en"),
        (
            "Der Verein will das Haus kaufen.",
            "Der Verein plant, das Haus zu kaufen.",
            "de",
        ),
    ],
)
def test_what_is_as_sure_or_less_is_not(text, sentence, language):
    assert not is_surer(sentence, said(text, language))


def test_a_language_of_which_nothing_is_known_is_left_to_other_rules():
    assert not is_surer("Klub sprzedał stadion.", said("Klub może.", "pl"))


def test_of_texts_in_four_languages_most_that_is_turned_is_cut():
    """SAFETY 40. Beside plans told as deeds, reports as facts and denials dropped."""
    caught: dict[str, list[bool]] = {}
    for row in json.loads((FOLDER / "fresh.json").read_text("utf8")):
        source = Source(row["text"], "", row["language"])
        for kind, sentences in (
            *row["unsupported"].items(),
            ("true", row["supported"]),
        ):
            caught.setdefault(kind, []).extend(_is_cut(x, source) for x in sentences)
    shares = {kind: sum(found) / len(found) for kind, found in caught.items()}

    assert shares["true"] <= 0.1
    assert min(shares[kind] for kind in ("modality", "report", "denial")) >= 0.8


def _is_cut(sentence: str, source: Source) -> bool:
    told = judge(Reply((Written(sentence, (1,)),)), Task("", (source,)))
    return bool(told.cut)


def test_the_gate_says_that_the_source_says_it_otherwise():
    source = Source("The council may close the pool in the park next year.", "", "en")
    written = Written("The council will close the pool in the park next year.", (1,))
    told = judge(Reply((written,)), Task("", (source,)))

    assert [each.fault for each in told.cut] == [Fault.TURNED]
