"""Read what a page says of its article: title, byline, outlet, time, address.

One look at the parsed page, its JSON-LD first, then its meta elements, then what
it shows. The text itself is not read here.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from lxml.html import HtmlElement
from msgspec import Struct

from digests.articles import structured, urls
from digests.articles.clean import one_line, words_only

_EARLIEST, _LATEST = 1990, 2100
_LONGEST_TITLE, _LONGEST_NAME = 300, 200
_TITLE_PARTS = re.compile(r"\s+[|–—»·•-]\s+|\s+:: ?")
_BY = re.compile(r"^(?:by|von|par|por|di|door|автор:?|від)\s+", re.IGNORECASE)
_TIME_KEYS = (
    "article:published_time",
    "datepublished",
    "og:published_time",
    "og:article:published_time",
    "parsely-pub-date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "date",
)


class PageFacts(Struct, frozen=True):
    """What a page says of its article, each "" (or empty) where it says nothing.

    `titles` holds every wording of the title, the best first. `descriptions` are
    the page's own one-sentence summaries, which it may or may not also show.
    `image` is the picture that it gives to those who link to it.
    """

    titles: tuple[str, ...]
    descriptions: tuple[str, ...]
    byline: str
    outlet: str
    published: datetime | None
    url: str
    language: str
    body: str
    free: bool | None
    live: bool
    image: str = ""

    @property
    def title(self) -> str:
        """The title as a card prints it."""
        return self.titles[0] if self.titles else ""


def read(tree: HtmlElement, url: str) -> PageFacts:
    """Return the facts; `url` is where the page came from, maybe a file path."""
    told = structured.read(
        script.text or ""
        for script in tree.iter("script")
        if (script.get("type") or "").strip().lower() == "application/ld+json"
    )
    meta = _meta(tree)
    outlet = meta.get("og:site_name") or told.publisher
    outlet = outlet or meta.get("application-name", "") or urls.host(url)
    descriptions = (
        *told.descriptions,
        *(
            meta.get(key, "")
            for key in ("description", "og:description", "twitter:description")
        ),
    )
    return PageFacts(
        titles=tuple(_titles(tree, meta, told.headline, outlet)),
        descriptions=tuple(dict.fromkeys(filter(None, descriptions))),
        byline=_byline(tree, meta, told.authors),
        outlet=outlet[:_LONGEST_NAME],
        published=_published(tree, meta, told.published),
        url=_address(tree, meta, url),
        language=_language(tree),
        body=told.body,
        free=told.free,
        live=told.live,
        image=_image(meta, url),
    )


def moment(text: str) -> datetime | None:
    """Return the time that ISO 8601 or RFC 2822 writes, aware and in UTC.

    None where it is neither, or no year in which news stood on the web; without
    a zone it counts as UTC.
    """
    text = text.strip()[:64]
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        try:
            time = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError):
            return None
    try:
        time = time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except (OverflowError, ValueError):
        return None
    return time if _EARLIEST <= time.year <= _LATEST else None


def _meta(tree: HtmlElement) -> dict[str, str]:
    """Return the meta elements by name in lower case, the first of a name."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = element.get("content")
        if content:
            for attribute in ("property", "name", "itemprop"):
                key = (element.get(attribute) or "").strip().lower()
                if key:
                    found.setdefault(key, one_line(content))
    return found


def _titles(
    tree: HtmlElement, meta: dict[str, str], headline: str, outlet: str
) -> Iterator[str]:
    shown = [_bounded(h1.text_content()) for h1 in tree.iter("h1")]
    whole = tree.findtext(".//title") or ""
    told = [headline, meta.get("og:title", ""), meta.get("twitter:title", ""), whole]
    told = [_bounded(title) for title in told]
    known = words_only("".join(told))
    # What the page shows as its title, if the page also calls itself so.
    seen = [title for title in shown if words_only(title) in known or not known]
    every = [*(t for t in seen if len(t.split()) > 2), *told, *shown[:1]]
    titles = (_without_outlet(title, outlet)[:_LONGEST_TITLE] for title in every)
    yield from dict.fromkeys(filter(None, titles))


def _bounded(title: str) -> str:
    return one_line(title[: 2 * _LONGEST_TITLE])


def _without_outlet(title: str, outlet: str) -> str:
    """Cut the outlet's name, which pages append to their title."""
    parts = _TITLE_PARTS.split(title)
    name = words_only(outlet)
    while (
        len(parts) > 1
        and name
        and (words_only(parts[-1]) in name or name in words_only(parts[-1]))
    ):
        title = title[: title.rindex(parts.pop())].rstrip(" |–—»·•:-")
    return title


def _byline(tree: HtmlElement, meta: dict[str, str], authors: tuple[str, ...]) -> str:
    names = list(authors)
    for key in ("author", "parsely-author", "article:author", "byl", "dc.creator"):
        if not names and "://" not in meta.get(key, "://"):
            names = [meta[key]]
    if not names:
        links = tree.iterfind(".//a[@rel='author']")
        names = list(dict.fromkeys(one_line(a.text_content()) for a in links))
    names = [_BY.sub("", name) for name in names[:8] if name]
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))[
        :_LONGEST_NAME
    ]


def _published(tree: HtmlElement, meta: dict[str, str], told: str) -> datetime | None:
    written = [told, *(meta.get(key, "") for key in _TIME_KEYS)]
    written += [time.get("datetime") or "" for time in tree.iter("time")][:3]
    return next(filter(None, map(moment, filter(None, written))), None)


def _address(tree: HtmlElement, meta: dict[str, str], url: str) -> str:
    """Return the canonical address; a page may not speak for another host.

    Nor for the one above its own: on many, strangers' pages stand below it.
    """
    links = [
        link.get("href") or ""
        for link in tree.iter("link")
        if "canonical" in (link.get("rel") or "").lower().split()
    ]
    for link in (*links[:1], meta.get("og:url", "")):
        address = urls.resolved(url, link) if link else ""
        if address and (not urls.is_web_link(url) or urls.same_host(url, address)):
            return urls.canonical(address)
    return urls.canonical(url) if urls.is_web_link(url) else ""


def _image(meta: dict[str, str], url: str) -> str:
    keys = ("og:image:secure_url", "og:image", "og:image:url", "twitter:image")
    found = (urls.resolved(url, meta[key]) for key in keys if meta.get(key))
    return next(filter(None, found), "")


def _language(tree: HtmlElement) -> str:
    root = tree.getroottree().getroot()
    code = (root.get("lang") or "").strip().lower()[:2]
    return code if len(code) == 2 and code.isascii() and code.isalpha() else ""
