"""The nouns of the newsroom, one immutable type per hop.

Bytes become a `ParsedFeed` of `Entry`s; a page becomes an `Article`; a read
article becomes a `Report` with its `Quote`s and `Summary`; reports on one event
become a `Story`; stories become a `Digest`; a question finds `Passage`s and
becomes an `Answer`. Every time is aware and in UTC. Every offset is a Python
code point into `Article.text`, and `text[start:end]` is the words themselves.
"""

import hashlib
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from digests.retold import Wording


class Entry(Struct, frozen=True):
    """One item as its feed gives it; `content` is HTML, unsanitised, maybe empty.

    `id` is the feed's own identifier, or "" where it gives none.
    """

    id: str
    link: str
    title: str
    content: str = ""
    author: str = ""
    published: datetime | None = None


class ParsedFeed(Struct, frozen=True):
    """A feed as parsed, entries in its own order.

    `cut` tells that the feed held more entries than were kept. `ttl` is how long
    it asks not to be read again; `skip_hours` (0 to 23, UTC) and `skip_days`
    (0 Monday to 6 Sunday) are when it asks not to be read at all.
    """

    title: str
    link: str
    language: str
    entries: tuple[Entry, ...]
    cut: bool = False
    ttl: timedelta | None = None
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()


class Verdict(StrEnum):
    """Which text an article was built from."""

    FULL = "full"
    TEASER = "teaser"
    CONSENT = "consent"
    PAYWALL = "paywall"
    HEADLINE = "headline"


# The owner of what somebody read by hand, from a file or by way of a feed.
BY_HAND = "by hand"


def owned(name: str, owner: str) -> str:
    """Return the identity of what the owner alone says; no address holds a blank."""
    return f"{name} {owner}" if owner else name


class Article(Struct, frozen=True):
    """An article as it is stored: clean text, paragraphs parted by a blank line.

    `url` is the canonical address, `language` an ISO 639-1 code or "" where the
    text is too short to tell. `image` is the address of the picture that the page
    gives for itself, "" where there is none. `owner` is whose own words it is made
    of, "" where it is all its page's and so the same for everybody.
    """

    url: str
    title: str
    text: str
    verdict: Verdict
    byline: str = ""
    outlet: str = ""
    published: datetime | None = None
    language: str = ""
    image: str = ""
    owner: str = ""

    @property
    def identity(self) -> str:
        """What tells this article from every other.

        Its canonical address; where it has none, a hash of its title and text. With
        it goes its owner: what somebody says of an address is not what stands there.
        """
        # Halves of characters have no bytes, and may be all that there is.
        words = f"{self.title}\n{self.text}".encode(errors="surrogatepass")
        name = self.url or "sha256:" + hashlib.sha256(words).hexdigest()
        return owned(name, self.owner)


class Sentence(Struct, frozen=True):
    """A sentence of an article: `article.text[start:end] == text`.

    `paragraph` counts the article's paragraphs from 0.
    """

    text: str
    start: int
    end: int
    paragraph: int


class QuoteKind(StrEnum):
    """How the words reached the page."""

    DIRECT = "direct"
    CONTINUED = "continued"
    SECOND_HAND = "second_hand"


class Quote(Struct, frozen=True):
    """Direct speech as it stands in an article: `article.text[start:end] == text`.

    `text` excludes the outer quotation marks and keeps what is inside. `speaker`
    is the name as a card prints it, None where the text names nobody; joint
    speakers are one string. `role` is worded as in the article. `mention` is
    where the source stands by the quote ("he", "the minister"). `cue` is the
    word of saying. `weight` orders an article's quotes: higher is more
    important; what is only a fragment stays below every sentence.
    """

    text: str
    start: int
    end: int
    speaker: str | None = None
    role: str | None = None
    mention: tuple[int, int] | None = None
    kind: QuoteKind = QuoteKind.DIRECT
    cue: str | None = None
    weight: float = 0.0


class Summary(Struct, frozen=True):
    """What an article says in few sentences, in the article's order."""

    sentences: tuple[Sentence, ...]
    engine: str = "extractive"


class Report(Struct, frozen=True):
    """An article that has been read.

    `quotes` holds all that were accepted, most important first.
    """

    article: Article
    quotes: tuple[Quote, ...]
    summary: Summary


class Reading(Struct, frozen=True):
    """What one pass over an article gives: a report, and what can be searched.

    `passages` are slices of the article's text, as (start, end), in its order.
    """

    report: Report
    passages: tuple[tuple[int, int], ...]


class KeyQuote(Struct, frozen=True):
    """A quote that a card prints, with the article whose text holds it."""

    quote: Quote
    article: Article


class Story(Struct, frozen=True):
    """One event, as one or more outlets report it.

    The first report is the one that the card is built on. `key_quotes` holds at
    most three, no two of them nearly alike. `told` is the summary in a model's words,
    empty for the lead's own; its sources are places in `reports`.
    """

    reports: tuple[Report, ...]
    key_quotes: tuple[KeyQuote, ...]
    told: tuple[Wording, ...] = ()

    @property
    def lead(self) -> Report:
        """The report that gives the card its headline, summary and link."""
        return self.reports[0]


class Digest(Struct, frozen=True):
    """Stories in order of importance, made at one moment.

    `engine` says who worded them, `aside` of how many not, and why; "" for none.
    """

    stories: tuple[Story, ...]
    made_at: datetime
    engine: str = "extractive"
    aside: str = ""

    @property
    def articles(self) -> int:
        """How many articles the stories were made from."""
        return sum(len(story.reports) for story in self.stories)

    def number_of(self, article: Article) -> int | None:
        """Return the number of the article's story, from 1; None if not in it."""
        for number, story in enumerate(self.stories, 1):
            if any(r.article.identity == article.identity for r in story.reports):
                return number
        return None


class Passage(Struct, frozen=True):
    """A piece of a stored article: `text[start:end]` of that article."""

    article_id: int
    text: str
    start: int
    end: int
    url: str
    title: str
    outlet: str = ""
    published: datetime | None = None


class Answer(Struct, frozen=True):
    """Sentences that answer a question, best first, each with its source.

    `nearest` holds what came closest where nothing answers. `told` is the answer in a
    model's words, empty for the sentences' own; its sources are places among them.
    `aside` says why there are none though there is a model, "" for nothing to say.
    """

    question: str
    sentences: tuple[Passage, ...]
    nearest: tuple[Passage, ...] = ()
    told: tuple[Wording, ...] = ()
    aside: str = ""

    @property
    def refused(self) -> bool:
        """Whether nothing that was read answers the question."""
        return not self.sentences
