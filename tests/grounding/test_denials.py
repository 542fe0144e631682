"""What is not so, in every language that a channel may be told in."""

import pytest

from bot.commands.languages import LANGUAGES
from digests.assigned import Source
from digests.grounding.denials import denies
from digests.grounding.sources import ground
from digests.grounding.support import is_supported

# What is so, and what is not.
PAIRS = {
    "en": (
        "The region will pay for the works.",
        "The region will not pay for the works.",
    ),
    "de": ("Das Land zahlt die Arbeiten.", "Das Land zahlt die Arbeiten nicht."),
    "es": ("El gobierno pagará las obras.", "El gobierno no pagará las obras."),
    "fr": ("L’État paie les travaux.", "L’État n’a rien payé pour les travaux."),
    "it": ("La regione pagherà i lavori.", "La regione non pagherà i lavori."),
    "nl": ("De provincie betaalt de brug.", "De provincie betaalt de brug niet."),
    "pl": ("Rząd zapłaci za remont mostu.", "Rząd nie zapłaci za remont mostu."),
    "pt": (
        "O governo pagará as obras no Porto.",
        "O governo não pagará as obras no Porto.",
    ),
    "ru": ("Власти заплатят за ремонт моста.", "Власти не заплатят за ремонт моста."),
    "uk": ("Уряд заплатить за ремонт мосту.", "Уряд не заплатить за ремонт мосту."),
    "zh": ("政府将支付未来三年的维修费用。", "政府将不支付未来三年的维修费用。"),
    "ja": ("政府は不動産の費用を支払った。", "政府は不動産の費用を支払わなかった。"),
    "ar": ("ستدفع الحكومة تكاليف الإصلاح.", "لن تدفع الحكومة تكاليف الإصلاح."),
}


def test_every_language_of_the_menu_has_its_denials():
    assert PAIRS.keys() == LANGUAGES.keys()


@pytest.mark.parametrize("code", PAIRS)
def test_a_denial_is_one_in_every_language(code):
    so, not_so = PAIRS[code]

    assert denies(not_so, code)
    assert not denies(so, code)
    assert denies(not_so)


@pytest.mark.parametrize("code", PAIRS)
def test_what_a_source_denies_is_never_supported_nor_the_other_way(code):
    """SAFETY 39."""
    so, not_so = PAIRS[code]

    assert not is_supported(so, ground((Source(not_so, "", code),)))
    assert not is_supported(not_so, ground((Source(so, "", code),)))


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("O presidente falou no Porto.", "pt"),
        ("Ne ha parlato con il sindaco.", "it"),
        ("没收的资金不断增加。", "zh"),
        ("雨になるかもしれない。", "ja"),
        ("Im Mai wird gewählt.", ""),
    ],
)
def test_what_only_looks_like_a_denial_is_none(sentence, language):
    assert not denies(sentence, language)
