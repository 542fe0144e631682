"""Names and roles as cards print them, on reports of our own.

The form of the reports is told in tests/data/reports/README.md.
"""

from bench.gold import read_gold
from bench.names import FOLDER

REPORTS = {part: read_gold(FOLDER / part) for part in ("tuning", "held_out")}


def test_the_gold_set_is_as_large_as_it_has_to_be():
    reports = [report for part in REPORTS.values() for report in part]

    assert len(reports) >= 50
    assert sum(len(report.expected) for report in reports) >= 150
