"""Compose a digest: reports to stories, the most important first."""

from collections.abc import Sequence
from datetime import datetime

from digests.stories.cluster import settle
from digests.stories.quoting import key_quotes
from digests.stories.rank import importance
from digests.types import Digest, Report, Story, Verdict

_FULLNESS = {
    Verdict.FULL: 3,
    Verdict.TEASER: 2,
    Verdict.PAYWALL: 1,
    Verdict.CONSENT: 1,
    Verdict.HEADLINE: 0,
}
# Longer texts are no better to build a card on than these.
_LONG_ENOUGH = 2500


def compose(
    reports: Sequence[Report], made_at: datetime, limit: int | None = None
) -> Digest:
    """Return the digest of these reports.

    Args:
        reports: In the order in which they were read; each lands in one story.
        made_at: When; freshness is told from here.
        limit: How many stories at most.

    """
    groups = settle([report.article for report in reports])
    stories = [_story([reports[place] for place in group]) for group in groups]
    return _ranked(stories, made_at, limit)


def compose_apart(
    reports: Sequence[Report], made_at: datetime, limit: int | None = None
) -> Digest:
    """Return a digest with a story for each report, whatever they are about.

    For reports so many or so odd that grouping them costs too much.
    """
    return _ranked([_story([report]) for report in reports], made_at, limit)


def story_of(reports: Sequence[Report]) -> Story:
    """Return the story of these reports, its card built on the first as before."""
    return Story(tuple(reports), key_quotes(reports))


def _ranked(stories: list[Story], made_at: datetime, limit: int | None) -> Digest:
    stories.sort(key=lambda story: -importance(story, made_at))
    return Digest(tuple(stories[:limit]), made_at)


def _story(reports: Sequence[Report]) -> Story:
    ordered = tuple(sorted(reports, key=_fitness, reverse=True))
    return Story(ordered, key_quotes(ordered))


def _fitness(report: Report) -> tuple[int, bool, int, float]:
    """Order the reports on one event: the text to build on comes first."""
    article = report.article
    early = -article.published.timestamp() if article.published else float("-inf")
    length = min(len(article.text), _LONG_ENOUGH)
    return _FULLNESS[article.verdict], bool(report.summary.sentences), length, early
