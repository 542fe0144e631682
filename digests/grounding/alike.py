"""Words by what they mean: forms of one word, and words that the news uses alike."""

from functools import cache, lru_cache

from digests.answers.stemming import stem

# How much of a long word tells it from others; endings and what is made of it follow.
_ROOT = 6

_ALIKE = """
    announce declare unveil|approve back endorse pass authorise|arrest detain
    ask demand request seek call|assault attack|attempt try|award grant
    ban forbid prohibit outlaw|beat defeat overcome|begin start launch
    believe think|blame accuse|build construct erect|buy purchase acquire
    cancel scrap abandon|car vehicle|choose elect pick select appoint
    close shut closure|collapse crumble|cost price|crash collide
    cut reduce lower slash trim|damage destroy harm|dead die death kill
    decide decision vote|delay postpone|deny reject dispute
    discover find detect|dismiss fire sack|doctor physician
    employ hire staff|employee worker staff|end finish stop halt cease
    expect predict forecast|fall drop decline decrease|fear worry afraid
    firm company business corporation|free release|fund finance pay
    get receive obtain|give hand provide supply deliver
    grow growth rise raise increase climb lift
    help aid assist|house home|hurt injure wound
    illness disease sickness|inform tell|inquiry investigation probe
    investigate examine probe|join enter|kid child|lack shortage missing
    leak spill|leave quit depart resign|lose loss|meet face play|murder kill
    need must require have|oppose against reject|order instruct
    plan intend want aim|police officer|praise welcome|prison jail
    promise pledge vow|protect save|protest demonstrate rally|quick fast rapid
    repair fix mend|replace change exchange|reply answer respond
    rescue save|review examine|school pupil
    sell sale|share stake|show reveal indicate
    study research|sue lawsuit|suspect allege accuse|talk negotiate
    tenant renter|town city|treat care|use employ|victory win triumph
    warn caution|win victory|woman female|around about approximately some
    over more above exceed|almost nearly|twice two double
    yearly annual year|previous former ex|big large huge|small little
    further more additional other|remain stay keep
    resident inhabitant|passenger traveller
    schließen schließung geschlossen|kaufen kauf übernehmen übernahme erwerben
    verkaufen verkauf|bauen bau errichten|sagen erklären mitteilen
    fordern verlangen wollen|steigen anstieg erhöhen|sinken fallen senken
    streichen kürzen abbauen|beginnen starten anfangen|beenden ende abschließen
    fürchten befürchten sorgen angst|zweifel bezweifeln|helfen hilfe unterstützen
    ablehnen zurückweisen|sterben tod töten|verletzen verletzt
    fermer fermeture|ouvrir ouverture|craindre craignent peur redouter
    acheter achat racheter|vendre vente|augmenter hausse augmentation
    baisser baisse diminuer|demander exiger réclamer|interdire interdiction interdit
    commencer début débuter|aider aide soutien|refuser rejeter|salarié employé
    cerrar cierre cierran|abrir apertura|temer miedo temor|comprar compra
    vender venta|subir aumento aumentar|bajar reducir descenso|pedir exigir reclamar
    empezar comenzar inicio|construir construcción obra|rechazar rechazo
    закрыть закроют закрытие|открыть откроют открытие|бояться боятся опасаться
    начать начнёт начало|построить строительство|отказаться отказ
    отменить отмена|продать продажа продавать|купить покупка
    mistake error fault mix-up|chief boss head ceo|happen occur
    choose opt|cause trigger|rent lease|allow let permit enable
    damage compensation damages|court lawsuit litigation|fewer less
    build building|opponent critic|supporter backer|injury injured
    resign quit step|site location|salary wage|job post position
    amount sum|money cash|increase hike surge soar jump|cut cutback
    drop plunge slump slide tumble|start commence kick|last take
    former old|several many|people person|government ministers
    claim argue insist maintain|describe label dub call
    agree deal accord|rule judgment verdict ruling|trial hearing
    storm gale|flood flooding|blaze fire|shoot gun
    move shift transfer|cover include|refuse decline
    question doubt|children pupils|worry concern|angry furious anger
    disappointed regret|consider weigh mull|founder found
    schaffen einrichten|entscheiden beschließen entscheidung beschluss votum
    bieten angebot anbieten zusagen zusage|finden entdecken
    bezahlen zahlen finanzieren|kosten preis|nennen bezeichnen sprechen
    mitarbeiter beschäftigte angestellte|bürger einwohner menschen bewohner
    firma unternehmen konzern betrieb|geld mittel|stelle arbeitsplatz job
    chef vorsitzender vorsitzende leiter|vorwerfen vorwurf wirft warf
    warnen warnung|abstimmung abstimmen stimmen|unterstützen befürworten
    wählen wahl gewählt|prüfen untersuchen überprüfen|teilen anteil
    verschieben vertagen|schätzen geschätzt|verlieren verlust
    zurückgeben rückgabe|bedauern enttäuscht|gegner kritiker
    kritisieren kritik rügen|planen plan vorhaben|neu erneut
    etwa rund knapp ungefähr circa|mehr über|täglich tag|jährlich jahr
    bekommen erhalten|verbieten verbot|entlassen kündigen|folgen folge
    décider décision choix|dépenser dépense|coûter coût prix
    élu conseiller|maison logement|habitant riverain|projet plan
    demander réclamer|proposer proposition|construire construction bâtir
    supprimer suppression|emploi poste|société entreprise groupe
    financer payer|annoncer annonce|abandon renoncer abandonner
    couper abattre coupe abattage|opposer opposé contre
    regretter déplorer|étude rapport|voter vote|réduire réduction
    estimer évaluer|protéger protection|accuser reprocher
    environ près|travaux chantier|élève enfant|route voie
    recevoir obtenir|prévoir prévu|créer création|perdre perte
    decidir decisión medida|suspender suspensión|cancelar cancelación
    anunciar anuncio|habitante vecino|empresa compañía firma
    empleo trabajo puesto|hallar detectar encontrar descubrir
    pagar financiar|coste precio|invertir inversión|votar voto votación
    aumentar incremento|ayudar ayuda apoyo|acusar denunciar
    perder pérdida|ganar victoria|celebrar saludar|proyecto plan
    aprobar aprobación|eliminar suprimir|recibir obtener|crear creación
    investigar investigación|proponer propuesta|proteger protección
    unos cerca alrededor|niño alumno
"""


@lru_cache(maxsize=50_000)
def meaning(word: str) -> str:
    """Return one name for all forms of a word in lower case, and words alike."""
    key = _key(word)
    return _groups().get(key, key)


@lru_cache(maxsize=50_000)
def _key(word: str) -> str:
    return word if word.isdigit() else stem(word)[:_ROOT]


@cache
def _groups() -> dict[str, str]:
    """Return the first of each group by the words of it; the first group wins."""
    found: dict[str, str] = {}
    for line in _ALIKE.strip().splitlines():
        for group in line.split("|"):
            keys = [_key(word) for word in group.split()]
            first = next((found[key] for key in keys[:1] if key in found), keys[0])
            for key in keys:
                found.setdefault(key, first)
    return found
