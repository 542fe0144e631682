"""Whose voice a sentence speaks in: a digest tells of others, and talks to nobody.

Out of quotation marks, "we will" is somebody's word that lost its marks, a model that
plays a part, or an order that was taken for news.
"""

import re

from digests.grounding.quoted import unquoted

_WORD = re.compile(r"[^\W\d_]+")
# "I", but no king's number, which follows his name.
_I = re.compile(r"(?:(?:^|[^\w\s]\s*|\b[^\W\d_A-Z][\w’']*\s+))I(?=[’'\s])")
_ASKS = ("?", "？", "؟")
_SPEAKING = {
    "en": """
        we us me my our ours myself ourselves you your yours yourself yourselves
    """,
    "de": """
        ich wir mich mir uns mein meine meinen meinem meiner unser unsere unseren
        unserem unserer du dich dir dein deine deinen deinem deiner euch euer eure
    """,
    "fr": """
        je nous vous tu toi moi mon mes notre nos votre vos ton tes
    """,
    "es": """
        yo nosotros nosotras nuestro nuestra nuestros nuestras usted ustedes tú mi mis
        vosotros vuestra vuestro tus
    """,
    "ru": """
        я мы мне меня нас нам наш наша наше наши ты вы вас вам ваш ваша ваше ваши твой
    """,
    "uk": """
        я ми мені мене нас нам наш наша наше наші ти ви вас вам ваш ваша ваше ваші
    """,
}
_BY_LANGUAGE = {code: frozenset(words.split()) for code, words in _SPEAKING.items()}


def speaks(sentence: str, language: str) -> bool:
    """Tell whether it says "I" or "you" of its own, or asks; "Our Lady" does not."""
    words = _BY_LANGUAGE.get(language, frozenset())
    outside = unquoted(sentence)
    if outside.rstrip().endswith(_ASKS) or (language == "en" and _I.search(outside)):
        return True
    found = (match for match in _WORD.finditer(outside) if match[0].lower() in words)
    return any(match[0].islower() or not match.start() for match in found)
