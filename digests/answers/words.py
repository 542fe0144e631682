"""Words as questions and their answers share them."""

import re
from collections.abc import Collection
from functools import lru_cache

from digests.answers.stemming import stem

_CJK = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
CJK = re.compile(f"[{_CJK}]+")
_KANA = re.compile("[\u3040-\u30ff]")
# A word, or a run of a script that parts no words.
WORD = re.compile(rf"[{_CJK}]+|[^\W{_CJK}]+")

# What every question holds, by language; the rest is asked about.
_LITTLE = {
    "en": """
        a an the of in on at to for from by with and or is are was were be been
        being do does did done doing has having have had it its this that these those
        he she they
        him her them his their we you i what which who whom whose when where why how
        many much long old often far there as about into than then not no if so can
        could would will should may might must also name before after big tall fast
        strong high deep another other located situated based
        happen happened happens happening
    """,
    "de": """
        der die das den dem des ein eine einen einem einer eines und oder ist sind
        war waren wird wurde wurden werden hat haben hatte hatten von vom zu zum zur
        im in am an auf aus bei mit für über nach vor durch um als wie was wer wen
        wem wessen wann wo woher wohin warum weshalb welche welcher welches welchem
        welchen viel viele sich nicht auch
    """,
    "fr": """
        le la les l un une des du de d et ou est sont était étaient ont que qui quoi
        quel quelle quels quelles quand où pourquoi comment combien en dans par pour
        sur avec au aux ce cette ces se son sa ses il elle ils elles ne pas
    """,
    "es": """
        el los las una unos unas y o es son era eran fue fueron ha han había del al
        con por para qué que quién quiénes cuál cuáles cuándo dónde cómo cuánto
        cuántos cuántas su sus lo se no la de en un que
    """,
    "ru": """
        что кто когда где как какой какая какие каков сколько почему был была было
        были и в во на с со к ко по из за от до о об у не это для чем чего
    """,
    "uk": """
        що хто коли де як який яка які скільки чому був була було були і й у в на з
        із до від про для не це
    """,
    "ar": """
        ما ماذا من متى أين كم لماذا كيف هل التي الذي الذين في على إلى عن هو هي كان
        كانت أي
    """,
}
_LITTLE_BY_LANGUAGE = {code: set(words.split()) for code, words in _LITTLE.items()}
FUNCTION_WORDS = frozenset[str]().union(*_LITTLE_BY_LANGUAGE.values())

# The same in Chinese and Japanese, where they part the words around them.
_FUNCTION_RUN = re.compile(
    "为什么|什么时候|什么|多少|哪些|哪里|哪个|哪一|何时|如何|怎么|怎样|是否|以及|因为"
    "|[的是了在吗呢谁哪和与被有于个些]|です|ます|した|から|まで|[のはがをにでともか何誰]"
)

# What an apostrophe leaves over; and nothing at all.
_LETTER = re.compile("[A-Za-z]?")


def content_words(text: str) -> list[str]:
    """Return the words that carry the question, in order, as they stand."""
    words = [
        part
        for word in WORD.findall(text)
        for part in (_FUNCTION_RUN.split(word) if CJK.match(word) else (word,))
    ]
    found = [
        word
        for word in words
        if word.lower() not in FUNCTION_WORDS and not _LETTER.fullmatch(word)
    ]
    return found or WORD.findall(text)


def little_words(stemmed: Collection[str]) -> frozenset[str]:
    """Return those of a question's words that only hold it together."""
    return FUNCTION_WORDS.intersection(stemmed)


def telling(stemmed: Collection[str]) -> frozenset[str]:
    """Return the words that are not such."""
    return frozenset(stemmed) - FUNCTION_WORDS


def pairs(text: str) -> list[str]:
    """Return the text's CJK script by pairs of characters, in order."""
    return [
        run[i : i + 2] for run in CJK.findall(text) for i in range(max(1, len(run) - 1))
    ]


def parts_no_words(text: str) -> bool:
    """Tell whether the text is mostly in a script that parts no words."""
    return 2 * sum(map(len, CJK.findall(text))) > len(text)


def language(question: str) -> str:
    """Return the code of the language whose little words a question has, or "".

    It is for choosing what was learned, where a wrong guess costs little.
    """
    if parts_no_words(question):
        return "" if _KANA.search(question) else "zh"
    words = {word.lower() for word in WORD.findall(question)}
    shared = {code: len(words & some) for code, some in _LITTLE_BY_LANGUAGE.items()}
    best = max(shared, key=shared.__getitem__)
    return best if shared[best] else ""


def paired(text: str) -> str:
    """Return the pairs as words, to be searched; nothing for a text in words."""
    return " ".join(pairs(text))


def stems(text: str) -> list[str]:
    """Return the text's words, stemmed, in order; CJK script by pairs of characters.

    Little words stay as they are.
    """
    words = WORD.findall(text)
    if not CJK.search(text):
        return [_stem(word) for word in words]
    parted = (pairs(word) if CJK.match(word) else (_stem(word),) for word in words)
    return [part for parts in parted for part in parts]


# A call costs more than what is kept, so little words are kept as well.
@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    plain = word.lower()
    return plain if plain in FUNCTION_WORDS else stem(plain)
