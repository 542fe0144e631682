"""FeedCord's `appsettings.json`.

Of its own repository, Qolors/FeedCord: FeedCord/src/Common/Config.cs (an
instance's keys), PostFilters.cs, FeedCord/src/Startup.cs ("Instances"; a .NET
settings file, so keys in any case), FeedCord/src/Services/FeedManager.cs (the
filter of the address "all" is that of feeds without their own; YoutubeUrls are
channels' pages) and FeedCord/config/appsettings.json (version 1: one instance,
without a list). A webhook's address is a secret and is not read.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from digests.desk import ImportedFeed
from digests.feeds.topics import topic_of
from digests.imports.rules import Rules, wide


def is_feedcord(data: object) -> bool:
    """Tell whether these settings are FeedCord's."""
    return isinstance(data, dict) and not _lower(data).keys().isdisjoint(
        {"instances", "rssurls"}
    )


def feeds_of(data: Mapping[str, Any]) -> Iterator[ImportedFeed]:
    """Yield the instances' feeds, each instance as a topic."""
    settings = _lower(data)
    for number, instance in enumerate(
        _list(settings.get("instances")) or [settings], 1
    ):
        if isinstance(instance, dict):
            yield from _feeds(_lower(instance), number)


def _feeds(instance: Mapping[str, Any], number: int) -> Iterator[ImportedFeed]:
    name = topic_of([str(instance.get("id") or "")])
    wanted = dict(_filters(instance))
    for key, called in (("rssurls", "feed"), ("youtubeurls", "channel")):
        for position, url in enumerate(_list(instance.get(key)), 1):
            if not isinstance(url, str) or not url.strip():
                continue  # FeedCord's own examples hold "" for none.
            rules = Rules(include=wide(wanted.get(url, wanted.get("all", ()))))
            filters, note = rules.as_filters()
            place = f"instance {number}, {called} {position}"
            yield ImportedFeed(
                url.strip(), topic=name, filters=filters, place=place, note=note
            )


def _filters(instance: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for each in _list(instance.get("postfilters")):
        rule = _lower(each) if isinstance(each, dict) else {}
        words = [w for w in _list(rule.get("filters")) if isinstance(w, str)]
        if isinstance(rule.get("url"), str):
            yield rule["url"], tuple(words)


def _lower(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key.lower(): value for key, value in table.items()}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
