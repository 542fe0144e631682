"""Turn other programs' filters into ours, and say in words what gets lost."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from digests.feeds.filters import LONGEST_PATTERN, MOST_KEYWORDS, problems
from digests.feeds.topics import tidy
from digests.followed import Filters

# Of one kind in one feed.
_MOST_READ = 1_000


def wide(words: Iterable[str]) -> tuple[str, ...]:
    """Return words that were looked for within words too, as ours that end early."""
    return tuple(f"{word.rstrip('*')}*" for each in words if (word := each.strip()))


class Rules(Struct, frozen=True):
    """Another program's filters of one feed: any of `patterns` is to match."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    def as_filters(self) -> tuple[Filters, str]:
        """Return what can be taken over, and what not, in words."""
        lost = list(self.lost)
        include = _usable(self.include, MOST_KEYWORDS, lost)
        exclude = _usable(self.exclude, MOST_KEYWORDS - len(include), lost)
        pattern = "|".join(f"(?:{each})" for each in self.patterns)
        if len(self.patterns) == 1:
            pattern = self.patterns[0]
        if wrong := problems(Filters(pattern=pattern)):
            shown = tidy(pattern, LONGEST_PATTERN // 2)
            lost.append(f"the regex {shown} ({'; '.join(wrong)})")
            pattern = ""
        note = f"not taken over: {'; '.join(lost)}" if lost else ""
        return Filters(include, exclude, (), pattern), note


def _usable(words: Sequence[str], room: int, lost: list[str]) -> tuple[str, ...]:
    """Return the words that filters take, as many as there is room for."""
    kept: list[str] = []
    for word in dict.fromkeys(tidy(each, 1000) for each in words[:_MOST_READ]):
        if problems(Filters(include=(word,))):
            lost.append(f"the keyword {tidy(word, 40)}")
        else:
            kept.append(word)
    if len(kept) > room:
        lost.append(f"{len(kept) - room} keywords too many")
    return tuple(kept[:room])
