"""Take out of a parsed page what its reader does not see.

Words that a page hides must never be quoted from it. Judged are attributes, inline
styles, the one-class and one-id rules of the page's own style elements, and class
names that hide by convention; style sheets elsewhere are not fetched.
"""

from lxml.html import HtmlElement

from digests.articles import styles

# What is never shown, whatever the styles say.
_UNSHOWN = ("script", "style", "template", "noscript", "iframe", "object", "svg")
_ROOTS = frozenset({"html", "body", "main", "article"})
_STYLED = "//*[@style or @hidden or @aria-hidden]"
_NAMED = "//*[@class or @id]"


def remove_hidden(tree: HtmlElement) -> None:
    """Drop every hidden element from the tree, in place, keeping what follows it."""
    sheet = styles.read((style.text or "") for style in tree.iter("style"))
    for element in tree.xpath(_STYLED):
        if element.tag not in _ROOTS and _hides_itself(element, sheet):
            element.drop_tree()
    for element in tree.xpath(_NAMED):
        if element.tag not in _ROOTS and _is_hidden_by(element, sheet):
            element.drop_tree()
    for element in list(tree.iter(*_UNSHOWN)):
        element.drop_tree()


def _hides_itself(element: HtmlElement, sheet: styles.Sheet) -> bool:
    style = element.get("style") or ""
    return (
        element.get("hidden") is not None
        or (element.get("aria-hidden") or "").lower() == "true"
        or styles.hides(style)
        or (styles.is_white(style) and not _is_on_paint(element, sheet))
    )


def _is_hidden_by(element: HtmlElement, sheet: styles.Sheet) -> bool:
    names = _names(element)
    if not sheet.hidden.isdisjoint(names):
        # "hidden md:block": out of sight on small screens only.
        return not any(styles.shows(name) for name in names)
    return not sheet.white.isdisjoint(names) and not _is_on_paint(element, sheet)


def _is_on_paint(element: HtmlElement, sheet: styles.Sheet) -> bool:
    """Tell whether white words stand before a colour that shows them."""
    return any(
        styles.is_painted(box.get("style") or "")
        or not sheet.painted.isdisjoint([*_names(box), str(box.tag)])
        for box in (element, *element.iterancestors())
    )


def _names(element: HtmlElement) -> list[str]:
    names = [f".{name}" for name in (element.get("class") or "").split()]
    key = element.get("id")
    return [*names, f"#{key}"] if key else names
