"""What a short answer means next to the buttons on offer: "let's get it done" after an offer is a yes.

The classifier sees one message alone; here the question that it answers is known. What is found goes with the message
as metadata, which only the channel can set, and `nlu.in_context.AnswerInContext` makes it the intent; the user's own
words stay in the conversation. Where money moves or something is filed, only an unmistakable yes counts.
"""

import re
from collections.abc import Collection, Sequence
from typing import Any

from nlu.reading.consent import Quoted, consent

LONGEST = 60
_QUESTION = re.compile(r"[?？]\s*$|吗\s*[。！!]?$", re.IGNORECASE)

_YES_TO_AN_OFFER = re.compile(
    r"^(?:(?:好的?|好[啊呀吧哒嘞]|行[吧啊]?|可以|嗯+|恩+|对[的啊]?|没错|没问题|是的|确认|要的?|来吧?|开始吧?|办吧|弄吧)(?:$|[\s，,。.！!])"
    r"|(?:好的|行吧|可以|嗯|没问题)|那(?:就|你|我?还|来)|看看|听听|说说|讲讲|理一理|列(?:出来|一下)|赶紧|继续|接着|再来"
    r"|把剩下|快点?帮我|交(?:$|吧|材料)"
    r"|(?:yes|yep|yeah|yup|ok|okay|sure|fine|alright|all right)(?![a-z])|right[,.! ]"
    r"|(?:please )?(?:go (?:ahead|on|for it)|let'?s|do it|start|begin|show me|tell me|explain|carry on|continue|next)"
    r"(?![a-z])"
    r"|help me(?: please| fix| sort| with| do|$)|i'?ll (?:do|pay|update|upload|take|have|give))",
    re.IGNORECASE,
)
_NO_YES_TO_AN_OFFER = re.compile(
    r"[吗呢]|不|别(?!人)|没(?!问题|错)|谢|再见|人工|客服|为什么|为啥|多久|什么时候|多少|提醒|通知|投诉|申诉|算了|以后|等|状态"
    r"|\b(?:not|no|thanks?|bye|person|human|agent|why|when|how long|how much|remind|notify|let me know|message|complain"
    r"|appeal|status|another|other(?! ones| two| loans| bills)|instead|stop|later|never)\b|n't",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"好了|完了|过了|搞定|已经?|弄好|换好|[换改开删踢传拍刷绑装更]了|了\s*[啦吧。！!]?\s*$"
    r"|\b(?:done|did|finished|completed?|set|changed|updated|linked|uploaded|added|removed|installed|turned|switched|took"
    r"|sent|kicked|deleted|checked|reviewed|connected|ready|have a look|went|gone|looked)\b",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"没|不(?!认识|明|用的)|失败|怎么|错|算了|还能|\b(?:not|fail(?:s|ed)?|how|what|where|why|can'?t|cannot|error)\b|n't",
    re.IGNORECASE,
)
_PLAINLY = {"human": "", "scam": "", "retry_repay": "", "retry_form": "", "lock": "lock"}
"""Offers that only a plain yes takes, and the act that may be said for it."""
_TELL_ME = re.compile(
    r"提醒|通知|告诉我|叫我|喊我|跟我说"
    r"|\b(?:remind|notify|let me know|message|ping|tell me (?:when|once|if|as soon)|text me)\b",
    re.IGNORECASE,
)
_TELL_ME_HOW = re.compile(r"怎么|哪|什么(?!时候)|\b(?:where|how|what|why)\b", re.IGNORECASE)
_HOW = re.compile(r"怎么|如何|咋|\b(?:how (?:do|can|should|to)|what (?:should|do|can) i)\b", re.IGNORECASE)
_REPAY = re.compile(r"还(?!是|有|会|能|没|不|要多)|\b(?:pay|repay|settle)\b", re.IGNORECASE)
_LOOK_AGAIN = re.compile(
    r"再(?:查|看|核|试)|核实|重新查|现在.{0,6}[能行够好]|能[借用开]了|行了[没吗]|好了没|恢复了"
    r"|\b(?:check|again|now|yet|any better|another look|look again|are over|is over)\b",
    re.IGNORECASE,
)
_NO_LOOK = re.compile(
    r"人工|真人|客服|为什么|为啥|怎么|如果|要是|假如|还\s*\d|\b(?:not|person|human|agent|somebody|someone|why|how|stop|need|if|pay)\b",
    re.IGNORECASE,
)


def meaning(text: str, payloads: Collection[str], in_form: bool, offer: str = "none") -> str | None:
    """Gives the intent that the text has as an answer, or None where the text must speak for itself.

    Args:
        payloads: those of the buttons that the bot has just offered, without what they carry.
        in_form: whether a question of a form is open.
        offer: the slot of that name; a yes to a person, or to a change once more, has to be a plain one.
    """
    if text.startswith("/") or len(text) > LONGEST:
        return None
    if in_form:
        return _in_a_form(text, payloads)
    notice = "/subscribe_notice" in payloads or offer in {"notice", "steps"}
    asks = bool(_QUESTION.search(text))
    if notice and _TELL_ME.search(text) and not _TELL_ME_HOW.search(text) and not asks:
        return "subscribe_notice"
    if "/repay" in payloads and _REPAY.search(text) and not asks and not _HOW.search(text):
        return "repay"
    looks = "/check_again" in payloads and _LOOK_AGAIN.search(text) and not _NO_LOOK.search(text)
    looks = looks and not _TELL_ME.search(text)
    if looks and asks:
        return "check_again"
    if "/affirm" in payloads and _agrees(text, offer):
        return "affirm"
    return "check_again" if looks else None


def _agrees(text: str, offer: str) -> bool:
    """A yes to an offer; where the offer is to say how, asking how is one, too."""
    if offer in _PLAINLY:
        return consent(text, Quoted(_PLAINLY[offer])) is True
    if offer == "steps" and _HOW.search(text):
        return True
    return bool(_YES_TO_AN_OFFER.search(text)) and not _NO_YES_TO_AN_OFFER.search(text)


def _in_a_form(text: str, payloads: Collection[str]) -> str | None:
    if "/step_done" in payloads and _DONE.search(text) and not denies_being_done(text):
        return "step_done"
    if "/affirm" not in payloads:
        return None
    agreed = consent(text)
    if agreed is False:
        return "deny" if "/deny" in payloads else "cancel"
    return "affirm" if agreed else None


def denies_being_done(text: str) -> bool:
    """Does the text say that something did not work or is not finished?"""
    return bool(_NOT_DONE.search(text))


def entity(entities: Sequence[dict[str, Any]], name: str) -> str | None:
    """Gives the value that a tapped button carries."""
    return next((str(found["value"]) for found in entities if found.get("entity") == name), None)
