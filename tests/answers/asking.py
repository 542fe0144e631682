"""Reports of ours and what is asked about them, read, stored and answered."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from digests.answers.extractive import answer
from digests.answers.search import search_query
from digests.articles.plain import article_from_text
from digests.reading import read_article
from digests.shelved import Sight
from digests.storage import articles, passages
from digests.storage.database import Database
from digests.types import Answer, Article
from tests.builders import NOON

MOST = 24


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
    """Return what is answered from these reports alone."""
    async with Database(folder / "news.db") as db:
        for report in reports:
            await db.write(articles.keep, read_article(report), NOON)
        return [(each, await _answered(db, each.question)) for each in asked]


async def _answered(db: Database, question: str) -> Answer:
    found = await db.read(
        passages.search, search_query(question), Sight(kept=True), MOST
    )
    return answer(question, found)
