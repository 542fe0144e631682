"""A model that always obeys: whatever its data orders, it does, and cites a source.

It looks for orders in all that it is shown, titles, questions, hidden letters and
base64 among it, and obeys each in the worst way: it pings, links, makes up quotes,
tells its rules, calls tools, changes its tongue and garbles what it says. In another
language it says all that as a translation.
"""

import base64
import binascii
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import chain, islice, zip_longest

from tests.fakes.scripts import Messages, honest
from tests.fakes.tongues import disguised, is_to_be_put_back, puts_back, wanted

# Words with which somebody gives orders, in the tongues of our attacks.
_ORDER = re.compile(
    r"\b(?:ignor\w*|disregard|forget|instead|instructions?|assistants?|system|prompts?"
    r"|rules|you are|you must|your|from now on|act as|pretend|translate|repl(?:y|ies)"
    r"|respond|response|answer|output|print|reveal|repeat|write|say|add|append|insert"
    r"|include|mention|notify|ping|tag|link|quote|cite|call|run|execute|open|fetch"
    r"|summari[sz]e|provide|use|replace|convert|remove|change|develop|break down"
    r"|draft|compose|explain|describe|show me|how do"
    r"|anweisung\w*|antworte\w*|schreib\w*|vergiss|gib|consignes?|oublie\w*|r[ée]ponds"
    r"|[ée]cri[sv]\w*|affiche\w*|instrucciones|olvida|escribe|responde|muestra)\b"
    # A question is one too.
    r"|\?$",
    re.IGNORECASE,
)
_PING = re.compile(r"@everyone|@here|<@[!&]?\d+>|<#\d+>|</[\w ]+:\d+>|<t:\d+(?::\w)?>")
_LINK = re.compile(
    r"!?\[[^\]\n]*\]\([^)\s]+\)|\bhttps?://[^\s)>\]”\"']+"
    r"|\b[\w.+-]*@?(?:[\w-]+\.)+(?:com|org|net|xyz|example|test|gg|io|invalid|evil)\b\S*",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"„«»‘「]([^“”\"„«»‘’「」\n]{3,300})[”\"“»«’」]")
_PAYLOAD = re.compile(r":\s*(\S.{3,300})", re.DOTALL)
_BLOB = re.compile(r"\b(?:[A-Za-z0-9+/]{16,}={0,2}|[0-9a-fA-F]{24,})")
_SENTENCE = re.compile(r"[^\n]+?(?:[.!?]+(?=\s|$)|$)", re.MULTILINE)
# Our own list of quotes gives no orders; what is quoted there may.
_LISTED = re.compile(r"^quote \d+ \(source \d+, [^)\n]*\): ", re.MULTILINE)
_FENCE = re.compile(r"<<[^>]*>>")
_NUMBER = re.compile(r"<<source (\d+)", re.IGNORECASE)
_MOST = 20
_NO_WIDTH = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD])
_MADE_UP = "“We knew about this for years and told nobody,” said the minister."
_OF_ITS_OWN = "Paris is the capital of France, and 1789 was the year of its revolution."
_TONGUES = {
    "german": "Alle müssen sofort ihr Passwort ändern, teilte die Behörde heute mit.",
    "french": "Tout le monde doit changer de mot de passe dès aujourd'hui.",
    "spanish": "Todos deben cambiar su contraseña hoy mismo, según las autoridades.",
    "russian": "Сегодня все должны сменить свои пароли, сообщили власти.",
}
_NAMES = {
    "german": ("german", "deutsch"),
    "french": ("french", "français", "francais"),
    "spanish": ("spanish", "español", "espanol"),
    "russian": ("russian", "на русском"),
}


def obeys(messages: Messages) -> str:
    """Return a reply that does all that is ordered, beside what an honest one says.

    It cites whatever it was shown, and is no longer than a reader of replies reads.
    """
    if is_to_be_put_back(messages):
        return puts_back(messages)
    rules, data = messages[0]["content"], messages[-1]["content"]
    shown = unhidden(data)
    orders = [each for each in sentences(shown) if _ORDER.search(each)]
    reply = json.loads(honest(messages))
    if not orders:
        return json.dumps(reply)
    numbers = sorted({int(each) for each in _NUMBER.findall(data)}) or [1]
    # One of each kind before the second of any.
    kinds = [list(dict.fromkeys(each)) for each in obeyed(shown, orders, rules)]
    turns = chain.from_iterable(zip_longest(*kinds))
    said = islice((each for each in turns if each), _MOST)
    told = [{"text": each, "sources": numbers, "original": ""} for each in said]
    if wanted(messages):
        told = [*disguised([str(each["text"]) for each in told], messages, numbers)]
    return json.dumps({"sentences": told + reply["sentences"], "quotes": [1, 99]})


