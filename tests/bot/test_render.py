"""SAFETY 36: whatever is told, a post respects Discord's limits."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.render import Post, answer_post, cut, digest_posts, fit, size
from digests.types import Answer, Digest, KeyQuote, Passage, Story, Summary
from tests.builders import NOON, a_quote, a_report, an_article
from tests.fakes.discord.rules import check_message

TEXT = "The bridge has opened. “Tolls end today,” said Ada Marsh, the mayor."


def body(post: Post) -> dict[str, object]:
    """The post as it is sent."""
    embeds = [
        {
            "title": each.title,
            "description": each.description,
            "url": each.url,
            "footer": {"text": each.footer},
        }
        for each in post.embeds
    ]
    return {
        "content": post.content,
        "embeds": embeds,
        "allowed_mentions": {"parse": []},
    }


def a_story(words: str = "Tolls end today,", number: int = 1, **changes) -> Story:
    text = changes.pop("text", TEXT)
    url = f"https://gazette.example/{number}"
    article = an_article(text, url=url, **changes)
    quote = a_quote(article, words, speaker="Ada Marsh", role="mayor")
    return Story((a_report(article, quote),), (KeyQuote(quote, article),))


def test_a_card_is_an_embed_with_its_link_and_source():
    (post,) = digest_posts(Digest((a_story(),), NOON))
    (embed,) = post.embeds
    assert post.content == "**1 story from 1 article by 1 outlet**"
    assert embed.title == "A bridge has opened"
    assert embed.url == "https://gazette.example/1"
    assert embed.description == (
        "The bridge has opened.\n> “Tolls end today” — Ada Marsh, mayor"
    )
    assert embed.footer == "The Gazette · full text"
    assert embed.timestamp == NOON


def test_a_date_without_a_time_is_shown_as_a_date():
    story = a_story(published=NOON.replace(hour=0))
    ((embed,),) = (post.embeds for post in digest_posts(Digest((story,), NOON)))
    assert embed.footer == "The Gazette · 4 May 2026 · full text"
    assert embed.timestamp is None


def test_many_cards_go_into_several_posts_in_order():
    stories = tuple(a_story(number=n, title=f"Story {n}") for n in range(25))
    posts = digest_posts(Digest(stories, NOON))
    titles = [embed.title for post in posts for embed in post.embeds]
    assert titles == [f"Story {n}" for n in range(25)]
    assert [len(post.embeds) for post in posts] == [10, 10, 5]
    assert [bool(post.content) for post in posts] == [True, False, False]


def test_a_quote_is_shown_whole_or_not_at_all():
    long = "We are proud. " * 320
    text = f"It opened. “{long}” said Ada Marsh, the mayor."
    (post,) = digest_posts(Digest((a_story(long, text=text),), NOON))
    assert "We are proud" not in post.embeds[0].description
    shorter = "We are proud. " * 200
    text = f"It opened. “{shorter}” said Ada Marsh, the mayor."
    (post,) = digest_posts(Digest((a_story(shorter, text=text),), NOON))
    assert post.embeds[0].description.count("We are proud") == 200


def test_a_refusal_names_what_came_nearest():
    near = Passage(1, "x", 0, 1, "https://a.example/1", "Tolls", "Gazette", NOON)
    (embed,) = answer_post(Answer("Who won?", (), (near,))).embeds
    assert embed.description == (
        "I have not read anything about that.\n"
        f"Nearest: [Tolls](<https://a.example/1>) · Gazette · "
        f"<t:{int(NOON.timestamp())}:f>"
    )


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=700).map(lambda text: text * 9),
    st.text(max_size=300),
    st.sampled_from(["https://a.example/", "javascript:x", ""]),
    st.integers(1, 12),
)
def test_no_text_breaks_a_limit(text, title, url, number):
    article = an_article(text, title=title, outlet=title, url=url)
    sentences = a_report(an_article(text)).summary.sentences
    quotes = (a_quote(article, text, speaker=title),) if text.strip() else ()
    report = a_report(article, *quotes)
    report = type(report)(article, quotes, Summary(sentences))
    story = Story((report, report), tuple(KeyQuote(q, article) for q in quotes))
    for post in digest_posts(Digest((story,) * number, NOON)):
        check_message(body(post))
    passage = Passage(1, text, 0, len(text), url, title, title, NOON)
    check_message(body(answer_post(Answer(title, (passage,) * 3))))
    check_message(body(answer_post(Answer(title, (), (passage,) * 3))))


@given(st.text(max_size=80), st.integers(1, 60))
def test_what_is_cut_fits_and_begins_as_before(text, limit):
    made = cut(text, limit)
    assert len(made) <= max(limit, 1)
    assert made == text or text.startswith(made[:-1].rstrip())


def test_no_character_is_cut_in_two():
    family = "👩‍👩‍👧‍👦"
    assert cut(family * 3, 9) == family + "…"
    assert cut("e\u0301" * 5, 4) == "e\u0301…"
    assert size(fit("🌊" * 300, 256)) <= 256


def test_no_quote_is_cut_in_two():
    text = "He came. “We will stay for as long as it takes,” said Ada Marsh."
    assert cut(text, 40) == "He came.…"
    assert cut(text, 60) == "He came. “We will stay for as long as it takes,” said Ada…"
