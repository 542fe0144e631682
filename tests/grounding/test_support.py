"""What a source says and what it nearly says, told apart without a parser."""

import pytest

from digests.assigned import Source
from digests.grounding.alike import meaning
from digests.grounding.doing import Deed, deeds
from digests.grounding.layout import lay_out
from digests.grounding.opposites import is_opposite
from digests.grounding.sources import ground
from digests.grounding.support import FEATURES, evidence, is_supported, support

POOL = """The town council of Ellering will reopen the public pool in May. The Greens
had promised cheaper tickets, but the council raised the price by a fifth. Warden Ole
Brandt thanked forty volunteers, who had painted the changing rooms. The hall was
built by a local firm in 1974. Swimmers sued the architect, Mia Torv."""
SAID = ground((Source(POOL, "", "en"),))


def found(sentence: str, feature: str) -> float:
    """The feature of a sentence beside the pool."""
    return evidence(sentence, SAID)[FEATURES.index(feature)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The town council of Ellering will reopen the public pool in May.",
        "Ellering's council reopens the public pool in May.",
        "Forty volunteers had painted the changing rooms.",
        "A local firm built the hall in 1974.",
        "The council has increased the price by a fifth.",
    ],
)
def test_what_is_said_in_much_the_same_words_is_supported(sentence):
    assert is_supported(sentence, SAID)


@pytest.mark.parametrize(
    "sentence",
    [
        "The council lowered the price by a fifth.",
        "The architect thanked forty volunteers.",
        "The pool was closed after an accident.",
        "Trains to the coast are late again.",
    ],
)
def test_what_is_nearly_said_is_not(sentence):
    assert not is_supported(sentence, SAID)


@pytest.mark.parametrize(
    ("said", "feature"),
    [
        (
            ("The council raised the price.", "The council cut the price."),
            "an opposite in their place",
        ),
        (
            ("The council will reopen the pool.", "The council has reopened the pool."),
            "open there and done here",
        ),
        (
            ("The council raised the price.", "The council has not raised the price."),
            "a deed denied in one of them only",
        ),
        (
            ("The council raised the price.", "The Greens raised the price."),
            "words in the place of others",
        ),
    ],
)
def test_each_way_of_being_nearly_true_is_seen(said, feature):
    right, wrong = said

    assert found(wrong, feature) > found(right, feature)
    assert support(wrong, SAID) < support(right, SAID)


def test_the_passive_is_turned_round():
    (active,) = _verbs("A local firm built the hall.")
    (passive,) = _verbs("The hall was built by a local firm.")

    assert set(active.doer) == set(passive.doer)
    assert set(active.done_to) == set(passive.done_to)


def test_a_pronoun_stands_for_what_the_sentence_before_begins_with():
    (deed,) = deeds(lay_out("She won.", "en"), ("torv",))

    assert deed.doer == ("torv",)


def test_forms_of_a_word_and_words_alike_mean_the_same():
    assert meaning("purchased") == meaning("bought") == meaning("buying")
    assert meaning("closed") == meaning("closure")
    assert meaning("buy") != meaning("sell")


def test_an_opposite_counts_only_where_the_word_itself_is_missing():
    rise, fall = meaning("rises"), meaning("fell")

    assert is_opposite({rise}, {fall})
    assert not is_opposite({rise}, {rise, fall})


@pytest.mark.parametrize(
    ("language", "said", "turned"),
    [
        (
            "en",
            "The factory in Ostrand will keep its 400 jobs, the owner said.",
            "The factory in Ostrand will lose its 400 jobs.",
        ),
        (
            "en",
            "The bank tightened its rules for loans after the audit.",
            "The bank relaxed its rules for loans after the audit.",
        ),
        (
            "de",
            "Der Minister bestätigte die Gespräche mit den Nachbarn.",
            "Der Minister dementierte die Gespräche mit den Nachbarn.",
        ),
        ("zh", "政府宣布增加学校经费。", "政府宣布减少学校经费。"),
    ],
)
def test_a_contrary_in_the_very_place_of_a_word_is_never_supported(
    language, said, turned
):
    ground_of = ground((Source(said, "", language),))

    assert is_supported(said, ground_of)
    assert not is_supported(turned, ground_of)


def test_a_denial_is_of_its_clause_and_may_be_a_verb():
    said = ground(
        (
            Source(
                "The union had asked for a pay rise, but named no sum to reporters. "
                "The owner refused to sell the shipyard in Ostrand.",
                "",
                "en",
            ),
        )
    )

    assert is_supported("The union had asked for a pay rise.", said)
    assert is_supported("The owner would not sell the shipyard in Ostrand.", said)
    assert not is_supported("The owner did not refuse to sell the shipyard.", said)
    assert not is_supported("The union had not asked for a pay rise.", said)


def test_who_did_it_to_whom_is_never_turned_round():
    said = ground((Source("Anna Mohr beat Uta Lind in the final in Ostrand.", "", ""),))

    assert is_supported("Uta Lind was beaten by Anna Mohr in the final.", said)
    assert not is_supported("Uta Lind beat Anna Mohr in the final.", said)
    assert not is_supported("Anna Mohr was beaten by Uta Lind in the final.", said)


def test_a_german_compound_is_what_its_last_part_is():
    said = ground((Source("Das Museum gibt ein Werk von 1912 zurück.", "", "de"),))
    words = FEATURES.index("words in two sentences on end")

    kind = evidence("Das Museum gibt ein Kunstwerk von 1912 zurück.", said)
    other = evidence("Das Museum gibt ein Werkzeug von 1912 zurück.", said)

    assert kind[words] == 1 > other[words]


def test_a_pronoun_may_stand_for_whom_the_sentence_before_names():
    said = ground(
        (
            Source(
                "The board was told so by Ingrid Farlow. She blamed the steel prices.",
                "",
                "en",
            ),
        )
    )
    right, wrong = (f"{who} blamed the steel prices." for who in ("Farlow", "Breck"))

    assert support(right, said) > support(wrong, said)


def test_a_sentence_of_nothing_has_no_support():
    assert not is_supported("It is.", SAID)
    assert not is_supported("The pool reopens.", ground((Source("", "", "en"),)))


def _verbs(sentence: str) -> list[Deed]:
    return [deed for deed in deeds(lay_out(sentence, "en"), ()) if deed.is_verb]
