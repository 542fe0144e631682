"""Speakers whom the grammar of a clause makes sure, and roles told at one remove."""

from digests.articles.sentences import split
from digests.quotes.read import read_quotes


def speaker(text: str, language: str = "en") -> tuple[str | None, str | None]:
    """Speaker and role of the last quote of the text."""
    quotes = read_quotes(text, split(text, language), language)
    last = max(quotes, key=lambda quote: quote.start)
    return last.speaker, last.role


def test_an_aide_who_speaks_of_the_minister_is_the_source():
    assert speaker(
        "Minister Aldo Ferri is ill. An aide to the minister, speaking on condition "
        "that he was not named, said he was “tired of it all by now”."
    ) == ("an aide", None)


def test_one_who_is_close_to_somebody_stays_unnamed():
    assert speaker(
        "Mr Carl Frayne was late. A source close to Mr Frayne insisted that he had "
        "been “stuck on a train, of all things”."
    ) == ("a source close to Mr Frayne", None)


def test_the_accused_did_not_say_it():
    assert speaker(
        "Transport Secretary Carl Frayne was accused of “hiding in a siding again”."
    ) == (None, None)


def test_who_says_it_at_the_sentences_end_has_said_all_of_it():
    assert speaker(
        "Fire chief Alma Reyes was proud. Her crews had worked “like one body” for "
        "nine hours, she added."
    ) == ("Alma Reyes", "Fire chief")


def test_who_opens_a_paragraph_and_acts_speaks_the_words_behind():
    assert speaker(
        "“It was lost,” said clerk Leo Crow.\n\nSenator Mary Quint held up a copy. "
        "“It has your own initials on it, sir.”"
    ) == ("Mary Quint", "Senator")


def test_who_goes_back_to_the_word_before_it():
    assert speaker(
        "“Twice,” said President Emil Tarn. Diplomats were sober. One of them, who "
        "had helped to prepare the day, spoke of “a picture with a future”."
    ) == ("one", None)


def test_behind_a_semicolon_the_next_one_speaks():
    assert speaker(
        "Councillor Bernard Hoyle called it “a filing cabinet with balconies”; "
        "Councillor Jean Apperley did not come."
    ) == ("Bernard Hoyle", "Councillor")


def test_spanish_leaves_the_subject_unsaid():
    report = (
        "El ministro de Pesca, Julián Ortega, pidió calma. Aseguró que las ayudas "
        "llegarán pronto y recordó que «el mar no es de nadie»."
    )

    assert speaker(report, "es") == ("Julián Ortega", "ministro de Pesca")


def test_a_french_opinion_is_told_with_pour():
    report = (
        "La grève continue. Pour le maire, Antoine Sorbier, c’est « une prise "
        "d’otages à ciel ouvert ». L’édile a saisi le tribunal."
    )

    assert speaker(report, "fr") == ("Antoine Sorbier", "maire")


def test_a_verb_unknown_to_us_says_by_its_place_beside_the_quote():
    report = "« On a joué avec des gants », a grogné l’entraîneur, Thierry Lagarde."

    assert speaker(report, "fr") == ("Thierry Lagarde", "entraîneur")


def test_leaders_are_those_who_were_listed():
    assert speaker(
        "President Jovan Marek, President Lidia Sorel and President Emil Tarn met on "
        "Friday. “We talked about fish and about rain,” the leaders said."
    ) == ("Jovan Marek, Lidia Sorel and Emil Tarn", None)


def test_neighbours_are_not_those_who_were_listed():
    assert speaker(
        "Judge Ann Marek, clerk Paul Sorel and clerk Emil Tarn left the court. “They "
        "were always so polite to us,” the neighbours said."
    ) == ("the neighbours", None)


def test_the_role_of_a_sentence_is_that_of_the_name_behind_its_quote():
    assert speaker(
        "There was smoke. The camp’s manager denied any delay. “The crews went in "
        "as soon as they could,” Walid Sarraf said."
    ) == ("Walid Sarraf", "camp’s manager")


def test_a_ministry_is_nobodys_role():
    assert speaker(
        "The ministry denied any delay. “The crews went in at once,” Anna Frost said."
    ) == ("Anna Frost", None)


def test_the_diplomat_is_the_ambassador():
    assert speaker(
        "The ambassador, Tilde Roos, said that she would come. “With a fishing rod "
        "and a hat,” the diplomat added."
    ) == ("Tilde Roos", "ambassador")


def test_a_couple_shares_its_surname():
    assert speaker(
        "Anna and Peter Frost bought the tower. “We saw it from the ferry,” said "
        "Mrs Frost."
    ) == ("Anna Frost", None)


