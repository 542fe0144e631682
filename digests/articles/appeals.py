"""Recognise lines that ask something of the reader: money, a login, consent.

Each kind is told by families of words that must meet in one line: who asks, whom,
and for what. A line with somebody's quoted words is reporting, not asking.
"""

import re

_QUOTED = re.compile(r"[“”„«»\"]")
_US = re.compile(
    r"\b(?:we|us|our|ours|wir|uns|unsere[nrsm]?|nous|nos|notre|nosotros|nuestr[oa]s?"
    r"|ми|нас|наш[аеуі]?|нам|мы)\b",
    re.IGNORECASE,
)
_YOU = re.compile(
    r"\b(?:you|your|yours|sie|ihre?[nmr]?|dein[e]?|vous|votre|vos|usted|su|tus?|ваш[аеуі]?"
    r"|вы|ви|вас|вам)\b",
    re.IGNORECASE,
)
_GIFT = re.compile(
    r"\b(?:your|a|any|each|every|one-off|monthly|ihre|votre|tu|su|ваш[аеу]?)\s+(?:\w+\s+)?"
    r"(?:support|donations?|contributions?|gifts?|membership|subscription|spende"
    r"|unterstützung|soutien|dons?|apoyo|donación|пожертв\w+|підтримк\w+|поддержк\w+)\b"
    r"|\b(?:donate|support (?:us|our)|support now|chip in|become a (?:member|supporter)"
    r"|spenden sie|faites un don|haz una donación)\b",
    re.IGNORECASE,
)
_CRAFT = re.compile(
    r"\b(?:journalis\w*|report(?:ers?|ing)|newsrooms?|paywalls?|independent|readers?"
    r"|news|stor(?:y|ies)|investigat\w+|редакц\w+|журналіст\w*|журналист\w*|periodismo"
    r"|rédaction)\b",
    re.IGNORECASE,
)
_COOKIES = re.compile(
    r"\b(?:cookies?|trackers|tracking|similar technolog|personal data|legitimate interest"
    r"|personenbezogene\w* daten|données personnelles|datos personales|файл\w* cookie|куки)",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"\b(?:accept|agree|consent|reject|decline|manage|preferences|settings|choices|store"
    r"|partners|privacy|zustimm\w*|akzept\w*|einwillig\w*|ablehn\w*|accepte[rz]|consent\w*"
    r"|partenaires|acept\w*|rechaz\w*|socios|прийм\w*|приня\w*|згод\w*|соглас\w*)\b",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(
    r"\b(?:subscri\w+|sign in|log ?in|register|registration|create an? (?:free )?account"
    r"|free trial|abo\b|abonn\w+|anmelden|registrieren|connectez|suscr\w+|inicia\w* sesión"
    r"|передплат\w*|підпи\w+|подпи\w+)",
    re.IGNORECASE,
)
_READING = re.compile(
    r"\b(?:(?:continue|keep) reading|to (?:continue|read|unlock|access)|full (?:article"
    r"|story|access)|rest of (?:this|the)|this (?:article|story|content)|unlimited"
    r"|weiterlesen|weiter zu lesen|diesen artikel|lire la suite|cet article|seguir leyendo"
    r"|este artículo|читати далі|читать дал\w+|эт\w+ стать\w+|ц\w+ статт\w+)\b",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"^(?:subscribe|sign|log|register|continue|keep|already|unlock|to (?:continue|read|access)"
    r"|get |start|join|create|enjoy|become|this (?:article|story|content) is|try|jetzt|um "
    r"|abonnez|pour |suscr|para |щоб|чтобы)",
    re.IGNORECASE,
)
_LONGEST_LINE = 90
_LONGEST_APPEAL = 4000


def is_appeal(line: str) -> bool:
    """Tell whether the line asks its reader for money."""
    line = line[:_LONGEST_APPEAL]
    return (
        not _QUOTED.search(line)
        and bool(_GIFT.search(line) and _US.search(line))
        and bool(_YOU.search(line) and _CRAFT.search(line))
    )


def is_consent(line: str) -> bool:
    """Tell whether the line asks its reader to be tracked."""
    return (
        _is_short(line)
        and bool(_COOKIES.search(line) and _CONSENT.search(line))
        and bool(_US.search(line) or _YOU.search(line) or _ASKING.search(line))
    )


def is_paywall(line: str) -> bool:
    """Tell whether the line asks its reader to log in or pay before reading on."""
    return (
        _is_short(line)
        and bool(_ACCOUNT.search(line) and _READING.search(line))
        and bool(_ASKING.search(line) or _YOU.search(line))
    )


def _is_short(line: str) -> bool:
    return line.count(" ") < _LONGEST_LINE and not _QUOTED.search(line)
