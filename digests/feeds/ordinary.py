"""Which elements are ordinary in a feed's entries: tables, and what they rest on.

feedparser carries some of what an entry holds over to the next. A document whose
entries hold ordinary elements only gives each entry the same result whether or not
the others are there; only such documents are cut. tests/feeds/test_read.py proves
it on every odd feed that is known.
"""

from enum import IntEnum


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ATOM = "http://www.w3.org/2005/Atom"
_DC = "http://purl.org/dc/elements/1.1/"
_ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
_MEDIA = "http://search.yahoo.com/mrss/"
_SLASH = "http://purl.org/rss/1.0/modules/slash/"
_WFW = "http://wellformedweb.org/CommentAPI/"
_THREADS = "http://purl.org/syndication/thread/1.0"

# The elements, in lower case, within which entries stand.
PARENTS = frozenset({("rss", "channel"), ("feed",), ("rdf",)})

# What feedparser reads and we do not: left out, comment counters among them, so
# that an entry is not read again for each comment.
_UNREAD = frozenset(
    f"{space.lower()} {name}"
    for space, names in {
        "": "category comments enclosure",
        _ATOM: "category",
        _DC: "subject",
        _ITUNES: "block duration episode episodetype explicit image keywords order"
        " season",
        _MEDIA: "content credit keywords thumbnail",
        _SLASH: "comments department hit_parade section",
        _WFW: "comment commentrss",
        _THREADS: "total",
    }.items()
    for name in names.split()
)
# What holds elements of its own, each with a meaning; the rest holds text.
_FRAMES = frozenset({"author", "contributor", "community", "group", "image", "source"})
# These change what feedparser makes of the entries after them.
_ODD = frozenset({"body", "channel", "feed", "math", "rdf", "rss", "svg", "textinput"})
_ENTRIES = frozenset({"item", "entry"})
_MARKUP = _words(
    """
    a abbr aside audio b bdi big blockquote br button caption center cite code col
    colgroup dd del details dfn div dl dt em embed figcaption figure font footer form
    h1 h2 h3 h4 h5 h6 header hr i iframe img input ins kbd label li main mark nav nobr
    object ol p param picture pre q s samp section small span strike strong sub sup
    table tbody td tfoot th thead time tr tt u ul var video wbr
    starrating statistics
    """
)
# Prefixes that feedparser knows by the same name.
_PREFIXES = frozenset(
    {
        ("content", "http://purl.org/rss/1.0/modules/content/"),
        ("dc", _DC),
        ("feedburner", "http://rssnamespace.org/feedburner/ext/1.0"),
        ("georss", "http://www.georss.org/georss"),
        ("media", _MEDIA),
        ("thr", _THREADS),
    }
)


class Kind(IntEnum):
    """What an element is to those who cut a document into entries."""

    ENTRY = 0
    ODD = 1
    UNREAD = 2
    FRAME = 3
    MARKUP = 4
    OTHER = 5


def kind_of(name: str) -> Kind:
    """Return the kind of an element: "uri local prefix", as expat names it."""
    uri, local = _split(name)
    if local in _ENTRIES:
        return Kind.ENTRY
    if local in _ODD:
        return Kind.ODD
    if f"{uri} {local}" in _UNREAD:
        return Kind.UNREAD
    if local in _FRAMES:
        return Kind.FRAME
    return Kind.MARKUP if local in _MARKUP else Kind.OTHER


def local_of(name: str) -> str:
    """Return the name without namespace and prefix, in lower case."""
    return _split(name)[1]


def is_harmless(prefix: str | None, uri: str) -> bool:
    """Tell whether an entry may declare this namespace without touching others."""
    return prefix is None or (prefix, uri) in _PREFIXES


def _split(name: str) -> tuple[str, str]:
    uri, local, *_ = name.split(" ") if " " in name else ("", name)
    return uri.lower(), local.lower()
