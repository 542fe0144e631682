import pytest

from digests.articles.headlines import headline_of


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("", ""),
        ("The bridge is closed. Buses run.", "The bridge is closed"),
        (
            (
                "The harbour board will meet fishermen in the old town hall on Friday "
                "for further talks on the price of ice."
            ),
            "The harbour board will meet fishermen in the old town hall on Friday",
        ),
        (
            (
                "The council, which met on Monday, voted to close the bridge for a year"
                ", after engineers found cracks in two of its piers."
            ),
            "The council, which met on Monday, voted to close the bridge for a year",
        ),
    ],
)
def test_a_headline_is_made_of_the_first_sentence(text, headline):
    assert headline_of(text) == headline


def test_a_sentence_without_a_clause_is_cut_between_words():
    headline = headline_of("Councillors " + "and councillors " * 10 + "met.")

    assert len(headline) <= 91
    assert headline.endswith("and…")
