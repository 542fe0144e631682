"""No outlet or topic crowds out the others."""

from hypothesis import given
from hypothesis import strategies as st

from digests.stories.spread import spread

MARKS = st.lists(st.frozensets(st.sampled_from("abcd"), max_size=3), max_size=30)


def marks(text: str) -> list[frozenset[str]]:
    """A story for each letter, which is its outlet."""
    return [frozenset(letter) for letter in text]


def test_importance_rules_where_nothing_repeats():
    assert spread(marks("abcd"), 4) == (0, 1, 2, 3)
    assert spread(marks("aaaa"), 3) == (0, 1, 2)


def test_a_story_gives_way_to_one_of_another_outlet():
    assert spread(marks("aab"), 3) == (0, 2, 1)


def test_an_outlet_takes_half_of_the_cards_while_others_wait():
    chosen = spread(marks("aaaaaaaaaab"), 4)
    assert sorted(chosen) == [0, 1, 2, 10]


def test_a_topic_counts_as_an_outlet_does():
    stories = [frozenset({f"outlet {n}", "war"}) for n in range(9)]
    stories.append(frozenset({"outlet 9", "music"}))
    assert 9 in spread(stories, 6)


@given(MARKS, st.integers(1, 25))
def test_each_story_is_chosen_once_and_as_many_as_there_is_room_for(stories, most):
    chosen = spread(stories, most)
    assert len(chosen) == len(set(chosen)) == min(most, len(stories))
    assert chosen[:1] == tuple(range(len(stories)))[:1]


@given(MARKS, st.integers(2, 25))
def test_nobody_has_more_than_half_while_a_free_story_waits(stories, most):
    chosen = spread(stories, most)
    half = -(-most // 2)
    waiting = [place for place in range(len(stories)) if place not in chosen]
    for mark in "abcd":
        mine = [place for place in chosen if mark in stories[place]]
        if len(mine) > half:
            # Nobody waits who would not have taken more than half as well.
            assert all(
                any(
                    sum(m in stories[p] for p in chosen) >= half for m in stories[place]
                )
                for place in waiting
            )
