"""Amounts as people write them: read exactly, or not at all."""

from fractions import Fraction

import pytest

from nlu.reading.money import Amount, Part, Unclear, pays_it, read_money

AMOUNTS = {
    "5毛": 50,
    "五毛钱": 50,
    "五分": 5,
    "50 cents": 50,
    "一千二百八十八块一毛八": 128818,
    "壹仟贰佰捌拾捌元壹角捌分": 128818,
    "300块5": 30050,
    "5元5角": 550,
    "1,288块1毛8": 128818,
    "1万2500": 1250000,
    "1万零500": 1050000,
    "一万2千": 1200000,
    "1万2千5": 1250000,
    "2百50": 25000,
    "1千2百88": 128800,
    "1万2": 1200000,
    "3千5百": 350000,
    "1.5k": 150000,
    "1,288 yuan 18 cents": 128818,
    "500 kuai 5 mao": 50050,
    "二十五块五": 2550,
    "三块五": 350,
    "五块五毛": 550,
    "5块5": 550,
    "壹佰贰拾叁元肆角伍分": 12345,
    "1\u202f288": 128800,
    "1’288.18": 128818,
    "１２８８．１８": 128818,
    "1288。18": 128818,
    "两百五": 25000,
    "一千〇五": 100500,
    "1000块整": 100000,
    "¥1,000.00": 100000,
    "￥500": 50000,
    "fifteen hundred": 150000,
    "twelve hundred and fifty": 125000,
    "1e2": 10000,
    "RMB 1000": 100000,
    "1000rmb": 100000,
    "先还一千二": 120000,
    "pay 500 first": 50000,
    "five hundred yuan": 50000,
    "one hundred and one": 10100,
    "我先还500吧": 50000,
    "二十": 2000,
    "不是1200，是1500": 150000,
    "not 1200 but 1000": 100000,
    "1000": 100000,
    "500块": 50000,
    "一千": 100000,
    "0.01": 1,
    "999999.99": 99999999,
    "九十九万九千九百九十九元九角九分": 99999999,
    "一元零五分": 105,
    "一块零五": 105,
    "three hundred": 30000,
    "a thousand": 100000,
    "50 fen": 50,
    "five jiao": 50,
}
ALL_BUT = {
    "留100": 10000,
    "留一百其余都还": 10000,
    "先留200别的全还": 20000,
    "还到只剩100": 10000,
    "少还100": 10000,
    "比全额少100": 10000,
    "全部减100": 10000,
    "pay all but 50": 5000,
    "all but fifty": 5000,
    "everything except 100": 10000,
    "leave 100": 10000,
    "keep 200 and pay the rest": 20000,
    "200 less than the full amount": 20000,
    "all of it minus a hundred": 10000,
    "全部": 0,
    "还清": 0,
    "all of it": 0,
    "in full": 0,
    "全额": 0,
    "剩下的都还": 0,
}
SHARES = {
    "一半": "1/2",
    "half": "1/2",
    "三分之一": "1/3",
    "四分之三": "3/4",
    "七成": "7/10",
    "百分之三十": "3/10",
    "50%": "1/2",
    "two thirds": "2/3",
    "three quarters": "3/4",
    "a quarter": "1/4",
    "10 percent": "1/10",
    "先还三分之一": "1/3",
}
NO_AMOUNT = [
    "500到600",
    "500-600",
    "500~600",
    "500或者600",
    "500 or 600",
    "one or two hundred",
    "分3期还",
    "in 3 instalments",
    "分两次，每次600",
    "500+300",
    "500×2",
    "500 twice",
    "两个500",
    "还一大半",
    "一小半",
    "一半的一半",
    "half a grand",
    "one fifty",
    "twelve eighty-eight",
    ".5",
    "1  000",
    "1、000",
    "10 00",
    "5oo",
    "5 00",
    "(50)",
    "十几块",
    "几百",
    "三五百",
    "12.88.18",
    "a couple of hundred",
    "100日元",
    "100韩元",
    "₩100",
    "₹100",
    "100泰铢",
    "100刀",
    "five hundred dollars",
    "500 pounds",
    "500 yen",
    "USD500",
    "$100",
    "6222021234561234",
    "****1234",
    "6222 0212 3456 0500",
    "用0500那张卡",
    "尾号6023",
    "周五再还",
    "下周一还",
    "三天后还",
    "过三天再还一千",
    "11月12日先还500",
    "15号还",
    "不是1200",
    "统一还",
    "周五",
    "下午3点",
    "5分钟后",
    "给我一分钟",
    "我要还12月的",
    "我要还款，我是95后",
    "I want to repay by 5pm",
    "on Dec 5",
    "in 3 days",
    "at 17:30",
    "12/05",
    "give me five minutes",
    "−500",
    "－500",
    "–500",
    "负五百",
    "0",
    "0.001",
    "还个六折",
    "江城1张卡",
    "第二笔",
    "前两笔",
    "the first two",
    "the smaller one",
    "除了罚息都还",
    "everything except the penalty",
    "500左右",
    "about 500",
    "确认不还1000了",
    "12k5",
    "1.000,00",
    "one more thing",
    "好的",
    "yes",
    "给我三天时间",
    "two loans",
    "千万别扣",
    "万一不够",
    "一定还",
]
WHOLE = ["全还了吧", "都还，不留了", "还清吧", "pay it all off please"]
REASONS = {
    "500到600": "range",
    "500或者600": "alternatives",
    "500+300": "sum",
    "100日元": "foreign",
    "分3期还": "instalments",
    "过三天再还一千": "when",
    "−500": "negative",
    "0": "zero",
    "0.001": "too_fine",
    "6222021234561234": "card",
    "不是1200": "corrected",
    "除了罚息都还": "penalty",
    "还个六折": "share",
    "12.88.18": "figure",
    "500 700": "figure",
}


