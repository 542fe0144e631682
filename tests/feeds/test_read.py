"""Only what is new in a feed is parsed, and it comes out as if all were."""

import random
import tarfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from digests.errors import ParseError, UnsafeFeed
from digests.feeds.cutting import SLICE
from digests.feeds.gate import MOST_ENTRIES, survey
from digests.feeds.keys import arrivals_of, guid_key, link_key, text_key
from digests.feeds.parse import (
    document_of,
    is_json,
    parse_document,
    parse_feed,
    text_of,
)
from digests.feeds.read import read_feed
from digests.incoming import FeedReading
from digests.types import Entry
from tests.feeds.test_parse import ATOM, JSON_FEED, RDF, RSS

SOURCE = "https://gazette.example/feed.xml"
PARTS = 4
HEAD = (
    "<rss version='2.0' xmlns:slash='http://purl.org/rss/1.0/modules/slash/'"
    " xmlns:media='http://search.yahoo.com/mrss/'><channel><title>G</title>"
    "<link>https://gazette.example/</link>"
)
TAIL = "</channel></rss>"

# An entry that would show what others left behind.
PROBES = {
    True: b"<item><title>A &amp;lt;b&amp;gt;x</title><link>p?a=1&amp;amp;b=2</link>"
    b"<description>Said &lt;b&gt;so&lt;/b&gt;</description><guid>p</guid>"
    b"<author>a@b.example (Ada)</author><pubDate>2026-05-04</pubDate></item>",
    False: b"<entry><title type='html'>A &lt;b>x</title><link href='p'/><id>p</id>"
    b"<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>x</p></div>"
    b"</content><summary>Sum</summary><author><name>Ada</name></author>"
    b"<updated>2026-05-04T12:00:00Z</updated></entry>",
}


def feed(*items: str, head: str = HEAD, tail: str = TAIL) -> bytes:
    return (head + "\n".join(items) + tail).encode()


def item(number: int, more: str = "") -> str:
    return (
        f"<item><title>Report {number}</title><guid>{number}</guid>"
        f"<link>/news/{number}</link><description>Text {number}.</description>"
        f"{more}</item>"
    )


def titles(reading) -> list[str]:
    return [arrival.title for arrival in reading.arrivals]


def reading_of(whole, slices: bytes, left: list[Entry] | None = None):
    """Return what reading gives of a feed, or of those of its entries."""
    shown = whole if left is None else replace(whole, entries=tuple(left))
    return FeedReading(replace(whole, entries=()), slices, arrivals_of(shown))


def split(slices: bytes) -> list[bytes]:
    return [slices[at : at + SLICE] for at in range(0, len(slices), SLICE)]


def is_cut(body: bytes) -> bool:
    return survey(body, SOURCE).entries is not None


@pytest.mark.parametrize("body", [RSS, ATOM, RDF, JSON_FEED])
def test_a_first_reading_gives_what_parsing_gives(body):
    reading = read_feed(body.encode(), SOURCE)
    whole = parse_feed(body.encode(), SOURCE)
    assert reading == reading_of(whole, reading.slices)
    assert len(split(reading.slices)) == 1
    again = read_feed(body.encode(), SOURCE, "", reading.slices)
    assert again == replace(reading, arrivals=())


@pytest.mark.parametrize("body", [RSS, ATOM, RDF, JSON_FEED])
def test_an_arrival_holds_all_of_its_entry_but_the_id(body):
    (entry,) = parse_feed(body.encode(), SOURCE).entries
    (arrival,) = read_feed(body.encode(), SOURCE).arrivals
    assert arrival.entry == replace(entry, id="")
    assert arrival.keys == (
        guid_key(entry.id),
        link_key(entry.link),
        text_key(entry.title, entry.content),
    )


def test_a_new_entry_comes_alone():
    before = read_feed(feed(item(1), item(2)), SOURCE)
    after = read_feed(feed(item(3), item(1), item(2)), SOURCE, "", before.slices)
    assert titles(after) == ["Report 3"]
    assert after.arrivals[0].link == "https://gazette.example/news/3"
    assert after.arrivals[0].keys.guid == "3"


