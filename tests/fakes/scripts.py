"""What a model writes that means well: its sources, lightly reworded.

It reads the messages as loosely as a model does: sources between fences, quotes by
their numbers, and whatever else as the question.
"""

import json
import re

Messages = list[dict[str, str]]

_SOURCE = re.compile(
    r"<<source (\d+)\b[^>]*>>\n?(.*?)<<end of source \1>>", re.DOTALL | re.IGNORECASE
)
_QUOTE = re.compile(r"^\W*quote (\d+) \(source (\d+)", re.MULTILINE | re.IGNORECASE)
# Lines end sentences, for a title has no full stop.
_END = re.compile(r"(?<=[.!?])\s+|\n+")
_MARKS = set('"“”„«»‘’「」『』')
# Words that a writer may change and no fact hangs on.
OTHER = {
    "however": "still",
    "approximately": "about",
    "because": "as",
    "although": "though",
    "began": "started",
    "which": "that",
    "additionally": "also",
    "until": "till",
    "several": "some",
}
_WORDS = re.compile(r"\b(" + "|".join(OTHER) + r")\b")
_MOST = 3


def honest(messages: Messages) -> str:
    """Return a sentence for each of the first sources, and the first quotes."""
    data = messages[-1]["content"]
    asked = _words(_SOURCE.sub("", data))
    sentences = [
        {"text": reworded(best), "sources": [int(number)], "original": ""}
        for number, text in _SOURCE.findall(data)[:_MOST]
        if (best := _fitting(text, asked))
    ]
    quotes = [int(number) for number, _ in _QUOTE.findall(data)]
    return json.dumps({"sentences": sentences, "quotes": quotes[:_MOST]})


def sources(messages: Messages) -> dict[int, str]:
    """Return the texts that a model is shown, by number."""
    return {int(n): text for n, text in _SOURCE.findall(messages[-1]["content"])}


def reworded(sentence: str) -> str:
    """Return a sentence in slightly other words."""
    return _WORDS.sub(lambda found: OTHER[found[0]], sentence)


def _fitting(text: str, asked: set[str]) -> str:
    """Return the sentence with most of what was asked; of equals, the first."""
    whole = (" ".join(each.split()) for each in _END.split(text.strip()))
    plain = [each for each in whole if each.endswith(".") and not _MARKS & set(each)]
    return max(plain, key=lambda each: len(asked & _words(each)), default="")


def _words(text: str) -> set[str]:
    return {each for each in re.findall(r"\w+", text.lower()) if len(each) > 3}
