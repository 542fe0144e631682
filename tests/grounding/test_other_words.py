"""Names, offices and titles of works in other words: the same, and nearly the same."""

import pytest

from digests.assigned import Task
from digests.grounding.gate import judge
from digests.grounding.replies import Reply, Written
from digests.grounding.sources import of_report
from digests.reading import read_text
from digests.retold import Fault

RULES = "You work at a news desk. Say only what the reports say, and nothing else."
FIRM = """Tin works at Carrow to close

The tin works at Carrow will close in June. Its chief executive, Colin Marr, broke the
news to the staff on Tuesday. Margaret Ross, who leads the council, said the town had
been let down. Helen Birch, who founded the works choir, wept."""
PAINTING = """Museum in Bremen zeigt altes Gemälde

Das Museum in Bremen zeigt ab Montag das Bild "Abend am Kanal" von Karl Brehmer. Die
Direktorin Sabine Oertel nannte den Fund einen "Glücksfall". Die Familie hat neun Jahre
um das Werk gekämpft. Die Wand soll vorher für 4.000 Euro neu gestrichen werden."""
SHIP = """La ville de Marsenne garde son phare

La ville de Marsenne garde son phare. La conseillère Nadia Ferrat a voté contre.
L'association Mer vivante réunit 300 habitants. Sa présidente, Claire Moulin, a
remercié le conseil."""


def fault_of(text, sentence):
    """Why a sentence on an article is cut, None where it is kept."""
    source = of_report(read_text(text.encode(), "article.txt").report)
    told = judge(Reply((Written(sentence, (1,)),)), Task(RULES, (source,)))
    return told.cut[0].fault if told.cut else told.fault


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (FIRM, "CEO Colin Marr broke the news to the staff on Tuesday."),
        (FIRM, "Council leader Margaret Ross said the town had been let down."),
        (FIRM, "Choir founder Helen Birch wept."),
        (PAINTING, "Das Bremer Museum zeigt ab Montag das Bild von Karl Brehmer."),
        (PAINTING, "Die Familie hat neun Jahre um das Kunstwerk gekämpft."),
        (PAINTING, 'Das Museum zeigt ab Montag das Gemälde "Abend am Kanal".'),
        (SHIP, "Claire Moulin, présidente de l'association Mer vivante, a remercié."),
    ],
)
def test_the_same_in_other_words_has_no_strange_name_or_office(text, sentence):
    strange = {Fault.NAME, Fault.TITLE, Fault.QUOTE}

    assert fault_of(text, sentence) not in strange


@pytest.mark.parametrize(
    ("text", "sentence", "fault"),
    [
        (FIRM, "CEO Margaret Ross broke the news to the staff.", Fault.TITLE),
        (FIRM, "Council leader Colin Marr said the town was let down.", Fault.TITLE),
        (FIRM, "Choir founder Margaret Ross wept.", Fault.TITLE),
        (PAINTING, "Das Kölner Museum zeigt ab Montag das Bild.", Fault.NAME),
        (PAINTING, "Das Museum zeigt ab Montag ein Bild von Kunze.", Fault.NAME),
        (PAINTING, "Neuwerk zeigt ab Montag das Bild von Karl Brehmer.", Fault.NAME),
        (PAINTING, 'Karl Brehmer nannte den Fund einen "Glücksfall".', Fault.QUOTE),
        (
            PAINTING,
            'Das Museum zeigt das Bild "Abend am Fluss".',
            Fault.QUOTE,
        ),
        (SHIP, "Nadia Ferrat, présidente de l'association, a remercié.", Fault.TITLE),
    ],
)
def test_nearly_the_same_has_one(text, sentence, fault):
    assert fault_of(text, sentence) is fault
