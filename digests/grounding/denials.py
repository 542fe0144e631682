"""Words that say that something is not so, by language."""

import re

from digests.answers.words import WORD

# A language's own alone: "no" is "in the" in Portuguese, and "ne" a pronoun in Italian.
_BY_LANGUAGE = {
    "en": "not no never none nobody nothing nowhere without nor neither cannot",
    "de": """
        nicht kein keine keinen keinem keiner keines niemand niemanden nie niemals
        nichts nirgends ohne weder
    """,
    "es": """
        no nunca ningún ninguna ninguno nadie nada sin jamás ni tampoco
    """,
    "fr": "ne n pas jamais aucun aucune rien sans ni",
    "it": "non nessun nessuno nessuna niente nulla senza mai né neppure neanche",
    "nl": "niet geen nooit niemand niets nergens zonder noch",
    "pl": """
        nie nigdy nikt nikogo nikomu nic niczego żaden żadna żadne żadnego żadnej
        żadnych bez ani
    """,
    "pt": "não nunca jamais ninguém nada nenhum nenhuma sem nem tampouco",
    "ru": """
        не ни нет никто никого никому никогда ничего ничто нельзя без
    """,
    "uk": """
        не ні ані ніхто нікого нікому ніколи нічого ніщо немає нема жоден жодна жодне
        жодного жодної жодних без
    """,
    "ar": """
        لا ولا فلا لم ولم فلم لن ولن فلن ليس وليس ليست وليست ليسوا بدون دون بلا عدم وعدم
    """,
}
_DENIALS = {code: frozenset(words.split()) for code, words in _BY_LANGUAGE.items()}
# Where the language is not known, what is something else in one of them says nothing.
_ANYWHERE = frozenset[str]().union(*_DENIALS.values()) - {"mai", "né", "noch", "n"}
_SHORT_FORM = re.compile(r"n[’']t\b")
# In scripts that part no words, less what only looks so: "future", "but", "might".
_UNPARTED = {
    "zh": re.compile(
        "不(?![久过過断斷仅僅少同但])|[没沒](?!收)|未(?![来來])|[无無][法人](?![机機])"
    ),
    "ja": re.compile(
        "(?<![少危])(?<!しれ)(?<!しか)ない|(?<!少)(?:なかっ|なく(?!な))|ません"
        "|[せわらかれ]ず[に、]"
    ),
}
_KANA = re.compile("[\u3040-\u30ff]")


def is_denial(word: str) -> bool:
    """Tell whether a word in lower case denies something, whatever its language."""
    return word in _ANYWHERE


def denies(sentence: str, language: str = "") -> bool:
    """Tell whether it says that something is not so; "" for any language."""
    known = _DENIALS.get(language, _ANYWHERE)
    words = {word.lower() for word in WORD.findall(sentence)}
    if words & known or _SHORT_FORM.search(sentence):
        return True
    script = "ja" if _KANA.search(sentence) else "zh"
    return bool(_UNPARTED[script].search(sentence))
