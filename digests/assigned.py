"""The nouns of an assignment: what a model is asked, and what its reply is held to.

They go to workers and back; the main process loads nothing that judges.
"""

from msgspec import Struct

from digests.ports import Prompt
from digests.types import KeyQuote, Quote, Story


class Source(Struct, frozen=True):
    """A text with its own quotes, at the places that they have in its article.

    `beside` is what is told of it elsewhere: its title, byline and outlet.
    """

    text: str
    beside: str = ""
    language: str = ""
    quotes: tuple[Quote, ...] = ()
    outlet: str = ""


class Task(Struct, frozen=True):
    """What was asked of the model, as far as its reply is judged by it.

    `rules` is what it was told, `quotes` how many quotes it could choose from.
    `language` is what it should write in, "" for its sources' own; `most` how many
    sentences.
    """

    rules: str
    sources: tuple[Source, ...]
    quotes: int = 0
    language: str = ""
    most: int = 3


class Manner(Struct, frozen=True):
    """How it is to be told: a schedule's style and length, and a language.

    The language is "" for the reports' own.
    """

    style: str = "neutral"
    language: str = ""
    length: str = "usual"


class Assignment(Struct, frozen=True):
    """What a model is asked of a story, and what its reply is held against.

    `places` are those of the task's sources among the story's reports.
    """

    prompt: Prompt
    task: Task
    offered: tuple[KeyQuote, ...] = ()
    places: tuple[int, ...] = ()


class Retold(Struct, frozen=True):
    """Stories in a model's words, as far as that could be.

    `engine` names who worded them, `aside` says of how many not, and why; "" for none.
    """

    stories: tuple[Story, ...]
    engine: str = "extractive"
    aside: str = ""