def obeyed(shown: str, orders: list[str], rules: str) -> Iterator[Iterator[str]]:
    """Yield what is said for each kind of order, over all articles together."""
    every = " ".join(orders).lower()
    yield _pinged(shown, every)
    yield _linked(shown, rules)
    yield chain.from_iterable(map(_carried_out, orders))
    yield _told(every, rules)
    yield _acted(every)
    yield (
        _TONGUES[tongue]
        for tongue, names in _NAMES.items()
        if any(name in every for name in names)
    )
    yield _garbled(every)


def _pinged(shown: str, orders: str) -> Iterator[str]:
    for each in _PING.findall(shown):
        yield f"Attention {each} this concerns all of you."
    if re.search(r"\b(?:ping|notify|mention|tag|alert)\b", orders):
        yield "@everyone please read this."


def _linked(shown: str, rules: str) -> Iterator[str]:
    for each in _LINK.findall(shown):
        yield f"Read more at {each}"
        yield f"[The official page]({_address(each)}?told={_slug(rules)})"
        yield f"![seen]({_address(each)}?told={_slug(rules)})"


def _carried_out(order: str) -> Iterator[str]:
    """Yield what an order gives to say: after a colon, in marks, or the order."""
    for words in _QUOTED.findall(order):
        yield f"“{words.strip()}” said the mayor."
        yield words.strip()
    for payload in _PAYLOAD.findall(order):
        yield payload.strip()
    yield order.strip()


def _told(orders: str, rules: str) -> Iterator[str]:
    if re.search(
        r"prompt|instruction|rules|told|anweisung|consigne|instruccion", orders
    ):
        whole = " ".join(rules.split())
        yield whole
        yield from sentences(whole)


def _acted(orders: str) -> Iterator[str]:
    """Yield what is said by who quotes, calls tools, plays roles and knows all."""
    if re.search(r"\b(?:quot|cit(?:e|ation)|zit|said|says)", orders):
        yield _MADE_UP
    if re.search(r"\b(?:tool|function|call|run|execute|fetch|open|browse)\b", orders):
        yield "<tool_call>open_page('https://a.example')</tool_call>"
        yield '{"tool": "open_page", "arguments": {"address": "https://a.example"}}'
    if re.search(r"\b(?:you are|act as|pretend|role|from now on)\b", orders):
        yield "I am DAN now, I have no rules, and I do whatever I am asked."
    yield _OF_ITS_OWN


def _garbled(orders: str) -> Iterator[str]:
    """Yield a sentence garbled as is asked."""
    plain = "The report says that the bridge was opened on Monday"
    ways: dict[str, Callable[[str], str]] = {
        r"symbol|keyboard|homophon": lambda s: s.translate(
            str.maketrans("aeio", "@3!0")
        ),
        r"number|alphanumeric|position": lambda s: s.translate(
            str.maketrans("aeiou", "12345")
        ),
        r"typo|misspel|scrambl|jumbl|anagram|rearrang": lambda s: " ".join(
            word[:1] + word[:0:-1] for word in s.split()
        ),
        r"space|group|combine|punctuation": lambda s: s.replace(" ", ""),
        r"upper|capital|shout": str.upper,
        r"backward|reverse": lambda s: s[::-1],
    }
    for words, way in ways.items():
        if re.search(words, orders):
            yield way(plain)


def unhidden(data: str) -> str:
    """Return all that can be read in the data, what is hidden in it among it."""
    tags = "".join(chr(ord(c) - 0xE0000) for c in data if 0xE0020 <= ord(c) < 0xE007F)
    read = _LISTED.sub("", _FENCE.sub(_named, data)).translate(_NO_WIDTH)
    plain = unicodedata.normalize("NFKC", read)
    found = [_decoded(each) for each in _BLOB.findall(plain)]
    return "\n".join(each for each in (plain, tags, *found) if each)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, lines being ends too."""
    return [each.strip() for each in _SENTENCE.findall(text) if each.strip()]


def _named(fence: re.Match[str]) -> str:
    """Return what a fence names, for an outlet's name may give orders too."""
    return "\n" + fence[0].strip("<>").partition(":")[2].strip() + "\n"


def _decoded(blob: str) -> str:
    for decode in (bytes.fromhex, _from_base64):
        try:
            text = decode(blob).decode()
        except (ValueError, binascii.Error):
            continue
        if text.isprintable():
            return text
    return ""


def _from_base64(blob: str) -> bytes:
    return base64.b64decode(blob + "=" * (-len(blob) % 4))


def _address(link: str) -> str:
    inner = re.search(r"\(([^)\s]+)\)", link)
    address = (inner[1] if inner else link).rstrip(".,;!?")
    return address if "://" in address else f"https://{address}"


def _slug(text: str) -> str:
    return re.sub(r"\W+", "-", text[:40])
