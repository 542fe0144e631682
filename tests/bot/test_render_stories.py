"""What stands behind a card, and answers, within every limit."""

from collections.abc import Callable
from typing import Any

import pytest
import regex

from bot.cards import answer_card
from bot.components import Option
from bot.posts import Post
from bot.render.editions import digest_posts
from bot.render.embeds import forum_posts
from bot.render.pages import listing, menu
from bot.render.stories import answer_posts, quotes_post, sources_post, story_post
from digests.guilds import Edition, Placed
from digests.shelved import StoredStory
from digests.types import Answer, Digest, KeyQuote, Passage, Story
from tests.bot.limits import Body, check, texts, walk
from tests.bot.reader import acted_on
from tests.bot.test_escape import HOSTILE
from tests.builders import NOON, a_quote, a_report, an_article

GAZETTE = "https://gazette.example/bridge"
HERALD = "https://herald.example/1"
AT = f"<t:{int(NOON.timestamp())}:f>"
TEXT = "“Tolls end today,” said Ada Marsh, the mayor. “We won,” someone shouted."


def body(post: Post) -> Body:
    made = post.body()
    check(made)
    return made


def a_stored_story(*words: str, **changes) -> StoredStory:
    text = changes.pop("text", TEXT)
    article = an_article(text, **changes)
    quotes = [a_quote(article, each, speaker="Ada Marsh") for each in words]
    other = an_article(url="https://herald.example/1", outlet="The Herald")
    reports = (a_report(article, *quotes), a_report(other))
    return StoredStory(12, 3, "1", "600", NOON, (1, 2), reports)


def pages(make: Callable[[int], Post]) -> list[str]:
    """The descriptions of every page, as the buttons lead on."""
    told: list[str] = []
    while True:
        made = body(make(len(told)))
        told.append(made["embeds"][0]["description"])
        forward = [
            each
            for each in walk(made.get("components", []))
            if each.get("label") == "▶" and not each.get("disabled")
        ]
        if not forward:
            return told


def test_a_story_alone_is_its_card_with_its_buttons():
    made = body(story_post(a_stored_story("We won,")))
    assert made["embeds"][0]["title"] == "A bridge has opened"
    assert "Also: [The Herald](<https://herald.example/1>)" in texts(made)
    ids = [each["custom_id"] for each in walk(made["components"]) if each["type"] == 2]
    assert ids == ["pq:sources:12:3", "pq:quotes:12:3", "pq:ask:12:3"]


def test_sources_are_all_linked_with_their_times():
    made = body(sources_post(a_stored_story()))
    assert made["embeds"][0]["title"] == "Sources: A bridge has opened"
    assert made["embeds"][0]["description"].splitlines() == [
        f"- [A bridge has opened](<{GAZETTE}>) · The Gazette · {AT}",
        f"- [A bridge has opened](<{HERALD}>) · The Herald · {AT}",
    ]


def test_every_quote_is_shown_with_speaker_outlet_and_link():
    made = body(quotes_post(a_stored_story("Tolls end today,", "We won,")))
    source = f"-# [The Gazette](<{GAZETTE}>) · {AT}"
    assert made["embeds"][0]["description"].splitlines() == [
        "> “Tolls end today” — Ada Marsh",
        source,
        "> “We won” — Ada Marsh",
        source,
    ]


def test_two_hundred_quotes_go_over_pages_each_whole():
    """SAFETY 36."""
    words = [f"begin{n} {'word ' * 40}end{n}" for n in range(200)]
    text = " ".join(f"“{each}” said Ada Marsh." for each in words)
    stored = a_stored_story(*words, text=text)
    told = pages(lambda page: quotes_post(stored, page))
    assert len(told) > 10
    for n in range(200):
        (page,) = (each for each in told if f"“begin{n} " in each)
        assert f"end{n}”" in page


def test_a_quote_that_fits_no_page_is_named_and_not_cut():
    words = "word " * 900 + "end"
    stored = a_stored_story(words, text=f"“{words}” said Ada Marsh.")
    (told,) = pages(lambda page: quotes_post(stored, page))
    assert told == "-# 1 quote is too long to be shown here: see Sources."


def a_passage(text: str = "Tolls end.", **changes) -> Passage:
    defaults: dict[str, Any] = {
        "url": "https://a.example/1",
        "title": "Tolls",
        "outlet": "Gazette",
        "published": NOON,
    }
    return Passage(1, text, 0, len(text), **(defaults | changes))


def test_an_answer_cites_each_sentence():
    (post,) = answer_posts(Answer("When?", (a_passage(), a_passage("Soon."))))
    source = f"[Tolls](<https://a.example/1>) · Gazette · <t:{int(NOON.timestamp())}:f>"
    assert body(post)["embeds"][0] == {
        "title": "When?",
        "description": f"Tolls end. [1]\n[1] {source}\nSoon. [2]\n[2] {source}",
    }


