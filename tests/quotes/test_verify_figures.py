"""Whether words stand in a report, over all that is quoted in reports of ours."""

from digests.quotes.verify import verify
from tests.altered import Claim, altered, translated, true

SPEAKER = "wrong speaker"


def is_let_in(claim: Claim) -> bool:
    return verify(claim.article, claim.words, claim.speaker or None) is not None


def test_words_that_were_said_are_found(figure):
    """SAFETY 39. The reader of quotes knows who speaks in 98 of 100."""
    quotes = list(true())

    unfound = [
        claims
        for claims in quotes
        if verify(claims[0].article, claims[0].words, None) is None
    ]
    unnamed = [claims for claims in quotes if not any(map(is_let_in, claims))]

    assert len(quotes) >= 200
    assert len(unfound) < 0.005 * len(quotes), unfound
    assert len(unnamed) < 0.02 * len(quotes), unnamed
    figure.total(39, "true quotes", len(quotes))
    figure.total(39, "true quotes refused", len(unfound))
    figure.total(39, "true quotes refused to who said them", len(unnamed))


def test_words_that_were_not_said_so_are_refused(figure):
    """SAFETY 39."""
    claims = [each for each in (*altered(), *translated()) if each.way != SPEAKER]

    let_in = list(filter(is_let_in, claims))

    assert len(claims) >= 200
    assert {each.way for each in claims} >= {"merged", "translated", "turned around"}
    assert let_in == []
    figure.total(39, "altered quotes", len(claims))
    figure.total(39, "altered quotes let in", len(let_in))


def test_who_did_not_say_it_is_refused(figure):
    """SAFETY 39. Where the reader of quotes is wrong about a speaker, so is this."""
    claims = [each for each in altered() if each.way == SPEAKER]

    let_in = list(filter(is_let_in, claims))

    assert len(claims) >= 200
    assert let_in == []
    figure.total(39, "quotes of another", len(claims))
    figure.total(39, "quotes of another let in", len(let_in))
