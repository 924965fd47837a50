"""The one reader for amounts: what a message says is to be paid, or why that cannot be read with certainty.

First what is written with figures but is no money is taken out, by kind (cards, dates, times, ordinals, counts); then the
numbers that are left are read strictly (`nlu.reading.numerals`) with their units; what surrounds them decides whether they
are an amount, a part of what is owed, or something that a person at a counter would ask about.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from nlu.normalise import simplified
from nlu.reading.numerals import ENGLISH, HAN, HAN_DIGITS, english, literal, mixed

LARGEST_CENTS = 10**14
_SHORT = 40


@dataclass(frozen=True)
class Amount:
    """So many cents, more than none."""

    cents: int


@dataclass(frozen=True)
class Part:
    """A share of the quoted total, less some cents: all is Part(1), "all but 50" is Part(1, 5000)."""

    share: Fraction
    less_cents: int = 0

    def of(self, total_cents: int) -> int:
        """Gives the cents, rounded half up; not above zero where more is left out than there is."""
        return int(self.share * total_cents + Fraction(1, 2)) - self.less_cents


@dataclass(frozen=True)
class Unclear:
    """Something that must be asked about; `reason` names the response `utter_amount_<reason>`.

    One of: condition, figure, range, alternatives, sum, foreign, share, instalments, when, negative, zero, too_fine, too_large, card,
    corrected, penalty, several.
    """

    reason: str


Money = Amount | Part | Unclear

_OUT = "\ue010"
"""Stands where something was taken out."""
_N = rf"(?:\d+|[{HAN}]+|半|几|两)"
_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_COUNT_EN = rf"(?:\d+|an?|half an?|{ENGLISH})"


def _kind(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


_CARDS = _kind(
    r"(?:\d[\d\s-]*)?\*[*\s\d-]*", r"(?<!\d)\d(?:[\s-]?\d){10,}(?!\d)", r"(?:尾号|卡号|末四位|后四位|ending(?: in| with)?|card)\s*(?:是|为)?\s*\d{3,4}(?!\d)",
    r"\d{4}\s*(?:那张|这张|的)?\s*(?:银行)?卡", r"\b[a-z]{1,4}-\d[\w-]*", r"(?:\d+\s*)?(?:[•·#x]{3,}|\.{3})\s*\d*",
)  # fmt: skip
_LABELLED = re.compile(
    r"(?:验证码|密码|口令|订单号?|工单号?|单号|错误码?|编号|选项?|芝麻分|信用分|评分|额度|优惠券|手机号?|\b(?:code|otp|pin|password|passcode|order|error|ticket|option|number|no\.|score|limit|coupon|iphone|loan)|#|双)"
    r"\s*(?:是|为|:|is|was)?\s*\d[\d.,]*(?:\s*元)?(?!\s*元)"
)
"""A number with a name of its own that is no money's."""
_MOMENTS = _kind(
    r"\d{4}\s*[-/年.]\s*\d{1,2}\s*[-/月.]\s*\d{1,2}[日号]?", r"(?<!\d)20[2-4]\d(?:0[1-9]|1[0-2])[0-3]\d(?!\d)", rf"(?:{_N}年)?{_N}月\s*{_N}\s*[日号]", rf"{_N}\s*月(?:份|底|初|中|末)?(?!\d)", rf"{_N}\s*[号日](?!元)",
    rf"{_N}\s*年", r"\d{1,2}[:：]\d{2}(?!\d)", rf"{_N}\s*点(?:钟|半|{_N}分?)?(?![{HAN}\d])", r"(?<!\d)(?:1[0-2]|0?[1-9])/(?:[0-3]?\d)(?!\d)",
    rf"\b{_MONTHS}\s+\d{{1,2}}(?:st|nd|rd|th)?\b", rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTHS}\b",
    r"\b\d{1,2}(?::\d{2})?\s*(?:am|pm|a\.m\.|p\.m\.|o'?clock)\b", r"(?:下下?|这|本)?(?:周|星期|礼拜)[一二三四五六日天末]", r"(?:下|上)个?(?:月|周|星期|礼拜)",
    rf"(?:过)?{_N}\s*(?:多)?个?半?(?:天|周|星期|礼拜|月|小时|钟头|分钟|秒钟?|季度)(?:以?后|之后|内|前)?",
    rf"\b{_COUNT_EN}\s+(?:day|week|month|year|hour|minute|min|second|hr)s?\b(?: later| from now)?", rf"\bhalf past(?: {_COUNT_EN})?\b", r"明天|后天|大后天|明早|明晚|月底|月初|年底|年后|发工资|发薪|工资到|晚点|晚些|以后|之后|改天|一会儿?|等会儿?|待会儿?|过会儿?|到时候?|周末|国庆|五一|春节|过年|过后|回头",
    r"\b(?:on )?the \d{1,2}(?:st|nd|rd|th)\b(?! (?:one|loan|bill))", r"\b(?:by|before|after|until|till|at)\s+\d{1,2}(?![\d.,])", rf"\bin {_MONTHS}(?![a-z])", r"\b(?:fri|mon|tue|wed|thu|sat|sun)\b",
    r"\b(?:tomorrow|tonight|next (?:week|month|year|time|payday)|payday|monday|tuesday|wednesday|thursday|friday|saturday|sunday|later|soon|(?:this|next|the) weekend|end of (?:the )?month|when i get|once|after (?:lunch|work|dinner|payday)|in a (?:bit|while))\b",
)  # fmt: skip
_ORDINALS = _kind(
    rf"第\s*{_N}\s*(?:笔|个|条|次|期|张|项|名)?", r"\b\d+(?:st|nd|rd|th)\b", r"\b(?:first|second|last)\b(?: (?:one|two|three))?",
    r"\bthird\b(?! of)(?<!one third)(?<!a third)(?<!two thirds)(?: one)?", rf"{_N}\s*(?:笔|个|张|次|家|条|位|人|遍|件|名|岁|期|楼|层|级|页|题|米|公里|斤|项|章|块钱?钱?的?时候|下|些|起|直|定|般|样|共|会儿?|旦|律)(?![元块])",
    r"(?<!\d)\d{2}后(?!天)", r"\d+\s*岁", r"\b\d+\s+(?:people|kids|children|persons|points|steps|loans?|bills?|cards?)\b", r"前\s*[两三四二]\b", r"一(?:分|毛|角|块|元)钱?(?:都|也)?(?:不|没)", rf"(?<![\d{HAN}])(?:万一|千万)(?![{HAN}])|统一|唯一|百度|一次性|一起|一共|一部分",
    r"\b(?:both|two|three|four|all (?:two|three|four)) (?:of them|loans?|cards?|bills?|ones|times)\b", r"\b(?:this|that|the|which|any|smaller|bigger|other|every|each)\s*one\b", r"\bone (?:more|thing|question|of|last)\b",
)  # fmt: skip
_CONDITION = _kind(r"如果|要是|假如|除非|只要|能.{1,6}(?:就|才)", r"\b(?:if|unless|provided|as long as)\b")
_REST_LATER = re.compile(
    r"(?:剩下|其余|余下)[^,，。.;；]*$|(?:\band\b[^,.;]{0,20})?\b(?:the rest|what'?s left|the remainder)\b[^,.;]*$"
)
_SEES_LATER = re.compile(r"\bsee\b|再说|再看|另说")
_POLITE_IF = re.compile(
    r"如果可以的?话?|可以的话|方便的话|\bif (?:that is|that's|it is|it's|its|at all)? ?(?:possible|ok|okay|fine|alright)(?: with you)?"
    r"|\bif you (?:could|can|would|please|don't mind)\b|\bif i may\b"
)
"""An if that is politeness and no condition."""
_INSTALMENTS = _kind(
    rf"分\s*{_N}\s*(?:期|次|笔|个月)",
    "分期",
    "分次",
    r"每(?:次|个?月|期|周|笔|天)",
    r"\binstal?ments?\b",
    r"\b(?:each|per|a|every) (?:month|week|time)\b",
    r"\beach\b",
    r"\bmonthly\b",
)
_FOREIGN_WORDS = (
    r"美元|美金|刀|日元|日圆|韩元|韩币|港币|港元|港纸|欧元|英镑|泰铢|卢比|卢布|台币|新台币|澳元|澳币|加元|加币|新币|法郎|越南盾|比特币|dollars?|bucks?|usdt?|hkd|eur"
    r"|euros?|gbp|pounds?|quid|jpy|yen|krw|won|baht|thb|rupees?|inr|rubles?|sgd|aud|cad|francs?|chf|twd|pesos?|bitcoins?|btc"
)
_FOREIGN = _kind(
    rf"[$€£₩₹฿₫₽]\s*(?:\d|{ENGLISH})",
    r"\d\s*[$€£₩₹฿₫₽]",
    rf"(?:[\d{HAN}]|{ENGLISH})\s*(?:块)?(?:(?:us|american|hong kong|hk|canadian|australian|singapore|new taiwan)\s+)?(?:{_FOREIGN_WORDS})(?![a-z])",
    rf"(?<![a-z])(?:{_FOREIGN_WORDS})\s*\d",
)
_ROUGH = _kind(
    r"几\s*[十百千万块]", r"[十百千万]\s*[几多来]", r"\d\s*[多来余]", r"出头|近(?=\d)|不到|超过|多于|少于|高于|低于", r"[块元千万百]半", r"[~≈<>]\s*[¥￥]?\d", r"\d\s*[+-]\s*$", r"[一二三四五六七八九][二三四五六七八九]块",
    r"\b(?:less|more) than\b(?! (?:the )?(?:full|total|all|whole))", r"\b(?:under|over|above|below)\s+\d", r"\bhundreds\b", r"\bhalf (?:a )?(?:hundred|thousand)\b|\band a half\b|\bhalf a quarter\b", r"[一二三四五六七八九][二三四五六七八九][十百千万]", r"左右|上下|大概|差不多|大约|约莫|最多|至少|不超过|以内|以上|以下",
    r"\b(?:around|about|roughly|approximately|almost|nearly|up to|at least|at most|no more than|a couple(?: of)?|several|(?:a )?few)\b", r"\b(?:one|two|three|\d) or (?:two|three|four|\d) (?:hundred|thousand)",
)  # fmt: skip
_SUMS = _kind(
    r"\d\s*[+×*]\s*\d",
    r"\d\s*(?:x|乘以?|加上?)\s*\d",
    r"\btwice\b|\bdouble\b|\btimes\b",
    r"[两二三]个\s*\d",
    r"加\s*(?:\d|罚息|利息)",
    r"多还|\b(?:more|another)\b|\d\s+(?:less|over)\s*$",
    r"\bpayments? of\b|\bsplit\b|[一每]人|各\s*\d",
    r"\bplus\b",
    r"翻倍|两倍",
)
_ODD_SHARES = _kind(
    r"[\d一二三四五六七八九]\s*折",
    "一?大半|小半|多半|大部分|一半的一半|一半再",
    r"\bhalf of (?:the |a )?half\b",
    r"\bmost of\b",
    r"(?<!\d)[1-9]/[2-9](?!\d)",
    r"\bhalf a grand\b",
)
_PENALTY = _kind(
    r"(?:除了?|除去|不含|不算|不要|不还|扣掉|减去|\bexcept|\bwithout|\bbut|\bexcluding|\bminus|\bless)[^,，。.;]{0,12}(?:罚息|利息|penalty|interest)",
    r"还清(?:罚息|利息)",
    r"\bnot the (?:penalty|interest)\b",
)
_FRACTION_ZH = re.compile(rf"([\d{HAN}]+)\s*分之\s*([\d{HAN}]+)")
_TENTHS = re.compile(r"([\d一二两三四五六七八九])\s*成(半)?(?![功本交为了])")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*(?:%|percent\b|per cent\b)")
_FRACTION_EN = re.compile(r"\b(?:(a|an|one|two|three|four|\d)[\s-]+)?(half|third|quarter|fifth|tenth)s?\b")
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, None: 1}
_BELOW = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_WHOLE = _kind("全部|全额|所有", r"\b(?:everything|all of it|in full)\b")
_CORRECTED = _kind(r"[,，]\s*不|不对", r"\bno\b")
_TOO_FINE = re.compile(r"\d[.。]\d{3,}(?![\d.,。])(?!\s*(?:[万千百]|[wk]\b))")
_STRANGE = frozenset({"No", "Nl", "Nd"})
_HALF_ZH = re.compile("一半|半数|对半")
_ALL = _kind(
    r"全部|全额|全款|全还|全都|全付|(?<!没)都还(?![没是不])|一次性(?=[还付结])|一次还|还清|还完(?!没)|还掉|付清|结清(?!证明)|所有|剩下的?|其余|余下|清掉",
    r"(?<!at )(?<!after )(?<!first of )(?<!that's )(?<!is )\ball\b(?! (?:right|good|i|set|done))", r"\b(?:the rest|full|fully|everything|whole|entire|entirely|in total|pay (?:it|this) off|clear it|the lot|remaining|outstanding)\b",
)  # fmt: skip
_LEAVES = re.compile(
    r"(?:(?:先)?留(?!言)|(?:还到|还得|还成|还到只|还得只)剩|保留|少还|少付|少|减去?|减掉|扣掉|扣除|除了|除去)\s*(?:下|着|个|我|它)?\s*[¥￥]?\s*$"
    r"|\b(?:(?:all|everything|whole|full|rest)\b.*\bbut|except(?: for)?|minus|less|leave|leaving|keep|keeping|apart from)\s*(?:just |only |about |me )?(?:[¥￥]\s*)?$",
)
_LEAVES_AFTER = re.compile(
    r"^\s*(?:yuan|元|块)?\s*(?:less than|short of|under) (?:the )?(?:full|total|all|whole)|^\s*(?:元|块)?\s*(?:不还|先不还|留着)"
)
_TAKEN_BACK = re.compile(
    r"(?:(?:不(?!好意思|过|管|错|用担心|论|是不)|(?<!特)(?<!区)别(?!的|人)|没(?!问题|事|错|关系)|无法|勿|取消|撤销|还不起|\bnot\b|n't\b|\b(?:ca|do|wo|could|should|did)nt\b|\bcannot\b|\bnever\b|\bunable\b|\binstead of\b|\bcancel)"
    r"(?:(?!\s+(?:是|还|就|要|改|我|先|应该))[^,，。.;；!！?？\d]){0,14})$"
)
"""A refusal in the same clause before a figure or a share; a blank and a verb begin another clause."""
_TAKEN_BACK_AFTER = re.compile(
    r"^\s*(?:元|块钱?|yuan)?\s*[,，.…]*\s*(?:(?:啊|哦|呃|额|嗯|哎|oh|uh|um|er|hmm)[,，\s]*)?(?:不对|错了|不行|是错的|太多|太高|太大|还不起|拿不出|没有|不够|不还|wrong\b|is wrong|was wrong|(?:is )?too (?:much|high)|not enough)"
)
_PAST = _kind(
    r"本来想?|原本|算了[吧了。.!！]*$|\bwas (?:going|planning|about) to\b|\bforget (?:it|that)(?: for now)?[.!]*$",
    r"昨天|昨晚|前天|上周|上个月|刚才|刚刚|已经?|早就|都还了|(?<![全都])还了(?![吧呗就算得])",
    r"\b(?:yesterday|last (?:week|month|night|time)|already|ago|paid)\b",
)
_EXCEPTS = _kind(
    r"除了|除去|(?<!不)留(?!言)|少还|只?剩(?!下的|余)\s*\d|剩下\s*\d",
    r"\b(?:except|apart from|all but|everything but|minus|leave|keep)\b",
)
_NEGATIVE = _kind(
    r"(?:^|[^\d\s])\s*[-\u2212\u2013\u2014\u2010\u2011]\s*[¥￥]?\s*\d",
    r"^\s*[-\u2212\u2013\u2014]",
    r"负\s*[\d一二三四五六七八九十百千万]",
    rf"\b(?:minus|negative) (?:\d|{ENGLISH})",
)
_BROKEN = _kind(
    r"\d\s+\d",
    r"\(\s*\d[\d.,]*\s*\)",
    r"(?<!\d)\.\d",
    r"\d[oO]",
    r"\d、\d",
    r"\d[a-z](?<![kwe])(?!uan|mb|ny|uai|en|iao|ao|nd|t|h|ents?)",
)
_RANGE_BETWEEN = re.compile(r"\s*(?:元|块钱?|yuan)?\s*(?:到|至|~|-|\u2212|\u2013|\u2014|to)\s*[¥￥]?\s*")
_OR_BETWEEN = re.compile(r"\s*(?:元|块钱?|yuan)?\s*[,，]?\s*(?:或者?|还是|要么|or)\s*[¥￥]?\s*")

