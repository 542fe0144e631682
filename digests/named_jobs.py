"""What workers are asked to do that takes heavy libraries: each job by its name.

A test holds every signature here against the function's own.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from digests.asked import Said, Saying, Scope, Understood
from digests.assigned import Assignment, Manner
from digests.desk import Candidate, FeedFound, ImportedList
from digests.errors import SourceError
from digests.followed import Filters, Ruling
from digests.incoming import FeedBody, FeedReading
from digests.ports import Completion, Job, Prompt
from digests.retold import Retelling, Wording
from digests.types import (
    Answer,
    Digest,
    Entry,
    ParsedFeed,
    Passage,
    Reading,
    Report,
    Story,
)

# A page's body, address and charset.
Page = tuple[bytes, str, str | None]

read_entry: Job[[Entry, str, str, Page | None], Reading] = Job(
    "digests.reading", "read_entry"
)
read_followed: Job[[Entry, str, str, str, Page | None], Reading] = Job(
    "digests.reading", "read_followed"
)
read_page: Job[[bytes, str, str | None], Reading] = Job("digests.reading", "read_page")
read_text: Job[[bytes, str], Reading] = Job("digests.reading", "read_text")
read_feed: Job[[bytes, str, str], FeedReading] = Job("digests.feeds.read", "read_feed")
read_feeds: Job[[tuple[FeedBody, ...]], tuple[FeedReading | SourceError, ...]] = Job(
    "digests.feeds.several", "read_feeds"
)
parse_feed: Job[[bytes, str, str], ParsedFeed] = Job(
    "digests.feeds.parse", "parse_feed"
)
look: Job[[bytes, str, str], FeedFound | tuple[Candidate, ...]] = Job(
    "digests.feeds.discover", "look"
)
judge_all: Job[[Filters, Sequence[tuple[str, str, str]]], tuple[Ruling, ...]] = Job(
    "digests.feeds.filters", "judge_all"
)
sift: Job[
    [Sequence[Filters], Sequence[tuple[str, str, str]]], tuple[tuple[bool, ...], ...]
] = Job("digests.feeds.sifting", "sift")
problems: Job[[Filters], tuple[str, ...]] = Job("digests.feeds.filters", "problems")
filters_from: Job[[Sequence[str], Sequence[str], Sequence[str], str], Filters] = Job(
    "digests.feeds.filters", "filters_from"
)
read_list: Job[[bytes, str], ImportedList] = Job(
    "digests.imports.recognise", "read_list"
)
compose: Job[[Sequence[Report], datetime], Digest] = Job(
    "digests.stories.compose", "compose"
)
compose_apart: Job[[Sequence[Report], datetime], Digest] = Job(
    "digests.stories.compose", "compose_apart"
)
story_of: Job[[Sequence[Report]], Story] = Job("digests.stories.compose", "story_of")
answer: Job[[str, Sequence[Passage], Mapping[str, float], Scope], Answer] = Job(
    "digests.answers.extractive", "answer"
)
pack: Job[[Sequence[Sequence[float]]], list[bytes]] = Job(
    "digests.answers.nearness", "pack"
)
understand: Job[[str, datetime, str, Sequence[str]], Understood] = Job(
    "digests.answers.narrowing", "understand"
)
fitting: Job[[Sequence[tuple[Said, str]], Saying], list[Said]] = Job(
    "digests.answers.quoted", "fitting"
)
foremost: Job[[Sequence[tuple[Said, str]], Saying, int], list[Said]] = Job(
    "digests.answers.quoted", "foremost"
)
assign: Job[[Story, Manner], Assignment | None] = Job(
    "digests.condense.model", "assign"
)
retell: Job[[Story, Assignment, Completion], tuple[Story, Retelling]] = Job(
    "digests.condense.model", "retell"
)
ask_back: Job[[Assignment, Retelling], Prompt | None] = Job(
    "digests.condense.model", "ask_back"
)
hold: Job[[Story, Assignment, Retelling, Completion], tuple[Story, Retelling]] = Job(
    "digests.condense.model", "hold"
)
fallen: Job[[Sequence[Wording], Sequence[Report]], tuple[str, ...]] = Job(
    "digests.condense.model", "fallen"
)
ask: Job[[str, Sequence[Report]], Assignment] = Job("digests.answers.model", "ask")
reword: Job[[Assignment, Completion], Retelling] = Job(
    "digests.answers.model", "reword"
)
