"""Feeds and what became of their items, as the JSON that other programs rely on.

The keys are a contract.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from digests.desk import Choice
from digests.followed import (
    FeedHealth,
    Notice,
    PagesReport,
    PollReport,
    Ruling,
    Subscription,
)
from digests.traced import FeedItem, Sample, Trace


def sample_as_json(source: str, sample: Sample) -> dict[str, Any]:
    """Return one feed of `feeds test --json`."""
    return {
        "source": source,
        "url": sample.url,
        "title": sample.title,
        "kind": sample.kind,
        "language": sample.language,
        "entries": sample.entries,
        "cut": sample.cut,
        "taken": sample.taken,
        "items": [
            {
                "title": each.entry.title,
                "url": each.entry.link,
                "published": iso(each.entry.published),
                "note": each.note,
                "accepted": each.ruling.taken,
                "reason": each.ruling.reason or None,
            }
            for each in sample.items
        ],
    }


def choice_as_json(choice: Choice) -> dict[str, Any]:
    """Return `feeds test --json` of a page that links to several feeds."""
    return {
        "source": choice.asked,
        "choices": [
            {"url": each.url, "title": each.title} for each in choice.candidates
        ],
    }


def subscription_as_json(each: Subscription) -> dict[str, Any]:
    """Return one line of `feeds list --json`."""
    return {
        "id": each.feed_id,
        "url": each.url,
        "title": each.title,
        "topic": each.topic,
        "guild": each.guild or None,
        "channel": each.channel or None,
        "include": list(each.filters.include),
        "exclude": list(each.filters.exclude),
        "languages": list(each.filters.languages),
        "regex": each.filters.pattern or None,
    }


def ruling_as_json(item: FeedItem, ruling: Ruling) -> dict[str, Any]:
    """Return one line of `feeds filter --preview --json`."""
    return {
        "title": item.title,
        "url": item.link,
        "first_seen": iso(item.first_seen),
        "accepted": ruling.taken,
        "reason": ruling.reason or None,
    }


def poll_as_json(
    asked: PollReport, read: PagesReport, notices: Sequence[Notice]
) -> dict[str, Any]:
    """Return `poll --once --json`: what one round came to, in numbers."""
    return {
        "asked": asked.asked,
        "unchanged": asked.unchanged,
        "new": asked.new,
        "changed": asked.changed,
        "archived": asked.archived,
        "held": asked.held,
        "read": read.read,
        "linked": read.linked,
        "later": read.later,
        "failures": [{"url": url, "error": reason} for url, reason in asked.failures],
        "notices": [{"url": each.url, "text": each.text} for each in notices],
    }


def trace_as_json(trace: Trace) -> dict[str, Any]:
    """Return `why --json`; `at` is null where no time belongs to a step."""
    return {
        "asked": trace.asked,
        "kind": trace.kind.value,
        "title": trace.title,
        "url": trace.url,
        "steps": [
            {"stage": step.stage.value, "at": iso(step.at), "text": step.text}
            for step in trace.steps
        ],
        "others": list(trace.others),
    }


def health_as_json(feed: FeedHealth) -> dict[str, Any]:
    """Return one feed of `feeds health --json`."""
    return {
        "id": feed.id,
        "url": feed.url,
        "title": feed.title,
        "state": feed.state.value,
        "interval_s": int(feed.interval.total_seconds()),
        "added": iso(feed.added),
        "polled": iso(feed.polled),
        "read": iso(feed.read),
        "next_poll": iso(feed.next_poll),
        "failures": feed.failures,
        "failing_since": iso(feed.failing_since),
        "error": feed.error or None,
        "entries": feed.entries,
        "waiting": feed.waiting,
        "held": feed.held,
    }


def iso(moment: datetime | None) -> str | None:
    """Return a moment as JSON tells it."""
    return moment.isoformat() if moment else None
