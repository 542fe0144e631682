"""`pullquote eval`: stored articles in the words of another model, side by side."""

import asyncio
import json
from collections.abc import Sequence
from typing import Any

import click
from msgspec.structs import replace
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.printable import harmless
from bot.progress import progress
from digests.newsroom import open_newsroom
from digests.settings import Settings
from digests.trialled import Column

_MICRO = 1_000_000


def evaluate(settings: Settings, model: str, *, last: int, as_json: bool) -> None:
    """Print what the extractive engine, the chosen model and another one give.

    The calls are made and paid like any others, within the operator's budget.
    """
    names = dict.fromkeys(name for name in (settings.model.name, model) if name)
    columns = asyncio.run(_tried(settings, tuple(names), last))
    if as_json:
        for each in columns:
            click.echo(json.dumps(_as_json(each), ensure_ascii=False))
    elif columns[0].articles:
        Console().print(_table(columns))
    else:
        click.echo("Nothing has been read yet: there is nothing to try a model on.")


async def _tried(settings: Settings, names: Sequence[str], last: int) -> list[Column]:
    async with open_newsroom(settings) as newsroom:
        columns = [await newsroom.trialist.extractive(last)]
    for name in names if columns[0].articles else ():
        chosen = replace(settings, model=replace(settings.model, name=name))
        with progress(harmless(name), columns[0].articles) as advance:
            async with open_newsroom(chosen) as newsroom:
                columns.append(await newsroom.trialist.model(last, advance))
    return columns


def _table(columns: Sequence[Column]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold cyan")
    table.add_column("")
    for each in columns:
        table.add_column(
            escape(harmless(each.engine)), justify="right", overflow="fold"
        )
    for name, values in _rows(columns):
        table.add_row(escape(name), *values)
    return table


def _rows(columns: Sequence[Column]) -> list[tuple[str, list[str]]]:
    faults = dict.fromkeys(fault for each in columns for fault in each.cut)
    problems = dict.fromkeys(each for column in columns for each in column.problems)
    return [
        ("articles", [str(each.articles) for each in columns]),
        ("told in its words", [str(each.worded) for each in columns]),
        ("sentences printed", [str(each.sentences) for each in columns]),
        ("words printed", [str(each.words) for each in columns]),
        ("quotes kept", [f"{each.quotes:.0%}" for each in columns]),
        ("in another language", [str(each.in_another_language) for each in columns]),
        *(
            (f"cut: {fault}", [str(each.cut.get(fault, 0)) for each in columns])
            for fault in faults
        ),
        *(
            (f"not told: {each}", [str(c.problems.get(each, 0)) for c in columns])
            for each in problems
        ),
        ("seconds, median", [f"{c.median.total_seconds():.1f}" for c in columns]),
        ("seconds, longest", [f"{c.longest.total_seconds():.1f}" for c in columns]),
        ("tokens read", [str(each.usage.tokens_in) for each in columns]),
        ("tokens written", [str(each.usage.tokens_out) for each in columns]),
        ("USD", [f"{each.usage.micro_usd / _MICRO:.4f}" for each in columns]),
    ]


def _as_json(column: Column) -> dict[str, Any]:
    return {
        "engine": column.engine,
        "articles": column.articles,
        "worded": column.worded,
        "sentences": column.sentences,
        "words": column.words,
        "quotes_kept": round(column.quotes, 4),
        "language_errors": column.in_another_language,
        "cut": {fault.name.lower(): count for fault, count in column.cut.items()},
        "problems": dict(column.problems),
        "median_s": column.median.total_seconds(),
        "longest_s": column.longest.total_seconds(),
        "tokens_in": column.usage.tokens_in,
        "tokens_out": column.usage.tokens_out,
        "usd": column.usage.micro_usd / _MICRO,
    }
