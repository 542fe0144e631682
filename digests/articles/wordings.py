"""The words by which page furniture and requests to the reader are known.

Data: families of words in English, German, French, Spanish, Ukrainian and Russian,
each compiled to one pattern. Nothing here names an outlet. What the families mean
together is decided in `lines`, `appeals` and `furniture`.
"""

import re


def _any_of(*patterns: str, start: str = r"\b", end: str = r"\b") -> re.Pattern[str]:
    return re.compile(f"{start}(?:{'|'.join(patterns)}){end}", re.IGNORECASE)


# --- Who asks, whom, and for what -------------------------------------------------

US = _any_of(
    *("we", "us", "our", "ours"),
    *("wir", "uns", "unsere[nrsm]?"),
    *("nous", "nos", "notre"),
    *("nosotros", "nuestr[oa]s?"),
    *("ми", "нас", "нам", "наш[аеуі]?", "мы"),
)
YOU = _any_of(
    *("you", "your", "yours"),
    *("sie", "ihre?[nmr]?", "deine?"),
    *("vous", "votre", "vos"),
    *("usted", "su", "tus?"),
    *("ви", "вы", "вас", "вам", "ваш[аеуі]?"),
)
GIFT = _any_of(
    r"(?:your|a|any|each|every|one-off|monthly) (?:\w+ )?(?:support|donations?"
    "|contributions?|gifts?|membership|subscription)",
    r"(?:ihre|votre|tu|su|ваш[аеу]?) (?:\w+ )?(?:spende|unterstützung|soutien|dons?"
    r"|apoyo|donación|пожертв\w+|підтримк\w+|поддержк\w+)",
    *("donate", "support us", "support our", "support now", "chip in"),
    *("become a member", "become a supporter"),
    *("spenden sie", "faites un don", "haz una donación"),
)
CRAFT = _any_of(
    *(r"journalis\w*", "report(?:ers?|ing)", "newsrooms?", "paywalls?", "independent"),
    *("readers?", "news", "stor(?:y|ies)", r"investigat\w+"),
    *("redaktion", "rédaction", "periodismo", r"журналі?ст\w*", r"редакц\w+"),
)
COOKIES = _any_of(
    *("cookies?", "trackers", "tracking", r"similar technolog\w+", "personal data"),
    *("legitimate interest", r"personenbezogene\w* daten", "données personnelles"),
    *("datos personales", r"файл\w* cookie", "куки"),
)
CONSENT = _any_of(
    *("accept", "agree", "consent", "reject", "decline", "manage", "preferences"),
    *("settings", "choices", "store", "partners", "privacy"),
    *(r"zustimm\w*", r"akzept\w*", r"einwillig\w*", r"ablehn\w*"),
    *("accepte[rz]", r"consentement\w*", "partenaires"),
    *(r"acept\w*", r"rechaz\w*", "socios"),
    *(r"прийм\w*", r"приня\w*", r"згод\w*", r"соглас\w*"),
)
ACCOUNT = _any_of(
    *(r"subscri\w+", "sign in", "log ?in", "register", "registration", "free trial"),
    *("create an? (?:free )?account", "abo", r"abonn\w+", "anmelden", "registrieren"),
    *("connectez", r"suscr\w+", r"inicia\w* sesión"),
    *(r"передплат\w*", r"підпи\w+", r"подпи\w+"),
)
READING = _any_of(
    *("continue reading", "keep reading", "to (?:continue|read|unlock|access)"),
    *("full (?:article|story|access)", "rest of (?:this|the)", "unlimited"),
    "this (?:article|story|content)",
    *("weiterlesen", "weiter zu lesen", "diesen artikel"),
    *("lire la suite", "cet article", "seguir leyendo", "este artículo"),
    *("читати далі", r"читать дал\w+", r"ц\w+ статт\w+", r"эт\w+ стать\w+"),
)
ASKING = _any_of(
    *("subscribe", "sign", "log", "register", "continue", "keep", "already", "unlock"),
    *("to (?:continue|read|access)", "get", "start", "join", "create", "enjoy", "try"),
    *("become", "this (?:article|story|content) is"),
    *("jetzt", "um", "abonnez", "pour", "suscr", "para", "щоб", "чтобы"),
    start="^",
    end="",
)

# --- Lines that stand beside an article -------------------------------------------

