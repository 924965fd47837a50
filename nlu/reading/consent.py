"""Is the whole message a yes to the exact thing that was asked, or a no?

A closed grammar: a message is a yes only if it is made of consent, politeness and an echo of what was quoted, and of
nothing else. One word more (a condition, a date, a question, another figure, a second thought) and it is no yes. No
classifier has a say here, so that money never moves on a guess.
"""

import re
import unicodedata
from dataclasses import dataclass

from nlu.normalise import simplified
from nlu.reading.money import Amount, read_money
from nlu.reading.numerals import ENGLISH

LONGEST = 60

_YES_ZH = (
    "好的|好啊|好呀|好吧|好哒|好嘞|好滴|好|行的|行吧|行啊|行|可以的|可以|嗯嗯|嗯呢|嗯|恩恩|恩|对的|对啊|对|没错|没问题|是的|是啊|是"
    "|确认无误|确认了|确认吧|确认|确定了|确定|同意了|同意|就这样吧|就这样|就这么办|照办|办吧"
    "|中|成|要得|妥|阔以"
)
_YES_EN = (
    "yes|yess|yea|y|yep|yeah|yup|ok|okay|sure|right|correct|confirmed|confirm|i confirm|i agree|agreed|absolutely|definitely"
    "|of course|that's right|that is right|that's correct|all good|looks good|sounds good|go ahead|go for it|do it"
    "|do so|proceed|fine|alright|all right|no problem|perfect|great|thats right|that's fine|that is fine|it's fine"
    "|it's correct|it's all correct|all correct|it's right"
)
_ACTS = {
    "pay": "扣吧|扣款吧|扣款|付吧|付款|还吧|还款吧|还款|还清|确认还|确认付|pay it now|pay it|pay now|pay|take it"
    "|make the payment|the payment|payment|go ahead and pay|from my linked card|from my card|from the linked card"
    "|从绑定的卡|从我绑定的卡|从我卡里|从卡里",
    "file": "提交吧|提交|直接提交|交吧|直接交|交上去吧|交上去|就这样写|这样写|就按这个|按这个|写得挺好|写得很好|不用改了|不用改|没有要改的"
    "|go ahead and file|go ahead and file it|file the appeal|file it now|no changes|these words|with these words|file it|file|submit it|submit|send it|hand it in|hand them in",
    "send": "打过来吧|打过来|打吧|打款|转吧|发吧|send it|send|resend",
    "apply": "申请吧|申请|提交吧|提交|apply|submit it|submit|send it",
}
"""What may be said for the act itself, besides agreeing."""
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

    act: one of "pay", "file", "send", "apply", or "" where only agreement counts.
    """

    act: str = ""
    cents: int | None = None
    names: tuple[str, ...] = ()


def _whole(*phrases: str) -> re.Pattern[str]:
    """A message made of these phrases, from end to end."""
    said = sorted({phrase for group in phrases for phrase in group.split("|") if phrase}, key=len, reverse=True)
    each = [re.escape(phrase) + (r"(?![a-z'])" if phrase.isascii() else "") for phrase in said]
    return re.compile(rf"(?:(?<![a-z])(?:{'|'.join(each)})\s*)+")


_BEFORE_ECHO = ("", "还", "付", "扣", "就还", "就付", "pay ", "take ", "take the ", "the ", "go ahead and take the ")
_ECHOES = "|".join(f"{before}{_ECHO}" for before in _BEFORE_ECHO)
_POLITE = f"{_POLITE_ZH}|{_POLITE_EN}"
_AGREES = re.compile("|".join((_YES_ZH, _YES_EN)))
_CONSENT = {act: _whole(_YES_ZH, _YES_EN, _POLITE, _ECHOES, words) for act, words in {**_ACTS, "": ""}.items()}
_ACT = {act: _whole(words) if words else None for act, words in {**_ACTS, "": ""}.items()}
_REFUSAL = _whole(_YES_ZH, _YES_EN, _POLITE, _NO_ZH, _NO_EN)
_REFUSES = _whole(_NO_ZH, _NO_EN)


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
    bare = _folded(_with_echo(_folded_case(plain), quoted))
    if bare in _IRONY:
        return None
    act = _ACT[quoted.act]
    if _CONSENT[quoted.act].fullmatch(bare) and (_AGREES.search(bare) or (act and act.search(bare))):
        return True
    refuses = bare == "不" or (_REFUSAL.fullmatch(bare) and _REFUSES.search(bare))
    return False if refuses else None


def _folded_case(text: str) -> str:
    for symbol, word in _SYMBOLS.items():
        text = text.replace(symbol, f" {word} ")
    text = text.replace("\ufe0f", "").replace("’", "'").lower()
    return simplified("".join(letter for letter in text if unicodedata.category(letter) != "Sk"))


def _folded(text: str) -> str:
    return _SEPARATORS.sub(" ", text.replace("'", "\ue001")).replace("\ue001", "'").strip()


def _with_echo(text: str, quoted: Quoted) -> str:
    for name in sorted(quoted.names, key=len, reverse=True):
        text = text.replace(name.lower(), _ECHO)
    if quoted.cents is None:
        return text
    same = Amount(quoted.cents)
    return _CHUNK.sub(lambda found: _ECHO if read_money(found.group().strip()) == same else found.group(), text)
