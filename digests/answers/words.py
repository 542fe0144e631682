"""Words as questions and their answers share them."""

import re
from functools import lru_cache

WORD = re.compile(r"\w+")
CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")

# What every question holds, by language; the rest is asked about.
FUNCTION_WORDS = frozenset(
    """
    a an the of in on at to for from by with and or is are was were be been being do
    does did done has have had it its this that these those he she they him her them
    his their we you i what which who whom whose when where why how many much long old
    often far there as about into than then not no if so can could would will should
    may might must also name
    der die das den dem des ein eine einen einem einer eines und oder ist sind war waren
    wird wurde wurden werden hat haben hatte hatten von vom zu zum zur im in am an auf
    aus bei mit für über nach vor durch um als wie was wer wen wem wessen wann wo woher
    wohin warum weshalb welche welcher welches welchem welchen viel viele sich nicht
    auch le la les l un une des du de d et ou est sont était étaient ont que qui quoi
    quel quelle quels quelles quand où pourquoi comment combien en dans par pour sur
    avec au aux ce cette ces se son sa ses il elle ils elles ne pas
    el los las una unos unas y o es son era eran fue fueron ha han había del al con por
    para qué que quién quiénes cuál cuáles cuándo dónde cómo cuánto cuántos cuántas su
    sus lo se no
    что кто когда где как какой какая какие каков сколько почему был была было были и в
    во на с со к ко по из за от до о об у не это для чем чего
    що хто коли де як який яка які скільки чому був була було були і й у в на з із до
    від про для не це
    """.split()  # noqa: SIM905 - a text of words reads better
)


def content_words(text: str) -> list[str]:
    """Return the words that carry the question, in order, as they stand."""
    found = [w for w in WORD.findall(text) if w.lower() not in FUNCTION_WORDS]
    return found or WORD.findall(text)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the word in lower case without its commonest ending."""
    word = word.lower()
    for suffix in ("'s", "ing", "ied", "ies", "ed", "es", "en", "er", "s", "e", "n"):
        if word.endswith(suffix) and len(word) - len(suffix) > 3:
            return word[: -len(suffix)]
    return word


def pairs(text: str) -> list[str]:
    """Return the text's CJK script by pairs of characters, in order."""
    return [
        run[i : i + 2] for run in CJK.findall(text) for i in range(max(1, len(run) - 1))
    ]


def paired(text: str) -> str:
    """Return the pairs as words, to be searched; nothing for a text in words."""
    return " ".join(pairs(text))


def stems(text: str) -> list[str]:
    """Return the text's words, stemmed, in order; CJK script by pairs of characters."""
    found: list[str] = []
    for word in WORD.findall(text):
        if CJK.match(word):
            found.extend(word[i : i + 2] for i in range(max(1, len(word) - 1)))
        else:
            found.append(stem(word))
    return found
