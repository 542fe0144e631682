"""Put articles on one event together, each as it comes, with no look ahead."""

from collections.abc import Sequence
from datetime import timedelta

import numpy as np

from digests.stories.joining import WEIGHTS, Group, bar_after, measure
from digests.stories.likeness import Array, Stream
from digests.stories.views import look_at
from digests.types import Article

# What is further apart is another event, however alike.
_MOST_APART = timedelta(days=7)
# Evidence against, per day apart.
_PER_DAY = 0.25
# Less shared than this is not worth weighing.
LEAST_ALIKE = 0.03
# So many articles, the most alike in each view, have their groups weighed.
_WEIGHED = 12


Places = tuple[tuple[int, ...], ...]


def cluster(articles: Sequence[Article]) -> Places:
    """Return the articles' places, grouped by event.

    Groups come in the order of their first article, places within a group in
    that of the articles. Each article joins the likeliest group of those
    before it, or opens its own.
    """
    return _places(_Day(articles).groups)


def settle(articles: Sequence[Article]) -> Places:
    """Return the same where all articles are known at once, as for a digest.

    Those that stayed alone are looked at once more: what came later may be
    what they belong to.
    """
    day = _Day(articles)
    day.look_again()
    return _places(day.groups)


def _places(groups: Sequence[Group]) -> Places:
    return tuple(sorted(tuple(sorted(group.places)) for group in groups))


class _Day:
    """Articles as they came, and the groups that they fell into."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._articles = articles
        self._sides = [look_at(article) for article in articles]
        stream = Stream()
        self._alike: list[Array] = []
        self.groups: list[Group] = []
        for place, sides in enumerate(self._sides):
            self._alike.append(stream.add(sides))
            group = self._likeliest(place, self._alike[place], place)
            if group is None:
                group = Group()
                self.groups.append(group)
            group.take(place, sides, self._alike[place])

    def look_again(self) -> None:
        """Let each lone article join a group, now that the stream is whole."""
        if not self._alike:
            return
        whole = _both_ways(self._alike)
        for alone in [group for group in self.groups if len(group.places) == 1]:
            if len(alone.places) > 1:
                continue  # another has joined it meanwhile
            (place,) = alone.places
            self.groups.remove(alone)
            group = self._likeliest(place, whole[place], len(self._alike) - 1)
            if group is None:
                self.groups.append(alone)
            else:
                group.take(place, self._sides[place], whole[place])

    def _near(self, alike: Array) -> list[Group]:
        """Return the groups worth weighing: those of the articles most alike.

        What is most alike in no view is never the likeliest, and weighing costs most.
        """
        places = np.flatnonzero(alike[:, 0] >= LEAST_ALIKE)
        if len(places) > _WEIGHED:
            most = np.argsort(alike[places], axis=0)[-_WEIGHED:]
            places = places[np.unique(most)]
        near = set(places.tolist())
        return [group for group in self.groups if not near.isdisjoint(group.places)]

    def _likeliest(self, place: int, alike: Array, before: int) -> Group | None:
        best, found = bar_after(before), None
        for group in self._near(alike):
            near = alike[group.places]
            others = [self._articles[each] for each in group.places]
            apart = _apart(self._articles[place], others)
            if apart > _MOST_APART:
                continue
            measured = measure(near, group, self._sides[place], before)
            score = float(measured @ WEIGHTS) - _PER_DAY * (apart / timedelta(days=1))
            if score > best:
                best, found = score, group
        return found


def _both_ways(alike: Sequence[Array]) -> Array:
    """Return each article's likeness to every other, from that to those before."""
    whole = np.zeros((len(alike), len(alike), alike[0].shape[1]))
    for place, row in enumerate(alike):
        whole[place, :place] = row
        whole[:place, place] = row
    return whole


def _apart(article: Article, others: Sequence[Article]) -> timedelta:
    """Return how far the article is from the nearest of the others in time."""
    gaps = [
        abs(article.published - other.published)
        for other in others
        if article.published and other.published
    ]
    return min(gaps, default=timedelta())
