"""The part of a message that is about borrowing: what comes before it is somebody's day."""

import re

_CLAUSE = re.compile(r"[^，,。.；;！!？?\n]*[，,。.；;！!？?\n]*\s*")
_CUES = re.compile(
    r"借|呗|贷|额度|逾期|还[款钱清完了上不没能]|提前|利息|放款|到账|钱|账|征信|芝麻|信用|客服|人工|支付宝|蚂蚁|网商|"
    r"身份证|实名|人脸|验证|手机号|银行卡|风险|冻结|限制|系统|页面|入口|图标|开通|关闭|关了|停[了用]|取消|申请|审核|评估|"
    r"通过|能用|不能|没法|不了|不出|打不开|提示|显示|\*\*\*|[万千百]|"
    r"\b(?:jiebei|huabei|alipay|mybank|pay later|borrow\w*|loans?|lend\w*|lent|limit\w*|credit|line|cash|money|"
    r"re?pa(?:y|id)\w*|pa(?:y|id|ys|ying)|settl\w*|clear\w*|owe\w*|debts?|due|overdue|late|instal\w*|interest|fees?|card|bank|"
    r"account|id|identity|face|code|sms|verif\w*|number|risk\w*|fr[eo]ze\w*|restrict\w*|block\w*|appl(?:y|ied|ication)\w*|"
    r"approv\w*|reject\w*|declin\w*|refus\w*|turned down|evaluat\w*|review\w*|system|error|page|screen|icon|"
    r"button|clos\w*|shut|cancel\w*|activat\w*|open\w*|balance|available|draw\w*|withdraw\w*|score|can'?t|won'?t)\b"
)
_AT_LEAST, _AT_LEAST_LATIN = 8, 30


def gist(text: str) -> str:
    """Drops what is said before the first clause about borrowing and its circumstances.

    Args:
        text: as `normalise` gives it. Where no clause or the first one is about that, or where what comes before is
            shorter than a remark, all of it stays.

    >>> gist("昨天下班路上车子坏了拖去修，借呗怎么借不了")
    '借呗怎么借不了'
    """
    start = 0
    for clause in _CLAUSE.finditer(text):
        if _CUES.search(clause.group()):
            start = clause.start()
            break
    floor = _AT_LEAST_LATIN if text[:start].isascii() else _AT_LEAST
    return text[start:] if start >= floor else text
