"""SAFETY 36: an edition becomes posts within every limit, whatever it tells."""

import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.escape import link
from bot.posts import mark_in
from bot.render.editions import digest_posts, lay_out
from bot.render.embeds import forum_posts
from digests.articles.sentences import split
from digests.deliveries import Action
from digests.guilds import ChannelKind, Edition, Mode, Placed, Style
from digests.types import Digest, KeyQuote, Story, Summary, Verdict
from tests.bot.limits import Body, check, texts, walk
from tests.builders import NOON, a_quote, a_report, an_article

TEXT = (
    "The bridge has opened. It cost nine million crowns. "
    "“Tolls end today,” said Ada Marsh, the mayor. “We won,” someone shouted."
)
BOTH = pytest.mark.parametrize("components", [True, False])


def a_story(number: int = 1, words: str = "Tolls end today,", **changes) -> Story:
    text = changes.pop("text", TEXT)
    others = changes.pop("others", ())
    sentences = changes.pop("sentences", 2)
    defaults = {"url": f"https://gazette.example/{number}", "title": f"Story {number}"}
    article = an_article(text, **(defaults | changes))
    quote = a_quote(article, words, speaker="Ada Marsh", role="mayor")
    summary = Summary(split(text)[:sentences])
    reports = [a_report(an_article(url=url, outlet=name)) for url, name in others]
    lead = replace(a_report(article, quote), summary=summary)
    return Story((lead, *reports), (KeyQuote(quote, article),))


def an_edition(*stories: Story, **changes) -> Edition:
    digest = Digest(stories or (a_story(),), NOON)
    defaults: dict[str, Any] = {
        "id": 12,
        "since": NOON - timedelta(hours=4),
        "read": 30,
    }
    return Edition(digest, "1", "600", **(defaults | changes))


def bodies(edition: Edition, *, components: bool) -> list[Body]:
    made = [each.body() for each in digest_posts(edition, components=components)]
    for each in made:
        check(each)
    return made


def shown(edition: Edition, *, components: bool) -> str:
    return "\n".join(texts(each) for each in bodies(edition, components=components))


def buttons(body: Body) -> list[tuple[str, str]]:
    return [
        (each["label"], each["custom_id"])
        for each in walk(body.get("components", []))
        if each["type"] == 2
    ]


def test_a_card_is_a_box_with_headline_summary_quotes_and_source():
    (body,) = bodies(an_edition(), components=True)
    head, box, foot = body["components"]
    since, noon = int(NOON.timestamp()) - 4 * 3600, int(NOON.timestamp())
    assert head["content"] == (
        f"**Since <t:{since}:t>** · 30 articles read · 1 story shown from 1 outlet"
    )
    assert box["components"][0]["content"].splitlines() == [
        "### [Story 1](<https://gazette.example/1>)",
        "The bridge has opened. It cost nine million crowns.",
        "> “Tolls end today” — Ada Marsh, mayor",
        f"-# The Gazette · <t:{noon}:f> · full text",
    ]
    assert foot["content"] == (
        "-# Made from 1 full text · in the articles’ own sentences, without a model"
        " · No. 12.1"
    )


@BOTH
def test_what_is_posted_as_it_comes_tells_no_window(components):
    words = shown(an_edition(mode=Mode.LIVE, roles=("7",)), components=components)
    assert "**Just in** · <@&7>" in words
    assert "Since" not in words


def test_without_components_a_card_is_an_embed():
    (body,) = bodies(an_edition(), components=False)
    card, foot = body["embeds"]
    assert body["content"].startswith("**Since <t:")
    assert card == {
        "title": "Story 1",
        "url": "https://gazette.example/1",
        "description": (
            "The bridge has opened. It cost nine million crowns.\n"
            "> “Tolls end today” — Ada Marsh, mayor"
        ),
        "footer": {"text": "The Gazette · full text"},
        "timestamp": NOON.isoformat(),
    }
    assert foot["description"].startswith("-# Made from 1 full text")
    assert foot["footer"]["text"] == "No. 12.1"


@BOTH
def test_each_card_has_its_buttons(components):
    (body,) = bodies(an_edition(a_story(1), a_story(2)), components=components)
    assert [id_ for _, id_ in buttons(body)] == [
        f"pq:{action}:12:{number}"
        for number in (1, 2)
        for action in ("sources", "quotes", "ask")
    ]
    labels = [label for label, _ in buttons(body)][3:]
    apart = ["2 · Sources", "2 · Quotes", "2 · Ask"]
    assert labels == (["Sources", "Quotes", "Ask"] if components else apart)


