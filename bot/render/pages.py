"""What commands reply: notices, lists, menus, a trace. Pure.

Whatever is over a limit goes on, on a page of its own; nothing fails. Lines are
markdown: whoever makes them makes foreign words in them harmless. Buttons and
menus carry their whole state in their ids: action, arguments, and the page last.
"""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from bot.components import Button, Option, Row, Select, custom_id
from bot.counting import counted
from bot.posts import Embed, Post
from bot.render.packing import chunked
from bot.render.text import cut, fit, joined, label, linked, size, when
from digests.traced import Trace

MOST_CONTENT = 2000
MOST_PAGE = 3800
MOST_OPTIONS = 25

_MOST_TITLE = 256
_MOST_LINES = 15
_MOST_STEP = 1000
_MOST_LABEL = 100
_NOTHING = "Nothing here yet."


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
    return _page(title, pages[page], page, len(pages), action, *args)


def sheet(
    title: str,
    lines: Sequence[str],
    page: tuple[int, int],
    action: str,
    *args: str | int,
) -> Post:
    """Return a page of a list that is asked for page by page.

    `page` is which, counted from 0, and how many there are; `lines` are its own.
    Where they do not fit, a line says how many more there are.
    """
    whole = [_within(each, MOST_PAGE) for each in lines]
    text, *more = chunked(whole, _fits) or [_NOTHING]
    if more:
        left = sum(each.count("\n") + 1 for each in more)
        text += f"\n-# {counted(left, 'more line does', 'more lines do')} not fit."
    return _page(title, text, *page, action, *args)


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
    select = Select(custom_id(action, *args), tuple(some), "Choose…")
    turns = _turns(page, most + 1, action, *args)
    return replace(notice(words), components=(Row((select,)), *turns))


def trace_post(trace: Trace, page: int, action: str, *args: str | int) -> Post:
    """Return a page of what became of an item or a feed, step by step."""
    title = trace.title or trace.url or trace.asked
    lines = [linked("The item", trace.url)] if trace.url and trace.title else []
    for step in trace.steps:
        told = fit(step.text, _MOST_STEP)
        lines.append(f"- {joined([when(step.at) if step.at else '', told])}")
    if trace.others:
        lines += [
            "Others like it:",
            *(f"- {fit(each, _MOST_STEP)}" for each in trace.others),
        ]
    return listing(title, lines, page, action, *args)


def _page(
    title: str, text: str, page: int, pages: int, action: str, *args: str | int
) -> Post:
    embed = Embed(
        title=fit(title, _MOST_TITLE),
        description=text,
        footer=f"Page {page + 1} of {pages}" if pages > 1 else "",
    )
    return Post(embeds=(embed,), components=_turns(page, pages, action, *args))


def _pages(lines: Sequence[str]) -> list[str]:
    whole = [_within(each, MOST_PAGE) for each in lines]
    pages: list[str] = []
    for first in range(0, len(whole), _MOST_LINES):
        some = whole[first : first + _MOST_LINES]
        pages += chunked(some, _fits)
    return pages or [_NOTHING]


def _fits(text: str) -> bool:
    return size(text) <= MOST_PAGE


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
