"""The nouns of what a model wrote: sentences by the numbers of what they stand on.

Nothing here is believed before `grounding.gate` has held it against the sources.
"""

from enum import StrEnum

from msgspec import Struct

from digests.errors import DigestsError, EndpointError, JobError, NotAsked, StorageError

# Why the words are the articles' own though there is a model, for readers.
TOO_SLOW = "the model took too long"
NO_TIME = "there was no time left to ask the model"
UNBOOKED = "what the model costs could not be written down"
UNREACHED = "the model is out of reach"
NO_REPLY = "the model gave no reply that can be used"
TOO_LITTLE = "too little of what the model wrote stood in the articles"
NO_ANSWER = "the model found no answer in these reports"
NOT_KEPT = "what the model wrote did not stand in the articles"

# What may keep a model's words from readers; what was found is told then.
HINDRANCES = (NotAsked, EndpointError, StorageError, JobError)


def aside_of(error: DigestsError) -> str:
    """Return for readers why one of these has the words be the articles' own."""
    if isinstance(error, NotAsked):
        return error.reason
    if isinstance(error, StorageError):
        return UNBOOKED
    # What cannot be judged is not believed.
    return NOT_KEPT if isinstance(error, JobError) else UNREACHED


class Wording(Struct, frozen=True):
    """A sentence in a model's words that stands in its sources.

    `sources` are places of reports or passages, from 0, never none. `text` is what
    is printed; `original` is the sentence that it translates, "" where it is none.
    """

    text: str
    sources: tuple[int, ...]
    original: str = ""


class Fault(StrEnum):
    """Why a sentence was cut, or a reply was not used."""

    EMPTY = "nothing was said"
    NO_SENTENCE = "there is no sentence in the reply"
    UNREADABLE = "the reply is not in the form that was asked for"
    CUT_OFF = "the reply was cut off"
    REFUSAL = "the model refused"
    NO_SOURCE = "it names no source that it was given"
    MARKUP = "it holds a link, a mention or markup"
    PROMPT = "it repeats what the model was told"
    QUOTE = "it quotes what nobody said so"
    VOICE = "it speaks as somebody, or to somebody"
    NAME = "a name does not stand in the source"
    NUMBER = "a number or date does not stand in the source"
    TITLE = "a title or office does not stand in the source so"
    UNSUPPORTED = "the source does not say it"
    TURNED = "the source says it otherwise"
    LANGUAGE = "it is in another language"
    REPEATED = "it was said before"
    ADRIFT = "who it speaks of was named in a sentence that was cut"
    LITTLE = "what is left does not tell the story"
    TRANSLATION = "the translation leaves out a name, or adds or leaves out a number"
    BACK = "the translation, put back, does not say what its original says"


# Faults of a reply of which there is no sentence to be judged.
_NO_REPLIES = frozenset(
    {
        Fault.EMPTY,
        Fault.NO_SENTENCE,
        Fault.UNREADABLE,
        Fault.CUT_OFF,
        Fault.REFUSAL,
    }
)


class Cut(Struct, frozen=True):
    """A sentence that was not kept, and why."""

    text: str
    fault: Fault


class Retelling(Struct, frozen=True):
    """What is left of a reply, and what is not.

    `quotes` are numbers in the list of quotes that the model was given, from 0.
    `fault` says why nothing is left where it is the whole reply that is at fault.
    """

    sentences: tuple[Wording, ...] = ()
    quotes: tuple[int, ...] = ()
    cut: tuple[Cut, ...] = ()
    fault: Fault | None = None

    @property
    def is_judged(self) -> bool:
        """Whether there was something to be judged, be it that all of it was cut."""
        return bool(self.cut) or self.fault not in _NO_REPLIES

    @property
    def aside(self) -> str:
        """Why nothing is left, for readers; "" where something is."""
        if self.sentences:
            return ""
        if self.fault is Fault.LITTLE:
            return TOO_LITTLE
        return NOT_KEPT if self.is_judged else NO_REPLY
