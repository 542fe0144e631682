"""Which spans stand in quotation marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.quotes.find import find_spans, turn_of

MARKS = "“”„‟«»‹›「」『』‘’'\"`"


def found(text: str) -> list[str]:
    return [text[span.start : span.end] for span in find_spans(text)]


@pytest.mark.parametrize(
    "text",
    [
        "“The bridge is safe,” he said.",
        '"The bridge is safe," he said.',
        "‘The bridge is safe,’ he said.",
        "'The bridge is safe,' he said.",
        "``The bridge is safe,'' he said.",
        "« The bridge is safe, » he said.",
        "«The bridge is safe,» he said.",
        "»The bridge is safe,« he said.",
        "„The bridge is safe,“ he said.",
        "„The bridge is safe,” he said.",
        "”The bridge is safe,” he said.",
        "「The bridge is safe,」 he said.",
        "『The bridge is safe,』 he said.",
    ],
)
def test_every_pair_of_marks_is_known(text):
    assert found(text) == ["The bridge is safe,"]


def test_an_apostrophe_is_not_a_mark():
    text = "Don’t blame the workers’ union, it’s the ’90s. 'Tis the firm's fault."

    assert found(text) == []


def test_a_plural_apostrophe_does_not_end_a_quote_in_single_marks():
    text = "‘The workers’ pay is a disgrace,’ she said. ‘It must rise.’"

    assert found(text) == ["The workers’ pay is a disgrace,", "It must rise."]


def test_quotes_inside_a_quote_stay_inside():
    text = "“He told me, ‘Run,’ and I ran,” she said. 'It was “very” loud,' he said."

    assert found(text) == ["He told me, ‘Run,’ and I ran,", "It was “very” loud,"]


def test_inches_are_not_marks():
    assert found('A 12" pipe and a man of 6\'2" stood there.') == []


def test_a_quote_goes_on_where_the_next_paragraph_repeats_the_mark():
    text = "“We went up.\n\n“Then we came down.”\n\nHe left."

    assert found(text) == ["We went up.\n\n“Then we came down."]


def test_a_missing_mark_costs_its_own_paragraph_only():
    text = "“We went up.\n\nThe lift stopped. “Then we came down,” he said."

    assert found(text) == ["We went up.", "Then we came down,"]


def test_a_new_mark_after_a_sentence_opens_a_new_quote():
    text = 'She sighed. "It is over, she said. "We lost."'

    assert found(text) == ["We lost."]


def test_marks_of_two_kinds_may_make_a_pair():
    assert found('“It is over," she said. "We lost,” he said.') == [
        "It is over,",
        "We lost,",
    ]


def test_mistyped_closing_marks_close():
    assert found("“It is over,“ she said. “We lost.”") == ["It is over,", "We lost."]


def test_single_marks_of_headlines_do_not_count_where_double_ones_are_the_rule():
    text = 'Mayor: ‘No more’\n\n"No," he said. "Never," he said. "Not here," he said.'

    assert found(text) == ["No,", "Never,", "Not here,"]


def test_turns_of_a_transcript_are_parted():
    text = '"SMITH: Why now?\n\n"JONES: Why not.\n\n"I mean it."'
    turns = [turn_of(text, span) for span in find_spans(text)]
    labels = [text[slice(*turn[0])] for turn in turns if turn]

    assert found(text) == [
        "SMITH: Why now?",
        "JONES: Why not.\n\n“I mean it.".replace("“", '"'),
    ]
    assert labels == [
        "SMITH",
        "JONES",
    ]


def test_marks_around_nothing_are_no_quote():
    assert found('“” and "..." and « »') == []


@given(st.text(st.sampled_from(MARKS + "aB s.,\n:"), max_size=120))
def test_spans_are_in_order_apart_and_inside_the_text(text):
    end = 0
    for span in find_spans(text):
        assert end <= span.opened <= span.start < span.end <= span.closed <= len(text)
        assert not text[span.start].isspace()
        assert not text[span.end - 1].isspace()
        end = span.closed


def test_a_line_of_a_million_marks_is_read_in_one_pass():
    for unit in ('"a" ', "‘a’ ", "“a ", "a’ ", "'a ", "\n\n“a"):
        assert find_spans(unit * 50_000) is not None