def test_an_edited_entry_comes_again():
    before = read_feed(feed(item(1), item(2)), SOURCE)
    edited = item(2).replace("Text", "Other text")
    after = read_feed(feed(item(1), edited), SOURCE, "", before.slices)
    assert titles(after) == ["Report 2"]


def test_an_entry_is_not_read_again_for_another_comment():
    first = item(1, "<slash:comments>3</slash:comments>")
    before = read_feed(feed(first, item(2)), SOURCE)
    again = feed(first.replace(">3<", ">4<"), item(2))
    assert titles(read_feed(again, SOURCE, "", before.slices)) == []


LOOK_ALIKES = {
    "in a comment": item(1, "<!-- </item><item> -->"),
    "in CDATA": item(1, "<category><![CDATA[</item><item>]]></category>"),
    "in an attribute": item(1, "<category a='&lt;/item>'>x/></category>"),
    "an empty child": item(1, "<category/>"),
    "an empty child with an end before its end": item(1, "<enclosure url='a/>b'/>"),
    "text that ends like a tag": item(1, "<category>a/></category>"),
    "white space in tags": item(1, "<category\n a='1'\n>x</category\n>"),
    "an unread child with text of its own": item(
        1, "<media:content><media:description>Said.</media:description></media:content>"
    ),
}


@pytest.mark.parametrize("name", sorted(LOOK_ALIKES))
def test_look_alikes_do_not_mislead_the_cut(name):
    body = feed(LOOK_ALIKES[name], item(2), "<item/>", item(3))
    whole = parse_feed(body, SOURCE)
    assert len(whole.entries) == 4
    assert is_cut(body)
    _assert_same_for_every_subset(body, whole)


ENTANGLED = {
    "elements after the entries": feed(item(1), item(2), tail=f"<ttl>5</ttl>{TAIL}"),
    "an entry within an entry": feed(item(1, item(2)), item(3)),
    "a base of its own": feed(item(1, "<comments xml:base='http://x.example/'/>")),
    "a namespace of its own": feed(item(1, "<media:title xmlns:media='urn:x'/>")),
    "a document type": b"<!DOCTYPE rss>" + feed(item(1), item(2)),
    "an entity": b"<!DOCTYPE rss [<!ENTITY a 'b'>]>" + feed(item(1, "&a;"), item(2)),
    "ill-formed": feed(item(1, "&"), item(2)),
    "an unknown prefix": feed(item(1, "<foo:bar/>"), item(2)),
    "entries elsewhere": feed(f"<items>{item(1)}{item(2)}</items>"),
    "markup that means more": feed(
        item(1, "<fullitem><title>x</title></fullitem>"), item(2)
    ),
}


@pytest.mark.parametrize("name", sorted(ENTANGLED))
def test_what_hangs_together_is_parsed_whole(name):
    body = ENTANGLED[name]
    assert not is_cut(body)
    _assert_same_for_every_subset(body, parse_feed(body, SOURCE))


def _assert_same_for_every_subset(body: bytes, whole) -> None:
    slices = split(read_feed(body, SOURCE).slices)
    for mask in range(2 ** len(slices)):
        known = {s for n, s in enumerate(slices) if mask >> n & 1}
        left = [e for e, s in zip(whole.entries, slices, strict=True) if s not in known]
        reading = read_feed(body, SOURCE, "", b"".join(known))
        assert reading == reading_of(whole, reading.slices, left)


def test_a_feed_of_too_many_entries_is_cut_in_both_ways():
    """SAFETY 21."""
    items = [item(n) for n in range(MOST_ENTRIES + 100)]
    before = read_feed(feed(*items), SOURCE)
    assert before.feed.cut
    assert len(before.arrivals) == len(split(before.slices)) == MOST_ENTRIES
    after = read_feed(feed(item(9999), *items), SOURCE, "", before.slices)
    assert titles(after) == ["Report 9999"]
    assert after.feed.cut


def test_a_prefix_of_its_own_closes_as_it_opened():
    """SAFETY 21."""
    open_ = '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    body = feed(*("<item/>" for _ in range(501)), head=open_, tail="</r:RDF>")
    assert survey(body, SOURCE).body.endswith(b"<item/>\n</r:RDF>")