POINTING = _any_of(
    *(r"read (?:more|next|also|our|the full|on\W*$)", "see also", "also read", "more:"),
    "related(?: (?:video|stories|articles?|content|coverage))?:",
    "watch(?: (?:live|now|below|the video|more))?:",
    *("click here", "tap here", "sign up", "subscribe (?:to|now|here)"),
    *("download (?:our|the)", "follow (?:us|our|live)", "join (?:our|us)"),
    *("join the conversation", "get (?:our|the latest|the app)", "scroll down"),
    *("swipe (?:left|right|up)", "don.t miss"),
    r"want (?:to|more)\b.{0,60}\b(?:subscri|newsletter|bookmark)",
    *("share (?:this|on|via)", "copy link", "print this"),
    "listen to (?:this|the) (?:article|story)",
    r"this (?:article|story) (?:was|has been) (?:updated|amended|corrected)\b.{0,15}$",
    *("lesen sie (?:auch|mehr)", "mehr zum thema", r"weiterlesen\W*$"),
    *("(?:à )?lire aussi", r"à lire :"),
    *("lea? también", "le[ae] más"),
    *("читайте (?:также|також)", r"читати далі\W*$"),
    r"(?:advertisement|sponsored(?: content)?|anzeige)\W*$",
    r"(?:publicité|publicidad|реклама)\W*$",
    start=r"^[^\w“”„«»\"'‘’]*",
    end="",
)
BYLINE = re.compile(
    r"(?:by|By|BY|[Vv]on|[Pp]ar|[Pp]or|Автор:?)\s+[A-ZÀ-ÞА-ЯЇІЄҐ][^.!?,;:]{2,60}$"
)
TIME = _any_of(
    r"(?:(?:first |last )?(?:published|updated|posted|modified)|stand:|veröffentlicht"
    r"|publié|mis à jour|publicado|actualizado|опубликовано|опубліковано|обновлено"
    r"|оновлено)\b(?:\W|\b(?:on|at|am|um|le|el|à)\b)*(?:\w{3,9},?\s+){0,2}\d.{0,50}$",
    r"\d{1,2}:\d{2}\s*(?:[ap]\.?m\.?)?[^.!?]{0,20}$",
    r"\d+ (?:min(?:ute)?s?|hours?|days?)(?: ago|[ -]read)\b.{0,20}$",
    start="^",
    end="",
)
CONTACT = re.compile(
    r"@\w{3,}|[\w.]+@[\w.]+\.\w{2,}|\bfollow (?:him|her|them|me)\b", re.IGNORECASE
)
OCCUPATION = _any_of(
    r"is (?:an?|the|our)\b.{0,80}?\b(?:writer|reporter|editor|journalist|columnist"
    "|correspondent|author|producer|contributor|fellow|professor|critic|blogger)",
)
UPDATES_BELOW = _any_of(
    r"follow\b.{0,60}\bbelow", r"updates\b.{0,20}\bbelow", "as it happened below"
)

# --- Headings and names of what stands around an article --------------------------

_STORIES = (
    r"(?: (?:stories|articles?|content|news|topics?|posts|coverage|links|reading"
    r"|videos?|reads|now|today|for you|in \w+|on \w+|this week))?\W*$"
)
FURNITURE_HEADING = _any_of(
    *("more (?:from|on|stories|news)", "most (?:read|popular|viewed)", "also read"),
    *("read (?:more|next|also)", "up next", "you (?:may|might) (?:also )?like"),
    *("what to read", "don.t miss", "about the author", "follow us", "share this"),
    *("sign up", "get our", "join our", "subscribe to", "support (?:us|our)"),
    f"(?:related|recommended|popular|trending|top|latest){_STORIES}",
    r"(?:comments?|newsletters?|subscribe|donate|in pictures|share)\W*$",
    r"editor.?s.? (?:picks?|choice)\W*$",
    *("mehr (?:zum thema|von|aus)", "lesen sie auch", "das könnte sie"),
    *("(?:à )?lire aussi", "sur le même (?:sujet|thème)", "les plus lus"),
    *("te puede interesar", "lea? también", r"más (?:información|leídas)\W*$"),
    *("читайте (?:также|також)", r"по теме\W*$"),
    r"(?:kommentare|commentaires|comentarios|коментарі|комментарии)\W*$",
    start=r"^\W*",
    end="",
)
# Words of class names and ids, whole between separators.
FURNITURE_NAME = _any_of(
    *("promos?", "promotions?", "recirc(?:ulation)?", "recommend(?:ed|ations?)"),
    *("trending", "popular", "most-?(?:read|viewed|popular)", "up-?next", "you-?may"),
    *("read-?(?:more|next|also)", "also-?read", "see-?also"),
    *("more-?(?:from|stories|on)", r"related(?:-?\w+)?", "about-?(?:the-?)?author"),
    *("author-?(?:bio|info|box|card|content|data|details)", "bio", "biography"),
    *("newsletters?", "sign-?up", "subscribe", "donat(?:e|ions?)", "membership"),
    *("support-?us", "comments?", "show-?comments", "commenting"),
    *("share", "sharing", "social", "captions?", "credits?"),
    *("advert(?:isement)?s?", "sponsor(?:ed)?", "cookies?", "consent", "gdpr"),
    *("breadcrumbs?", "bylines?", "timestamps?", "datelines?", "pub-?date"),
    *("sr-only", "visually-?hidden", "screen-?reader(?:-text)?"),
    start=r"(?:^|[\s_-])",
    end=r"(?:$|[\s_-])",
)
STANDFIRST_NAME = _any_of(
    *("stand-?first", "strap-?line", "sub-?title", "key-?points", "excerpt"),
    r"sub-?head(?:line|ing)?s?(?:$|[\s_-])",
    r"(?:^|[\s_-])(?:dek|deck)(?:$|[\s_-])",
    r"(?:^|[\s_-])(?:summary|lede|article-?intro|chapeau|entradilla|vorspann)",
    start="",
    end="",
)
