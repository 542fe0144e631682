"""Words that turn a sentence into its contrary: refusals, opposites, and mere plans."""

import re
from collections.abc import Collection

from digests.answers.words import WORD
from digests.grounding.alike import meaning
from digests.grounding.denials import is_denial

# What does not deny the whole sentence, but the words that it stands beside.
_REFUSALS = frozenset(
    """
    cannot hardly refuse refuses refused deny denies denied reject rejected fail failed
    unable isn aren wasn weren didn doesn don won wouldn hasn haven hadn weigert
    lehnt refusé negó rechaza отказался отказалась
    """.split()  # noqa: SIM905
)
# What is said of what may come, or is only wished for; and of what has come about.
_OPEN = frozenset(
    """
    will would may might could can should shall plan plans planned planning want wants
    wanted intend intends hope hopes hoped promise promised promises offer offered
    offers consider considers considering expect expects expected propose proposed
    proposes demand demands demanded ask asked asks if unless whether to likely possible
    threatened threatens aims soll sollen sollte wollen wollte würde würden könnte
    könnten kann können wird werden fordern forderte fordert plant planen möchte muss
    va vont pourrait pourront veut veulent prévoit prévue demande demandent podría
    podrán quiere quieren van pide piden si planea будет будут хочет хотят может могут
    если чтобы
    """.split()  # noqa: SIM905
)
_FUTURE = re.compile(r"\w{3,}(?:ra|ront|rá|rán)")
_DONE = frozenset(
    """
    has have had was were been hat haben hatte wurde wurden ist sind a ont avait été ha
    han había fue fueron был была было были
    """.split()  # noqa: SIM905
)
# Two sides of what the news is full of: each word of one is against all of the other.
_OPPOSITES = """
    rise grow increase raise climb gain more higher up expand : fall drop cut lower
    decrease shrink less fewer decline reduce loss down sink|
    accept agree approve confirm pass allow admit back favour : refuse reject deny
    oppose against ban forbid block|
    support praise thank welcome favour : oppose criticise blame condemn against|
    before : after|
    first : last|
    win beat victory ahead lead top : lose behind bottom|
    open begin start launch build found : close end stop shut cancel scrap finish|
    high long strong cheap safe big rich : low short weak expensive dangerous
    small poor|
    early : late|
    arrive come join enter : leave quit resign depart|
    stay remain keep : leave move close drop|
    buy : sell|
    add build : remove demolish|
    hire employ : dismiss fire sack|
    promise : warn|
    send give : return take receive|
    acquit free release : sentence jail arrest convict|
    forget : remember|
    attend : miss|
    save rescue survive : kill die lose destroy|
    succeed : fail|
    keep hold retain : lose|
    improve recover : worsen deteriorate|
    strengthen : weaken|
    extend lengthen widen : shorten narrow|
    accelerate hasten fast : slow|
    tighten : loosen ease relax|
    escalate : ease calm|
    double : halve|
    hot warm : cold cool|
    young new : old|
    full : empty|
    legal lawful : illegal unlawful|
    legalise allow : outlaw criminalise|
    guilty : innocent|
    majority : minority|
    profit surplus : loss deficit|
    peace truce ceasefire : war|
    attack : defend|
    advance deploy : retreat withdraw|
    include : exclude|
    appoint elect : dismiss|
    admit confirm : deny dispute|
    appear : vanish|
    lend : borrow|
    import : export|
    ally friend : enemy rival|
    north northern : south southern|
    east eastern : west western|
    true : false|
    possible : impossible|
    agree : disagree|
    hide conceal : reveal disclose|
    steigen zunehmen wachsen mehr hoch : sinken fallen abnehmen weniger niedrig|
    annehmen zustimmen billigen begrüßen erlauben : ablehnen verbieten kritisieren|
    öffnen beginnen eröffnen bauen : schließen beenden absagen abreißen|
    kaufen : verkaufen|
    gewinnen behalten behält behielt : verlieren|
    stärken : schwächen|
    verlängern ausweiten : verkürzen|
    verdoppeln : halbieren|
    gewinn überschuss : verlust defizit|
    mehrheit : minderheit|
    krieg : frieden waffenruhe|
    angreifen angriff : verteidigen verteidigung|
    freilassen freisprechen : verurteilen festnehmen verhaften|
    bestätigen zugeben einräumen : dementieren bestreiten leugnen zurückweisen|
    loben danken : kritisieren tadeln verurteilen|
    retten : sterben töten|
    bleiben : verlassen gehen|
    teuer : billig günstig|
    schnell : langsam|
    voll : leer|
    jung neu : alt|
    schuldig : unschuldig|
    gesund : krank|
    früh : spät|
    norden : süden|
    osten : westen|
    einfuhr import : ausfuhr export|
    augmenter hausse monter plus : baisser baisse diminuer moins|
    accepter approuver autoriser : refuser rejeter interdire|
    ouvrir commencer : fermer finir arrêter|
    acheter : vendre|
    gagner garder : perdre|
    améliorer : aggraver|
    renforcer : affaiblir|
    prolonger : raccourcir|
    embaucher : licencier|
    soutenir saluer : critiquer dénoncer condamner|
    confirmer reconnaître : démentir nier|
    libérer acquitter : condamner arrêter|
    bénéfice excédent : perte déficit|
    guerre : paix trêve|
    subir aumentar más : bajar reducir menos|
    aceptar aprobar apoyar permitir : rechazar criticar prohibir contra|
    abrir empezar construir : cerrar terminar cancelar|
    comprar : vender|
    ganar mantener : perder|
    mejorar : empeorar|
    reforzar : debilitar|
    ampliar prolongar : recortar acortar|
    confirmar admitir : negar desmentir|
    liberar absolver : condenar detener|
    beneficio superávit : pérdida déficit|
    guerra : paz tregua|
    legal : ilegal|
    вырасти увеличить больше : упасть снизить меньше|
    согласиться разрешить поддержать : отказаться запретить раскритиковать|
    открыть начать построить : закрыть закончить отменить|
    сохранить : снести отменить потерять|
    улучшить : ухудшить|
    усилить : ослабить|
    расширить продлить : сократить|
    нанять : уволить|
    подтвердить признать : опровергнуть отрицать|
    освободить оправдать : осудить арестовать|
    выиграть победить : проиграть|
    增加 上升 上涨 增长 提高 : 减少 下降 下跌 降低|
    支持 赞成 欢迎 : 反对 批评|
    同意 批准 接受 : 拒绝 否决|
    开始 启动 : 结束 停止 取消|
    开放 : 关闭|
    胜利 获胜 : 失败|
    ارتفع ارتفعت زاد زادت : انخفض انخفضت تراجع تراجعت|
    قبل وافق وافقت : رفض رفضت|
    فاز فازت : خسر خسرت|
    دعم أيد : عارض انتقد
"""


