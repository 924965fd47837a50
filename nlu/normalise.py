"""One spelling for what people spell in many ways, before a message is turned into numbers."""

import re
import unicodedata
from functools import cache

from opencc import OpenCC

_VARIANTS: list[tuple[re.Pattern[str], str]] = [
    (re.compile(r"借[唄贝吧杯被背辈倍坝]|[接结介皆街阶界解][呗唄贝]|借 呗"), "借呗"),
    (re.compile(r"花[唄贝吧]|发呗|化呗"), "花呗"),
    (re.compile(r"[马吗妈麻]蚁|马姨|蚂姨|马义|蚂(?=借呗)"), "蚂蚁"),
    (re.compile(r"[预于愈玉余]期"), "逾期"),
    (re.compile(r"额[渡都肚]|鹅度|额 度"), "额度"),
    (re.compile(r"支付[保饱宝]"), "支付宝"),
]
_PINYIN_PRODUCTS = re.compile(r"(?<![a-z])(?:ma ?yi )?jie ?bei(?![a-z])")
_MASK = re.compile(r"\*{2,}|\d[\d,]*(?:\.\d+)?")
_SPACE = re.compile(r"\s+")
_HAN = re.compile(r"[㐀-鿿]")


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


def simplified(text: str) -> str:
    """Gives the text in simplified characters."""
    return str(_simplifier().convert(text)) if _HAN.search(text) else text


def normalise(text: str) -> str:
    """Gives the text in lower case, simplified characters, with common misspellings of names mended and digits masked.

    >>> normalise("我的借唄 逾期 12 天")
    '我的借呗 逾期 *** 天'
    """
    text = unicodedata.normalize("NFKC", text).lower().strip()
    if _HAN.search(text):
        text = simplified(text)
        for pattern, name in _VARIANTS:
            text = pattern.sub(name, text)
        text = _PINYIN_PRODUCTS.sub("借呗", text)
    text = _MASK.sub("***", text)
    return _SPACE.sub(" ", text)
