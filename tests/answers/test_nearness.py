"""What is kept of vectors tells as well as they did what is near."""

import numpy as np
import pytest

from digests.answers.nearness import nearest, pack


def test_a_vector_is_kept_in_two_bytes_a_number_and_of_length_one():
    (kept,) = pack([[3.0, 4.0]])
    assert len(kept) == 4
    assert np.frombuffer(kept, "<f2") == pytest.approx([0.6, 0.8], abs=1e-3)


@pytest.mark.parametrize("size", [1e-300, 1e-5, 1.0, 1e300])
def test_what_points_one_way_is_nearest_however_long_it_is(size):
    asked, *kept = pack(
        [[1, 2, 3], [3, 2, 1], [size, 2 * size, 3 * size], [-1, -2, -3]]
    )
    found = nearest(asked, kept, 3)
    assert [place for _, place in found] == [1, 0, 2]
    assert [near for near, _ in found] == pytest.approx([1, 10 / 14, -1], abs=2e-3)


def test_no_order_of_many_is_lost_by_how_they_are_kept():
    given = np.random.default_rng(7).standard_normal((500, 384))
    asked, *kept = pack(given.tolist())
    unit = given / np.linalg.norm(given, axis=1, keepdims=True)
    exact = np.argsort(-(unit[1:] @ unit[0]))[:10]
    assert {place for _, place in nearest(asked, kept, 12)} >= {*exact.tolist()}
