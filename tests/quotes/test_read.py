"""What is printed of an article's quotes: words, speaker, role, kind, order."""

from hypothesis import given, settings
from hypothesis import strategies as st

from digests.articles.sentences import split
from digests.quotes.read import read_quotes
from digests.types import Quote, QuoteKind

SUMMIT = """\
Dame Ellen Marsh will meet three other leaders in Oslo on Sunday for talks on the \
so-called “alliance of the able”.

The Prime Minister, Danish President Lars Holm, Dutch Prime Minister Pim Bakker and \
new Swedish Chancellor Ida Berg have urged the bank to “stop hiding figures” ahead of \
the meeting in the Norwegian capital.

It comes after Canadian President Paul Roy called for “gradually” a new rate, and \
warned that if any deal on the debt is not kept “Canada and its friends will close \
their ports”.

Norwegian President Nils Aas confirmed on Friday that he would be hosting the guests, \
and said there is “hard work ahead”.

In a joint statement, Dame Ellen, Mr Holm, Mr Bakker and Ms Berg said they “will stand \
in Oslo beside Norway against the bank’s careless and costly rule”.

They added: “We repeat our support for President Roy’s plan and call on the bank to \
open its books.

“Together with Canada, we call on the bank to agree a full and open audit.”

The leaders are due to lay flowers on Sunday morning.

It is a plan that Number 12 has said could “refresh” the union.

The leaders have said they are “ready to begin the audit as soon as possible, to \
discuss its terms, and prepare a full report”.

“We are clear that the waste must end and savers must be able to trust their bank for \
years to come,” they added.

American president Mr Roy said on Thursday that talks have continued.

“Canada calls for, ideally, a new rate within thirty days,” he wrote on his own site.

He added: “Hopefully, a good rate will be agreed, and both banks will be held to it. \
If not, Canada will close its ports.”
"""
FOUR = "Dame Ellen Marsh, Lars Holm, Pim Bakker and Ida Berg"


def read(text: str, language: str = "en") -> tuple[Quote, ...]:
    return read_quotes(text, split(text, language), language)


def speakers(
    text: str, language: str = "en"
) -> dict[str, tuple[str | None, str | None]]:
    """Speaker and role by the first words of each quote."""
    return {
        " ".join(quote.text.split()[:2]).strip(",.?!"): (quote.speaker, quote.role)
        for quote in read(text, language)
    }


def test_a_report_of_many_shapes_is_attributed_as_an_editor_would():
    assert speakers(SUMMIT) == {
        "stop hiding": (FOUR, None),
        "Canada and": ("Paul Roy", "Canadian President"),
        "hard work": ("Nils Aas", "Norwegian President"),
        "will stand": (FOUR, None),
        "We repeat": (FOUR, None),
        "refresh": ("Number 12", None),
        "ready to": (FOUR, None),
        "We are": (FOUR, None),
        "Canada calls": ("Paul Roy", "Canadian President"),
        "Hopefully, a": ("Paul Roy", "Canadian President"),
        "gradually": ("Paul Roy", "Canadian President"),
    }


def test_a_quote_over_two_paragraphs_is_one():
    (quote,) = [quote for quote in read(SUMMIT) if quote.text.startswith("We repeat")]

    assert quote.text.endswith("open audit.")
    assert "\n\n“Together" in quote.text


def test_fragments_come_after_every_sentence():
    quotes = read(SUMMIT)

    assert {quote.text for quote in quotes[-2:]} == {"refresh", "gradually"}
    assert list(quotes) == sorted(quotes, key=lambda quote: -quote.weight)


def test_the_speaker_may_stand_before_after_or_around():
    text = (
        "“The ice is thin,” said Mara Field, a park ranger. Field said: “Stay off it.” "
        "“Nobody,” she said, “should walk there before March.”"
    )

    assert {quote.speaker for quote in read(text)} == {"Mara Field"}
    assert {quote.role for quote in read(text)} == {"park ranger"}


def test_a_listener_is_not_the_speaker():
    text = "Tom Pike told Anna Reed that the club was “a family for all of us”."

    assert speakers(text) == {"a family": ("Tom Pike", None)}


def test_according_to_names_the_speaker():
    text = (
        "The bird had “no fear of people at all”, according to Dr Lena Moss of the "
        "University of Bergen."
    )

    assert "Lena Moss" in str(speakers(text)["no fear"][0])


