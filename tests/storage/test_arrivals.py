"""Looking up what is new stays quick however long the newsroom has run."""

from typing import Any

import pytest

from digests.storage import arrivals

PLACE = {"guild": "1", "channel": "10"}


def plan(db, query: str, values: dict[str, Any] | list[str]) -> list[str]:
    rows = db.conn.execute(f"EXPLAIN QUERY PLAN {query}", values)
    return [detail for *_, detail in rows]


@pytest.mark.parametrize(
    ("query", "values"),
    [
        (arrivals.BROUGHT, {"after": 0, "last": 9}),
        (arrivals.HAD, {"ids": "[1]"}),
        (arrivals.RECENT, {"since": "2026", "most": 9}),
    ],
)
async def test_no_table_is_read_through_from_end_to_end(db, query, values):
    steps = await db.read(plan, query, PLACE | values)
    scanned = [each for each in steps if each.startswith("SCAN") and "json" not in each]
    assert scanned == []


async def test_an_address_in_others_words_is_looked_up_by_the_address(db):
    steps = await db.read(plan, arrivals.TWINS, ["[1]"])
    (twin,) = [each for each in steps if "twin" in each]
    assert "(identity>? AND identity<?)" in twin


async def test_what_was_had_is_looked_up_by_the_article(db):
    """A channel has had a thousand digests a year, an article few."""
    steps = await db.read(plan, arrivals.BROUGHT, PLACE | {"after": 0, "last": 9})
    had = [each for each in steps if "digest" in each or "unprinted" in each]
    assert [each.split()[1] for each in had] == [
        "digest_articles",
        "digests",
        "unprinted",
        "digests",
        "digest_articles",
        "digests",
    ]
