"""Read and write OPML, versions 1 and 2: lists of feeds in folders. Pure.

Read leniently, for most programs write it carelessly; hostile XML is refused by
the gate that feeds go through. RSStT's export is plain OPML, titles in `text`
alone (Rongronggg9/RSS-to-Telegram-Bot: src/command/inner/sub.py, export_opml,
and opml_template.opml); so is discord-rss-bot's (TheLovinator1/discord-rss-bot:
discord_rss_bot/main.py, export_opml).
"""

import html
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from email.utils import format_datetime
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from digests.desk import ImportedFeed, ImportedList
from digests.errors import ParseError
from digests.feeds.charsets import decode
from digests.feeds.gate import admit
from digests.feeds.topics import folders_of, tidy, topic_of
from digests.followed import Filters, Subscription

MOST_OUTLINES = 5_000
_OURS = "pullquote"
_TITLE = 200
_PROLOG = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_BARE = re.compile(r"&(?!#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|\w{1,31};)")
# What XML has no way to write.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)\w{1,31};")
# Outlines with an address that is a page's or another list's.
_NO_FEEDS = frozenset({"link", "include", "html"})


def looks_like_opml(body: bytes) -> bool:
    """Tell whether the document is OPML, sound or not."""
    return b"<opml" in body[:4096].replace(b"\x00", b"").lower()


def read_opml(body: bytes, source: str) -> ImportedList:
    """Return the list's feeds in its order, folders as topics.

    A feed in folders within folders gets the whole path: "World / Europe". Where
    the file breaks off, what stands before is kept and that is noted.

    Raises:
        ParseError: It is no OPML, or holds no feed.
        UnsafeFeed: It is built to hurt its reader.

    """
    text = _PROLOG.sub("", decode(body, source), count=1)
    # What careless programs leave bare, or borrow from HTML.
    sound = _NAMED.sub(_spelt, _BARE.sub("&amp;", text))
    whole = sound.encode("utf-8", "replace")
    outlines = _Outlines()
    outlines.read(admit(whole, source))
    if not outlines.feeds:
        broken = f"; {outlines.notes[-1]}" if outlines.notes else ""
        raise ParseError(source, f"there is no feed in this OPML file{broken}")
    return ImportedList("OPML", tuple(outlines.feeds), tuple(outlines.notes))


def write_opml(
    subscriptions: Sequence[Subscription], title: str, made_at: datetime
) -> str:
    """Return the subscriptions as OPML 2.0, in folders by topic.

    Topics and feeds keep the order in which they come first. Filters stand in
    attributes of our own, which other programs pass over; channels in none.
    """
    root = _Folder()
    for each in subscriptions:
        root.at(folders_of(each.topic)).feeds.append(each)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<opml version="2.0" xmlns:{_OURS}="urn:{_OURS}">',
        "  <head>",
        f"    <title>{html.escape(tidy(title, _TITLE), quote=False)}</title>",
        f"    <dateCreated>{format_datetime(made_at, usegmt=True)}</dateCreated>",
        "  </head>",
        "  <body>",
        *root.lines("    "),
        "  </body>",
        "</opml>",
    ]
    return "\n".join(lines) + "\n"


def _spelt(name: re.Match[str]) -> str:
    """Spell out an entity of HTML; one of the file's own is the gate's to judge."""
    meant = html.unescape(name[0])
    return name[0] if meant == name[0] else meant.replace("&", "&amp;")


class _Enough(Exception):
    """As many outlines as are wanted have been read."""


class _Outlines:
    """One pass over OPML: the folders that are open, the feeds so far."""

    def __init__(self) -> None:
        self.feeds: list[ImportedFeed] = []
        self.notes: list[str] = []
        # Of each open outline: its name where it is a folder, "" where a feed.
        self._open: list[str] = []
        self._seen = 0
        self._parser = parser = expat.ParserCreate(encoding="utf-8")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end

    def read(self, body: bytes) -> None:
        """Walk over the document, as far as it is sound."""
        try:
            self._parser.Parse(body, True)
        except _Enough:
            self.notes.append(f"only its first {MOST_OUTLINES:,} lines are read")
        except expat.ExpatError as error:
            self.notes.append(
                f"the file is broken at line {error.lineno}; "
                "what follows there was not read"
            )

    def _start(self, name: str, raw: dict[str, str]) -> None:
        if name.lower() != "outline":
            return
        if self._seen == MOST_OUTLINES:
            raise _Enough
        self._seen += 1
        given = {key.lower(): value.strip() for key, value in raw.items()}
        title = tidy(given.get("title") or given.get("text", ""), _TITLE)
        url = given.get("xmlurl") or given.get("url", "")
        place = f"line {self._parser.CurrentLineNumber}"
        if url and not _is_other(given):
            title = "" if title == url else title
            topic, filters = self._topic(given), _filters(given)
            self.feeds.append(ImportedFeed(url, title, topic, filters, place))
            title = ""
        elif url or given.get("htmlurl"):
            self.notes.append(f"{place}: {title or url} has no feed's address")
            title = ""
        self._open.append(title)

    def _end(self, name: str) -> None:
        if name.lower() == "outline":
            self._open.pop()

    def _topic(self, given: Mapping[str, str]) -> str:
        """Return the folders that are open, else what OPML 2 calls a category."""
        category = given.get("category", "").split(",")[0].strip("/ ")
        return topic_of(self._open) or topic_of(category.split("/"))


def _filters(given: Mapping[str, str]) -> Filters:
    """Return the filters of an export of ours; whether they are sound is not seen."""
    include, exclude, languages, pattern = (
        given.get(f"{_OURS}:{name}", "")
        for name in ("include", "exclude", "language", "regex")
    )
    return Filters(
        tuple(include.splitlines()),
        tuple(exclude.splitlines()),
        tuple(languages.split()),
        pattern,
    )


def _is_other(given: Mapping[str, str]) -> bool:
    return "xmlurl" not in given and given.get("type", "").lower() in _NO_FEEDS


class _Folder:
    """A folder on its way out."""

    def __init__(self) -> None:
        self.feeds: list[Subscription] = []
        self._folders: dict[str, _Folder] = {}

    def at(self, folders: Sequence[str]) -> "_Folder":
        """Return the folder at this path within this one."""
        here = self
        for name in folders:
            here = here._folders.setdefault(name, _Folder())
        return here

    def lines(self, indent: str) -> list[str]:
        """Return what is in it, a line each."""
        found = [f"{indent}{_outline(each)}" for each in self.feeds]
        for name, folder in self._folders.items():
            shown = quoteattr(name)
            found.append(f"{indent}<outline text={shown} title={shown}>")
            found += folder.lines(indent + "  ")
            found.append(f"{indent}</outline>")
        return found


def _outline(each: Subscription) -> str:
    title = tidy(each.title, _TITLE) or each.url
    filters = each.filters
    values = {
        "type": "rss",
        "text": title,
        "title": title,
        "xmlUrl": each.url,
        f"{_OURS}:include": "\n".join(filters.include),
        f"{_OURS}:exclude": "\n".join(filters.exclude),
        f"{_OURS}:language": " ".join(filters.languages),
        f"{_OURS}:regex": filters.pattern,
    }
    fit = {name: _UNFIT.sub("", value) for name, value in values.items()}
    given = (f"{name}={quoteattr(value)}" for name, value in fit.items() if value)
    return f"<outline {' '.join(given)}/>"
