"""Put articles on one event together, each as it comes, with no look ahead."""

from collections.abc import Sequence
from datetime import timedelta

from digests.stories.joining import WEIGHTS, Group, bar_after, measure
from digests.stories.likeness import Array, Stream
from digests.stories.views import Sides, look_at
from digests.types import Article

# What is further apart is another event, however alike.
_MOST_APART = timedelta(days=7)
# Evidence against, per day apart.
_PER_DAY = 0.25
# Less shared than this is not worth weighing.
LEAST_ALIKE = 0.03


def cluster(articles: Sequence[Article]) -> tuple[tuple[int, ...], ...]:
    """Return the articles' places, grouped by event.

    Groups come in the order of their first article, places within a group in
    that of the articles. Each article joins the likeliest group of those
    before it, or opens its own.
    """
    stream = Stream()
    groups: list[Group] = []
    for place, article in enumerate(articles):
        sides = look_at(article)
        alike = stream.add(sides)
        group = _likeliest(groups, articles, place, sides, alike)
        if group is None:
            group = Group()
            groups.append(group)
        group.take(place, sides, alike)
    return tuple(tuple(group.places) for group in groups)


def _likeliest(
    groups: Sequence[Group],
    articles: Sequence[Article],
    place: int,
    sides: Sides,
    alike: Array,
) -> Group | None:
    best, found = bar_after(place), None
    for group in groups:
        near = alike[group.places]
        if near[:, 0].max() < LEAST_ALIKE:
            continue
        apart = _apart(articles[place], [articles[each] for each in group.places])
        if apart > _MOST_APART:
            continue
        score = float(measure(near, group, sides, place) @ WEIGHTS)
        score -= _PER_DAY * (apart / timedelta(days=1))
        if score > best:
            best, found = score, group
    return found


def _apart(article: Article, others: Sequence[Article]) -> timedelta:
    """Return how far the article is from the nearest of the others in time."""
    gaps = [
        abs(article.published - other.published)
        for other in others
        if article.published and other.published
    ]
    return min(gaps, default=timedelta())