def test_a_refusal_names_what_came_nearest():
    (post,) = answer_posts(Answer("Who won?", (), (a_passage(),)))
    assert body(post)["embeds"][0]["description"] == (
        "I have not read anything about that.\n"
        "Nearest: [Tolls](<https://a.example/1>) · Gazette · "
        f"<t:{int(NOON.timestamp())}:f>"
    )


def test_a_long_answer_goes_on_in_further_posts_with_every_source():
    """SAFETY 36."""
    passages = tuple(
        a_passage("Long. " * 300, url=f"https://a.example/{n}") for n in range(12)
    )
    told = "\n".join(texts(body(each)) for each in answer_posts(Answer("?", passages)))
    assert all(f"<https://a.example/{n}>" in told for n in range(12))
    assert answer_card(Answer("?", passages)).nearest == ()


PLACES = ("title", "outlet", "byline", "speaker", "role", "topic", "words", "summary")


def everything(**put: str) -> list[Body]:
    """Every post there is, with these words in these places."""
    said = put.get("words", "Plain")
    text = f"{put.get('summary', 'Plain')}\n\n“{said}”"
    article = an_article(
        text,
        title=put.get("title", "Plain"),
        outlet=put.get("outlet", "Plain"),
        byline=put.get("byline", "Plain"),
    )
    speaker, role = put.get("speaker", "Plain"), put.get("role", "Plain")
    quote = a_quote(article, said, speaker=speaker, role=role)
    report = a_report(article, quote)
    story = Story((report, report), (KeyQuote(quote, article),))
    stored = StoredStory(1, 1, "1", "2", NOON, (1, 1), (report, report))
    topic = put.get("topic", "Plain")
    edition = Edition(Digest((story,), NOON), "1", "2", 1, placed=(Placed((topic,)),))
    title, outlet = article.title, article.outlet
    passage = a_passage(text, title=title, outlet=outlet)
    posts = [
        *digest_posts(edition),
        *digest_posts(edition, components=False),
        *(each.starter for each in forum_posts(edition)),
        story_post(stored),
        sources_post(stored),
        quotes_post(stored),
        *answer_posts(Answer(title, (passage,))),
        *answer_posts(Answer(title, (), (passage,))),
        listing(title, ["line"], 0, "feeds"),
        menu("Which?", [Option(title, "1", outlet)], 0, "feed"),
    ]
    return [body(each) for each in posts]


@pytest.mark.parametrize("place", PLACES)
def test_foreign_words_do_nothing_wherever_they_stand(place):
    """SAFETY 34."""
    plain = [acted_on(_markdown(each)) for each in everything()]
    for words in HOSTILE:
        made = everything(**{place: words})
        acted = [acted_on(_markdown(each)) for each in made]
        wrong = [
            (texts(body), is_, was)
            for body, is_, was in zip(made, acted, plain, strict=True)
            if is_ != was
        ]
        assert wrong == [], words
        for each in made:
            assert each["allowed_mentions"]["parse"] == []
            assert "@everyone" not in str(each)
            assert "@here" not in str(each)
            assert "discord.gg" not in str(each).casefold()


def test_a_quote_that_no_message_holds_is_told_whole_over_several():
    words = [f"word{number}" for number in range(1500)]
    said = a_passage(f"“{' '.join(words)}” — Ada Marsh")
    told = answer_posts(Answer("What did she say?", (said,)))
    assert len(told) > 1
    text = " ".join(_markdown(body(each)) for each in told)
    assert regex.findall(r"word\d+", text) == words
    assert "…" not in text


def _markdown(made: Body) -> str:
    """All of a message that Discord reads markdown in."""
    parts = [made.get("content", "")]
    for embed in made.get("embeds", []):
        parts += [embed.get("title", ""), embed.get("description", "")]
    parts += [e["content"] for e in walk(made.get("components", [])) if e["type"] == 10]
    return "\n".join(parts)


@pytest.mark.parametrize(
    "words",
    [
        "\u202e" * 50,
        "Z" + "\u0301" * 500,
        "\U000e0061" * 99,
        "\ud83d\0",
        "\u3164",
        "x" * 10_000,
        "👩‍👩‍👧‍👦" * 2000,
        "ж" * 9000,
        "字" * 9000,
    ],
    ids=["rtl", "zalgo", "tags", "nul", "blank", "long", "emoji", "cyrillic", "cjk"],
)
def test_foreign_words_of_any_kind_and_length_fit_everywhere(words):
    """SAFETY 35 and 36: `body` asks for every limit."""
    for place in PLACES:
        if words.strip("\u202e\0\ud83d") or place not in {"words", "summary"}:
            everything(**{place: words})


def test_an_edition_without_stories_is_still_a_post():
    edition = Edition(Digest((), NOON), "1", "2", 1)
    for components in (True, False):
        (post,) = digest_posts(edition, components=components)
        body(post)
