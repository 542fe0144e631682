"""Values as the JSON that other programs rely on; the keys are a contract."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from digests.asked import Said
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
from digests.types import Answer, Digest, Quote, Reading


def reading_as_json(
    source: str, reading: Reading, digest: Digest | None
) -> dict[str, Any]:
    """Return one article of `try --json`; offsets are code points into `text`."""
    report = reading.report
    article = report.article
    return {
        "source": source,
        "title": article.title,
        "url": article.url,
        "outlet": article.outlet,
        "published": _iso(article.published),
        "language": article.language,
        "verdict": article.verdict.value,
        "text": article.text,
        "summary": [
            {"text": each.text, "start": each.start, "end": each.end}
            for each in report.summary.sentences
        ],
        "quotes": [_quote_as_json(quote) for quote in report.quotes],
        "story": digest.number_of(article) if digest else None,
    }


def answer_as_json(answer: Answer) -> dict[str, Any]:
    """Return the last line of `try --json --ask`."""
    return {
        "question": answer.question,
        "answer": [
            {
                "text": each.text,
                "url": each.url,
                "title": each.title,
                "published": _iso(each.published),
                "start": each.start,
                "end": each.end,
            }
            for each in answer.sentences
        ],
        "refused": answer.refused,
    }


def said_as_json(said: Said) -> dict[str, Any]:
    """Return one quote of `quotes --json`; offsets are of the article's text."""
    return {
        "text": said.quote.text,
        "speaker": said.quote.speaker,
        "role": said.quote.role,
        "kind": said.quote.kind.value,
        "start": said.quote.start,
        "end": said.quote.end,
        "outlet": said.outlet,
        "title": said.title,
        "url": said.url,
        "link": said.link,
        "published": _iso(said.published),
        "first_seen": _iso(said.seen),
    }


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
                "published": _iso(each.entry.published),
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
        "first_seen": _iso(item.first_seen),
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
            {"stage": step.stage.value, "at": _iso(step.at), "text": step.text}
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
        "added": _iso(feed.added),
        "polled": _iso(feed.polled),
        "read": _iso(feed.read),
        "next_poll": _iso(feed.next_poll),
        "failures": feed.failures,
        "failing_since": _iso(feed.failing_since),
        "error": feed.error or None,
        "entries": feed.entries,
        "waiting": feed.waiting,
        "held": feed.held,
    }


def _quote_as_json(quote: Quote) -> dict[str, Any]:
    return {
        "text": quote.text,
        "start": quote.start,
        "end": quote.end,
        "speaker": quote.speaker,
        "role": quote.role,
        "mention": list(quote.mention) if quote.mention else None,
        "kind": quote.kind.value,
        "cue": quote.cue,
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