def test_organisations_and_papers_speak_too():
    text = (
        "Harbour Rail said in a statement: “We are sorry for the long delays.” "
        "“The brakes were never tested,” the report said."
    )

    assert speakers(text) == {
        "We are": ("Harbour Rail", None),
        "The brakes": ("the report", None),
    }


def test_a_described_source_stays_as_the_text_words_it():
    text = "A campaign official said: “We did not see this coming at all.”"

    assert speakers(text) == {"We did": ("a campaign official", None)}


def test_a_half_that_begins_with_and_comes_after_every_whole_quote():
    text = (
        "“The pond is ours,” said Ada Quill, “and ten of my neighbours ask for a "
        "new gate there since May.” “It leaks every spring,” said Bo Lind."
    )

    assert [quote.text.split()[0] for quote in read(text)] == ["The", "It", "and"]


def test_the_four_are_those_whom_the_report_lists():
    text = (
        "President Ada Quill, Mayor Bo Lind and Judge Cora Dent met on Monday. “We are "
        "agreed on every point,” the three said in a statement."
    )

    assert speakers(text) == {"We are": ("Ada Quill, Bo Lind and Cora Dent", None)}


def test_a_role_of_another_is_not_printed():
    text = (
        "“We lost,” said Ada Quill, whose brother coaches the team. The champion was "
        "beaten by Bo Lind, her trainer said. “I slept badly,” Lind said."
    )

    assert {quote.role for quote in read(text)} == {None}


def test_words_with_no_source_near_have_no_speaker():
    assert speakers("“Keep the river clean for everybody.”") == {
        "Keep the": (None, None)
    }


def test_the_role_may_be_set_off_before_the_name():
    text = (
        "The mayor, Peter Hollis, told the Post that the city would pay. "
        "“It is only fair to the traders,” he said."
    )

    assert speakers(text) == {"It is": ("Peter Hollis", "mayor")}


def test_a_role_stands_for_the_name_that_it_was_given_with():
    text = (
        "Finance minister Rosa Lind cut the tax. Her rival Jon Beck was furious.\n\n"
        "“It will pay for itself within a year,” the minister said."
    )

    assert speakers(text) == {"It will": ("Rosa Lind", "Finance minister")}


def test_pronouns_follow_gender():
    text = (
        "Judge Karen Holt sentenced Brian Webb to ten years on Monday. "
        "“You showed no mercy to this family,” she said."
    )

    assert speakers(text)["You showed"][0] == "Karen Holt"


def test_a_lawyer_speaks_for_another():
    text = (
        "Victor Stone denies the charge. “My client was never in the house,” said his "
        "lawyer."
    )
    (quote,) = read(text)

    assert quote.speaker == "Victor Stone’s lawyer"
    assert quote.kind is QuoteKind.SECOND_HAND


def test_words_that_others_report_are_second_hand():
    text = "“I never touched it,” Mr Stone told the court, according to his solicitor."
    (quote,) = read(text)

    assert quote.kind is QuoteKind.SECOND_HAND


def test_a_sentence_without_a_cue_goes_on_from_the_one_before():
    text = "“We won,” said Ada Quill. “Now the real work on the pitch begins.”"
    kinds = {quote.text: quote.kind for quote in read(text)}

    assert kinds["We won,"] is QuoteKind.DIRECT
    assert kinds["Now the real work on the pitch begins."] is QuoteKind.CONTINUED


def test_labels_titles_and_nicknames_are_not_quotes():
    text = (
        "The so-called “goose tax” is dead, the minister said. Critics called it what "
        "they liked. His film “The Long Way Home” opens on Friday. A hacker known as "
        "“Red Panda” was held. The singer released a song titled “Rain on Rain”. "
        "Jim “Sparky” Doyle retired."
    )

    assert read(text) == ()


def test_a_transcript_names_its_speakers():
    text = (
        "Home secretary Alma Reyes spoke on Sunday.\n\n"
        '"HOST: Will you stay in office after the vote?\n\n'
        '"REYES: I will stay as long as I am wanted."'
    )

    assert speakers(text) == {
        "Will you": ("HOST", None),
        "I will": ("Alma Reyes", "Home secretary"),
    }


