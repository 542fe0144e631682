"""Thousands of odd feeds that others collected: none lost, none a surprise."""

import io
import tarfile

import feedparser
import pytest

from digests.errors import ParseError, UnsafeFeed
from digests.feeds.parse import parse_feed

PARTS = 4


@pytest.mark.parametrize("part", range(PARTS))
def test_entries_are_kept_where_feedparser_keeps_them(eval_data, part):
    odd = {}
    with tarfile.open(eval_data / "feeds.tar.gz") as archive:
        names = [m for m in archive if m.name.endswith(".xml")][part::PARTS]
        for member in names:
            file = archive.extractfile(member)
            assert file
            body = file.read()
            theirs = len(feedparser.parse(io.BytesIO(body)).entries)
            try:
                ours = len(parse_feed(body, member.name).entries)
            except (ParseError, UnsafeFeed):
                ours = 0
            if ours != theirs:
                odd[member.name] = (ours, theirs)
    assert names
    assert odd == {}
