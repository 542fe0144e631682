"""docs/quality.md from the figures that were written: nothing in it is typed by hand.

Peers' figures are those of the evaluation data's README, on the same data.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bench import faults, hosting_rows
from bench.figures import Figures

_HEAD = """\
# Quality

Written by `make bench EVAL=DIR` from `docs/figures/*.json`, which hold the commit,
the number of items and the spread of each. DIR is a folder of evaluation data that
is not part of this project: texts by others, with answers by people. What is learned
from a part of it is measured on the rest ("held out").
"""


class Row(NamedTuple):
    """One line of a table: what was measured, where the value is, beside what."""

    what: str
    figures: str
    values: tuple[str, ...]
    beside: str
    form: str = "{:.3f}"


_TASKS = (
    Row(
        "Quotes with their speakers, end to end F1 / speaker accuracy (dev)",
        "quotes",
        ("end_to_end_f1", "speaker_accuracy_on_found"),
        "textacy 0.695 / 0.910 with CoreNLP's parses; three regexes 0.600 / 0.625",
    ),
    Row(
        "Printed name and role right, our gold set / its held-out part",
        "names",
        ("gold", "held_out"),
        "–",
    ),
    Row(
        "A model's sentences beside texts of ours, AUC: nearly true / of other texts",
        "support",
        ("auc", "auc_strangers"),
        "–",
    ),
    Row(
        "The same through the whole gate: supported kept / nearly true let through",
        "support",
        ("kept", "false"),
        "–",
    ),
    Row(
        "On 50 sentences of texts never learned from: AUC / kept / let through",
        "support",
        ("auc_fresh", "kept_fresh", "false_fresh"),
        "–",
    ),
    Row(
        "Numbers, dates and names that changed places, seven languages, without the "
        "weights: true kept / moved let through",
        "moved",
        ("kept", "false"),
        "–",
    ),
    Row(
        "Translations: sound ones kept / such as add a name let through",
        "moved",
        ("translations_kept", "additions"),
        "–",
    ),
    Row(
        "Summaries, ROUGE-1 / 2 / Lsum (5 folds, held out)",
        "summaries",
        ("rouge1", "rouge2", "rougeLsum"),
        "Lead of 48 words 38.8 / 15.3 / 32.9; LexRank 33.6 / 11.0 / 28.1; "
        "a second person 34.8 / 10.1 / 29.4",
        "{:.1f}",
    ),
    Row(
        "The lead at the same length, same run",
        "summaries",
        ("lead_rouge1", "lead_rouge2", "lead_rougeLsum"),
        "–",
        "{:.1f}",
    ),
    Row(
        "Stories, BCubed F1 as a stream (held out by topic)",
        "stories",
        ("bcubed_f1",),
        "single-pass tf-idf 0.880; shingles 0.69",
    ),
    Row(
        "Pages, ROUGE-Lsum",
        "pages",
        ("rougeLsum",),
        "trafilatura 93.9; readability 92.5; newspaper4k 92.1; "
        "Fundus with parsers by hand 97.7",
        "{:.1f}",
    ),
    *(
        Row(
            f"Questions ({code}), answer in the first sentence / in three (held out)",
            "questions",
            (f"{code}_first", f"{code}_in_three"),
            beside,
        )
        for code, beside in (
            ("en", "FTS5 + word overlap 0.747 / 0.898"),
            ("de", "0.613 / 0.778"),
            ("zh", "trigrams 0.638 / 0.776"),
            ("es", "–"),
            ("ru", "–"),
            ("ar", "–"),
        )
    ),
    Row(
        "Questions (en) still answered at 4 % false answers (held out)",
        "questions",
        ("en_answered_at_4_percent_false",),
        "–",
    ),
)
_READER = "lemon24/reader in the same run"
_WEB = (
    Row(
        "First poll of 2,000 feeds, times reader's feeds a second",
        "polling",
        ("first_times_faster",),
        _READER,
        "{:.1f}",
    ),
    Row(
        "Entries kept by both, to show that both did the work",
        "polling",
        ("first_ours_entries", "first_reader_entries"),
        _READER,
        "{:.0f}",
    ),
    Row(
        "All unchanged, times reader's feeds a second",
        "polling",
        ("unchanged_times_faster",),
        _READER,
        "{:.1f}",
    ),
    Row(
        "All unchanged over HTTPS, 200 hosts, times reader's feeds a second",
        "polling-tls",
        ("times_faster",),
        _READER,
        "{:.1f}",
    ),
    Row(
        "One in twenty has one new entry, times less CPU than reader",
        "polling",
        ("changed_times_less_cpu",),
        _READER,
        "{:.1f}",
    ),
    Row(
        "The same in CPU seconds: ours / reader with one worker",
        "polling",
        ("changed_ours_cpu_s", "changed_reader_1_cpu_s"),
        _READER,
        "{:.2f}",
    ),
    Row(
        "CPU seconds to start and end with no feed: ours / reader",
        "polling",
        ("start_ours_cpu_s", "start_reader_cpu_s"),
        _READER,
        "{:.2f}",
    ),
    Row(
        "Peak memory of the main process in a first poll, MB",
        "polling-watch",
        ("peak_mb",),
        "at most 120",
        "{:.0f}",
    ),
    Row(
        "How late the event loop woke while polling, a 2.5 MB feed among 2,000: "
        "p99 / worst, ms",
        "polling-watch",
        ("polling_p99_ms", "polling_worst_ms"),
        "the idle loop, next line",
        "{:.1f}",
    ),
    Row(
        "How late the idle loop woke: p99 / worst, ms",
        "polling-watch",
        ("idle_p99_ms", "idle_worst_ms"),
        "–",
        "{:.1f}",
    ),
    Row(
        "200 hostile feeds among 1,000: the others' p95 delay, times the clean run's: "
        "first poll / again",
        "polling",
        ("hostile_first_ratio", "hostile_again_ratio"),
        "at most 1.2",
        "{:.2f}",
    ),
    Row(
        "Bare sqlite3's share of the time that writing entries takes: "
        "all / without deciding what is new",
        "ingest",
        ("share", "share_of_writing"),
        "at least 0.8",
        "{:.2f}",
    ),
    Row(
        "kill -9 of a polling process: entries lost / doubled, of so many kills",
        "kill",
        ("lost", "doubled", "kills"),
        "0",
        "{:.0f}",
    ),
    Row(
        "The same at each of its side effects in turn (reply, row, commit): entries "
        "lost / doubled, of so many steps",
        "kill-steps",
        ("lost", "doubled", "steps"),
        "0",
        "{:.0f}",
    ),
)
_DELIVERY = (
    Row(
        "Commands acknowledged while 500 feeds are polled and their pages parsed: "
        "p50 / p99 / worst, ms",
        "acknowledgements",
        ("busy_p50_ms", "busy_p99_ms", "busy_worst_ms"),
        "p99 below 500; the idle bot, next line",
        "{:.0f}",
    ),
    Row(
        "The same of a bot with nothing to do",
        "acknowledgements",
        ("idle_p50_ms", "idle_p99_ms", "idle_worst_ms"),
        "–",
        "{:.0f}",
    ),
    Row(
        "2,500 servers with a digest each at the same minute, 50 requests a second "
        "allowed: start to the first post / first to last post, s; peak of the bot's "
        "own memory, MB",
        "servers",
        ("start_s", "delivered_s", "peak_mb"),
        "50 s for 2,500 requests at best",
        "{:.0f}",
    ),
    Row(
        "The same: refused with 429 / doubled / missing",
        "servers",
        ("refused", "doubled", "missing"),
        "0",
        "{:.0f}",
    ),
    Row(
        "Commands that were not acknowledged within three seconds: busy / idle",
        "acknowledgements",
        ("busy_missed", "idle_missed"),
        "0",
        "{:.0f}",
    ),
    Row(
        "kill -9 of a delivering process at each of its side effects in turn: "
        "parts lost / doubled, of so many steps",
        "outbox-steps",
        ("lost", "doubled", "steps"),
        "0",
        "{:.0f}",
    ),
    Row(
        "kill -9 at any moment, with 503, 429, commit-then-drop and resets: parts "
        "lost / doubled / out of order / unknown, of so many",
        "outbox",
        ("lost", "doubled", "disordered", "unknown", "parts"),
        "0; without nonce and look, the first kill doubles",
        "{:.0f}",
    ),
)
_HOSTING = tuple(Row(*each) for each in hosting_rows.LINES)
_COSTS = (
    Row(
        "Quotes and summaries not verbatim at their offsets, of so many quotes",
        "verbatim",
        ("failures", "quotes"),
        "–",
        "{:.0f}",
    ),
    Row(
        "From text to summary and quotes, as a multiple of syntok's split alone",
        "chain",
        ("ratio",),
        "1",
        "{:.2f}",
    ),
    Row(
        "Reading a page, as a multiple of trafilatura's fast mode",
        "page-reading",
        ("ratio",),
        "1",
        "{:.2f}",
    ),
    Row(
        "`pullquote --help`, CPU ms / a bare interpreter",
        "help",
        ("help_ms", "bare_python_ms"),
        "–",
        "{:.0f}",
    ),
)


def page(figures: dict[str, Figures], root: Path) -> str:
    """Return the page: figures beside peers', then which test shows what."""
    parts = [
        _HEAD,
        "## On work that others judged\n",
        "\n".join(_table(_TASKS, figures)),
        "\n## Reading the web\n",
        "\n".join(_table(_WEB, figures)),
        "\n## Delivering\n",
        "\n".join(_table(_DELIVERY, figures)),
        "\n## Hosting\n",
        "\n".join(_table(_HOSTING, figures)),
        "\n## Promises and costs\n",
        "\n".join(_table(_COSTS, figures)),
        *_missed(figures),
        "\n## Faults and attacks, and the tests that show them\n",
        "\n".join(faults.table(root, figures)),
    ]
    return "\n".join(parts) + "\n"


def _table(rows: tuple[Row, ...], figures: dict[str, Figures]) -> Iterator[str]:
    yield "| measured | here | beside | n | commit |"
    yield "|---|---|---|---|---|"
    for row in rows:
        found = figures.get(row.figures)
        if found is None or not set(row.values) <= set(found.values):
            yield f"| {row.what} | not measured | {row.beside} | – | – |"
            continue
        values = " / ".join(row.form.format(found.values[name]) for name in row.values)
        values += _spread(found, row)
        yield f"| {row.what} | {values} | {row.beside} | {found.n} | {found.commit} |"


def _spread(found: Figures, row: Row) -> str:
    if isinstance(found.spread, float):
        return f" (± {row.form.format(found.spread)})"
    return ""


def _missed(figures: dict[str, Figures]) -> Iterator[str]:
    for found in figures.values():
        if found.misses:
            yield f"\n## What `{found.name}` has wrong\n"
            yield from (f"- {miss}" for miss in found.misses)
