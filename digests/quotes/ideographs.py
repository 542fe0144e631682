"""Say who speaks in Chinese and Japanese, where words are not parted.

Only the commonest shapes: the speaker and a verb of saying right before the
quote or right after it.
"""

import re

from msgspec import Struct

from digests.quotes.accept import Standing
from digests.quotes.find import Span

LANGUAGES = frozenset({"zh", "ja"})

_SAYS = (
    r"表示|说道|说|說|称|稱|指出|强调|強調|写道|寫道"
    r"|认为|認為|回应|宣布|透露|警告|告诉|告訴"
)
_LABEL = re.compile(r"(?:所谓的?|所謂的?|名为|称为|叫做|题为|いわゆる|題する)\s*$")
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_LONGEST_FRAGMENT, _SURE_LENGTH = 3, 10
_SAYS_JA = (
    "述べ|語|話し|言|答え|強調|コメント|訴え|説明|指摘"
    "|笑|喜ん|喜び|振り返|明かし|つぶや|驚い|打ち明け|呼びかけ|繰り返し|発表|批判"
)
_CLAUSE = r"[^，。；：、！？\n“”「」『』]"
_BEFORE = re.compile(
    rf"(?P<who>{_CLAUSE}{{1,30}}?)(?P<cue>{_SAYS}){_CLAUSE}{{0,12}}[，：:、]?\s*$"
)
_AFTER = re.compile(rf"[，,]?\s*(?P<who>{_CLAUSE}{{1,20}}?)(?P<cue>{_SAYS})")
_BEFORE_JA = re.compile(
    r"(?P<who>[^、。\n「」『』]{1,20}?)[はが][^。\n「」『』]{0,30}$"
)
_AFTER_JA = re.compile(
    rf"とも?、?(?:(?P<who>[^、。\n「」『』]{{2,20}}?)[はが]、?)?[^。\n「」『』]{{0,20}}?(?P<cue>{_SAYS_JA})"
)
# Where the name ends and the time, the place or an adverb begins.
_NAME_ENDS = re.compile(
    r"周[一二三四五六日]|星期|今[天日]|昨[天日]|日前|随后|隨後|\d|在|对|對|向|还|還|也|则|又|补充|補充|接受"
)
_ROLE = re.compile(
    r"(?P<role>.*(?:发言人|發言人|总统|總統|主席|总理|總理|首相|大統領|部长|部長|市长|市長"
    r"|县长|省长|局长|校长|校長|院长|院長|所长|会长|會長|董事长|总裁|总监|经理|經理|主任"
    r"|书记|秘书长|议员|議員|大使|法官|检察官|律师|律師|警官|队长|教练|教練|船长|教授"
    r"|老师|老師|教师|学生|學生|医生|醫生|护士|護士|司机|司機|工程师|工程師|设计师|建筑师"
    r"|研究员|科学家|科學家|专家|専門家|分析师|经济学家|作家|诗人|导演|演员|歌手|记者|記者"
    r"|编辑|店主|老板|农民|村民|居民|市民|游客|乘客|志愿者|消防员|创始人|负责人|代表))"
    r"(?P<name>.{2,6})$"
)
# 厂长赵国强: a name is one of the common surnames and one or two characters.
_SURNAMED = re.compile(
    r"(?P<role>.{2,8}?)(?P<name>[王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林高罗羅郑鄭梁谢謝宋唐许許"
    r"邓鄧韩韓冯馮曹彭曾肖田董潘袁蔡蒋余于杜叶葉程魏苏蘇吕呂丁任卢盧姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛"
    r"阎段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文].{1,2})$"
)
# 町長の山田さん
_ROLE_JA = re.compile(r"(?P<role>[^の]{1,12})の(?P<name>.{2,8})$")
_TITLE_AFTER = re.compile(
    r"^(?P<name>.{2,6}?)(?P<role>首相|大統領|市長|知事|教授|社長|会長|長官)$"
)
_POLITE = re.compile(r"(?:氏|さん|先生|女士)$")
_PRONOUNS = frozenset({"他", "她", "他们", "她们", "他們", "彼", "彼女", "彼ら"})
_REACH = 60


class Beside(Struct, frozen=True):
    """Who stands beside a quote; `name` is None for a pronoun."""

    name: str | None
    role: str | None
    start: int
    end: int
    cue: str


def source_beside(text: str, span: Span, language: str) -> Beside | None:
    """Return the speaker named right before or after the quote."""
    low = max(0, span.opened - _REACH)
    before, after = text[low : span.opened], text[span.closed : span.closed + _REACH]
    if language == "ja":
        following = _AFTER_JA.match(after)
        if following is None:
            return None
        if following["who"]:
            return _beside(following, span.closed, following["cue"], language)
        leading = _BEFORE_JA.search(before)
        return _beside(leading, low, following["cue"], language) if leading else None
    leading = _BEFORE.search(before)
    if leading:
        return _beside(leading, low, leading["cue"], language)
    following = _AFTER.match(after)
    return (
        _beside(following, span.closed, following["cue"], language)
        if following
        else None
    )


def judge_unparted(text: str, span: Span, language: str) -> Standing:
    """Return what a span is, by the marks and words beside it and its length."""
    if _LABEL.search(text, max(0, span.opened - 8), span.opened):
        return Standing.LABEL
    length = len(_IDEOGRAPH.findall(text, span.start, span.end))
    attributed = source_beside(text, span, language) is not None
    if length <= _LONGEST_FRAGMENT:
        return Standing.FRAGMENT if attributed else Standing.LABEL
    if attributed or length >= _SURE_LENGTH or text[span.end - 1] in "。！？":
        return Standing.SPEECH
    return Standing.LABEL


def _beside(
    match: re.Match[str], offset: int, cue: str, language: str
) -> Beside | None:
    who = match["who"].strip()
    cut = _NAME_ENDS.search(who, 1)
    who = who[: cut.start()] if cut else who
    if not who:
        return None
    start = offset + match.start("who") + match["who"].index(who)
    role, name = None, _POLITE.sub("", who)
    parts = _ROLE.match(who) or _TITLE_AFTER.match(who)
    if parts is None and language == "zh":
        parts = _SURNAMED.match(who)
    if parts is None and _POLITE.search(who):
        parts = _ROLE_JA.match(name)
    if parts:
        role, name = parts["role"], _POLITE.sub("", parts["name"])
    return Beside(
        None if who in _PRONOUNS else name, role, start, start + len(who), cue
    )