_PAYS = re.compile(
    rf"(?:[还付扣交转]|先来|先出)[^,，。.;；!！?？]{{0,8}}(?:\d|[{HAN}]|全|一半)"
    rf"|\b(?:pay|repay|do|put|take|give|manage|afford|send|transfer|clear|settle|make it|just)\b[^,.;!?]{{0,30}}(?:\d|\b(?:{ENGLISH}|half|all|everything|full|entire|whole|total|balance|lot|rest)\b)"
)
_RUN = re.compile(
    rf"(?P<figures>(?:\d|[{HAN}])(?:[\d{HAN}.,'_。点]*[\d{HAN}])?(?:e\d+)?)|(?P<words>\b(?:an?\s+(?=hundred|thousand|grand|million))?(?:{ENGLISH})(?:[\s-]+(?:and[\s-]+)?(?:{ENGLISH}))*\b)"
)
_UNITS = re.compile(
    r"\s*(?:(?P<thousand>k\b|grand\b)|(?P<myriad>w\b)|(?P<yuan>(?:元|块|圆|yuan\b|kuai\b|rmb\b|cny\b)(?:钱|整|正)*)|(?P<jiao>(?:角|毛|jiao\b|mao\b)(?:钱|整)*)|(?P<fen>(?:分|fen\b|cents?\b)钱?))"
)
_CURRENCY_BEFORE = re.compile(r"(?:[¥￥]|rmb|cny|yuan)\s*$")


