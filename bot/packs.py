"""Starter packs: a few well-known feeds to begin with, by language.

They are the publishers' own public addresses; which of them still answer is seen
when they are added. Pure.
"""

from msgspec import Struct

from digests.desk import ImportedFeed


class Pack(Struct, frozen=True):
    """Feeds of one topic in one language."""

    name: str
    language: str
    feeds: tuple[ImportedFeed, ...]

    @property
    def key(self) -> str:
        """What it is called in menus; `pack_called` finds it again."""
        return f"{self.name}/{self.language}"


def _pack(name: str, language: str, *feeds: tuple[str, str]) -> Pack:
    listed = tuple(ImportedFeed(url, title, topic=name) for title, url in feeds)
    return Pack(name, language, listed)


PACKS = (
    _pack(
        "World",
        "en",
        ("BBC News – World", "https://feeds.bbci.co.uk/news/world/rss.xml"),
        ("The Guardian – World", "https://www.theguardian.com/world/rss"),
        ("Deutsche Welle – World", "https://rss.dw.com/rdf/rss-en-world"),
        ("NPR – World", "https://feeds.npr.org/1004/rss.xml"),
        ("France 24", "https://www.france24.com/en/rss"),
        ("Al Jazeera", "https://www.aljazeera.com/xml/rss/all.xml"),
    ),
    _pack(
        "Technology",
        "en",
        ("Ars Technica", "https://feeds.arstechnica.com/arstechnica/index"),
        ("The Verge", "https://www.theverge.com/rss/index.xml"),
        ("BBC News – Technology", "https://feeds.bbci.co.uk/news/technology/rss.xml"),
        ("The Guardian – Technology", "https://www.theguardian.com/technology/rss"),
        ("MIT Technology Review", "https://www.technologyreview.com/feed/"),
    ),
    _pack(
        "Science",
        "en",
        ("Quanta Magazine", "https://www.quantamagazine.org/feed/"),
        ("Phys.org", "https://phys.org/rss-feed/"),
        ("NASA", "https://www.nasa.gov/feed/"),
        ("The Guardian – Science", "https://www.theguardian.com/science/rss"),
        (
            "BBC News – Science",
            "https://feeds.bbci.co.uk/news/science_and_environment/rss.xml",
        ),
    ),
    _pack(
        "World",
        "de",
        ("tagesschau", "https://www.tagesschau.de/index~rss2.xml"),
        ("Deutsche Welle", "https://rss.dw.com/rdf/rss-de-all"),
        ("ZEIT ONLINE", "https://newsfeed.zeit.de/index"),
        ("Deutschlandfunk", "https://www.deutschlandfunk.de/nachrichten-100.rss"),
    ),
    _pack(
        "Technology",
        "de",
        ("heise online", "https://www.heise.de/rss/heise-atom.xml"),
        ("Golem.de", "https://rss.golem.de/rss.php?feed=RSS2.0"),
        ("netzpolitik.org", "https://netzpolitik.org/feed/"),
    ),
    _pack(
        "Science",
        "de",
        ("Spektrum", "https://www.spektrum.de/alias/rss/spektrum-de-rss-feed/996406"),
        ("scinexx", "https://www.scinexx.de/feed/"),
    ),
    _pack(
        "World",
        "fr",
        ("Le Monde", "https://www.lemonde.fr/rss/une.xml"),
        ("France 24", "https://www.france24.com/fr/rss"),
        ("RFI", "https://www.rfi.fr/fr/rss"),
    ),
    _pack(
        "World",
        "es",
        ("BBC News Mundo", "https://feeds.bbci.co.uk/mundo/rss.xml"),
        (
            "El País",
            "https://feeds.elpais.com/mrss-s/pages/ep/site/elpais.com/portada",
        ),
        ("France 24", "https://www.france24.com/es/rss"),
    ),
)


def packs_in(language: str) -> list[Pack]:
    """Return all packs, those in the language first, then those in English."""
    order = {language: 0}
    order.setdefault("en", 1)
    return sorted(PACKS, key=lambda pack: order.get(pack.language, 2))


def pack_called(given: str, language: str) -> Pack | None:
    """Return the pack of this name ("Science", or "science/de"), None for no such one.

    Where no language is named it is in this one, or else in English.
    """
    name, _, named = given.strip().casefold().partition("/")
    wanted = [
        each for each in packs_in(named or language) if each.name.casefold() == name
    ]
    if named:
        wanted = [each for each in wanted if each.language == named]
    return wanted[0] if wanted else None
