"""SAFETY 27: posts whose articles say no more what they show, set anew or marked."""

import json

import pytest
from msgspec.structs import replace

from bot.posts import mark_in
from bot.render.amending import amended
from bot.render.editions import lay_out
from digests.corrected import Correction, Posted, Withdrawn
from digests.guilds import ChannelKind, Style
from digests.retold import Wording
from digests.timetables import Changed
from tests.bot.limits import Body, check, texts
from tests.bot.test_render_editions import TEXT, a_story, an_edition
from tests.builders import NOON

QUOTE = "Tolls end today,"
NOW = TEXT.replace("Tolls end today", "Tolls stay for now")
SET_ANEW = f"-# Set anew <t:{int(NOON.timestamp())}:f>, for its page has changed"
NOTED = "-# Its page has changed since: not all of this stands there any more."


def now(number: int = 1, **changes):
    """A story as its page tells it now."""
    text = changes.pop("text", NOW)
    return a_story(number, "Tolls stay for now,", text=text, **changes)


def correction(edition, story, *gone: str, number: int = 1, **changes) -> Correction:
    """What is to be looked at, of an edition that was posted as it is laid out."""
    plain = changes.pop("plain", False)
    posts = tuple(
        Posted(
            *(key, each.instead if plain else each.body),
            alone=each.stories == {number - 1},
        )
        for key, each in enumerate(lay_out(edition), 1)
        if number - 1 in each.stories
    )
    given = {"changed": Changed.EDIT, "posts": posts} | changes
    return Correction(
        Withdrawn((1,), 12, number, gone or (QUOTE,), **given), story, NOON
    )


def one(made: dict[int, str]) -> Body:
    ((_, body),) = made.items()
    found: Body = json.loads(body)
    check(found)
    return found


def card(body: Body, place: int) -> list[str]:
    text: str = body["components"][place]["components"][0]["content"]
    return text.splitlines()


def test_a_card_is_set_anew_in_its_place_and_says_so():
    edition = an_edition(a_story(1), a_story(2), a_story(3))
    old = json.loads(lay_out(edition)[0].body)
    new = one(amended(correction(edition, now(2), number=2)))
    assert card(new, 2) == [
        "### [Story 2](<https://gazette.example/2>)",
        "The bridge has opened. It cost nine million crowns.",
        "> “Tolls stay for now” — Ada Marsh, mayor",
        f"{SET_ANEW} since it was posted.",
        card(old, 2)[-1],
    ]
    assert mark_in(new) == mark_in(old) == (12, 1)
    for place in (0, 1, 3, 4):
        assert new["components"][place] == old["components"][place]


def test_a_card_that_changes_again_is_set_anew_again_and_says_it_once():
    edition = an_edition()
    first = correction(edition, now())
    posted = Posted(1, json.dumps(one(amended(first))), alone=True)
    second = correction(edition, a_story(), "Tolls stay for now,", posts=(posted,))
    new = one(amended(second))
    assert texts(new).count("Set anew") == 1
    assert "“Tolls end today”" in texts(new)


@pytest.mark.parametrize("plain", [True, False])
@pytest.mark.parametrize("kind", [ChannelKind.TEXT, ChannelKind.FORUM])
def test_a_note_leaves_every_word_and_is_made_once(kind, plain):
    edition = an_edition(a_story(1), a_story(2), kind=kind)
    plain = plain and kind is ChannelKind.TEXT
    asked = correction(edition, now(2), number=2, changed=Changed.NOTE, plain=plain)
    posted = asked.withdrawn.posts[0]
    new = one(amended(asked))
    assert "“Tolls end today”" in texts(new)
    assert texts(new).replace(f"{NOTED}\n", "").replace(f"\n{NOTED}", "") == texts(
        json.loads(posted.body)
    )
    assert texts(new).count(NOTED) >= 1
    again = Posted(1, json.dumps(new, ensure_ascii=False), alone=posted.alone)
    withdrawn = replace(asked.withdrawn, posts=(again,))
    assert amended(replace(asked, withdrawn=withdrawn)) == {}


def test_a_forums_post_is_set_anew_headline_and_all():
    edition = an_edition(a_story(1), a_story(2), kind=ChannelKind.FORUM)
    story = now(2, title="Story 2, corrected")
    new = one(amended(correction(edition, story, "Story 2", number=2)))
    (embed,) = new["embeds"]
    assert embed["title"] == "Story 2, corrected"
    assert embed["description"].splitlines()[-2:] == [
        "> “Tolls stay for now” — Ada Marsh, mayor",
        f"{SET_ANEW} since it was posted.",
    ]
    assert mark_in(new) == (12, 2)


@pytest.mark.parametrize("kind", [ChannelKind.TEXT, ChannelKind.FORUM])
def test_what_was_translated_is_set_anew_in_its_own_words_and_called_so(kind):
    worded = Wording("Die Brücke ist offen.", (0,), original="The bridge is open.")
    edition = an_edition(replace(a_story(), told=(worded,)), kind=kind)
    old = json.loads(lay_out(edition)[0].body)
    assert "translated by a model" in texts(old)
    new = one(amended(correction(edition, now())))
    assert "The bridge has opened." in texts(new)
    assert "translated" not in texts(new)


def test_what_a_post_does_not_show_changes_nothing_in_it():
    edition = an_edition(style=Style.BRIEF)
    assert amended(correction(edition, now(), "It cost nine million crowns.")) == {}
    assert amended(correction(edition, now(), "—")) == {}


def test_the_same_words_on_another_card_stay():
    edition = an_edition(a_story(1), a_story(2))
    new = one(amended(correction(edition, now(1))))
    assert "“Tolls end today”" in "\n".join(card(new, 2))
    assert "“Tolls end today”" not in "\n".join(card(new, 1))


@pytest.mark.parametrize("changed", [Changed.EDIT, Changed.NOTE])
@pytest.mark.parametrize("kind", [ChannelKind.TEXT, ChannelKind.FORUM])
def test_a_full_post_stays_within_its_limits(kind, changed):
    """SAFETY 36: what is gone makes room for the line that tells of it."""
    long = f"{TEXT} {'It is long and wide and tall, as bridges are. ' * 60}"
    others = [(f"https://o.example/{n}/{'x' * 60}", f"Outlet {n}") for n in range(99)]
    for length in range(1, 30, 4):
        edition = an_edition(
            *(
                a_story(n, text=long, sentences=2 + length, others=others)
                for n in range(1, 5)
            ),
            kind=kind,
        )
        story = now(3, text=long.replace("Tolls end today", "Tolls stay for now"))
        made = amended(correction(edition, story, number=3, changed=changed))
        assert made
        for body in made.values():
            check(json.loads(body))


@pytest.mark.parametrize("changed", [Changed.EDIT, Changed.NOTE])
def test_a_card_torn_over_posts_is_marked_where_it_shows_what_is_gone(changed):
    others = [(f"https://o.example/{n}/{'x' * 200}", f"Outlet {n}") for n in range(60)]
    edition = an_edition(a_story(1, others=others))
    asked = correction(edition, now(), changed=changed)
    assert len(asked.withdrawn.posts) > 1
    made = amended(asked)
    assert list(made) == [1]
    assert NOTED in texts(json.loads(made[1]))
    check(json.loads(made[1]))
