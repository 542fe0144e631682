"""German words with a capital that are no names: nouns, by their last part.

German puts words together, and no source has all that may be said of it. A noun has
an ending of nouns, or ends with one of the commonest. It may still say what the
source does not: that is for the support to tell.
"""

import re

from digests.grounding.places import is_place
from digests.quotes.lexicon import first_names
from digests.quotes.lexicon import words as listed

_LANGUAGE = "de"
_ENDING = re.compile(
    r"\w{3,}(?:ung|heit|keit|schaft|tion|ität)(?:en)?|\w{3,}(?:ismus|nisse?n?)"
)
# What many nouns of the news are, or end with; not what surnames end with.
_LAST = """
    abend angabe angebot angriff anteil antrag arbeit arbeiter artikel aufgabe auftrag
    bau beitrag bericht betrag betrieb bewerber beweis brief bürger dienst ergebnis
    erfolg ermittler fall fehler firma flucht frage gebäude gefahr gegner geld gericht
    geschäft gesetz gespräch gewinn grund gruppe hilfe höhe jahr kampf kauf klage kosten
    kraft kritik kunst lage leben mangel mensch minute mitglied mittel monat morgen
    nachricht niederlage opfer ort partei plan platz preis problem programm projekt
    prozess recht rede regel reise rolle sache schaden schritt schuld schule sieg sitz
    sorge spiel sprecher stand stelle steuer streit stück stunde suche summe system tag
    teil termin tod umzug unfall unternehmen urteil verbot verein verfahren verkauf
    verlust vermögen versuch vertrag vorgang vorschlag vorwurf wahl weg werk wert woche
    wort wunsch zahl zeit zeuge ziel zustand zweck beschluss abkommen experte kritiker
    sammler erbe künstler bewohner anwohner fahrzeug verkehr wasser straße brücke
"""
_NOUN = re.compile(
    rf"\w*(?:{'|'.join(_LAST.split())})(?:[esn]|en|es|er|ern)?|{_ENDING.pattern}"
)
_LED = re.compile(r"(\w+)\s+$")


def is_noun(sentence: str, start: int, word: str) -> bool:
    """Tell whether a word in lower case at a place of German is no name.

    What opens a sentence, or stands behind another noun, may be one.
    """
    if is_place(word, _LANGUAGE) or word in first_names(_LANGUAGE):
        return False
    led = _LED.search(sentence, 0, start)
    if led is None or not _NOUN.fullmatch(word):
        return False
    before = led[1].lower()
    return led[1].islower() or before in listed(_LANGUAGE, "determiner")
