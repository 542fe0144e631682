"""Speakers of words without a verb of saying, and in other languages than English."""

import pytest

from tests.quotes.test_clauses import speaker


@pytest.mark.parametrize(
    "text",
    [
        "“No,” said Carl Moss. Mrs Roe declined: “I have ears, thank you.”",
        "“No,” said Carl Moss.\n\nAsked what she buys, Eva Roe shrugged. “Ask me.”",
        "“No,” said Carl Moss.\n\nEva Roe, asked about it, held up a hand. “Not now.”",
        "“No,” said Carl Moss.\n\nEva Roe agreed. “It is over for all of us now.”",
    ],
)
def test_who_does_something_before_the_words_speaks_them(text):
    name, _ = speaker(text)

    assert name is not None
    assert name.endswith("Roe")


def test_a_neighbour_who_saw_it_speaks_though_she_has_no_name():
    assert speaker(
        "“It is gone,” said baker Enzo Rossi.\n\nA neighbour, who did not want to be "
        "named, saw three vans. “I thought, that is a lot of bread.”"
    ) == ("a neighbour", None)


def test_in_spanish_the_subject_stands_behind_its_verb():
    assert speaker(
        "El alcalde, Ramón Ortiz, habló. «Tarde», dijo. Nadie rio. «Se mueve», "
        "denunció la concejala Inés Barra, que pidió agua.",
        "es",
    ) == ("Inés Barra", "concejala")


def test_their_spokesman_is_no_object():
    assert speaker(
        "Los vecinos cortaron la calle. «No queremos dinero, queremos agua», gritó "
        "su portavoz, Julián Reyes, en la plaza.",
        "es",
    ) == ("Julián Reyes", "portavoz")


def test_according_to_whom_it_is_behind_the_words():
    name, _ = speaker(
        "Le préfet, Luc Armand, a promis « des tirs ». Une décision « bien trop "
        "précipitée », selon l’association Vivre Mieux.",
        "fr",
    )

    assert name == "Vivre Mieux"


def test_in_german_the_mood_tells_that_he_goes_on():
    assert speaker(
        "Bürgermeister Ralf Sommer war verärgert. „Ich lese das erst heute“, sagte "
        "er. Die Bahn habe „jedes Vertrauen verspielt“.",
        "de",
    ) == ("Ralf Sommer", "Bürgermeister")


def test_in_russian_a_house_speaks_without_a_subject():
    assert speaker(
        "Начальник поезда Виктор Громов ушёл. «Снег был», — добавил он.\n\n"
        "В компании заявили, что людям «принесли извинения и чай».",
        "ru",
    ) == ("компании", None)


def test_the_only_singer_is_the_tenor():
    assert speaker(
        "Paolo Vanni walked out on Saturday, and the house stood. “They told me to "
        "rest,” the tenor says."
    ) == ("Paolo Vanni", None)


@pytest.mark.parametrize(
    "text",
    [
        "Paolo Vanni heard a tenor. “They told me to rest,” the tenor says.",
        "Paolo Vanni came. “I must rest,” said the designer, who works elsewhere.",
        "Paolo Vanni was hit by a van. “I never saw him,” the driver said.",
        "Captain Vanni came. “No,” said the captain, who asked not to be named.",
    ],
)
def test_a_description_that_may_be_anothers_is_no_name(text):
    name, _ = speaker(text)

    assert name is None or "Vanni" not in name


def test_the_former_judge_is_who_was_just_named():
    assert speaker(
        "Across the road, Mrs Barbara Lomax has a sign. The former judge says it is "
        "“like living inside a cough”."
    ) == ("Barbara Lomax", None)


def test_a_visitor_is_named_behind_her_age():
    assert speaker(
        "A visitor, six-year-old Ellie Marsh, said it “looked like us”."
    ) == (
        "Ellie Marsh",
        None,
    )


def test_who_will_host_them_is_no_host():
    assert speaker(
        "Here lives Graham Tull, a farmer whose land would host four of them. “I can’t "
        "eat a view,” he says."
    ) == ("Graham Tull", "farmer")


