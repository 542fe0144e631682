"""Names and roles as cards print them, on reports of our own.

The form of the reports is told in tests/data/reports/README.md.
"""

from bench.gold import GoldReport, read_gold
from bench.names import FOLDER, prints, tried

REPORTS = [*read_gold(FOLDER / "tuning"), *read_gold(FOLDER / "held_out")]


def test_the_gold_set_is_as_large_as_it_has_to_be():
    assert len(REPORTS) >= 50
    assert sum(len(report.expected) for report in REPORTS) >= 150


def test_nineteen_of_twenty_quotes_are_printed_as_an_editor_would():
    got = tried(REPORTS)

    assert got.share >= 0.95, "\n".join(got.misses)


def test_what_is_printed_and_should_not_be_counts_as_wrong():
    text = "The so-called “goose tax” is dead. “Good,” said Ada Quill. “We won today.”"
    report = GoldReport("geese", "en", text, ())

    assert [each.speaker for each in prints(report)] == ["Ada Quill", "Ada Quill"]
    assert tried([report]).of == 2
    assert tried([report]).right == 0