@dataclass(frozen=True)
class _Found:
    start: int
    end: int
    cents: Decimal
    sure: bool
    """Has it a currency, or figures, or enough of a numeral to be no figure of speech?"""


def read_money(text: str) -> Money | None:
    """Gives what is to be paid by a message, `Unclear` where it must be asked, None where no amount is named.

    >>> read_money("先还一千二百块五毛"), read_money("all but 50"), read_money("500到600")
    (Amount(cents=120050), Part(share=Fraction(1, 1), less_cents=5000), Unclear(reason='range'))
    """
    if any(unicodedata.category(char) in _STRANGE and not _is_figure(char) for char in text):
        return Unclear("figure")
    money = _read(_one_spelling(text))
    conditional = isinstance(money, Amount | Part) and _CONDITION.search(without_polite_if(_one_spelling(text)))
    return Unclear("condition") if conditional else money


def pays_it(text: str) -> bool:
    """Is a figure or a share in a long message plainly what is to be paid, rather than a part of a story?

    >>> pays_it("i think i can do six hundred today so lets do that"), pays_it("my rent is 900 and i have two kids")
    (True, False)
    """
    plain = _one_spelling(text)
    first = re.split(r"[,，。;；!！]", plain)[0]
    return bool(_PAYS.search(plain)) or (
        len(first) <= _SHORT and isinstance(read_money(first), Amount | Part) and read_money(first) == read_money(text)
    )


