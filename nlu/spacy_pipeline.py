"""The spaCy pipeline: Chinese tokens by jieba with the domain's words, and a ruler for what a message mentions."""

import logging
import os
import re
from functools import cache
from pathlib import Path

import jieba
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

PRODUCTS = {
    "jiebei": [
        "借呗",
        "蚂蚁借呗",
        "支付宝借呗",
        "借唄",
        "借贝",
        "接呗",
        "jiebei",
        "ant jiebei",
        "ant loan",
        "cash loan",
    ],
    "huabei": ["花呗", "蚂蚁花呗", "花唄", "huabei", "pay later"],
    "mybank": ["网商贷", "網商貸", "网商银行", "mybank loan", "mybank"],
    "sesame": ["芝麻分", "芝麻信用", "sesame score", "zhima credit"],
    "reserve": ["备用金", "備用金"],
    "yuebao": ["余额宝", "餘額寶", "yu'e bao", "yuebao"],
}
PROMPTS = {
    "not_available": [
        "服务暂未开放",
        "暂未开放",
        "暂时无法提供服务",
        "service not available",
        "service is not open yet",
    ],
    "system_error": ["系统异常", "系统错误", "网络异常", "system error", "system exception"],
    "system_busy": ["系统繁忙", "请稍后再试", "人数过多", "system busy", "try again later"],
    "low_score": ["信用评分不足", "信用分不足", "credit score is insufficient", "insufficient credit score"],
    "evaluation": ["综合评估未通过", "综合评估不足", "评估未通过", "comprehensive evaluation insufficient"],
    "risk": ["存在风险", "操作异常", "账户异常", "may be risky", "risk detected"],
    "no_limit": ["暂无额度", "信用额度不足", "no available limit"],
    "disbursing": ["放款中", "放款失败", "disbursement failed"],
}
WORDS = [
    "额度",
    "逾期",
    "提额",
    "降额",
    "罚息",
    "放款",
    "到账",
    "还款",
    "征信",
    "人脸识别",
    "实名认证",
    "分期",
    "借不了",
    "用不了",
]

DICTIONARY_CACHE = Path(__file__).parent.parent / "var" / "jieba"

_CHINESE_NUMBER = "[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬]+"
_AMOUNT = re.compile(
    rf"[¥￥]\s?\d[\d,]*(?:\.\d+)?|\d[\d,]*(?:\.\d+)?\s?(?:万|千|百|k)?\s?(?:元|块钱|块|圆|塊|yuan|rmb|cny)"
    rf"|{_CHINESE_NUMBER}(?:点{_CHINESE_NUMBER})?\s?(?:元|块钱|块|塊|圆)|\d[\d,]*(?:\.\d+)?\s?(?:万|千|k\b)",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\d{1,4}[-/年]\d{1,2}(?:[-/月]\d{1,2}[日号]?)?|\d{1,2}月\d{1,2}[日号]?|"
    r"(?:今天|今早|今晚|昨天|昨晚|前天|大前天|上周|上个月|这个月|下个月|刚才|刚刚|半夜|凌晨|前几天|最近)|"
    r"[\d一二两三四五六七八九十几]+个?(?:天|小时|分钟|星期|周|月)(?:前|了|以前)?|"
    r"\b(?:today|tonight|yesterday|last (?:night|week|month)|this (?:morning|week|month)|just now|"
    r"\d+ (?:minutes?|hours?|days?|weeks?|months?)(?: ago)?)\b",
    re.IGNORECASE,
)


@Language.component("amounts_and_times")
def amounts_and_times(doc: Doc) -> Doc:
    """Adds entities `amount` and `time` where no other entity stands."""
    found = [
        span
        for label, pattern in (("amount", _AMOUNT), ("time", _WHEN))
        for match in pattern.finditer(doc.text)
        if (span := doc.char_span(*match.span(), label=label, alignment_mode="expand")) is not None
    ]
    doc.ents = filter_spans([*doc.ents, *_apart(found, doc.ents)])
    return doc


def _apart(spans: list[Span], others: tuple[Span, ...]) -> list[Span]:
    taken = {token.i for span in others for token in span}
    return [span for span in spans if taken.isdisjoint(token.i for token in span)]


def load_dictionary() -> None:
    """Loads jieba's dictionary, which it unmarshals as it lies, from a folder that is this user's alone; or afresh."""
    if jieba.dt.initialized:
        return
    if _is_own(DICTIONARY_CACHE):
        jieba.dt.tmp_dir = str(DICTIONARY_CACHE)
        jieba.dt.initialize()
    else:
        jieba.dt.FREQ, jieba.dt.total = jieba.dt.gen_pfdict(jieba.dt.get_dict_file())
        jieba.dt.initialized = True


def _is_own(folder: Path) -> bool:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.stat()
    except OSError:
        return False
    return found.st_uid == os.getuid() and not found.st_mode & 0o022 and os.access(folder, os.W_OK)


@cache
def pipeline() -> Language:
    """Gives the one pipeline of this process; entities carry their value in `ent_id_`."""
    logging.getLogger("jieba").setLevel(logging.WARNING)
    load_dictionary()
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
    ruler = nlp.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
    nlp.add_pipe("amounts_and_times")
    for table in (PRODUCTS, PROMPTS):
        for phrase in (phrase for phrases in table.values() for phrase in phrases if not phrase.isascii()):
            jieba.add_word(phrase)
    for word in WORDS:
        jieba.add_word(word)
    ruler.add_patterns(
        [
            {"label": label, "pattern": phrase, "id": value}
            for label, table in (("product", PRODUCTS), ("prompt", PROMPTS))
            for value, phrases in table.items()
            for phrase in phrases
        ]
    )
    return nlp
