"""Many servers whose digests are all due at the same minute."""

from bench.crowd import measure


async def test_digests_of_one_minute_all_arrive_and_none_is_refused():
    """SAFETY 57, in little: `python -m bench servers` takes 2,500 of them."""
    got = await measure(40)
    assert got["missing"] == 0
    assert got["doubled"] == 0
    assert got["refused"] == 0