def test_more_embeds_than_rows_share_a_menu():
    edition = an_edition(*(a_story(n) for n in range(1, 8)))
    (body,) = bodies(edition, components=False)
    ((menu,),) = (row["components"] for row in body["components"])
    assert menu["custom_id"] == "pq:story:12"
    assert [each["value"] for each in menu["options"]] == list("1234567")
    assert menu["options"][6]["label"] == "7 · Story 7"


@BOTH
def test_what_is_only_looked_at_has_no_buttons_and_no_number(components):
    (body,) = bodies(an_edition(id=0), components=components)
    assert buttons(body) == []
    assert mark_in(body) is None


@BOTH
def test_many_cards_go_into_several_posts_in_order_each_with_its_mark(components):
    stories = [a_story(n, title=f"Title-{n:02}") for n in range(1, 26)]
    made = bodies(an_edition(*stories), components=components)
    told = "\n".join(map(texts, made))
    places = [told.index(f"Title-{n:02}") for n in range(1, 26)]
    assert places == sorted(places)
    assert len(made) > 1
    assert [mark_in(each) for each in made] == [(12, n + 1) for n in range(len(made))]
    assert told.count("Since <t:") == 1
    assert told.count("Made from") == 1


@BOTH
def test_the_style_sets_the_summary(components):
    brief = shown(an_edition(style=Style.BRIEF), components=components)
    assert "The bridge has opened." in brief
    assert "nine million" not in brief
    bullet = shown(an_edition(style=Style.BULLET), components=components)
    assert "- The bridge has opened.\n- It cost nine million crowns.\n>" in bullet


@BOTH
def test_a_late_edition_says_when_it_was_due(components):
    late = an_edition(late=True, due=NOON - timedelta(hours=2))
    due = int(NOON.timestamp()) - 7200
    assert f"late: was due <t:{due}:t>" in shown(late, components=components)


@BOTH
def test_only_the_roles_of_the_edition_are_pinged_and_once(components):
    stories = [a_story(n, title="<@&99> @everyone") for n in range(1, 26)]
    edition = an_edition(*stories, roles=("77", "everyone"))
    first, *more = bodies(edition, components=components)
    assert first["allowed_mentions"]["roles"] == ["77"]
    assert "<@&77>" in texts(first)
    assert all(each["allowed_mentions"]["roles"] == [] for each in more)
    assert "<@&99>" not in texts(first).replace("\\<", "")


@BOTH
def test_after_a_day_the_times_have_their_dates(components):
    days = NOON - timedelta(days=3)
    told = shown(an_edition(since=days, due=days, late=True), components=components)
    assert told.count(f"<t:{int(days.timestamp())}:f>") == 2


@BOTH
def test_no_number_of_roles_is_too_many(components):
    many = tuple(f"{10**18 + n}" for n in range(300))
    (body,) = bodies(an_edition(roles=many), components=components)
    assert len(body["allowed_mentions"]["roles"]) == 20


@BOTH
def test_a_silent_edition_notifies_nobody(components):
    (body,) = bodies(an_edition(silent=True), components=components)
    assert body["flags"] & 1 << 12


@BOTH
def test_topics_and_picture_stand_on_the_card(components):
    placed = (Placed(("Bridges",), "https://img.example/b.jpg"),)
    (body,) = bodies(an_edition(placed=placed), components=components)
    assert "full text · Bridges" in texts(body)
    assert "https://img.example/b.jpg" in json.dumps(body)
    own = a_story(image="https://img.example/own.jpg")
    (body,) = bodies(an_edition(own), components=components)
    assert "https://img.example/own.jpg" in json.dumps(body)


@BOTH
@pytest.mark.parametrize(
    "image", ["javascript:x", "http://user@img.example/a", "http://localhost/a.png", ""]
)
def test_a_picture_that_is_unfit_is_left_out(components, image):
    (body,) = bodies(an_edition(a_story(image=image)), components=components)
    assert "thumbnail" not in json.dumps(body)
    assert '"type": 11' not in json.dumps(body)


