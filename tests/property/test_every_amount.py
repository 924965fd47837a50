"""Every amount in every writing is read back exactly; what is no amount never yields one."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.reading.money import Amount, Part, read_money

CENTS = st.integers(1, 99_999_999)
HAN, FORMAL = "零一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"


def han(number: int, digits: str, units: str = "十百千万") -> str:
    """The strict Chinese writing of a whole number below 100,000,000."""
    if number >= 10_000:
        rest = number % 10_000
        gap = digits[0] if 0 < rest < 1_000 else ""
        return han(number // 10_000, digits, units) + units[3] + gap + (han(rest, digits, units) if rest else "")
    said = ""
    skipped = False
    for size, unit in ((1_000, units[2]), (100, units[1]), (10, units[0]), (1, "")):
        digit = number // size % 10
        if digit:
            said += (digits[0] if skipped and said else "") + digits[digit] + unit
        skipped = digit == 0
    return said


def parts_in_han(cents: int, digits: str, units: str, yuan: str) -> str:
    """Yuan, jiao and fen."""
    whole, jiao, fen = cents // 100, cents // 10 % 10, cents % 10
    said = (han(whole, digits, units) + yuan) if whole else ""
    said += (digits[jiao] + "角") if jiao else (digits[0] if whole and fen else "")
    return said + (digits[fen] + "分" if fen else "")


WRITINGS: dict[str, Any] = {
    "plain": lambda c: f"{Decimal(c) / 100}",
    "grouped": lambda c: f"{Decimal(c) / 100:,.2f}",
    "thin": lambda c: f"{Decimal(c) / 100:,.2f}".replace(",", "\u202f"),
    "apostrophe": lambda c: f"{Decimal(c) / 100:,.2f}".replace(",", "’"),
    "full width": lambda c: f"{Decimal(c) / 100:.2f}".translate({ord(a): ord(a) + 0xFEE0 for a in "0123456789."}),
    "yuan": lambda c: f"{Decimal(c) / 100:.2f}元",
    "sign": lambda c: f"¥{Decimal(c) / 100:,.2f}",
    "RMB": lambda c: f"{Decimal(c) / 100:.2f} RMB",
    "in words": lambda c: f"先还{Decimal(c) / 100:.2f}块吧",
    "pay": lambda c: f"pay {Decimal(c) / 100:.2f} now",
    "numerals": lambda c: parts_in_han(c, HAN, "十百千万", "元"),
    "kuai": lambda c: parts_in_han(c, HAN, "十百千万", "块"),
    "formal": lambda c: parts_in_han(c, FORMAL, "拾佰仟万", "元"),
    "wan": lambda c: f"{Decimal(c // 100 * 100) / 10**6}万",
}


@pytest.mark.parametrize("writing", WRITINGS)
@given(cents=CENTS)
@settings(max_examples=150, deadline=None)
def test_read_back_exactly(writing, cents):
    if writing == "wan":
        cents = max(cents // 10_000, 1) * 10_000
    assert read_money(WRITINGS[writing](cents)) == Amount(cents)


NO_AMOUNTS: dict[str, Any] = {
    "date": (st.tuples(st.integers(1, 12), st.integers(1, 28)), lambda d: f"{d[0]}月{d[1]}日再还"),
    "day": (st.integers(1, 28), lambda d: f"{d}号还"),
    "time": (st.tuples(st.integers(0, 23), st.integers(0, 59)), lambda t: f"at {t[0]}:{t[1]:02}"),
    "range": (
        st.tuples(CENTS, CENTS).filter(lambda r: r[0] // 100 != r[1] // 100),
        lambda r: f"{r[0] // 100}到{r[1] // 100}元",
    ),
    "foreign": (
        st.tuples(st.integers(1, 99_999), st.sampled_from(["美元", "日元", "英镑", " dollars", " yen", "韩币"])),
        lambda f: f"{f[0]}{f[1]}",
    ),
    "days": (st.integers(1, 90), lambda d: f"过{d}天"),
    "card": (st.integers(10**15, 10**19 - 1), str),
    "tail": (st.integers(1000, 9999), lambda t: f"用尾号{t}那张"),
    "ordinal": (st.integers(1, 9), lambda n: f"第{n}笔"),
    "instalments": (st.integers(2, 36), lambda n: f"分{n}期还"),
}


@pytest.mark.parametrize("kind", NO_AMOUNTS)
@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_never_an_amount(kind, data):
    values, write = NO_AMOUNTS[kind]
    assert not isinstance(read_money(write(data.draw(values))), Amount | Part)


MEANT = {"zh": ("{n}", "一半", "全部", "三分之一"), "en": ("{n}", "half", "everything", "two thirds")}
TURNS = {
    "zh": (
        "明天还{m}",
        "下周还{m}",
        "晚点还{m}",
        "发工资再还{m}",
        "不想还{m}",
        "没钱还{m}",
        "别还{m}",
        "昨天还了{m}",
        "还不起{m}",
        "{m}太多了",
        "如果能免息就还{m}",
    ),
    "en": (
        "pay {m} tomorrow",
        "{m} when I get paid",
        "{m} at the end of the month",
        "I can't pay {m}",
        "don't pay {m}",
        "I already paid {m}",
        "{m} is too much",
        "pay {m} if you waive the fee",
    ),
}
TURNED = [(language, turn) for language, turns in TURNS.items() for turn in turns]


@pytest.mark.parametrize(("language", "turn"), TURNED)
@given(number=st.integers(10, 99_999), which=st.integers(0, 3))
@settings(max_examples=40, deadline=None)
def test_what_is_refused_put_off_or_past_is_no_amount(language, turn, number, which):
    meant = MEANT[language][which].format(n=number)
    assert not isinstance(read_money(turn.format(m=meant)), Amount | Part)


@given(
    number=st.integers(100, 99_999),
    about=st.sampled_from(
        [
            "{n}多",
            "{n}出头",
            "近{n}",
            "不到{n}",
            "超过{n}",
            "<{n}",
            "~{n}",
            "{n}+",
            "more than {n}",
            "under {n}",
            "about {n}",
            "{n}左右",
        ]
    ),
)
@settings(max_examples=150, deadline=None)
def test_about_so_much_is_no_amount(number, about):
    assert not isinstance(read_money(about.format(n=number)), Amount | Part)


@given(
    number=st.integers(1000, 999_999),
    label=st.sampled_from(
        ["验证码{n}", "密码{n}", "my otp is {n}", "order {n}", "芝麻分{n}", "••••{n}", "####{n}", "{n}²"]
    ),
)
@settings(max_examples=100, deadline=None)
def test_a_number_with_a_name_of_its_own_is_no_amount(number, label):
    assert not isinstance(read_money(label.format(n=number)), Amount | Part)