def figures(text: str) -> list[tuple[int, int, int]]:
    """Every plain figure in a text with its place and its cents, whatever it means there.

    >>> figures("两千一那笔"), figures("over 1,000 please")
    ([(0, 3, 210000)], [(5, 10, 100000)])
    """
    plain = _one_spelling(text)
    if len(plain) != len(text):
        return []
    found = [each for each in _amounts(plain) if each is not None]
    return [(each.start, each.end, int(each.cents)) for each in found if each.cents == int(each.cents)]


def without_polite_if(text: str) -> str:
    """Leaves out an "if that is possible"."""
    return _POLITE_IF.sub(" ", text)


def suppose_money(text: str) -> Money | None:
    """The same for a "what if", where nothing is paid and a condition is what is meant."""
    return _read(_one_spelling(text), past=True, timed=True)


def _is_figure(char: str) -> bool:
    """An ASCII or full-width digit, or 〇; anything else would become other digits (500² is not 5002)."""
    return char == "〇" or "0" <= char <= "9" or "０" <= char <= "９"


def _read(plain: str, past: bool = False, timed: bool = False) -> Money | None:
    """Looks for everything in one text before anything is decided: cards, moments, shares, figures, refusals."""
    bare = _LABELLED.sub(_OUT, _CARDS.sub(_OUT, plain))
    has_card = bare != plain
    for reason, pattern in (
        ("instalments", _INSTALMENTS),
        ("foreign", _FOREIGN),
        ("penalty", _PENALTY),
        ("sum", _SUMS),
        ("too_fine", _TOO_FINE),
    ):
        if pattern.search(bare):
            return Unclear(reason)
    now = _without_a_later_rest(bare)
    timeless = _MOMENTS.sub(_OUT, now)
    has_time = timeless != now and not timed
    if _ODD_SHARES.search(timeless):
        return Unclear("share")
    shares = list(_shares(timeless))
    without_shares = timeless
    for start, end, _ in sorted(shares, reverse=True):
        without_shares = without_shares[:start] + _OUT * (end - start) + without_shares[end:]
    kept = _ORDINALS.sub(lambda out: _OUT * len(out.group()), without_shares)
    figures = list(_amounts(kept))
    if any(each is None for each in figures):
        return Unclear("range" if _ROUGH.search(timeless) else "figure")
    amounts = [each for each in figures if each is not None]
    if not past and (amounts or shares or _ALL.search(timeless)) and _PAST.search(timeless):
        return None
    if shares:
        return Unclear("several" if amounts else "when") if amounts or has_time else _share(timeless, shares)
    if amounts:
        return _decided(kept, amounts, has_time)
    if _ROUGH.search(timeless) and re.search(r"几|hundreds|[一二三四五六七八九]{2}块|半", timeless):
        return Unclear("range")
    every = _ALL.search(timeless)
    if every is None:
        return Unclear("card") if has_card else None
    if _refused(timeless, *every.span()):
        return Unclear("corrected")
    if _EXCEPTS.search(timeless):
        return Unclear("share")
    return Unclear("when") if has_time else Part(Fraction(1))


