"""SAFETY 19 to 21: XML built to hurt is refused; what is too long is cut."""

import contextlib
import os
import socket
import time
from itertools import pairwise

import pytest

from digests.adapters.workers import ProcessWorkers
from digests.errors import UnsafeFeed
from digests.feeds.detect import looks_like_feed
from digests.feeds.gate import admit
from digests.feeds.parse import parse_feed
from tests.figures import peak_mb

ITEM = b"<item><title>x</title><link>https://g.example/1</link></item>"
OPEN = b"<rss version='2.0'><channel><title>G</title>"
CLOSE = b"</channel></rss>"


def feed(inside: bytes = ITEM, before: bytes = b"") -> bytes:
    return before + OPEN + inside + CLOSE


def entities(*declarations: str, use: str = "&a;") -> bytes:
    inside = " ".join(f"<!ENTITY {each}>" for each in declarations)
    return feed(
        f"<item><title>{use}</title></item>".encode(),
        f"<!DOCTYPE rss [{inside}]>".encode(),
    )


LAUGHS = entities(
    'a "ha"', *(f'{b} "{f"&{a};" * 10}"' for a, b in pairwise("abcdefghi"))
)
QUADRATIC = entities('a "' + "x" * 8000 + '"', use="&a;" * 100_000)
CHAIN = entities(*(f'e{n} "&e{n + 1};"' for n in range(30_000)), use="&e0;")

DECLARING = {
    "billion laughs": LAUGHS,
    "quadratic blow-up": QUADRATIC,
    "external file": entities('a SYSTEM "file:///etc/passwd"'),
    "external address": entities('a SYSTEM "http://127.0.0.1:9/x"'),
    "external public": entities('a PUBLIC "x" "http://127.0.0.1:9/x"'),
    "parameter entity": entities('% a SYSTEM "http://127.0.0.1:9/x"', use=""),
    "entity chain": CHAIN,
    "entity chain after a comment": b"<!-- x -->" + CHAIN,
    "entity chain on the line of the prolog": b'<?xml version="1.0"?>' + CHAIN,
    "entity chain in UTF-16": CHAIN.decode().encode("utf-16"),
    "entity chain, ill-formed": b"<?xml version='1.0'?>&" + CHAIN,
    "huge entity": entities('a "' + "x" * 10_000 + '"'),
    "document type of 5 MB": feed(
        ITEM, b"<!DOCTYPE rss [" + b"<!ELEMENT a ANY>\n" * 300_000 + b"]>"
    ),
}
EXCESSIVE = {
    "40,000 attributes": feed(
        b"<item " + b" ".join(b"a%d='x'" % n for n in range(40_000)) + b"/>"
    ),
    "80,000 attributes, ill-formed": feed(
        b"& <item " + b" ".join(b"a%d='x'" % n for n in range(80_000)) + b"/>"
    ),
    "depth of 100,000": feed(b"<b>" * 100_000 + b"</b>" * 100_000),
    "100,000 namespaces on an element": feed(
        b"<item "
        + b" ".join(b"xmlns:a%d='urn:%d'" % (n, n) for n in range(100_000))
        + b"/>"
    ),
    "100,000 namespaces on as many elements": feed(
        b"<item>"
        + b"".join(b"<a xmlns:a%d='urn:%d'/>" % (n, n) for n in range(100_000))
        + b"</item>"
    ),
    "comment of 8 MB": feed(b"<!--" + b"x " * 4_000_000 + b"-->" + ITEM),
    "instruction of 8 MB": feed(b"<?x " + b"x " * 4_000_000 + b"?>" + ITEM),
    "attribute of 8 MB": feed(
        b"<item><title a='" + b"x" * 8_000_000 + b"'>x</title></item>"
    ),
}
HARMFUL = DECLARING | EXCESSIVE


@pytest.mark.parametrize("name", sorted(HARMFUL))
def test_a_harmful_feed_is_refused_before_it_is_parsed(name):
    with pytest.raises(UnsafeFeed, match="built to harm"):
        parse_feed(HARMFUL[name], "x")


