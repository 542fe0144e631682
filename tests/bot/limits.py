"""Every limit that Discord sets to a message, asked of a body as it is sent.

Written from Discord's reference and what is known of it beside, not from the code
that keeps the limits. https://docs.discord.com/developers/resources/message,
/components/reference; bytes: github.com/discord/discord-api-docs/pull/8562
"""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from tests.fakes.discord.rules import check_message

V2 = 1 << 15
FLAGS = 1 << 2 | 1 << 6 | 1 << 12 | V2
Body = dict[str, Any]


def check(body: Body) -> None:
    """Assert that Discord takes the body, and that it leaves no ping to its text."""
    assert json.loads(json.dumps(body)) == body
    json.dumps(body, ensure_ascii=False).encode()  # no lone surrogate
    # The stand-in must find no fault with it either.
    check_message(body)
    known = {"content", "embeds", "components", "flags", "allowed_mentions"}
    assert set(body) <= known
    mentions = body["allowed_mentions"]
    assert mentions["parse"] == [], mentions
    assert mentions["replied_user"] is False
    assert all(each.isdecimal() for each in mentions["roles"])
    flags = body.get("flags", 0)
    assert flags & ~FLAGS == 0
    components = body.get("components", [])
    _check_ids(components)
    if flags & V2:
        assert not body.get("content")
        assert not body.get("embeds")
        _check_v2(components)
    else:
        assert units(body.get("content", "")) <= 2000
        assert body.get("content", "").strip() or body.get("embeds"), "empty"
        _check_embeds(body.get("embeds", []))
        assert len(components) <= 5
        for row in components:
            assert row["type"] == 1
            _check_row(row)


def units(text: str) -> int:
    """Characters as the strictest would count them."""
    return len(text.encode("utf-16-le")) // 2


def texts(body: Body) -> str:
    """All that a message shows, in the order in which it is read."""
    parts = [body.get("content", "")]
    for embed in body.get("embeds", []):
        footer = embed.get("footer", {}).get("text", "")
        url = embed.get("url", "")
        parts += [embed.get("title", ""), url, embed.get("description", ""), footer]
    for each in walk(body.get("components", [])):
        if each["type"] == 10:
            parts.append(each["content"])
    return "\n".join(part for part in parts if part)


def walk(components: list[Body]) -> Iterator[Body]:
    """Every component, nested ones among them."""
    for each in components:
        yield each
        yield from walk(each.get("components", []))
        if "accessory" in each:
            yield from walk([each["accessory"]])


def _check_ids(components: list[Body]) -> None:
    ids = [each["custom_id"] for each in walk(components) if "custom_id" in each]
    assert len(ids) == len(set(ids)), ids
    assert all(1 <= len(each) <= 100 for each in ids)


def _check_embeds(embeds: list[Body]) -> None:
    assert len(embeds) <= 10
    total = 0
    urls = [each["url"] for each in embeds if "url" in each]
    assert len(urls) == len(set(urls)), "only the first of those would be shown"
    for each in embeds:
        names = {"title", "description", "url", "footer", "timestamp", "thumbnail"}
        assert set(each) <= names
        footer = each.get("footer", {"text": "x"})["text"]
        assert 1 <= units(footer) <= 2048
        assert units(each.get("title", "")) <= 256
        assert units(each.get("description", "")) <= 4096
        assert each.get("title", "").strip() or each.get("description", "").strip()
        for url in (each.get("url"), each.get("thumbnail", {}).get("url")):
            assert url is None or well_formed(url), url
        shown = (each.get("title", ""), each.get("description", ""), footer)
        total += sum(map(units, shown))
    assert total <= 6000


def _check_v2(components: list[Body]) -> None:
    every = list(walk(components))
    assert 1 <= len(every) <= 40, len(every)
    shown = [each["content"] for each in every if each["type"] == 10]
    assert all(each.strip() for each in shown)
    assert sum(map(units, shown)) <= 4000
    assert sum(len(each.encode()) + 12 for each in shown) <= 10_170
    for each in every:
        match each["type"]:
            case 1:
                _check_row(each)
            case 9:
                assert 1 <= len(each["components"]) <= 3
                assert each["accessory"]["type"] in {2, 11}
            case 11:
                assert well_formed(each["media"]["url"])
            case 17:
                inner = {one["type"] for one in each["components"]}
                assert inner <= {1, 9, 10, 12, 13, 14}
                assert inner
    assert {each["type"] for each in components} <= {1, 9, 10, 12, 13, 14, 17}


def _check_row(row: Body) -> None:
    items = row["components"]
    assert items
    kinds = {each["type"] for each in items}
    assert (kinds == {2} and len(items) <= 5) or (kinds == {3} and len(items) == 1)
    for each in items:
        if each["type"] == 2:
            assert 1 <= units(each["label"]) <= 80
            assert ("custom_id" in each) != ("url" in each)
            assert "url" not in each or len(each["url"]) <= 512
        else:
            _check_select(each)


def _check_select(select: Body) -> None:
    assert units(select.get("placeholder", "")) <= 150
    options = select["options"]
    assert 1 <= len(options) <= 25
    values = [each["value"] for each in options]
    assert len(values) == len(set(values))
    for each in options:
        assert 1 <= units(each["label"].strip()) <= 100
        assert 1 <= units(each["value"]) <= 100
        assert "description" not in each or 1 <= units(each["description"]) <= 100
    assert 1 <= select.get("max_values", 1) <= len(options)


def well_formed(url: str) -> bool:
    """Whether Discord takes an address for a title or a picture."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    web = parts.scheme.lower() in {"http", "https"} and len(url) <= 2048
    return web and url.isascii() and ("." in host or ":" in host)