@pytest.mark.parametrize(("text", "cents"), AMOUNTS.items())
def test_an_amount(text, cents):
    assert read_money(text) == Amount(cents)


@pytest.mark.parametrize(("text", "cents"), ALL_BUT.items())
def test_all_but(text, cents):
    assert read_money(text) == Part(Fraction(1), cents)


@pytest.mark.parametrize(("text", "share"), SHARES.items())
def test_a_share(text, share):
    assert read_money(text) == Part(Fraction(share))


@pytest.mark.parametrize("text", WHOLE)
def test_all_of_it(text):
    assert read_money(text) == Part(Fraction(1))


@pytest.mark.parametrize("text", NO_AMOUNT)
def test_no_amount(text):
    assert not isinstance(read_money(text), Amount | Part)


@pytest.mark.parametrize(("text", "reason"), REASONS.items())
def test_why_it_is_asked(text, reason):
    assert read_money(text) == Unclear(reason)


def test_a_part_is_computed_on_the_quoted_total():
    assert Part(Fraction(1, 2)).of(101) == 51
    assert Part(Fraction(2, 3)).of(128_818) == 85_879
    assert Part(Fraction(1), 5_000).of(128_818) == 123_818


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("不是五百 是六百", Amount(60_000)),
        ("300，啊不对，400", Amount(40_000)),
        ("RMB 800 if that is possible", Amount(80_000)),
        ("a quarter now and we'll see about the rest", None),
    ],
)
def test_what_was_taken_back_and_polite_ifs(text, money):
    assert read_money(text) == money or (money is None and isinstance(read_money(text), Part))


@pytest.mark.parametrize(
    "text",
    ["i cant pay 500", "the full amount on the 20th", "I was going to pay 500 but forget it", "本来想还500，算了"],
)
def test_nothing_is_paid_now(text):
    assert not isinstance(read_money(text), Amount | Part)


def test_a_figure_in_a_story_is_not_what_is_paid():
    assert pays_it("well i looked at my wages and i can do six hundred and twenty today")
    assert pays_it("everything except 200, which i need for the bus to work this week")
    assert not pays_it("my rent is 900 and i have two kids and nobody ever picks up the phone")
