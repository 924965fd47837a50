"""Whose was a flagged event? "It was me" has a closed grammar; everything else leaves the lock where it is."""

import re
import unicodedata
from enum import Enum

from nlu.normalise import simplified

LONGEST = 80


class Whose(Enum):
    """What an answer to "was this you?" says."""

    mine = "mine"
    not_mine = "not_mine"
    unclear = "unclear"


_ME_ZH = r"(?:我|俺|本人|我本人|我自己|自己|我自己本人)"
_DID_ZH = r"(?:登录?|登陆|买|付|付款|刷|转|转账|操作|弄|用|消费|花|支付)"
_SURE_ZH = r"(?:是的|是啊|对的?|没错|确认|确定|嗯+|当然|好的|不对|等等|哦|啊)"
_WHICH_ZH = r"(?:这个|那个|这笔|那笔|这次|那次|这条|这两个|两个|两笔|三笔|它们|这些|登录|交易|也|都"
_WHICH_ZH += r"|全|全都|全部|其实|就|刚才|那)"
_MINE_ZH = re.compile(
    rf"(?:{_SURE_ZH}\s*)*(?:{_WHICH_ZH}\s*)*"
    rf"(?:(?:是|就是)?\s*{_ME_ZH}\s*(?:在[^不没\s]{{1,6}})?\s*(?:{_DID_ZH}\s*(?:过)?的?)?|是的|是)\s*(?:没错|的|啊|呀|哈|了|一下|放心)*"
)
_BARE_YES_ZH = re.compile(r"(?:是的?|是啊|对的?|对啊|没错|嗯\s*是的?|嗯\s*对)")
_MINE_EN = re.compile(
    r"(?:(?:yes|yeah|yep|yup|sure|right|correct|ok|oh|ah|no wait|sorry|actually|both|all|also|too|mate|all good|that login|this login"
    r"|that payment|this payment|that one|this one|those|these|they|the login|the payment)\s*)*"
    r"(?:(?:it|that|this|those|these|they|both|all)?\s*(?:of them\s*)?(?:was|were|is|are|'s)\s*)?"
    r"(?:all\s*)?(?:definitely\s*)?"
    r"(?:just |only )?(?:me|mine|myself|(?:me|i) who (?:did it|did that|did login|logged in|login|paid|bought it|did)|i did(?: it| that| this)?|i (?:bought|paid|made|logged in|signed in)(?: it| that| this)?"
    r"(?: myself)?)\s*(?:too|myself|after all|all right|alright|yes|both times|don't worry|no worries)?"
    r"(?: (?:logging|signing) in(?: (?:from|at|in|on) [a-z ]{1,30})?)?"
    r"(?: (?:on|with|from|using) my [a-z ]{1,20})?"
)
_BARE_YES_EN = re.compile(
    r"(?:yes|yeah|yep|yup|correct|right|that's right)(?: (?:yes|it was|it is|that's right|correct))?"
)
_RHETORIC = re.compile(
    r"不是别人|不是他人|没有别人|除了我还能?有?谁|不是我还能是谁|(?<=怎么)可能不是(?=我)|(?<=咋)可能不是(?=我)|怎么(?=可能不是我)"
    r"|\b(?:it was |it's )?(?:nobody|no one) else\b|\bwho else (?:would|could) it (?:be|have been)\b|\bof course\b|\bi (?:can )?confirm(?: that)?\b"
)
"""What only stresses that it was me."""
_BARE_NO = frozenset({"不是", "没有", "不", "no", "nope", "no it wasn't", "it wasn't"})
_OTHERS = re.compile(
    r"[他她]|[你您]们|有人|客服|警|老公|老婆|丈夫|妻子|媳妇|对象|男友|女友|儿子|女儿|孩子|小孩|娃|朋友|爸|妈|爷|奶|[叔舅姨伯姑婶嫂哥弟姐妹侄]|亲戚|家人|家里"
    r"|同事|同学|室友|老板|领导|邻居|师傅|中介|(?<!本)人|让我|叫我|教我|帮|可能|好像|应该|大概|也许|但|不过|不|没|谁|吧|吗|如果|才怪|鬼"
    r"|\b(?:he|she|they|him|her|them|man|woman|guy|person|people|agent|caller|told|asked|says|said|made|husband|wife|son"
    r"|daughter|friend|mum|mom|dad|father|mother|brother|sister|cousin|uncle|aunt|nephew|niece|kids?|child|partner|family"
    r"|relative|colleague|boss|neighbou?r|roommate|flatmate|girlfriend|boyfriend|maybe|perhaps|think|guess|probably|but|if|not|no|who|why|except|only|screen|code)\b|n't",
    re.IGNORECASE,
)
"""Anybody else, a doubt or a but beside "it was me" leaves it open."""
_LONGEST_REASON = 60
_WITH_A_REASON = re.compile(
    r"\s*(?:(?:yes|yeah|yep|yup|sure|ok|mate|oh|haha)[,.!]?\s+)*(?:(?:it|that|this)\s*)?(?:was|is|'s) "
    r"(?:indeed |really |just |only )?me\b[,.!]?(?P<reason>[a-z0-9 ,.']{0,60})\s*$"
    r"|(?:(?:是的|对的?|嗯+|哦|啊|哎|唉|诶|嗨)[\s,，.。!！]*)*(?:(?:就|确实)?是(?:我本人|我自己|本人|我)[\s,，.。!！]*)+(?:没错|的|啊|呀|哈)*"
    r"(?P<reason_zh>(?:(?<=[\s,，.。!！])|(?=我|在|上周|上个|昨|前天|刚|那天|那时|当时|最近|出差|去|换|用|登|睡|半夜)|$)[^?？]{0,40})$"
)
_DENIES = re.compile(
    r"不(?:是|像)\s*(?:我|本人|自己)|(?:我|本人)(?:从来|根本|压根|真的?|可)?(?:没有?|不曾)|(?:从来|根本|压根|绝对)没|不认识|没[登付买转去过见]"
    r"|\bnot? (?:me|mine|by me)\b|\b(?:wasn|isn|weren)'?t (?:me|mine)\b|\bdid ?n[o']?t\b|\bdidnt\b|\bnever\b(?! mind)|\bno way\b"
    r"|\bdon'?t (?:know|recogni[sz]e)\b|\bnot my\b",
    re.IGNORECASE,
)
_ALARMED = re.compile(
    r"盗|骗|黑客|被黑|木马|病毒|陌生人|别人|他人|坏人|小偷|偷|冻结|锁|挂失|报警|害怕|可怕|吓|救"
    r"|hack|stol|steal|thie|fraud|scam|phish|somebody|someone|strang|intrud|freeze|block|lock|police|scar|afraid|help",
    re.IGNORECASE,
)
"""Any word of theft, fear or of locking keeps the lock."""


