"""Tell a paragraph of the article from a line that only stands beside it.

Appeals, promotion, bylines, timestamps, biographies, separators, notices of
consent: told by the words that such lines share in every outlet. Judges text
alone and knows nothing of markup.
"""

import re

_POINTING = re.compile(
    r"(?:read (?:more|next|also|our|the full|on)|see also|also read|related(?: (?:video|"
    r"stories|articles?|content|coverage))?:|watch(?: (?:live|now|below|the video|more))?:"
    r"|click here|tap here|sign up|subscribe (?:to|now|here)|download (?:our|the)|follow "
    r"(?:us|our|live)|join (?:our|the conversation|us)|get (?:our|the latest|the app)"
    r"|swipe (?:left|right|up)|scroll down|advertisement\b|sponsored\b|don.t miss"
    r"|lesen sie (?:auch|mehr)|mehr zum thema|anzeige\b|(?:à )?lire aussi|à lire\b"
    r"|lea? también|le[ae] más|publicidad\b|читайте (?:также|також)|реклама\b"
    r"|want (?:to|more)\b.{0,60}\b(?:subscri|newsletter|bookmark)"
    r"|(?:this|the) (?:article|story) (?:was|has been) (?:updated|amended|corrected)\b.{0,15}$"
    r"|share (?:this|on|via)|copy link|print this|listen to (?:this|the) (?:article|story))",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:by|von|par|por|автор:?)\s+[A-ZÀ-ÞА-ЯЇІЄҐ][^.!?]{2,60}$"
    r"|(?:reporting|writing|editing|additional reporting) by\b.{0,200}$"
)
_TIME = re.compile(
    r"(?:(?:first |last )?(?:published|updated|posted|modified)|stand:|veröffentlicht"
    r"|publié|mis à jour|publicado|actualizado|опубликовано|опубліковано|обновлено)"
    r"\b.{0,60}$|\d{1,2}:\d{2}\s*(?:[ap]\.?m\.?)?.{0,20}$|\d+ (?:min(?:ute)?s?|hours?|days?)"
    r"(?: ago|[ -]read)\b.{0,20}$",
    re.IGNORECASE,
)
_CONTACT = re.compile(r"@\w{3,}|[\w.]+@[\w.]+\.\w{2,}|\bfollow (?:him|her|them|me)\b")
_OCCUPATION = re.compile(
    r"\bis (?:an?|the|our)\b.{0,80}?\b(?:writer|reporter|editor|journalist|columnist"
    r"|correspondent|author|producer|contributor|fellow|professor|critic|blogger)\b",
    re.IGNORECASE,
)
_UPDATES_BELOW = re.compile(
    r"\bfollow\b.{0,60}\bbelow\b|\bupdates\b.{0,20}\bbelow\b|\bas it happened below\b",
    re.IGNORECASE,
)
_MUCH_TO_READ = 40
# "The Gazette's Jane Doe is …": what may stand before the name.
_NAME_WITHIN = 20


def is_beside_the_article(line: str) -> bool:
    """Tell whether the line is furniture wherever it stands."""
    if not any(c.isalnum() for c in line):
        return True
    words = line.count(" ") + 1
    return words <= _MUCH_TO_READ and bool(
        _POINTING.match(line) or _BYLINE.match(line) or _TIME.match(line)
    )


def is_biography(line: str, byline: str) -> bool:
    """Tell whether the line introduces its author, by name and occupation."""
    named = any(
        len(name) > 3 and name in line[: len(name) + _NAME_WITHIN]
        for whole in re.split(r",| and ", byline)
        for name in (whole.strip(),)
    )
    about = bool(_OCCUPATION.search(line[:200]))
    return about and (named or bool(_CONTACT.search(line)))


def ends_the_report(line: str) -> bool:
    """Tell whether a live page says here that its single posts follow."""
    return len(line.split()) <= _MUCH_TO_READ / 2 and bool(_UPDATES_BELOW.search(line))
