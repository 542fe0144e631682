"""What commands reply: notices, lists, menus, checks, a trace. Pure.

Whatever is over a limit goes on, on a page of its own; nothing fails. Lines are
markdown: whoever makes them makes foreign words in them harmless. Buttons and
menus carry their whole state in their ids: action, arguments, and the page last.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.components import Button, Option, Row, Select, custom_id
from bot.escape import harmless
from bot.posts import Embed, Post
from bot.render.packing import chunked
from bot.render.text import cut, fit, joined, label, linked, size, when
from digests.traced import Trace

MOST_CONTENT = 2000
MOST_PAGE = 3800
MOST_OPTIONS = 25

_MOST_TITLE = 256
_MOST_LINES = 15
_MOST_LABEL = 100
_MOST_PLACEHOLDER = 150
_MARKS = {True: "✓", False: "✗", None: "–"}


@dataclass(frozen=True, slots=True)
class Check:
    """A line of a checklist: `good` is None where there is nothing to judge.

    `words` and `advice` are plain text.
    """

    good: bool | None
    words: str
    advice: str = ""


def notice(words: str) -> Post:
    """Return words of ours, markdown, as one message without previews of links."""
    if size(words) <= MOST_CONTENT:
        return Post(content=words, bare=True)
    return Post(embeds=(Embed(description=_within(words, MOST_PAGE)),))


def listing(
    title: str, lines: Sequence[str], page: int, action: str, *args: str | int
) -> Post:
    """Return a page of a list, counted from 0, with buttons to turn it.

    `title` is plain text. A page that does not exist is the nearest that does. A
    button's id is `action`, `args` and the page that it leads to.
    """
    pages = _pages(lines)
    page = min(max(page, 0), len(pages) - 1)
    embed = Embed(
        title=fit(title, _MOST_TITLE),
        description=pages[page],
        footer=f"Page {page + 1} of {len(pages)}" if len(pages) > 1 else "",
    )
    return Post(embeds=(embed,), components=_turns(page, len(pages), action, *args))


def menu(
    words: str, options: Sequence[Option], page: int, action: str, *args: str | int
) -> Post:
    """Return a question with a menu of up to 25 options, and buttons for more.

    The menu's id is `action` and `args`, and what is chosen is among its values; a
    button's id has the page that it leads to as well. Options whose value Discord
    does not take, or that say it again, are left out.
    """
    fit_ = _options(options)
    if not fit_:
        return notice(words)
    most = (len(fit_) - 1) // MOST_OPTIONS
    page = min(max(page, 0), most)
    some = fit_[page * MOST_OPTIONS : (page + 1) * MOST_OPTIONS]
    placeholder = label(words, _MOST_PLACEHOLDER)
    select = Select(custom_id(action, *args), tuple(some), placeholder)
    turns = _turns(page, most + 1, action, *args)
    asked = notice(words).content or placeholder
    return Post(content=asked, components=(Row((select,)), *turns), bare=True)


def checklist(
    title: str, checks: Iterable[Check], page: int, action: str, *args: str | int
) -> Post:
    """Return a page of what was checked: ✓, ✗ with what to do, or – for neither."""
    lines = [
        f"{_MARKS[each.good]} {harmless(each.words)}"
        + (f"\n-# {harmless(each.advice)}" if each.advice else "")
        for each in checks
    ]
    return listing(title, lines, page, action, *args)


def trace_post(trace: Trace, page: int, action: str, *args: str | int) -> Post:
    """Return a page of what became of an item or a feed, step by step."""
    title = trace.title or trace.url or trace.asked
    lines = [linked("The item", trace.url)] if trace.url and trace.title else []
    for step in trace.steps:
        told = harmless(step.text)
        lines.append(f"- {joined([when(step.at) if step.at else '', told])}")
    if trace.others:
        lines += ["Others like it:", *(f"- {harmless(each)}" for each in trace.others)]
    return listing(title, lines, page, action, *args)


def _pages(lines: Sequence[str]) -> list[str]:
    whole = [_within(each, MOST_PAGE) for each in lines]
    pages: list[str] = []
    for first in range(0, len(whole), _MOST_LINES):
        some = whole[first : first + _MOST_LINES]
        pages += chunked(some, lambda text: size(text) <= MOST_PAGE)
    return pages or ["Nothing here yet."]


def _within(text: str, limit: int) -> str:
    """Return markdown of ours cut to the limit; it is hardly ever that long."""
    made, keep = text, limit
    while size(made) > limit:
        made, keep = cut(text, keep), keep - 100
    return made


def _turns(page: int, pages: int, action: str, *args: str | int) -> tuple[Row, ...]:
    if pages < 2:
        return ()
    back = Button("◀", custom_id(action, *args, page - 1), disabled=page == 0)
    onward = custom_id(action, *args, page + 1)
    return (Row((back, Button("▶", onward, disabled=page == pages - 1))),)


def _options(options: Iterable[Option]) -> list[Option]:
    made: dict[str, Option] = {}
    for each in options:
        if 1 <= size(each.value) <= _MOST_LABEL:
            shown = label(each.label, _MOST_LABEL) or label(each.value, _MOST_LABEL)
            more = label(each.description, _MOST_LABEL)
            made.setdefault(each.value, Option(shown, each.value, more))
    return list(made.values())
