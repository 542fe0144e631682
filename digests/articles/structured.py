"""Read what a page says of its article in JSON-LD (schema.org).

Works on the scripts' text alone and believes nothing: wrong types, depth and
size are passed over in silence, as the page stands without them.
"""

import json
import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

from msgspec import Struct

from digests.articles.clean import one_line

_ARTICLE = re.compile(r"(?:Article|BlogPosting|Reportage|Report|Review)$")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>")
_LARGEST = 2**20
_MOST_NODES = 5000


class StructuredArticle(Struct, frozen=True):
    """The article's properties, each "" (or empty) where the page gives none.

    `free` is None where the page does not say who may read it. `live` tells
    that posts are added to the page as the event goes on.
    """

    headline: str = ""
    descriptions: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    publisher: str = ""
    published: str = ""
    body: str = ""
    free: bool | None = None
    live: bool = False


def read(scripts: Iterable[str]) -> StructuredArticle:
    """Return what the scripts say of the article; the fullest node is believed."""
    nodes = [node for script in scripts for node in _nodes(_loaded(script))]
    articles = [node for node in nodes if _is_article(node)]
    if not articles:
        return StructuredArticle()
    main = max(articles, key=_fullness)
    return StructuredArticle(
        headline=_text(main.get("headline")) or _text(main.get("name")),
        descriptions=tuple(
            filter(
                None,
                (_text(main.get(k)) for k in ("description", "alternativeHeadline")),
            )
        ),
        authors=_names(main.get("author"), nodes),
        publisher=next(iter(_names(main.get("publisher"), nodes)), ""),
        published=_text(main.get("datePublished")),
        body=_body(main.get("articleBody")),
        free=_truth(main.get("isAccessibleForFree")),
        live=any("LiveBlogPosting" in _types(node) for node in articles),
    )


def _loaded(script: str) -> Any:
    if len(script) > _LARGEST:
        return None
    try:
        # Pages carry raw line ends within strings.
        return json.loads(script, strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    waiting, seen = [data], 0
    while waiting and seen < _MOST_NODES:
        seen += 1
        value = waiting.pop()
        if isinstance(value, dict):
            yield value
            waiting.extend(reversed(list(value.values())))
        elif isinstance(value, list):
            waiting.extend(reversed(value))


def _types(node: dict[str, Any]) -> list[str]:
    types = node.get("@type")
    values = types if isinstance(types, list) else [types]
    return [value for value in values if isinstance(value, str)]


def _is_article(node: dict[str, Any]) -> bool:
    return any(_ARTICLE.search(name) for name in _types(node)) and (
        "headline" in node or "articleBody" in node
    )


def _fullness(node: dict[str, Any]) -> int:
    wanted = ("headline", "datePublished", "author", "publisher", "mainEntityOfPage")
    # A post of a live page names its own headline and date; the page names all.
    return sum(key in node for key in wanted) + ("liveBlogUpdate" in node)


def _text(value: Any) -> str:
    if isinstance(value, list) and value:
        value = value[0]
    if not isinstance(value, str):
        return ""
    return one_line(_MARKUP.sub(" ", unescape(value)) if value else "")


def _body(value: Any) -> str:
    """Return the text with its line ends, which may part paragraphs."""
    return _MARKUP.sub("\n", unescape(value)) if isinstance(value, str) else ""


def _names(value: Any, nodes: list[dict[str, Any]]) -> tuple[str, ...]:
    names = []
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            names.append(_text(item.get("name")) or _referred(item.get("@id"), nodes))
        else:
            names.append(_text(item))
    fit = (name for name in names if name and "://" not in name)
    return tuple(dict.fromkeys(fit))


def _referred(key: Any, nodes: list[dict[str, Any]]) -> str:
    if not isinstance(key, str):
        return ""
    named = (_text(node.get("name")) for node in nodes if node.get("@id") == key)
    return next(filter(None, named), "")


def _truth(value: Any) -> bool | None:
    match value:
        case bool():
            return value
        case str() if value.strip().lower() in {"true", "false"}:
            return value.strip().lower() == "true"
        case _:
            return None