def test_who_told_the_jury_of_an_order_is_the_source_of_it():
    assert speaker(
        "The first witness, former chief chemist Raj Patel, testified that he had been "
        "ordered to “make the numbers smile”."
    ) == ("Raj Patel", "former chief chemist")


def test_says_she_between_is_enough():
    assert speaker(
        "Farmers are watching. Without the 30,000 workers who no longer come, says Rod "
        "Hollis, who farms nearby, “we’re only growing compost”."
    ) == ("Rod Hollis", None)


def test_who_is_both_is_named_behind():
    name, _ = speaker(
        "Moss won the cup. Her father and coach, Anton Moss, did not watch. “I was in "
        "the cellar with my hands over my ears,” he confessed."
    )

    assert name == "Anton Moss"


def test_a_union_is_no_person_and_says_things_too():
    name, _ = speaker(
        "A machine the size of a cow is picking. The union Unite is sceptical. It says "
        "that growers could find hands “if they paid them”."
    )

    assert name == "Unite"


def test_who_ends_a_sentence_is_not_who_begins_the_next():
    assert speaker(
        "L’opposition dénonce « un mépris des quartiers nord ». « Où sont les bus ? », "
        "interroge le conseiller Hugo Delorme.",
        "fr",
    ) == ("Hugo Delorme", "conseiller")


def test_one_speaks_of_oneself_in_german_as_man():
    assert speaker(
        "„Zu spät“, sagte Bürgermeister Ralf Sommer. Ein Bahnsprecher wies das zurück. "
        "Man habe die Stadt „frühzeitig und schriftlich“ informiert.",
        "de",
    ) == ("ein Bahnsprecher", None)


def test_as_the_leaflet_put_it_the_leaflet_says_so():
    name, _ = speaker(
        "“We came,” said Mrs Moss. They paid for the tower and, as the leaflet put it, "
        "“an endless view of the weather”."
    )

    assert name == "the leaflet"


def test_who_is_named_right_behind_the_words_said_them():
    assert speaker(
        "Tom and Lucy Field came. “We heard knocking,” Lucy said. “It was the old "
        "boiler,” said Tom."
    ) == ("Tom Field", None)
    assert speaker(
        "“It is a sad day,” said Ann Roe. “It is the end of it,” Carl Roe agreed."
    ) == ("Carl Roe", None)


def test_whom_he_has_meant_is_no_she():
    name, _ = speaker(
        "Leader Shabnam Quill was sad. Edwyn Marsh called it “a bill for others”. "
        "“That was another council,” he said. “It was you,” she replied."
    )

    assert name == "Shabnam Quill"


def test_a_message_is_from_who_sent_it_wherever_from():
    assert speaker(
        "The winner, the baker Paul Rono, sent a message from Casablanca. “I had good "
        "company,” it said."
    ) == ("Paul Rono", "baker")


def test_one_of_a_firm_that_bears_her_name_is_she():
    name, _ = speaker("“I sleep at night,” said Ann Lund of the firm Lund & Lund.")

    assert name == "Ann Lund"


def test_german_nouns_make_no_title():
    assert speaker("Wachmann Jens Voss sprach von einem „Fall mit Beilage“.", "de") == (
        "Jens Voss",
        "Wachmann",
    )


def test_one_word_is_a_sentence_of_its_own_behind_another():
    text = "Ana Campos habló ayer. «No volverá a ocurrir», prometió. «Espero»."

    assert speaker(text, "es") == ("Ana Campos", None)


def test_one_of_them_is_named_behind():
    assert speaker(
        "Ana Campos habló. «Perdón», dijo. «Íbamos muy puntuales», ironizó uno de "
        "ellos, Óscar Beltrán.",
        "es",
    ) == ("Óscar Beltrán", None)


def test_one_of_them_who_acts_speaks():
    name, _ = speaker(
        "“I have looked,” said Mayor Trudy Vance.\n\nAt the station the crew were sad. "
        "One, who has known him since childhood, shook his head. “He taught me that.”"
    )

    assert name == "one"