@BOTH
def test_the_footer_counts_what_was_read(components):
    stories = [
        a_story(1),
        a_story(2, verdict=Verdict.TEASER),
        a_story(3, verdict=Verdict.PAYWALL),
        a_story(4, verdict=Verdict.HEADLINE),
    ]
    told = shown(an_edition(*stories), components=components)
    assert "Made from 1 full text, 1 teaser and 2 headlines" in told


@BOTH
def test_a_quote_is_shown_whole_or_not_at_all(components):
    for times, whole in ((150, True), (220, True), (320, False)):
        words = ("We are proud. " * times).strip()
        text = f"It opened. “{words}” said Ada Marsh, the mayor."
        told = shown(
            an_edition(a_story(words=words, text=text, sentences=1)),
            components=components,
        )
        assert told.count("We are proud") == (times if whole else 0)


@BOTH
def test_a_card_is_torn_only_where_it_fits_no_post(components):
    others = [(f"https://o{n}.example/{'x' * 400}", f"Outlet {n}") for n in range(30)]
    stories = (a_story(1), a_story(2, others=others), a_story(3))
    made = bodies(an_edition(*stories), components=components)
    told = [texts(each) for each in made]
    assert all("".join(told).count(url) == 1 for url, _ in others)
    assert "Story 3" in told[-1]
    assert "Outlet 29" in told[-1]
    assert [id_[-2:] for each in made for _, id_ in buttons(each)] == [
        *[":1"] * 3, *[":2"] * 3, *[":3"] * 3,
    ]  # fmt: skip


@BOTH
def test_an_address_is_linked_once_where_discord_would_show_one_embed(components):
    same = an_edition(a_story(1), a_story(2, url="https://gazette.example/1"))
    told = shown(same, components=components)
    assert "Story 1" in told
    assert "Story 2" in told


@BOTH
def test_a_host_that_may_pass_for_another_is_shown(components):
    """SAFETY 37."""
    told = shown(
        an_edition(a_story(url="https://gаzette.example/1")), components=components
    )
    assert "https://xn--gzette-3nf.example/1" in told
    assert "xn--gzette-3nf.\u200bexample" in told


def test_a_forum_gets_a_thread_a_story():
    placed = (Placed(("Bridges", "Tarn")), Placed())
    stories = (a_story(1, title="Wide " * 40), a_story(2))
    first, second = forum_posts(an_edition(*stories, placed=placed, roles=("77",)))
    assert first.name == ("Wide " * 20).strip() + "…"
    assert first.topics == ("Bridges", "Tarn")
    assert second.name == "Story 2"
    for number, post in enumerate((first, second), 1):
        body = post.starter.body()
        check(body)
        assert "flags" not in body
        assert mark_in(body) == (12, number)
        assert len(buttons(body)) == 3
    assert first.starter.body()["content"] == "<@&77>"
    assert "content" not in second.starter.body()


def test_a_forum_post_says_where_the_rest_is():
    others = [(f"https://o{n}.example/{'x' * 400}", f"Outlet {n}") for n in range(30)]
    (post,) = forum_posts(an_edition(a_story(others=others)))
    check(post.starter.body())
    assert "more under Sources and Quotes" in texts(post.starter.body())


def test_an_edition_is_laid_out_for_its_channel():
    edition = an_edition(a_story(1), a_story(2))
    (parcel,) = lay_out(edition)
    assert parcel.action is Action.POST
    assert json.loads(parcel.body)["flags"] == 1 << 15
    published = replace(edition, kind=ChannelKind.ANNOUNCEMENT, publish=True)
    actions = [each.action for each in lay_out(published)]
    assert actions == [Action.POST, Action.PUBLISH]
    threads = lay_out(replace(edition, kind=ChannelKind.FORUM))
    assert [(each.action, each.title) for each in threads] == [
        (Action.THREAD, "Story 1"),
        (Action.THREAD, "Story 2"),
    ]


@BOTH
@pytest.mark.parametrize("word", ["字" * 7, "слово", "👩‍👩‍👧‍👦", "*_~|", "word"])
def test_forty_long_stories_keep_their_order_links_and_words(components, word):
    """SAFETY 36: what is short in characters may be long in bytes, and in escapes."""
    stories = [
        a_story(
            n,
            f"{word} says {n}",
            text=f"{f'{word} ' * 60}. “{word} says {n}” {word}.",
            title=f"{word} " * 2000 if n == 7 else f"{word} {n}",
        )
        for n in range(1, 41)
    ]
    told = shown(an_edition(*stories), components=components)
    marks = "(<{}>)" if components else "\n{}\n"
    places = [told.index(marks.format(s.lead.article.url)) for s in stories]
    assert places == sorted(places)
    assert all(f"says {n}”" in told for n in range(1, 41))


