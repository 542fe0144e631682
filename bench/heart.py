"""Measure the newsroom's heart: quotes, summaries, stories, pages, answers.

Each function takes the evaluation's folder and returns `Figures` without their
command and commit, which `bench.__main__` adds.
"""

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from bench import condensing, extraction, startup
from bench.learn_answers import cases, figures, held_out
from bench.learn_stories import held_out as stories_held_out
from bench.learn_summaries import held_out as summaries_held_out
from bench.learn_summaries import lead_figures
from bench.rows import read_rows
from bench.scoring import score
from digests.articles.extract import extract
from digests.reading import read_article
from digests.types import Article, Quote, Sentence, Verdict

LANGUAGES = ("en", "de", "es", "ru", "zh", "ar")


class Measured(NamedTuple):
    """What a measurement gave: how many items, named values, spread, misses."""

    n: int
    values: dict[str, float]
    spread: Any = None
    misses: tuple[str, ...] = ()


class Evaluation(NamedTuple):
    """Where the evaluation's data and its scorer lie."""

    data: Path
    scorer: Path


def quotes(evaluation: Evaluation) -> Measured:
    """Quotes and speakers on the dev articles; weights are from train rows only."""
    data = evaluation.data / "quotes.jsonl.gz"
    got = score("quotes", data, evaluation.scorer, "--split", "dev")
    kept = ("end_to_end_f1", "speaker_accuracy_on_found", "span_f1")
    return Measured(int(got["gold"]), {name: got[name] for name in kept})


def summaries(evaluation: Evaluation) -> Measured:
    """Digests by weights from other folds, beside the lead at equal length."""
    rows = read_rows(evaluation.data / "summaries.jsonl.gz")
    got = summaries_held_out(rows)
    spread = got.pop("spread_over_seeds")
    n = int(got.pop("n"))
    lead = lead_figures(rows, got["words"])
    return Measured(n, {**got, **{f"lead_{k}": v for k, v in lead.items()}}, spread)


def stories(evaluation: Evaluation) -> Measured:
    """Documents in stream order by weights from other topics."""
    got = stories_held_out(read_rows(evaluation.data / "stories.jsonl.gz"))
    return Measured(int(got["n"]), {"bcubed_f1": got["bcubed_f1"]}, got["spread"])


def pages(evaluation: Evaluation) -> Measured:
    """The text of saved news pages."""
    got = score("pages", evaluation.data / "pages.json", evaluation.scorer)
    return Measured(int(got["pages"]), {"rougeLsum": got["rougeLsum"]})


def questions(evaluation: Evaluation) -> Measured:
    """Questions over all passages by weights from other articles."""
    files = {
        code: cases(path)
        for code in LANGUAGES
        if (path := evaluation.data / f"questions-{code}.jsonl.gz").exists()
    }
    values: dict[str, float] = {}
    for code, tried in held_out(files).items():
        got = figures(tried)
        values |= {f"{code}_{name}": got[name] for name in got if name != "n"}
    return Measured(sum(map(len, files.values())), values)


def verbatim(evaluation: Evaluation) -> Measured:
    """Slices that do not stand at their offsets, over all articles and pages."""
    texts = [
        row["text"]
        for name in ("quotes", "summaries", "stories")
        for row in read_rows(evaluation.data / f"{name}.jsonl.gz")
    ]
    articles = [Article("", "", text, Verdict.FULL, language="en") for text in texts]
    for page in sorted((evaluation.data / "pages").glob("*.html.gz")):
        body = gzip.decompress(page.read_bytes())
        articles.append(extract(body, "https://page.example/"))
    quoted = failures = 0
    for article in articles:
        report = read_article(article).report
        quoted += len(report.quotes)
        slices: list[Quote | Sentence] = [*report.quotes, *report.summary.sentences]
        for each in slices:
            failures += article.text[each.start : each.end] != each.text
    values: dict[str, float] = {
        "failures": failures,
        "quotes": quoted,
        "articles": len(articles),
    }
    return Measured(quoted, values)


def chain(evaluation: Evaluation) -> Measured:
    """From text to summary and quotes against syntok's split alone."""
    rows = read_rows(evaluation.data / "quotes.jsonl.gz")
    got = condensing.figures([row["text"] for row in rows])
    return Measured(int(got.pop("n")), got)


def page_reading(evaluation: Evaluation) -> Measured:
    """Extraction against trafilatura's fast mode."""
    got = extraction.figures(extraction.pages_in(evaluation.data / "pages"))
    return Measured(int(got.pop("pages")), got)


def help_text(_: Evaluation | None) -> Measured:
    """`pullquote --help` beside a bare interpreter."""
    got = startup.figures()
    spread = got.pop("spread")
    return Measured(int(got.pop("n")), got, spread)


MEASUREMENTS: dict[str, Callable[[Evaluation], Measured]] = {
    "quotes": quotes,
    "summaries": summaries,
    "stories": stories,
    "pages": pages,
    "questions": questions,
    "verbatim": verbatim,
    "chain": chain,
    "page-reading": page_reading,
}