def _decided(text: str, amounts: list[_Found], has_time: bool) -> Money:
    """What the amounts of a text mean together with what surrounds them."""
    for reason, pattern in (("negative", _NEGATIVE), ("range", _ROUGH)):
        if pattern.search(text):
            return Unclear("range" if reason == "negative" and len(amounts) > 1 else reason)
    if _BROKEN.search(text):
        return Unclear("figure")
    standing = [each for each in amounts if not _refused(text, each.start, each.end)]
    refused = [each for each in amounts if each not in standing]
    if not standing or any(_OR_BETWEEN.fullmatch(text[no.end : yes.start]) for no in refused for yes in standing):
        return Unclear("corrected")
    if len({each.cents for each in standing}) > 1:
        between = text[standing[0].end : standing[1].start]
        if _RANGE_BETWEEN.fullmatch(between):
            return Unclear("range")
        return Unclear("alternatives" if _OR_BETWEEN.fullmatch(between) else "several")
    amount = standing[0]
    money = _checked(amount.cents)
    if isinstance(money, Unclear):
        return money
    if has_time:
        return Unclear("when")
    if _LEAVES.search(text[: amount.start]) or _LEAVES_AFTER.search(text[amount.end :]):
        return Part(Fraction(1), money.cents)
    whole = _WHOLE.search(text)
    if whole and not _refused(text, *whole.span()):
        return Unclear("several")
    return Unclear("share") if _EXCEPTS.search(text[: amount.end]) else money


