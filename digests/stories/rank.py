"""Put stories in order of importance."""

import math
from datetime import datetime, timedelta

from digests.types import Story, Verdict

# What each counts for; a second outlet weighs as much as a day of freshness.
_OUTLETS = 1.0
_FULLNESS = 0.5
_SPEAKERS = 0.3
_PER_DAY_OLD = 0.7
# What the fullest text of a story takes off where it is not the whole report.
_SHORT_OF_FULL = {Verdict.FULL: 0.0, Verdict.TEASER: -1.0}
_HEADLINE_ONLY = -3.0
# Beyond this, length says nothing more.
_FULL_WORDS = 600
_OLDEST = timedelta(days=7)


def importance(story: Story, now: datetime) -> float:
    """Return how important a story is; higher is more.

    Counted are the outlets that report it, how full the fullest report is, how
    many people speak in it, and how fresh it is. A story that gives no more
    than a headline comes last.
    """
    outlets = {report.article.outlet or report.article.url for report in story.reports}
    words = max(len(report.article.text.split()) for report in story.reports)
    speakers = {key.quote.speaker for key in story.key_quotes if key.quote.speaker}
    score = _OUTLETS * math.log2(1 + len(outlets))
    score += _FULLNESS * min(1.0, words / _FULL_WORDS)
    score += _SPEAKERS * len(speakers)
    score -= _PER_DAY_OLD * (_age(story, now) / timedelta(days=1))
    return score + max(
        _SHORT_OF_FULL.get(report.article.verdict, _HEADLINE_ONLY)
        for report in story.reports
    )


def _age(story: Story, now: datetime) -> timedelta:
    times = [r.article.published for r in story.reports if r.article.published]
    age = now - max(times) if times else timedelta()
    return min(max(age, timedelta()), _OLDEST)
