"""Read of style sheets and inline styles only what hides or shows words."""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct, field

_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)"
    r"|opacity\s*:\s*0*\.?0*\s*(?:;|!|$)"
    r"|font-size\s*:\s*(?:0*\.?0*(?:px|pt|r?em|%|vw)?|0*[01](?:px|pt))\s*(?:;|!|$)"
    r"|(?:left|top|right|text-indent|margin-left|margin-top)\s*:\s*-\d{3,}"
    r"|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]|clip-path\s*:\s*inset\(\s*(?:50|100)%"
    r"|transform\s*:\s*scale\(\s*0\s*\)"
)
_NO_ROOM = re.compile(
    r"(?<![\w-])(?:max-)?(?:height|width)\s*:\s*[01](?:px)?\s*(?:;|!|$)"
)
_CUT_OFF = re.compile(r"overflow(?:-[xy])?\s*:\s*hidden")
# Looked for first, since most declarations hold none of them.
_HIDING_WORDS = (
    *("none", "hidden", "collapse", "opacity", "font-size", ":-", ": -", "clip"),
    "scale(",
)
_WHITE = (
    r"(?:white\b|transparent\b|#(?:f{3,4}|(?:f[0-9a-f]){3,4})\b"
    r"|rgba?\(\s*255\s*,\s*255\s*,\s*255"
)
_WHITE_TEXT = re.compile(rf"(?<![\w-])color\s*:\s*{_WHITE}|rgba\([^)]*,\s*0?\.?0\s*\))")
_PAINT = re.compile(
    rf"background(?:-color|-image)?\s*:\s*(?!\s*{_WHITE}|none|inherit|initial|unset|0))"
)
_SHOWING = re.compile(r"display\s*:\s*(?!none)|visibility\s*:\s*visible")
_SHOWN_LATER = re.compile(
    r".+[:-](?:block|flex|grid|inline|inline-block|table|visible)$"
)
_NAME = re.compile(r"[.#][\w-]+|html|body")
_ONE = r"(?:\w*[.#][\w-]+|html|body)"
_SIMPLE = re.compile(rf"{_ONE}(?:\s*,\s*{_ONE})*")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_LARGEST_SHEET = 2**19
_BY_CONVENTION = (
    *(".hidden", ".is-hidden", ".visually-hidden", ".sr-only", ".d-none", ".hide"),
    *(".screen-reader-text", ".u-hidden", ".display-none"),
)


class Sheet(Struct, frozen=True):
    """Names, as ".class" and "#id", by what the page's own rules do to them.

    `white` text is hidden where nothing behind it is `painted`, which also holds
    the tags "html" and "body".
    """

    hidden: set[str] = field(default_factory=set)
    white: set[str] = field(default_factory=set)
    painted: set[str] = field(default_factory=set)


def read(sheets: Iterable[str]) -> Sheet:
    """Return what the rules for single names do.

    A name that another rule shows again depends on the screen, and is shown.
    """
    found = Sheet(hidden=set(_BY_CONVENTION))
    shown: set[str] = set()
    for sheet in sheets:
        for selectors, declarations, always in _rules(sheet[:_LARGEST_SHEET]):
            if not _SIMPLE.fullmatch(selectors):
                continue
            names = _NAME.findall(selectors)
            if is_painted(declarations):
                found.painted.update(names)
            elif always and is_white(declarations):
                found.white.update(names)
            if always and hides(declarations):
                found.hidden.update(names)
            elif _SHOWING.search(declarations):
                shown.update(names)
    return Sheet(found.hidden - shown, found.white - found.painted, found.painted)


def hides(style: str) -> bool:
    """Tell whether the declarations take an element out of sight."""
    style = style.lower()
    if not any(word in style for word in _HIDING_WORDS):
        return False
    return bool(
        _HIDING.search(style) or (_NO_ROOM.search(style) and _CUT_OFF.search(style))
    )


def is_white(style: str) -> bool:
    """Tell whether the declarations write in white, or in nothing."""
    return "color" in style.lower() and bool(_WHITE_TEXT.search(style.lower()))


def is_painted(style: str) -> bool:
    """Tell whether the declarations lay a colour or picture behind an element."""
    return "background" in style.lower() and bool(_PAINT.search(style.lower()))


def shows(name: str) -> bool:
    """Tell whether a class name shows on some screens what another one hides."""
    return bool(_SHOWN_LATER.match(name))


def _rules(css: str) -> Iterator[tuple[str, str, bool]]:
    """Yield selectors, declarations and whether they hold on every screen."""
    within = ""
    for chunk in _COMMENT.sub("", css).split("}"):
        selectors, brace, declarations = chunk.rpartition("{")
        if "@" in selectors:
            # "@media screen{.a" opens a block; "@font-face" is a rule of its own.
            within, inner, selectors = selectors.rpartition("{")
            within = within if inner else ""
        elif not brace:
            within = ""
        if "print" not in within:
            yield selectors.strip(), declarations, not within
