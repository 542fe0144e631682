"""The news as the JSON that other programs rely on; the keys are a contract."""

from typing import Any

from bot.feeds_as_json import iso
from digests.asked import Said
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
        "published": iso(article.published),
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
                "published": iso(each.published),
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
        "published": iso(said.published),
        "first_seen": iso(said.seen),
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
