"""What stands above and below an edition's cards. Pure."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from bot.counting import counted, listed
from bot.posts import mark
from bot.render.text import MOST_NAME, fit, joined
from digests.guilds import Edition, Mode
from digests.types import Article, Digest, Verdict

_OWN_WORDS = "in the articles’ own sentences, without a model"
# From here on an hour alone would not tell the day.
_DAY = timedelta(hours=20)
_MOST_ROLES = 20
_MOST_ASIDE = 160
_KINDS = (
    ({Verdict.FULL}, "full text", "full texts"),
    ({Verdict.TEASER}, "teaser", "teasers"),
    ({Verdict.HEADLINE, Verdict.PAYWALL, Verdict.CONSENT}, "headline", "headlines"),
)


def heading(edition: Edition) -> str:
    """Return the line above the cards: window, how many read and shown, and if late.

    A live edition has no window: it is the news.
    """
    if edition.mode is Mode.LIVE:
        return joined(["**Just in**", pinged(edition)])
    digest = edition.digest
    outlets = len({a.outlet for a in _articles(digest) if a.outlet})
    shown = f"{counted(len(digest.stories), 'story', 'stories')} shown"
    if outlets:
        shown += f" from {counted(outlets, 'outlet', 'outlets')}"
    read = max(edition.read, digest.articles)
    parts = [_since(edition), f"{counted(read, 'article', 'articles')} read", shown]
    if edition.late:
        due = f": was due {_shown(edition.due, edition)}" if edition.due else ""
        parts.append(f"late{due}")
    return joined([*parts, pinged(edition)])


def pinged(edition: Edition) -> str:
    """Return the mentions of the roles that are pinged, "" for none."""
    return " ".join(f"<@&{role}>" for role in roles(edition))


def roles(edition: Edition) -> tuple[str, ...]:
    """Return the ids of the roles that are pinged: what is no id is none."""
    ids = (role for role in dict.fromkeys(edition.roles) if role.isdecimal())
    return tuple(islice(ids, _MOST_ROLES))


def closing(edition: Edition) -> str:
    """Return the line below the cards: which texts they were made from, and how."""
    verdicts = Counter(each.verdict for each in _articles(edition.digest))
    counts = [
        counted(number, one, many)
        for kinds, one, many in _KINDS
        if (number := sum(verdicts[each] for each in kinds))
    ]
    engine, aside = edition.digest.engine, edition.digest.aside
    by = _OWN_WORDS if engine == "extractive" else f"worded by {fit(engine, MOST_NAME)}"
    made = f"Made from {listed(counts)}" if counts else ""
    return joined([made, by, fit(aside, _MOST_ASIDE)])


def part_of(edition: Edition, part: int) -> str:
    """Return what a post ends in, to be known by; "" for what is only looked at."""
    return mark(edition.id, part) if edition.id else ""


def _since(edition: Edition) -> str:
    return f"**Since {_shown(edition.since, edition)}**" if edition.since else ""


def _shown(moment: datetime, edition: Edition) -> str:
    long = edition.digest.made_at - moment > _DAY
    return f"<t:{int(moment.timestamp())}:{'f' if long else 't'}>"


def _articles(digest: Digest) -> Iterator[Article]:
    for story in digest.stories:
        for report in story.reports:
            yield report.article