@pytest.mark.parametrize("name", sorted(HARMFUL))
def test_a_harmful_feed_is_known_for_a_feed(name):
    # Else it would be read as a page, which has other guards.
    assert looks_like_feed(HARMFUL[name])


def used() -> tuple[int, float, float]:
    """Which process it is, the CPU seconds it has had, and its most memory in MB."""
    return os.getpid(), time.process_time(), peak_mb()


@pytest.fixture
async def worker():
    async with ProcessWorkers(processes=1, preload=["digests.feeds.parse"]) as workers:
        await workers.run(parse_feed, feed(), "x")
        yield workers


@pytest.mark.parametrize(("line", "bodies"), [(19, DECLARING), (20, EXCESSIVE)])
async def test_no_harmful_feed_takes_its_worker_down(worker, figure, line, bodies):
    before = first = await worker.run(used)
    for body in bodies.values():
        with pytest.raises(UnsafeFeed):
            await worker.run(parse_feed, body, "x")
        after = await worker.run(used)
        assert after[0] == first[0]
        figure.most(line, "CPU s to refuse one", after[1] - before[1])
        before = after
    figure.most(line, "memory of the worker grown by MB", before[2] - first[2])


def test_what_points_outside_is_not_asked_for(figure):
    """SAFETY 19: nobody connects to the address that a feed names."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        port = listener.getsockname()[1]
        place = f"http://127.0.0.1:{port}/x"
        for body in (
            entities(f'a SYSTEM "{place}"'),
            entities(f'% a SYSTEM "{place}"', use=""),
            feed(before=f'<!DOCTYPE rss SYSTEM "{place}">'.encode()),
            feed(before=f'<?xml-stylesheet href="{place}"?>'.encode()),
            b"&" + entities(f'a PUBLIC "x" "{place}"'),
        ):
            with contextlib.suppress(UnsafeFeed):
                parse_feed(body, "x")
        with pytest.raises(TimeoutError):
            listener.accept()
    figure.total(19, "requests to what a feed names", 0)


@pytest.mark.parametrize(
    "inside",
    [
        b"<item><title>x</title><description><![CDATA["
        + b"x " * 4_000_000
        + b"]]></description></item>",
        b"".join(
            b"<item xmlns:a%d='http://g.example/%d'><title>x</title></item>" % (n, n)
            for n in range(400)
        ),
    ],
    ids=["CDATA of 8 MB", "namespaces"],
)
def test_what_is_only_large_is_parsed(figure, inside):
    body, begun = feed(inside), time.process_time()
    assert parse_feed(body, "x").entries
    figure.most(20, "CPU s to read one", time.process_time() - begun)


@pytest.mark.parametrize("broken", [b"", b"&"])
@pytest.mark.parametrize("count", [501, 50_000])
def test_the_first_500_entries_are_kept_and_the_cut_is_told(broken, count):
    parsed = parse_feed(feed(broken + ITEM * count), "x")
    assert len(parsed.entries) == 500
    assert parsed.cut


async def test_of_a_million_entries_the_first_500_are_kept(worker, figure):
    """SAFETY 21."""
    before = await worker.run(used)
    parsed = await worker.run(parse_feed, feed(b"<item/>" * 1_000_000), "x")
    after = await worker.run(used)
    assert len(parsed.entries) == 500
    assert parsed.cut
    figure.most(21, "CPU s, of a million entries", after[1] - before[1])
    figure.most(21, "memory of the worker grown by MB", after[2] - before[2])


def test_500_entries_are_not_cut():
    parsed = parse_feed(feed(ITEM * 500), "x")
    assert len(parsed.entries) == 500
    assert not parsed.cut


def test_entries_that_are_cut_cost_next_to_nothing():
    body = feed(ITEM * 150_000)
    began = time.process_time()
    parsed = parse_feed(body, "x")
    assert len(parsed.entries) == 500
    # Not a timing of the machine: parsing all would take minutes.
    assert time.process_time() - began < 20


def test_an_ordinary_feed_passes_unchanged():
    body = feed(ITEM * 20)
    assert admit(body, "x") == body


def test_harmless_entities_pass():
    body = entities('a "fine"')
    assert admit(body, "x") == body
    assert len(parse_feed(body, "x").entries) == 1