def _without_a_later_rest(text: str) -> str:
    """Leaves out "the rest next month": when the rest is paid says nothing about what is paid now."""
    rest = _REST_LATER.search(text)
    later = rest and (_MOMENTS.search(rest.group()) or _SEES_LATER.search(rest.group()))
    return text[: rest.start()] if rest and later else text


def _refused(text: str, start: int, end: int) -> bool:
    """Is what stands there refused or taken back by the words around it?"""
    return bool(_TAKEN_BACK.search(text[:start]) or _TAKEN_BACK_AFTER.search(text[end:]))


def _checked(cents: Decimal) -> Amount | Unclear:
    if cents <= 0:
        return Unclear("zero")
    if cents != cents.to_integral_value():
        return Unclear("too_fine")
    return Unclear("too_large") if cents > LARGEST_CENTS else Amount(int(cents))


def _one_spelling(text: str) -> str:
    text = re.sub(r"(?<=\d)[\u00a0\u2007\u2009\u202f](?=\d{3}(?!\d))", "_", text.replace("’", "'").replace("＇", "'"))
    text = simplified(unicodedata.normalize("NFKC", text).replace("￥", "¥")).lower()
    text = re.sub(r"(?<=\d),\s+(?=\d)", "， ", text)
    return text.replace("塊", "块").replace("圓", "圆")


