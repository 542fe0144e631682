"""What is given as a cause is one in the source."""

import pytest

from digests.assigned import Source
from digests.grounding.causes import invents_cause
from digests.grounding.sources import ground

MILL = """The mill at Ostrow closed after its boiler burst. The owner has sold two
barges. Sixty workers want to be paid until spring. The mayor visited the families."""


@pytest.mark.parametrize(
    "sentence",
    [
        "The mill closed because the owner had sold two barges.",
        "Because the mayor visited the families, the mill closed.",
        "Sixty workers want to be paid due to the boiler.",
    ],
)
def test_a_cause_that_the_source_does_not_give_is_caught(sentence):
    assert invents_cause(sentence, ground((Source(MILL, "", "en"),)))


@pytest.mark.parametrize(
    "sentence",
    [
        "The mill at Ostrow closed because its boiler burst.",
        "Because its boiler burst, the mill closed.",
        "The mill at Ostrow has been closed since Monday.",
        "The mayor visited the families.",
    ],
)
def test_what_it_gives_or_may_give_is_not(sentence):
    assert not invents_cause(sentence, ground((Source(MILL, "", "en"),)))


def test_every_language_has_its_own_words():
    bad = "Der Rat tagte am Abend. Die Schule erhielt neue Fenster und eine Heizung."
    said = ground((Source(bad, "", "de"),))

    assert invents_cause("Der Rat tagte, weil die Schule neue Fenster erhielt.", said)