def test_how_she_put_it_is_what_she_said():
    assert speaker(
        "“Our door is open,” said union chief Leo Crow.\n\n“Rubbish,” was how the "
        "local baker, Tina Moss, described it."
    ) == ("Tina Moss", "local baker")


def test_what_they_call_it_is_theirs():
    assert speaker(
        "Two boys were seen leaving in what neighbours described as “a very old cart”."
    ) == ("neighbours", None)


def test_whom_she_is_called_by_speaks():
    assert speaker(
        "„Wir streiten gern“, sagte die Regisseurin Ina Behm. Dezernent Jörg Voss "
        "nannte sie „einen Glücksfall für uns alle“.",
        "de",
    ) == ("Jörg Voss", "Dezernent")


def test_behind_its_words_the_verb_leads_to_who_said_them():
    assert speaker(
        "„Wir räumen auf“, sagte Sprecherin Ina Behm.\n\nMinister Jörg Voss dankte den "
        "Helfern. Sie hätten „Großes geleistet“, schrieb er.",
        "de",
    ) == ("Jörg Voss", "Minister")


def test_a_paper_is_not_who_speaks_in_it():
    assert speaker(
        "“No,” said clerk Leo Crow. In a note posted at the gate on Monday, Ida Moss "
        "thanked the crew for “staying when I could not”."
    ) == ("Ida Moss", None)


def test_who_has_a_question_asks_it():
    assert speaker(
        "Police chief Ann Boyd asked for help: “Call us.” One driver, Tom Pratt, who "
        "lost his van, had a question for the thieves. “Was it worth it, boys?”"
    ) == ("Tom Pratt", None)


def test_who_acts_speaks_though_another_answers():
    text = (
        "“It did not reach me,” said clerk Leo Crow.\n\nSenator Mary Quint (D-Nevada) "
        "held up a copy. “It has your own initials on it, sir.”\n\n“So it has,” Crow "
        "replied."
    )

    quotes = read_quotes(text, split(text, "en"), "en")

    assert [each.speaker for each in sorted(quotes, key=lambda each: each.start)] == [
        "Leo Crow",
        "Mary Quint",
        "Leo Crow",
    ]


def test_who_has_done_it_is_who_is_meant():
    assert speaker(
        "Soldiers announced that President Leo Ano was free. The order was read by a "
        "Captain Max Oru, who held a lamp. “Stay at home tonight,” he said."
    ) == ("Max Oru", "Captain")


def test_her_letter_is_hers_whoever_reads_it_out():
    assert speaker(
        "Nurse Carol Stone was tired. “I asked twice,” she said.\n\nThe coroner, Mr "
        "Peter Flynn, read her second letter aloud: “One night somebody will die here.”"
    ) == ("Carol Stone", "Nurse")


def test_a_message_speaks_for_who_sent_it():
    assert speaker(
        "The jury heard that Dan Marlow sent his tenant, Amir Sadiq, a text message a "
        "week before. “Open a window if it bothers you,” it read."
    ) == ("Dan Marlow", None)


def test_a_report_speaks_for_itself():
    assert speaker(
        "Inspector Dan Marlow sent the council a report. “The wall was never safe,” it "
        "said."
    ) == ("a report", None)


def test_the_other_of_a_couple_is_her_husband():
    assert speaker(
        "Peter and Joan Marsh have given it away. “We kept a dog,” Mrs Marsh said. Her "
        "husband said the bank was sad. “They sent a man with a folder,” he said."
    ) == ("Peter Marsh", None)


def test_somebody_elses_husband_has_no_name():
    assert speaker(
        "Peter and Joan Marsh have moved. Their neighbour, Eva Roe, has not. Her "
        "husband said it was “a shame about the old dog”."
    ) == ("Eva Roe’s husband", None)


def test_what_somebody_was_is_who_it_was():
    assert speaker(
        "Ada Roe opened a shop. Her first guest was the priest, Father Max Keane, who "
        "bought a lamp. “I have a supplier,” he admits."
    ) == ("Max Keane", "Father")
    assert speaker(
        "Ada Roe opened a shop. The guest was Peter Keane. “No lamp here,” he said."
    ) == ("Peter Keane", None)


def test_one_word_behind_the_verb_is_a_quote():
    assert speaker(
        "Министр Анна Белова приехала в город. Она ситуацию назвала «сложной».", "ru"
    ) == ("Анна Белова", "Министр")


def test_a_short_answer_before_a_comma_is_no_title():
    assert speaker("“They did not come.”\n\n“So Be It,” Leo Crow replied.") == (
        "Leo Crow",
        None,
    )


def test_who_agrees_goes_on():
    assert speaker(
        "“They won,” said Craig Roe, an editor.\n\nSouth State University’s Dina Holt "
        "agreed. “We are running out of time. It may be Roe.”"
    ) == ("Dina Holt", None)
