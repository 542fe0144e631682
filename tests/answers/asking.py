"""Reports of ours and what is asked about them, read, stored and answered."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from digests.answering import Librarian
from digests.articles.plain import article_from_text
from digests.guilds import Reach
from digests.reading import read_article
from digests.storage import articles
from digests.types import Answer, Article
from tests.builders import NOON
from tests.fakes.clock import ManualClock
from tests.fakes.stores import a_store
from tests.fakes.workers import InlineWorkers

DESK = Reach()


@dataclass(frozen=True, slots=True)
class Asking:
    """A question, and words of the sentences that answer it; none: nothing does."""

    question: str
    answers: tuple[str, ...]

    def first(self, given: Answer) -> bool:
        """Tell whether the sentence that answers came nearest, refused or not."""
        nearest = given.sentences or given.nearest
        return any(words in nearest[0].text for words in self.answers)

    def right(self, given: Answer) -> bool:
        """Tell whether this answer is right, or rightly refused."""
        if given.refused or not self.answers:
            return given.refused and not self.answers
        return any(words in given.sentences[0].text for words in self.answers)


def read_file(path: Path) -> tuple[list[Article], list[Asking]]:
    """Return the reports of a file and what it asks about them; see its README."""
    reports, asked = [], []
    for block in re.split(r"^# ", path.read_text("utf8"), flags=re.MULTILINE)[1:]:
        text, *questions = re.split(r"^\? ", block, flags=re.MULTILINE)
        title, body = text.split("\n", 1)
        reports.append(article_from_text(f"{title}\n\n{body.strip()}", title))
        for question in questions:
            words, told = question.strip().split("\n", 1)
            answers = told.removeprefix("= ").split(" / ") if told != "x" else []
            asked.append(Asking(words, tuple(answers)))
    return reports, asked


async def ask_all(
    folder: Path, reports: Sequence[Article], asked: Sequence[Asking]
) -> list[tuple[Asking, Answer]]:
    """Return what the desk answers from these reports alone."""
    async with a_store(folder) as db:
        for report in reports:
            await db.write(articles.keep, read_article(report), NOON)
        librarian = Librarian(db, ManualClock(NOON), InlineWorkers())
        return [(each, await librarian.answer(each.question, DESK)) for each in asked]
