"""Set anew what a posted card shows and its articles no longer say. Pure.

Works on the messages as they were sent: whatever else stands in them stays. What
fits no more gives way; a message never grows over its limits.
"""

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.cards import TRANSLATED, Card, card_of
from bot.components import parse_custom_id
from bot.escape import embeddable
from bot.posts import IS_COMPONENTS_V2
from bot.render.components import MOST_IN_TEXTS, MOST_OCTETS, OCTETS_PER_TEXT
from bot.render.embeds import MOST_DESCRIPTION, MOST_IN_EMBEDS, MOST_TITLE
from bot.render.lines import card_lines, headline
from bot.render.text import linked, size
from digests.corrected import Correction, Posted, Withdrawn
from digests.timetables import Changed

_TEXT, _ROW, _SMALL, _HEADED = 10, 1, "-# ", "### "
_NOTED = "-# Its page has changed since: not all of this stands there any more."
_ANEW = "-# Set anew <t:{}:f>, for its page has changed since it was posted."
_REMARKS = (_NOTED[:24], _ANEW[:14])

Json = dict[str, Any]


def amended(correction: Correction) -> dict[int, str]:
    """Return what the messages of a card are to be, by their deliveries.

    None of those that show nothing that is gone, or say so already.
    """
    made = {}
    for posted in correction.withdrawn.posts:
        body = json.loads(posted.body)
        for block in _blocks(body, posted, correction.withdrawn):
            if _is_shown(correction.withdrawn.gone, block.words):
                _amend(block, correction)
        text = json.dumps(body, ensure_ascii=False)
        if text != posted.body:
            made[posted.delivery] = text
    return made


class _Block:
    """A part of a message that shows the card, or some of it."""

    def __init__(self, body: Json, part: Json, key: str, title: str | None) -> None:
        """Take where its text stands; it is `title` that it is the whole card by.

        That is what stands before the headline, None where it is but a part.
        """
        self._body, self._part, self._key = body, part, key
        self.title = title

    @property
    def words(self) -> str:
        return f"{self._part.get('title', '')}\n{self._part.get(self._key, '')}"

    @property
    def is_embed(self) -> bool:
        return self._key == "description"

    @property
    def lines(self) -> list[str]:
        return str(self._part.get(self._key, "")).split("\n")

    def put(self, lines: Sequence[str]) -> bool:
        """Put these lines there; tell whether the message is within its limits."""
        self._part[self._key] = "\n".join(lines)
        return _fits(self._body)

    def head(self, title: str, url: str) -> None:
        """Put another headline there, where it stands apart; no model told of it."""
        self._part["title"] = title
        self._part.pop("url", None)
        if url:
            self._part["url"] = url
        if footer := self._part.get("footer"):
            footer["text"] = footer["text"].replace(TRANSLATED, "")


def _amend(block: _Block, correction: Correction) -> None:
    wanted = correction.withdrawn
    if wanted.changed is Changed.EDIT and block.title is not None:
        _set_anew(block, card_of(correction.story), correction)
    elif _NOTED not in block.lines:
        _note(block, wanted.gone)


def _set_anew(block: _Block, card: Card, correction: Correction) -> None:
    """Put the card as it is now in the place of what it was."""
    remark = _ANEW.format(int(correction.at.timestamp()))
    lines = card_lines(card, correction.withdrawn.style)
    head, foot = [], []
    if block.is_embed:
        before = block.title or ""
        title = before + headline(card, MOST_TITLE - len(before))
        block.head(title, embeddable(card.source.link))
    else:
        head = [_HEADED + linked(headline(card, MOST_TITLE), card.source.link)]
        foot = [each for each in block.lines[-1:] if each.startswith(_SMALL)]
        # What is set anew is told in the article's own words.
        foot = [each.replace(TRANSLATED, "") for each in foot]
    while not block.put([*head, *lines, remark, *foot]) and lines:
        lines.pop()


def _note(block: _Block, gone: Sequence[str]) -> None:
    """Say below the card that it has changed; what is gone makes room for that."""
    lines = [each for each in block.lines if not each.startswith(_REMARKS)]
    end = len(lines)
    if not block.is_embed and lines[-1].startswith(_SMALL):
        end -= 1
    if not block.put([*lines[:end], _NOTED, *lines[end:]]):
        kept = [each for each in lines[1:end] if not _is_shown(gone, each)]
        block.put([*lines[:1], *kept, _NOTED, *lines[end:]])


def _blocks(body: Json, posted: Posted, wanted: Withdrawn) -> Iterator[_Block]:
    """Yield the parts of a message that show the card, or may."""
    if body.get("flags", 0) & IS_COMPONENTS_V2:
        for box in body["components"]:
            number = _number_of(box, wanted.digest)
            for text in _texts(box) if number in {None, wanted.number} else ():
                whole = number is not None and text["content"].startswith(_HEADED)
                yield _Block(body, text, "content", "" if whole else None)
        return
    embeds = body.get("embeds") or []
    for place, embed in enumerate(embeds):
        counted = f"{wanted.number} · "
        title = counted if embed.get("title", "").startswith(counted) else None
        if posted.alone and embed.get("title") and title is None:
            title = ""
        if any(_goes_on(each) for each in embeds[place + 1 : place + 2]):
            title = None
        yield _Block(body, embed, "description", title)


def _goes_on(embed: Json) -> bool:
    """Tell whether an embed is another part of the card before it."""
    told = embed.get("description", "")
    return not embed.get("title") and not told.startswith((_SMALL, _HEADED))


def _texts(box: Json) -> Iterator[Json]:
    """Yield the texts in a card's box."""
    for each in box.get("components") or ():
        if each["type"] == _TEXT:
            yield each
        elif each["type"] != _ROW:
            yield from _texts(each)


def _number_of(box: Json, digest: int) -> int | None:
    """Return the story whose buttons stand in a box, None where none do."""
    for each in box.get("components") or ():
        for button in each.get("components") or () if each["type"] == _ROW else ():
            _, args = parse_custom_id(button["custom_id"]) or ("", ())
            if args[:1] == (str(digest),) and len(args) > 1:
                return int(args[1])
    return None


def _is_shown(gone: Sequence[str], words: str) -> bool:
    """Tell whether one of these texts stands there, whatever was done to show it."""
    letters = _letters(words)
    return any(_letters(each) in letters for each in gone if _letters(each))


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    return "".join(each for each in plain if each.isalnum()).casefold()


def _fits(body: Mapping[str, Any]) -> bool:
    """Tell whether a message that was within its limits still is."""
    if body.get("flags", 0) & IS_COMPONENTS_V2:
        texts = [
            each["content"]
            for box in body["components"]
            for each in ([box] if box["type"] == _TEXT else _texts(box))
        ]
        octets = sum(len(each.encode()) + OCTETS_PER_TEXT for each in texts)
        return sum(map(size, texts)) <= MOST_IN_TEXTS and octets <= MOST_OCTETS
    embeds = body.get("embeds") or ()
    told = [each.get("description", "") for each in embeds]
    shown = [
        *(each.get("title", "") for each in embeds),
        *((each.get("footer") or {}).get("text", "") for each in embeds),
    ]
    within = all(size(each) <= MOST_DESCRIPTION for each in told)
    return within and sum(map(size, [*told, *shown])) <= MOST_IN_EMBEDS
