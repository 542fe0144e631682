"""A translation is held against the sentence that it translates."""

import json
from pathlib import Path

import pytest

from digests.articles.language import detect
from digests.grounding.translated import added_names, mistranslates

FOLDER = Path(__file__).parents[1] / "data" / "translated"


@pytest.mark.parametrize(
    ("original", "translation", "language"),
    [
        (
            "The French minister met Olena Hrytsenko in Germany in May.",
            "Der französische Minister traf Olena Hryzenko im Mai in Deutschland.",
            "de",
        ),
        (
            "The court in Lisbon freed 14 people on Monday.",
            "Le tribunal de Lisbonne a libéré 14 personnes lundi.",
            "fr",
        ),
        ("Мэр Анна Орлова открыла мост.", "Mayor Anna Orlova opened the bridge.", "en"),
        ("市长打开了14座桥。", "The mayor opened 14 bridges.", "en"),
    ],
)
def test_names_in_another_spelling_are_the_same(original, translation, language):
    assert not mistranslates(original, translation, language)


@pytest.mark.parametrize(
    "translation",
    [
        "Der Minister traf Jon Vik im Mai in Deutschland.",
        "Der Minister traf Olena Hryzenko im Mai in Frankreich.",
        "Der Minister traf Olena Hryzenko im Juni in Deutschland.",
        "Der Minister traf Olena Hryzenko im Mai in Deutschland: „Endlich.“",
        "Der Minister traf Olena Hryzenko im Mai 2 Mal in Deutschland.",
    ],
)
def test_another_name_or_number_is_a_mistranslation(translation):
    original = "The minister met Olena Hrytsenko in Germany in May."
    assert mistranslates(original, translation, "de")


@pytest.mark.parametrize(
    ("original", "translation", "language", "added"),
    [
        (
            "The mayor opened the bridge.",
            "Bürgermeisterin Gerda Rohde öffnete die Brücke in Köln.",
            "de",
            ["Gerda", "Rohde", "Köln"],
        ),
        ("Der Bürgermeister kam.", "The mayor came to Bremen.", "en", ["Bremen"]),
        ("市长打开了桥。", "The mayor opened the bridge in Paris.", "en", ["Paris"]),
        ("The mayor spoke.", "市长对Reuters说。", "zh", ["Reuters"]),
        ("The mayor came.", "Мэр приехал в Казань.", "ru", ["Казань"]),
    ],
)
def test_a_name_that_a_translation_adds_is_noticed(
    original, translation, language, added
):
    assert added_names(original, translation, language, detect(original)) == added


@pytest.mark.parametrize(
    ("original", "translation", "language"),
    [
        (
            "Thousands of people lost their homes by the end of June.",
            "Tausende Menschen verloren bis Ende Juni ihre Häuser.",
            "de",
        ),
        ("Das Gericht in Warschau sprach.", "The court in Warsaw spoke.", "en"),
        ("The Supreme Court met in London.", "Le Tribunal a siégé à Londres.", "fr"),
        (
            "شارك آلاف الأشخاص في مظاهرات القاهرة ومصر.",
            "Thousands took to the streets in Cairo and Egypt.",
            "en",
        ),
    ],
)
def test_what_is_only_called_otherwise_is_not_added(original, translation, language):
    assert not added_names(original, translation, language, detect(original))


@pytest.mark.parametrize(
    ("pairs", "cut", "missed"), [("pairs", 0.05, 0.2), ("fresh", 0.1, 0.2)]
)
def test_few_sound_translations_are_cut_and_few_names_added(pairs, cut, missed):
    """SAFETY 40. `fresh` was written before, and nothing was changed for its sake."""
    rows = json.loads((FOLDER / f"{pairs}.json").read_text("utf8"))
    sound = [_is_cut(row, row["translation"]) for row in rows]
    added = [_is_cut(row, each) for row in rows for each in row["added"]]

    assert sum(sound) / len(sound) <= cut
    assert 1 - sum(added) / len(added) <= missed


def _is_cut(row: dict[str, str], translation: str) -> bool:
    origin = detect(row["original"])
    return mistranslates(row["original"], translation, row["language"], origin)
