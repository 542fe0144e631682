"""Take out of a parsed page what its reader does not see.

Words that a page hides must never be quoted from it. Judged are the hidden
attribute, inline styles and the plain one-class or one-id rules of the page's own
style elements; style sheets elsewhere are not fetched.
"""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

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
_WHITE = re.compile(
    r"(?<![\w-])color\s*:\s*(?:white|#f{3}(?:f|f{3}|f{5})?|transparent"
    r"|rgba?\(\s*255\s*,\s*255\s*,\s*255[^)]*\)|rgba\([^)]*,\s*0?\.?0\s*\))"
    r"\s*(?:;|!|$)",
    re.IGNORECASE,
)
# Looked for first, since most declarations hold none of them.
_TELLING = (
    *("none", "hidden", "collapse", "opacity", "font-size", ":-", ": -", "clip"),
    *("scale(", "fff", "white", "255", "transparent", "rgba"),
)
_SHOWING = re.compile(r"display\s*:\s*(?!none)|visibility\s*:\s*visible", re.IGNORECASE)
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_NAME = re.compile(r"[.#][\w-]+")
_SIMPLE = re.compile(r"\w*[.#][\w-]+(?:\s*,\s*\w*[.#][\w-]+)*")
_LARGEST_STYLE = 2**19
# What is never shown, whatever the styles say.
_UNSHOWN = ("script", "style", "template", "noscript", "iframe", "object", "svg")
_ROOTS = frozenset({"html", "body", "main", "article"})


def remove_hidden(tree: HtmlElement) -> None:
    """Drop every hidden element from the tree, in place, keeping what follows it."""
    names = _hidden_names(tree)
    for element in tree.xpath("//*[@style or @hidden or @aria-hidden]"):
        if element.tag not in _ROOTS and _hides_itself(element):
            element.drop_tree()
    for element in tree.xpath("//*[@class or @id]") if names else ():
        if element.tag not in _ROOTS and _is_named(element, names):
            element.drop_tree()
    for element in list(tree.iter(*_UNSHOWN)):
        element.drop_tree()


def _hides_itself(element: HtmlElement) -> bool:
    return (
        element.get("hidden") is not None
        or (element.get("aria-hidden") or "").lower() == "true"
        or _hides(element.get("style") or "")
    )


def _hides(style: str) -> bool:
    style = style.lower()
    if not any(word in style for word in _TELLING):
        return False
    return bool(
        _HIDING.search(style)
        or (_NO_ROOM.search(style) and _CUT_OFF.search(style))
        or (_WHITE.search(style) and "background" not in style)
    )


def _hidden_names(tree: HtmlElement) -> set[str]:
    """Return the classes (".x") and ids ("#x") that the page's own rules hide.

    A name that another rule shows again depends on the screen, and is shown.
    """
    hidden: set[str] = set()
    shown: set[str] = set()
    for style in tree.iter("style"):
        css = (style.text or "")[:_LARGEST_STYLE]
        for selectors, declarations, always in _rules(css):
            if _SIMPLE.fullmatch(selectors):
                if always and _hides(declarations):
                    hidden.update(_NAME.findall(selectors))
                elif _SHOWING.search(declarations):
                    shown.update(_NAME.findall(selectors))
    return hidden - shown


def _rules(css: str) -> Iterator[tuple[str, str, bool]]:
    """Yield selectors, declarations and whether they hold on every screen."""
    within = ""
    for chunk in _CSS_COMMENT.sub("", css).split("}"):
        selectors, brace, declarations = chunk.rpartition("{")
        if "@" in selectors:
            # "@media screen{.a" opens a block; "@font-face" is a rule of its own.
            within, inner, selectors = selectors.rpartition("{")
            within = within if inner else ""
        elif not brace:
            within = ""
        if "print" not in within:
            yield selectors.strip(), declarations, not within


def _is_named(element: HtmlElement, names: set[str]) -> bool:
    classes = element.get("class")
    return f"#{element.get('id')}" in names or (
        classes is not None and any(f".{name}" in names for name in classes.split())
    )
