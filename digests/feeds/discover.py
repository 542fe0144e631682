"""See what an address has led to: a feed, or a page that links to some. A job.

Nothing is fetched here; links that do not lead to the web are left out, and
those that do are guarded when they are followed, like every address.
"""

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from digests.articles import gate
from digests.articles.decode import decoded
from digests.articles.headers import charset_named
from digests.articles.markup import tree_of
from digests.articles.urls import normal, resolved, same_site
from digests.desk import Candidate, FeedFound
from digests.feeds.detect import holds_feed, looks_like_feed
from digests.feeds.parse import parse_feed
from digests.feeds.places import is_comments
from digests.feeds.topics import tidy

# As many as a menu on Discord can show.
MOST = 25
# Of each way to tell of feeds: those of comments are sorted out of so many.
_ENOUGH = 200
_TITLE = 100

_TYPES = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "application/xml",
        "text/xml",
        "text/rss",
    }
)
_FILE = re.compile(
    r"(?:\.(?:rss|atom|rdf)|/(?:[\w-]+[-_.])?(?:feed|rss|atom)\.(?:xml|json)"
    r"|/(?:rss|feeds?|atom)/(?:[^/]+/){0,4}[^/]+\.xml)$"
)
_FOLDER = re.compile(r"/(?:feed|rss|atom)/?$")
_QUERY = re.compile(r"(?:^|&)(?:feed=(?:rss2?|atom)|format=(?:rss|feed|atom))(?:&|$)")
_YOUTUBE = "https://www.youtube.com"
_CHANNEL = re.compile(
    r"""(?:"externalId":|itemprop="(?:channelId|identifier)"\s+content=|"channelId":)"""
    r"""\s*"(UC[\w-]{22})\""""
)


def look(
    body: bytes, source: str, content_type: str = ""
) -> FeedFound | tuple[Candidate, ...]:
    """Return the feed that this is, or the feeds that it links to, best first.

    Feeds of comments come last; no feed at all is no error.

    Args:
        body: What came from the address.
        source: The address, after redirects.
        content_type: What the server called it.

    Raises:
        ParseError: It is neither a feed nor a page.
        UnsafeFeed: It is a feed that is built to hurt its reader.

    """
    if looks_like_feed(body, content_type):
        return _feed(body, source, content_type)
    found = _linked(body, source, content_type)
    if not found and holds_feed(body):
        # A feed that somebody's server has wrapped into a page.
        return _feed(body, source, content_type)
    return found


def _feed(body: bytes, source: str, content_type: str) -> FeedFound:
    feed = parse_feed(body, source, content_type)
    title = tidy(feed.title, _TITLE)
    return FeedFound(source, title, feed.link, feed.language, len(feed.entries))


def _linked(body: bytes, source: str, content_type: str) -> tuple[Candidate, ...]:
    html = decoded(body, source, charset_named(content_type))
    gate.check(html, source)
    tree = tree_of(html, source)
    base = resolved(source, _href(tree.find(".//base"))) or source
    found: dict[str, Candidate] = {}
    for each in _all(tree, base):
        found.setdefault(normal(each.url), each)
    found.pop(normal(source), None)
    if not found and same_site(source, _YOUTUBE) and (named := _CHANNEL.search(html)):
        return (Candidate(f"{_YOUTUBE}/feeds/videos.xml?channel_id={named[1]}"),)
    return tuple(sorted(found.values(), key=is_comments)[:MOST])


def _all(tree: HtmlElement, base: str) -> list[Candidate]:
    told = list(islice(_told(tree, base), _ENOUGH))
    sure = any(not is_comments(each) for each in told)
    return told + list(islice(_named(tree, base, sure=sure), _ENOUGH))


def _told(tree: HtmlElement, base: str) -> Iterator[Candidate]:
    """Yield what the page itself calls its feeds."""
    for link in tree.iter("link"):
        rel = (link.get("rel") or "").lower().split()
        kind = (link.get("type") or "").partition(";")[0].strip().lower()
        url = resolved(base, _href(link))
        wanted = kind in _TYPES or (kind == "application/json" and _is_named(url))
        if url and (("alternate" in rel and wanted) or "feed" in rel):
            yield Candidate(url, tidy(link.get("title") or "", _TITLE))


def _named(tree: HtmlElement, base: str, *, sure: bool) -> Iterator[Candidate]:
    """Yield the site's own addresses that are feeds by their names.

    A folder named "rss" may be a page about feeds: it counts only where the page
    tells of no feed itself.
    """
    for link in tree.iter("a"):
        href = _href(link)
        if not href or len(href) > 2048 or not _may_be_named(href):
            continue
        url = resolved(base, href)
        if url and same_site(base, url) and _is_named(url, folders=not sure):
            yield Candidate(url, tidy(link.text_content(), _TITLE))


def _may_be_named(href: str) -> bool:
    return any(word in href.lower() for word in ("rss", "feed", "atom", "rdf"))


def _is_named(url: str, *, folders: bool = False) -> bool:
    if not url:
        return False
    parts = urlsplit(url)
    path = parts.path.lower()
    return bool(
        _FILE.search(path)
        or _QUERY.search(parts.query.lower())
        or (folders and _FOLDER.search(path))
    )


def _href(element: HtmlElement | None) -> str:
    return "" if element is None else (element.get("href") or "").strip()
