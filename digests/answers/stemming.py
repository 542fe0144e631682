"""What is left of a word when its endings are off, so that its forms are one.

Light rules that share endings among languages: a question's and its answer's words
only have to come to the same, and need not be words any more.
"""

import re

# Forms that no ending tells: each line is one word, its plain form first.
_IRREGULAR = """
    age aged ageing aging|agree agreed|become became|begin began begun
    bear bore born|beat beaten|break broke broken|bring brought|build built
    buy bought|catch caught
    choose chose chosen|come came|deal dealt|die died dies dying|draw drew drawn
    drink drank drunk|drive drove driven|eat ate eaten|fall fell fallen|feed fed
    feel felt|fight fought|find found|flee fled|fly flew flown|forbid forbade forbidden
    forget forgot forgotten|forgive forgave forgiven|freeze froze frozen
    get got|give gave given|go goes went gone|grow grew grown|hang hung|hear heard
    hide hid hidden|hold held|keep kept|know knew known|lay laid|lead led|leave left
    lend lent|lie lay lain|lose lost|make made|mean meant|meet met|owe owed owing
    pay paid|ride rode ridden|ring rang rung|rise rose risen|run ran|say said
    see saw seen|seek sought|sell sold|send sent|shake shook shaken|shoot shot
    sing sang sung|sink sank sunk|sit sat|sleep slept|speak spoke spoken|spend spent
    stand stood|steal stole stolen|stick stuck|strike struck|sue sued suing
    swear swore sworn|swim swam swum|take took taken|teach taught|tear tore torn
    tell told|think thought|throw threw thrown|tie tied tying|understand understood
    use used using|wake woke woken|wear wore worn|win won|write wrote written
    child children|foot feet|man men|tooth teeth|wife wives|life lives|woman women
"""
_WORDS = [word.split() for line in _IRREGULAR.splitlines() for word in line.split("|")]
_PLAIN = {form: word[0] for word in _WORDS for form in word[1:]}
_FORMS = {form: tuple(word) for word in _WORDS for form in word}

# "cities" and "studied" are of a "y"; "laws" is one of many, "class" and "país" not.
_OF_Y = re.compile(r"(?<=\w\w)ie[sd]$")
_MANY = re.compile(
    r"(?:(?<=\w\w[^\W\daeiouàâéèêíóúüs])|(?<=\w\w\w[^\Wsui]))(?<!^new)s$"
)
_DONE = re.compile(r"(?:(?<=\w{4})|(?<=\w\w[^\We]))(?:ing|ed)$")
_VOWEL = re.compile("[aeiouyäöü]")
# What makes nouns, adjectives and cases: English and German, then Russian.
_MADE = re.compile(
    r"(?<=\w{4})(?:ment|ation|ion|ly|or|ern|er|en|em|es)$|(?<=\w{3}[al])n$"
    r"|(?<=\w{3})e(?:ment)?$"
)
_CASE = re.compile(
    r"(?<=[а-яёіїєґ]{3})(?:[иы]ми|[ое]го|[ое]му|[ая]ми|[ая]х|[оеая]м|[иы]х|[иы]м"
    r"|[оеиы]й|[ая]я|[ую]ю|[ое]е|[ыи]е|[ое]в|ью|и[яию]|[аяоеуыиьйю])$"
)
_TWICE = re.compile(r"([^\W\daeiou])\1$")
_ATED = re.compile(r"(?<=\w{4})at$")


def plain_form(word: str) -> str:
    """Return the plain form of an irregular word in lower case, or the word."""
    return _PLAIN.get(word, word)


def other_forms(word: str) -> tuple[str, ...]:
    """Return the forms of an irregular word, the word's own among them."""
    return _FORMS.get(word.lower(), (word,))


def stem(word: str) -> str:
    """Return the word in lower case without its commonest endings."""
    word = word.lower()
    word = plain_form(_MANY.sub("", _OF_Y.sub("y", plain_form(word))))
    done = _DONE.sub("", word)
    if _VOWEL.search(done):
        word = done
    word = _CASE.sub("", word) if word[0] > "z" else _MADE.sub("", word)
    return _ATED.sub("", _TWICE.sub(r"\1", word))