@BOTH
@pytest.mark.parametrize("letter", ["字", "x"])
def test_posts_that_are_nearly_full_are_not_overfull(components, letter):
    """SAFETY 36: one letter more or less a card, across every border."""
    for length in range(480, 720, 2):
        text = letter * length
        stories = [
            a_story(n, f"End {n}.", text=f"{text}. “End {n}.”", sentences=1)
            for n in range(1, 9)
        ]
        told = shown(an_edition(*stories), components=components)
        assert told.count(text) == len(stories)


ODD = st.one_of(
    st.text(max_size=80),
    st.text(alphabet="ж民👩‍👧🇩🇪é ", max_size=60),
    st.sampled_from(["@everyone <@1> ", "**x** ", "[", "]", "\u202e", "\ud800", "“«"]),
)
STORIES = st.tuples(
    ODD,
    st.integers(1, 200),
    st.one_of(ODD, ODD.map(lambda text: text * 200)),
    st.integers(0, 120),
    st.integers(0, 12),
    st.sampled_from(["", "https://img.example/a.png", "ftp://x", "https://x.y/é.png"]),
)


def built(number: int, wish: tuple[Any, ...]) -> Story:
    """A story of odd words, each word of its quote with a sign of its own."""
    word, times, title, spoken, others, image = wish
    told = f"{word} " * times
    said = f"§n{number}n§".join([word] * spoken).strip()
    url = f"https://gazette.example/{number}?{'ж' * (times % 40)}"
    article = an_article(
        f"{told}\n\n{said}", url=url, title=title, outlet=word, image=image
    )
    quotes = [a_quote(article, said, speaker=title, role=word)] if said else []
    more = [
        a_report(an_article(url=f"https://o{n}.example/{number}", outlet=title))
        for n in range(others)
    ]
    lead = replace(a_report(article, *quotes), summary=Summary(split(told)[:3]))
    return Story((lead, *more), tuple(KeyQuote(each, article) for each in quotes))


@BOTH
@settings(max_examples=25, deadline=None)
@given(st.lists(STORIES, min_size=1, max_size=14), st.sampled_from(list(Style)))
def test_no_edition_breaks_a_limit_or_loses_a_link(components, wishes, style):
    stories = [built(n, wish) for n, wish in enumerate(wishes, 1)]
    edition = an_edition(*stories, style=style)
    told = shown(edition, components=components)
    leads = [told.index(link(story.lead.article.url)) for story in stories]
    assert leads == sorted(leads)
    for number, story in enumerate(stories, 1):
        for report in story.reports:
            assert link(report.article.url) in told
        for key in story.key_quotes:
            whole = key.quote.text.count(f"§n{number}n§")
            assert told.count(f"§n{number}n§") in {0, whole}
    for parcel in lay_out(edition):
        check(json.loads(parcel.instead))
    for post in forum_posts(edition):
        check(post.starter.body())
        assert 1 <= len(post.name) <= 100


def test_one_post_has_embeds_to_fall_back_on():
    (parcel,) = lay_out(an_edition())
    first, second = json.loads(parcel.body), json.loads(parcel.instead)
    check(second)
    assert "embeds" in second
    assert mark_in(first) == mark_in(second) == (12, 1)


def test_of_several_posts_each_has_its_own_cards_as_embeds():
    others = [(f"https://o{n}.example/{'x' * 400}", f"Outlet {n}") for n in range(30)]
    torn = a_story(41, others=others)
    many = lay_out(an_edition(*map(a_story, range(40)), torn, roles=("77",)))
    for part, parcel in enumerate(many, 1):
        first, second = json.loads(parcel.body), json.loads(parcel.instead)
        check(second)
        assert second["embeds"]
        assert mark_in(first) == mark_in(second) == (12, part)
        titles = [x for x in texts(first).splitlines() if x.startswith("### ")]
        assert [x for x in texts(second).splitlines() if x in titles] == titles
    assert "<@&77>" in json.loads(many[0].instead)["content"]
    assert frozenset().union(*(each.stories for each in many)) == set(range(41))