def _shares(text: str) -> Iterator[tuple[int, int, Fraction]]:
    """Every share in the text with its place."""
    for found in _FRACTION_ZH.finditer(text):
        below, above = (100 if found[1] == "百" else mixed(found[1])), mixed(found[2])
        yield *found.span(), Fraction(int(above), int(below)) if below and above else Fraction(0)
    for found in _TENTHS.finditer(text):
        yield *found.span(), Fraction(10 * _digit(found[1]) + (5 if found[2] else 0), 100)
    for found in _PERCENT.finditer(text):
        yield *found.span(), Fraction(found[1]) / 100
    for found in _FRACTION_EN.finditer(text):
        count = _COUNTS.get(found[1], 0) or int(found[1])
        if found[1] is not None or found[2] == "half":
            yield *found.span(), Fraction(count, _BELOW[found[2]])
    for found in _HALF_ZH.finditer(text):
        yield *found.span(), Fraction(1, 2)


def _share(text: str, shares: list[tuple[int, int, Fraction]]) -> Part | Unclear:
    """What the shares of a text mean together with what surrounds them."""
    standing = [(start, end, share) for start, end, share in shares if not _refused(text, start, end)]
    if not standing:
        return Unclear("corrected")
    values = {share for _, _, share in standing}
    share = standing[0][2]
    left_out = text[: standing[0][0]] + text[standing[0][1] :]
    again = re.search(
        r"再|少|\bof (?!it|the|what|that|them|my|this|all|everything|\w+ (?:total|debt|loan|bill))", left_out
    )
    if len(values) > 1 or not 0 < share <= 1 or again or _ROUGH.search(text) or _EXCEPTS.search(text):
        return Unclear("share")
    if len(standing) < len(shares) and _ALL.search(left_out):
        return Unclear("several")
    every = _ALL.search(left_out)
    return Unclear("several") if every and _CORRECTED.search(left_out) else Part(share)


