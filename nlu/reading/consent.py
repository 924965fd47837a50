"""Is the whole message a yes to the exact thing that was asked, or a no?

A closed grammar: a message is a yes only if it is made of consent, politeness and an echo of what was quoted, and of
nothing else. One word more (a condition, a date, a question, another figure, a second thought) and it is no yes. No
classifier has a say here, so that money never moves on a guess.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from nlu.normalise import simplified
from nlu.reading.money import Amount, read_money
from nlu.reading.numerals import ENGLISH

LONGEST = 120

_YES_ZH = (
    "好的|好啊|好呀|好吧|好哒|好嘞|好滴|好|行的|行吧|行啊|行|可以的|可以|嗯嗯|嗯呢|嗯|恩恩|恩|对的|对啊|对|没错|没问题|是的|是啊|是"
    "|确认无误|确认了|确认吧|确认|确定了|确定|同意了|同意|就这样吧|就这样|就这么办|照办|办吧"
    "|中|成|要得|妥|阔以|没毛病|没有问题|没啥问题|没什么问题|没意见|没有意见|就这么写|就这么着|没有错|都对|全对|正确"
    "|当然|当然可以|当然了|必须的|必须|整|整吧|中中中|ok的|妥妥的|妥了|批准|准了|照这样|就照这样|照这个|就这么定了|就这么定|没得说|听你的"
)
_YES_EN = (
    "yes|yess|yea|y|yep|yeah|yup|ok|okay|sure|right|correct|confirmed|confirm|i confirm|i agree|agreed|absolutely|definitely"
    "|of course|that's right|that is right|that's correct|all good|looks good|sounds good|go ahead|go for it|do it"
    "|do so|proceed|fine|alright|all right|no problem|perfect|great|thats right|that's fine|that is fine|it's fine"
    "|it's correct|it's all correct|all correct|it's right|every word is right|everything is right|everything is correct"
    "|happy with it|happy with that|i'm happy with it|i'm happy with that|im happy with it|all fine|all true|it's true"
    "|aye|crack on|by all means|please do|go on|go right ahead|be my guest|no objections|no objection|carry on|affirmative|roger|i am agree"
    "|i'm agree|i am agreed|i do agree|i give my consent|i consent|you have my consent|that's exactly it|exactly what i want to say"
    "|that is exactly what i want to say|that's exactly what i want to say|make it so|yes indeed|indeed|totally|for sure"
)
_READ_ZH = "看了一下|看了一遍|看了两遍|看了|看过了|看好了|读了一遍|读过了|检查过了|检查了一遍|核对过了|核对了一遍|核对好了|仔细|反复|再次"
_READ_EN = (
    "i read it|i've read it|i have read it|read it|i checked it|i've checked it|i have checked it|i checked|i've checked"
    "|checked it|checked|i looked it over|looked it over|i read it through|twice|two times|carefully"
)
_AROUND_ZH = (
    "不用再问了|不用问了|不用再问|还用问吗|还用问|别问了|别再问了|别犹豫了|别磨叽了|别磨叽|别磨蹭了|别等了|不要再改了|不用再改了|一个字都不用改|劳驾|拜托"
    "|就这么|就这样|照这么|都|内容|金额|信息|文字|数字|写的|写得|上面|申诉|这份|这段|这张|那张|这样|你就|您就|你直接|您直接|你帮我|您帮我|你从|您从|你把|您把|就|把|给|从|用"
    "|从绑定的卡|从我绑定的卡|从我卡里|从卡里|我的账户|我的账号|账户|账号|写得挺好|写得很好|绑定的|绑定|银行卡|卡里面|卡里|卡|赶紧的|赶紧|赶快|快点|快|马上|立刻|现在|直接|一下|啊|呀|哈|呗|哦|噢|喔|嘞|师傅|亲|同志|老师"
)
_AROUND_EN = (
    "no need to ask|stop asking|don't ask again|do you even have to ask|don't wait any longer|don't wait|no need to wait|don't change a word"
    "|don't change anything|nothing to change|very much|for your help|so much|a lot|and|so|now|right now|right away|straight away|immediately|asap|quickly|exactly|like that|as it is|as it stands"
    "|as written|as you wrote it|you can|you may|my|the|a|card|linked card|bound card|bank card|account|from|out of|for me|me|to"
    "|the payment|payment|from my linked card|from my card|from the linked card|the account|my account|these words|with these words"
    "|kindly|mate|dear|sir|madam|my friend|friend|buddy|appeal|loan|with|with it|on|into|hi|hello|let's|lets|one"
)
"""What may stand around a consent and changes nothing of it: that it was read, politeness, hurry, where it goes."""
_ENDS = ("", "吧", "嘛", "呗", "就行", "就是了", "得了", "就好")


def _with_ends(words: str) -> str:
    """Chinese words for an act, each with what may soften it."""
    return "|".join(word + end for word in words.split("|") for end in ("",) + (() if word.isascii() else _ENDS[1:]))


_ACTS = {
    "pay": _with_ends(
        "扣|扣款|扣钱|扣掉|扣走|划走|划扣|付吧|付款|还吧|还款|还清|确认还|确认付|pay it now|pay it|pay now|pay|take it|make the payment"
        "|go ahead and pay|take the money|you take the money|you take it|charge it|charge my card|use my card|deduct it"
    ),
    "file": _with_ends(
        "提交|直接提交|交|你交|直接交|交上去|就这样写|这样写|就按这个|按这个|不用改了|不用改|没有要改的|no changes|file it|file|file it now"
        "|file the appeal|go ahead and file|go ahead and file it|go on and file that|go on and file it|submit it|submit"
        "|send it|send|send this|hand it in|hand them in"
    ),
    "send": _with_ends("打过来|打款|打吧|转吧|发吧|send it|send|resend"),
    "lock": _with_ends(
        "锁|锁上|锁定|锁住|锁了|锁账户|锁定账户|账户锁上|账户锁定|先锁上|先锁住|先锁|先锁定|冻结|冻结账户|先冻结|lock|lock it|lock everything"
        "|lock it now|lock the account|lock my account|freeze|freeze it|freeze the account|freeze my account|block it|block my account"
    ),
    "apply": _with_ends("申请|提交|apply|submit it|submit|send it"),
}
"""What may be said for the act itself, besides agreeing: verbs, never the thing alone."""
_POLITE_ZH = "请|辛苦了|辛苦|麻烦你了|麻烦您了|麻烦了|麻烦|帮我|我|谢谢您|谢谢你|谢谢|多谢|这个|这笔|那就|那"
_POLITE_EN = "please|pls|plz|thanks|thank you|thank u|cheers|then|that|this|it|just|i do"
_NO_ZH = (
    "不确认|不同意|不还了|不还|先不还了|先不还|不付了|不付|不交了|不交|不提交了|不提交|先不提交|先不办了|先不办|不办了|不办|不申请了"
    "|不要了|不要|不用了|不用|不了|不行|算了吧|算了|取消吧|取消掉|取消|撤销|撤回|别扣款|别扣了|别扣|别还了|别还|别提交|停下|停止"
    "|先算了|先别扣|先别还|先别|作罢|放弃|拒绝"
)
_NO_EN = (
    "no|nope|nah|no way|no thanks|no thank you|not now|not yet|cancel|cancel it|cancel that|cancel this|forget it"
    "|forget that|forget about it|never mind|nevermind|stop|stop it|don't|do not|don't pay|don't do it|don't send it"
    "|don't file it|leave it|drop it|abort|scrap that|i changed my mind|changed my mind|i've changed my mind"
)
_IRONY = frozenset({"yeah right", "yea right", "ok right"})
_ASKS_YES_OR_NO = re.compile(r"(\w{1,2})不\1")
_SYMBOLS = {"👍": "好的", "✅": "好的", "👌": "好的", "🉑": "好的", "❌": "取消", "🚫": "取消"}
_HESITATES = re.compile(r"[?？]|\.{2,}|…|。{2,}|~{2,}")
_SEPARATORS = re.compile(r"[\s,，.。!！;；:：、\"'“”‘’\-~]+")
_SPREAD = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")
_SPREAD_OUT = re.compile(r"(?:[\u4e00-\u9fff] ){2}")
_ECHO = "\ue000"
_CHUNK = re.compile(
    rf"(?:(?:{ENGLISH})(?:[\s-]+(?:and\s+)?(?={ENGLISH})|\b))+(?:\s*(?:yuan|kuai|rmb))?|"
    r"(?:(?:¥|￥|rmb|cny)\s*)?[\d零〇一二两三四五六七八九十百千万][\d零〇一二两三四五六七八九十百千万.,，]*"
    r"\s*(?:元整?|块钱?|圆整?|角|毛|分|yuan|rmb|cny)?(?:[\d一二三四五六七八九][角毛分]?)*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Quoted:
    """What the open question is about, and what a yes may repeat: the act, the amount, names in either language.

    act: one of "pay", "file", "send", "apply", "lock", or "" where only agreement counts.
    """

    act: str = ""
    cents: int | None = None
    names: tuple[str, ...] = ()


def _whole(*phrases: str) -> re.Pattern[str]:
    """A message made of these phrases, from end to end."""
    said = sorted({phrase for group in phrases for phrase in group.split("|") if phrase}, key=len, reverse=True)
    each = [re.escape(phrase) + (r"(?![a-z'])" if phrase.isascii() else "") for phrase in said]
    return re.compile(rf"(?:(?<![a-z])(?:{'|'.join(each)})\s*)+")


_BEFORE_ECHO = (
    "",
    "还",
    "付",
    "扣",
    "就还",
    "就付",
    "pay ",
    "take ",
    "take the ",
    "pay the ",
    "the ",
    "go ahead and take the ",
)
_ECHOES = "|".join(f"{before}{_ECHO}{after}" for before in _BEFORE_ECHO for after in ("", "吧"))
_TAKES = re.compile(rf"(?:还|付|扣|pay |pay the |take |take the ){_ECHO}")
_UNFINISHED = re.compile(r"(?:\b(?:and|so|with|from|to|into)|(?<!crack )(?<!carry )(?<!go )\bon)$")
_POLITE = f"{_POLITE_ZH}|{_POLITE_EN}"
_READ = f"{_READ_ZH}|{_READ_EN}"
_AROUND = f"{_AROUND_ZH}|{_AROUND_EN}"
_HAS_READ = _whole(_READ)
_BESIDE = _whole(_READ, "right now|right away")
_AGREES = _whole(_YES_ZH, _YES_EN)
_WEAK = _whole("嗯嗯|嗯呢|嗯|恩恩|恩|好的|好|行|是|对|ok|okay|y|yes|yeah|fine|alright")
_CONSENT = {
    act: _whole(_YES_ZH, _YES_EN, _POLITE, _READ, _AROUND, _ECHOES, words) for act, words in {**_ACTS, "": ""}.items()
}
_ACT = {act: _whole(words) if words else None for act, words in {**_ACTS, "": ""}.items()}
_REFUSAL = _whole(_YES_ZH, _YES_EN, _POLITE, _NO_ZH, _NO_EN)
_REFUSES = _whole(_NO_ZH, _NO_EN)
_GO_WORDS = "继续|继续吧|继续办|继续还|继续还款|接着来|接着办|接着还|接着吧|接着|往下办|go on|carry on|continue|resume|let's go on|back to it"
_GO = _whole(_GO_WORDS)
_GOES_ON = _whole(
    _YES_ZH, _YES_EN, _POLITE, "好了|没事了|刚才的|刚才那个|with it|with that|the repayment|the payment", _GO_WORDS
)
_WORDS = frozenset(
    word
    for phrase in "|".join((_YES_EN, _POLITE_EN, _AROUND_EN, *_ACTS.values())).split("|")
    for word in phrase.split()
    if len(word) > 4 and word.isascii() and word.isalpha()
)
"""What a slip of the finger may have been meant for."""


def consent(text: str, quoted: Quoted | None = None) -> bool | None:
    """True for an unmistakable yes to what is quoted, False for a plain no, None for anything else.

    >>> consent("确认还款1000元", Quoted(cents=100_000)), consent("好的，取消"), consent("好的我考虑一下")
    (True, False, None)
    """
    if text.startswith("/") or len(text) > LONGEST:
        return None
    plain = unicodedata.normalize("NFKC", text)
    if _HESITATES.search(plain) or _HESITATES.search(text) or _ASKS_YES_OR_NO.search(plain):
        return None
    quoted = quoted or Quoted()
    bare = _without_slips(_folded(_with_echo(_folded_case(plain), quoted)))
    if bare in _IRONY or _UNFINISHED.search(bare):
        return None
    if _CONSENT[quoted.act].fullmatch(bare) and _agrees(bare, quoted.act):
        return True
    refuses = bare == "不" or (_REFUSAL.fullmatch(bare) and _REFUSES.search(bare))
    return False if refuses else None


def _agrees(bare: str, act: str) -> bool:
    """Is there a consent or the act itself? Having read it and a mere "mm" is not enough."""
    said = _BESIDE.sub(" ", bare)
    if _HAS_READ.search(bare):
        said = _WEAK.sub(" ", said)
    return bool(_AGREES.search(said) or (_ACT[act] or _AGREES).search(bare) or (act == "pay" and _TAKES.search(bare)))


def _without_slips(bare: str) -> str:
    """Mends a word with two letters changed about, one missing or one too many; never one letter for another."""
    return re.sub(r"(?<![a-z'])[a-z]{5,}(?![a-z'])", lambda word: _meant(word.group()), bare)


@cache
def _meant(word: str) -> str:
    if word in _WORDS:
        return word
    near = [each for each in _WORDS if each[0] == word[0] and (_is_swapped(word, each) or _is_short_of(word, each))]
    return near[0] if len(near) == 1 else word


def _is_swapped(word: str, meant: str) -> bool:
    differ = [at for at, (one, other) in enumerate(zip(word, meant, strict=False)) if one != other]
    return len(word) == len(meant) and len(differ) == 2 and sorted(word) == sorted(meant) and differ[1] == differ[0] + 1


def _is_short_of(word: str, meant: str) -> bool:
    """One of them lacks a letter of the other, inside the word, so that no ending is cut off or added."""
    short, long = sorted((word, meant), key=len)
    inside = range(1, len(long) - 1)
    return len(long) == len(short) + 1 and any(long[:at] + long[at + 1 :] == short for at in inside)


def goes_on(text: str) -> bool:
    """Is the whole message that what was set aside is to go on?

    >>> goes_on("好了，继续吧"), goes_on("go on please"), goes_on("继续逾期会怎样")
    (True, True, False)
    """
    bare = _folded(_folded_case(unicodedata.normalize("NFKC", text)))
    return bool(_GOES_ON.fullmatch(bare) and _GO.search(bare)) and not _HESITATES.search(text)


def _folded_case(text: str) -> str:
    for symbol, word in _SYMBOLS.items():
        text = text.replace(symbol, f" {word} ")
    text = text.replace("\ufe0f", "").replace("’", "'").lower()
    plain = simplified("".join(letter for letter in text if unicodedata.category(letter) != "Sk"))
    return _SPREAD.sub("", plain) if _SPREAD_OUT.search(plain) else plain


def _folded(text: str) -> str:
    return _SEPARATORS.sub(" ", text.replace("'", "\ue001")).replace("\ue001", "'").strip()


def _with_echo(text: str, quoted: Quoted) -> str:
    for name in sorted(quoted.names, key=len, reverse=True):
        text = text.replace(name.lower(), _ECHO)
    if quoted.cents is None:
        return text
    same = Amount(quoted.cents)
    return _CHUNK.sub(lambda found: _ECHO if read_money(found.group().strip()) == same else found.group(), text)