def test_hosts_of_namespaces_on_an_element_are_refused():
    """SAFETY 20."""
    many = " ".join(f"xmlns:a{n}='urn:{n}'" for n in range(200))
    with pytest.raises(UnsafeFeed, match="attributes"):
        read_feed(feed(item(1, f"<a {many}/>")), SOURCE)


texts = st.text(st.characters(codec="utf-8"), max_size=30)


@given(st.lists(st.tuples(texts, texts), max_size=5), st.integers(0, 31), texts)
def test_any_text_may_stand_in_a_feed(pairs, mask, more):
    items = [
        f"<item><title><![CDATA[{title.replace(']]>', '')}]]></title>"
        f"<!--{more.replace('-', '')}--><category><![CDATA[{text.replace(']]>', '')}]]>"
        f"</category><guid>{number}</guid></item>"
        for number, (title, text) in enumerate(pairs)
    ]
    body = feed(*items)
    whole = parse_feed(body, SOURCE)
    slices = split(read_feed(body, SOURCE).slices)
    known = {s for n, s in enumerate(slices) if mask >> n & 1}
    reading = read_feed(body, SOURCE, "", b"".join(known))
    left = [e for e, s in zip(whole.entries, slices, strict=True) if s not in known]
    assert reading == reading_of(whole, reading.slices, left)


@pytest.mark.parametrize("known", [b"x", b"x" * 8, b"x" * 8001])
def test_slices_of_another_document_leave_everything(known):
    assert len(read_feed(feed(item(1)), SOURCE, "", known).arrivals) == 1


@pytest.mark.parametrize("part", range(PARTS))
def test_every_odd_feed_reads_the_same_cut_and_whole(eval_data, part):
    """Two thousand fixtures: whatever is known, the rest comes out as from all."""
    drawn = random.Random(part)
    seen = cut = 0
    for name, body in _fixtures(eval_data, part):
        try:
            whole = parse_feed(body, name)
        except (ParseError, UnsafeFeed) as error:
            with pytest.raises(type(error)):
                read_feed(body, name)
            continue
        first = read_feed(body, name)
        assert first == reading_of(whole, first.slices), name
        slices = split(first.slices)
        assert len(slices) == len(whole.entries), name
        known = {s for s in slices if len(slices) == 1 or drawn.random() < 0.6}
        left = [e for e, s in zip(whole.entries, slices, strict=True) if s not in known]
        after = read_feed(body, name, "", b"".join(known))
        assert after == reading_of(whole, first.slices, left), name
        seen += 1
        cut += _document(body, name) is not None
    assert seen > 500
    assert cut > 200


@pytest.mark.parametrize("part", range(PARTS))
def test_no_odd_entry_leaves_anything_to_its_neighbours(eval_data, part):
    """What cutting rests on: an entry means the same alone and among others."""
    seen = 0
    for name, body in _fixtures(eval_data, part):
        document = _document(body, name)
        places = survey(document, name).entries if document else ()
        if not document or not places:
            continue
        start, end = places[0].start, places[-1].end
        probe = PROBES[b"item" in document[start : start + 20].lower()]
        alone = parse_document(document[:start] + probe + document[end:], name)
        after = parse_document(document[:end] + probe + document[end:], name)
        before = parse_document(document[:start] + probe + document[start:], name)
        whole = parse_document(document, name)
        assert after.entries[len(whole.entries) :] == alone.entries, name
        assert before.entries[len(alone.entries) :] == whole.entries, name
        seen += 1
    assert seen > 200


def _fixtures(eval_data: Path, part: int) -> list[tuple[str, bytes]]:
    return [*_all_fixtures(eval_data)][part::PARTS]


@cache
def _all_fixtures(eval_data: Path) -> tuple[tuple[str, bytes], ...]:
    with tarfile.open(eval_data / "feeds.tar.gz") as archive:
        return tuple(
            (member.name, file.read())
            for member in archive
            if member.name.endswith(".xml") and (file := archive.extractfile(member))
        )


def _document(body: bytes, name: str) -> bytes | None:
    """The document, if it may be cut."""
    try:
        text = text_of(body, name, "")
        admitted = None if is_json(text) else survey(document_of(text), name)
    except (ParseError, UnsafeFeed):
        return None
    return admitted.body if admitted and admitted.entries is not None else None