def whose(text: str, bare_yes_is_mine: bool = True) -> Whose:
    """Reads an answer to "was this you?".

    >>> whose("是我本人"), whose("是的，被盗了"), whose("好的")
    (<Whose.mine: 'mine'>, <Whose.not_mine: 'not_mine'>, <Whose.unclear: 'unclear'>)
    """
    plain = simplified(unicodedata.normalize("NFKC", text).replace("’", "'").lower())
    bare = re.sub(r"[\s,，.。!！;；:：、~\-]+", " ", plain).strip()
    plain = _RHETORIC.sub(" ", plain)
    if _ALARMED.search(plain):
        return Whose.not_mine
    if _DENIES.search(plain):
        return Whose.not_mine
    if "?" in plain or "…" in plain or ".." in plain or len(bare) > LONGEST:
        return Whose.unclear
    if _BARE_YES_ZH.fullmatch(bare) or _BARE_YES_EN.fullmatch(bare):
        return Whose.mine if bare_yes_is_mine else Whose.unclear
    if _says_mine(bare) or _says_mine_with_a_reason(plain):
        return Whose.mine
    return Whose.not_mine if bare in _BARE_NO else Whose.unclear


def leans_to_mine(text: str) -> bool:
    """Does the text speak of the speaker, and of nobody else, of no doubt, theft or fear? Not enough by itself.

    >>> leans_to_mine("oh that login, I was over there for work"), leans_to_mine("my son may have used it")
    (True, False)
    """
    plain = _RHETORIC.sub(" ", simplified(unicodedata.normalize("NFKC", text).replace("’", "'").lower()))
    spoken_of_me = re.search(r"我|俺|本人|自己|\b(?:i|me|my|mine|myself|i'm|im)\b", plain)
    against = _ALARMED.search(plain) or _DENIES.search(plain) or _OTHERS.search(plain) or "?" in plain
    return spoken_of_me is not None and not against


def _says_mine(bare: str) -> bool:
    return bare not in {"是", "是的"} and bool(_MINE_ZH.fullmatch(bare) or _MINE_EN.fullmatch(bare))


def _says_mine_with_a_reason(plain: str) -> bool:
    """One clause says that it was me, and the others speak of nobody else and raise no doubt."""
    if (said := _WITH_A_REASON.match(plain)) and not _OTHERS.search(said["reason"] or said["reason_zh"] or ""):
        return True
    clauses = [
        clause.strip()
        for clause in re.split(r"[,，。.!！;；:：、~\-]+|(?<=[\u4e00-\u9fff])\s+|\s+(?=[\u4e00-\u9fff])", plain)
    ]
    clauses = [clause for clause in clauses if clause]
    mine = [clause for clause in clauses if _says_mine(clause)]
    rest = "".join(clause for clause in clauses if clause not in mine)
    return bool(mine) and len(rest) <= _LONGEST_REASON and not _OTHERS.search(plain.replace("没错", ""))