def _contrary() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in _OPPOSITES.split("|"):
        one, other = (
            frozenset(meaning(word) for word in side.split())
            for side in line.split(":")
        )
        for word in one | other:
            against = (other if word in one else one) - {word}
            found[word] = found.get(word, frozenset()) | against
    return found


_CONTRARY = _contrary()


def denies_beside(word: str) -> bool:
    """Tell whether a word in lower case denies or refuses what is beside it."""
    return is_denial(word) or word in _REFUSALS


def is_open(word: str) -> bool:
    """Tell whether it says that something may come, or is wished for."""
    return word in _OPEN or bool(_FUTURE.fullmatch(word))


def is_done(word: str) -> bool:
    """Tell whether it helps to say that something has come about."""
    return word in _DONE


def refuses(sentence: str) -> bool:
    """Tell whether it says of somebody that they do not: "failed", "refused"."""
    return any(word.lower() in _REFUSALS for word in WORD.findall(sentence))


def are_contrary(word: str, other: str) -> bool:
    """Tell whether what one word means is the contrary of what the other means."""
    return other in _CONTRARY.get(word, ())


def is_opposite(words: Collection[str], there: Collection[str]) -> bool:
    """Tell whether a word has its opposite there and does not stand there itself."""
    return any(
        word not in there and not _CONTRARY[word].isdisjoint(there)
        for word in words
        if word in _CONTRARY
    )
