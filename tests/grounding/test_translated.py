"""A translation is held against the sentence that it translates."""

import pytest

from digests.grounding.translated import mistranslates


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