def test_a_signature_names_the_speaker():
    text = (
        "Our readers write.\n\n“The park must stay open at night.” – Mona Fry\n\n"
        "“Close it before somebody is hurt.” – Carl Dent\n\nMore letters on Friday."
    )

    assert {quote.speaker for quote in read(text)} == {"Mona Fry", "Carl Dent"}


def test_a_german_report():
    text = (
        "Bundeskanzlerin Ursula Brandt schloss einen Rücktritt aus. „Ich bleibe im "
        "Amt, solange man mich will“, sagte Brandt. Laut Polizeisprecher Jan Vogt war "
        "es „ein ganz normaler Abend“. Die sogenannte „Gänsesteuer“ entfällt."
    )

    assert speakers(text, "de") == {
        "Ich bleibe": ("Ursula Brandt", "Bundeskanzlerin"),
        "ein ganz": ("Jan Vogt", "Polizeisprecher"),
    }


def test_a_french_report():
    text = (
        "Le ministre de l’Intérieur Paul Garnier a parlé mardi. « Nous ne laisserons "
        "personne seul face au feu », a déclaré M. Garnier.\n\n« C’est trop peu et "
        "trop tard », a répondu la maire de Marseille, Claire Fabre."
    )

    assert speakers(text, "fr") == {
        "Nous ne": ("Paul Garnier", "ministre de l’Intérieur"),
        "C’est trop": ("Claire Fabre", "maire de Marseille"),
    }


def test_a_spanish_report():
    text = (
        "«Es una decisión justa y necesaria», dijo la presidenta Ana Robles. Según el "
        "economista Pedro Marín, la medida es «un regalo envenenado»."
    )

    assert speakers(text, "es") == {
        "Es una": ("Ana Robles", "presidenta"),
        "un regalo": ("Pedro Marín", "economista"),
    }


def test_a_ukrainian_and_a_russian_report():
    ukrainian = (
        "Президент Олена Коваль виступила у середу. «Ми не здамо жодного метра», — "
        "сказала Коваль. Вона додала: «Допомога прийде вчасно»."
    )
    russian = (
        "«Это решение ударит по малому бизнесу», — считает экономист Анна Смирнова. "
        "По словам Смирновой, министры «не читали документ»."
    )

    assert set(speakers(ukrainian, "uk").values()) == {("Олена Коваль", "Президент")}
    assert set(speakers(russian, "ru").values()) == {("Анна Смирнова", "экономист")}


def test_a_chinese_and_a_japanese_report():
    chinese = "“这条桥明年就能通车，”市长李建国说。他补充说：“我们没有超支。”"
    japanese = "山田太郎首相は会見で「増税は考えていない」と述べた。"

    assert {quote.speaker for quote in read(chinese, "zh")} == {"李建国"}
    assert {quote.speaker for quote in read(japanese, "ja")} == {"山田太郎"}


MARKS = ["“", "”", '"', "‘", "’", "'", "«", "»", "„", "「", "」", "``", "''", "(", "– "]
WORDS = [
    " said ",
    "he",
    "they",
    "Mr Holm",
    " and ",
    "SMITH: ",
    "the mayor",
    "his lawyer",
]
OTHERS = ["\n\n", "\n", ", ", ". ", " according to ", "12", "A", "。", "说", "а", "é"]
PIECES = st.sampled_from([*MARKS, *WORDS, *OTHERS])


@settings(max_examples=150, deadline=None)
@given(
    st.lists(PIECES, max_size=60).map("".join),
    st.sampled_from(["en", "de", "fr", "es", "ru", "uk", "zh", "ja", "", "xx"]),
)
def test_every_quote_stands_where_it_says_whatever_the_text(text, language):
    end = 0
    for quote in sorted(read(text, language), key=lambda quote: quote.start):
        assert quote.start >= end
        assert quote.text == text[quote.start : quote.end] != ""
        end = quote.end


def test_a_huge_line_of_quotes_is_no_trouble():
    text = "“No,” he said. " * 20_000

    assert len(read_quotes(text, (), "en")) <= 1000


def test_a_headline_within_the_text_names_nobody():
    text = (
        "Ida Moss Opens New Bridge Over River.\n\nMayor Ida Moss cut a ribbon on "
        "Monday. “It holds,” she said."
    )

    assert speakers(text) == {"It holds": ("Ida Moss", "Mayor")}