def _digit(char: str) -> int:
    return int(char) if char.isdecimal() else HAN_DIGITS[char]


def _amounts(text: str) -> Iterator[_Found | None]:
    """Every amount in the text; None for a number that is none by the rules of numbers."""
    at = 0
    while (run := _RUN.search(text, at)) is not None:
        found, at = _amount_at(text, run)
        if isinstance(found, _Found) and not found.sure:
            continue
        if found is not None or not _says_nothing(run):
            yield found


def _says_nothing(run: re.Match[str]) -> bool:
    """A numeral in a word (一定, 百货, one) is no number that anybody has to ask about."""
    if run["words"]:
        return not re.search(r"hundred|thousand|ty\b|teen|million|grand", run["words"])
    return not any(char.isdecimal() for char in run["figures"]) and len(run["figures"]) < 3


def _amount_at(text: str, run: re.Match[str]) -> tuple[_Found | None, int]:
    """Reads a number and its units, yuan and jiao and fen after one another; gives it and where to read on."""
    value = _number(run)
    end, unit = _unit(text, run.end())
    sure = _is_plain(text, run) or unit != "" or bool(_CURRENCY_BEFORE.search(text[: run.start()]))
    if value is None:
        return None, end
    if unit in ("thousand", "myriad"):
        value *= 1_000 if unit == "thousand" else 10_000
        tail = re.match(r"\s*\d", text[end:])
        if tail:
            return None, end + tail.end()
        end, unit = _unit(text, end)
    cents = value * {"jiao": 10, "fen": 1}.get(unit, 100)
    step = {"yuan": 100, "": 100, "jiao": 10, "fen": 1}[unit]
    while step > 1 and unit:
        more = _next_part(text, end, step)
        if more is None:
            break
        part, end, step = more
        if part is None:
            return None, end
        cents += part
    return _Found(run.start(), end, cents, sure), end


def _next_part(text: str, at: int, step: int) -> tuple[Decimal | None, int, int] | None:
    """The jiao or fen that follow at once: a figure with its unit, or the bare last digit."""
    gap = re.match(r"\s*(?:and\s+)?零?", text[at:])
    start = at + (gap.end() if gap else 0)
    run = _RUN.match(text, start)
    if run is None:
        return None
    value = _number(run)
    end, unit = _unit(text, run.end())
    if unit in ("jiao", "fen") and step > {"jiao": 10, "fen": 1}[unit]:
        size = {"jiao": 10, "fen": 1}[unit]
        fits = value is not None and value < (10 if unit == "jiao" or step == 10 else 100)
        return (value * size if fits and value is not None else None), end, size
    if unit == "" and text[start - 1] == "零" and len(run.group()) == 1 and step == 100:
        return value, end, 1
    if unit == "" and start == at and len(run.group()) == 1:
        return (None if value is None else value * step / 10), end, 1
    return (None, end, 1) if unit == "" and start == at else None


def _unit(text: str, at: int) -> tuple[int, str]:
    found = _UNITS.match(text, at)
    return (at, "") if found is None else (found.end(), str(found.lastgroup))


def _number(run: re.Match[str]) -> Decimal | None:
    if run["words"]:
        value = english(run["words"])
        return None if value is None else Decimal(value)
    figures = run["figures"]
    return literal(figures) if not any(char in HAN for char in figures) else mixed(figures)


def _is_plain(text: str, run: re.Match[str]) -> bool:
    """Is a number without a currency plainly meant as one?"""
    if run["words"]:
        return bool(re.search(r"hundred|thousand|ty\b|teen|million|grand", run["words"])) or text.strip() == run.group()
    figures = run["figures"]
    if any(char.isdecimal() for char in figures):
        return True
    return (len(figures) > 1 and any(char in "十百千万拾佰仟" for char in figures)) or text.strip() == figures
