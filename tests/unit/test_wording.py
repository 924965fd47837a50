import enum
import re
import string
from collections.abc import Mapping
from datetime import date, datetime, timezone
from enum import Enum

import pytest
import yaml

import contract.credit
import contract.system
from contract.causes import Cause, Remedy
from contract.credit import IdentityStep, Product
from diagnosis import ZONE, Finding, diagnose
from tests.unit.test_diagnosis_cases import HAS, NOW, words
from wording import RESPONSES, Wording, WordingError, money

FILES = ("causes.yml", "phrases/items.yml", "phrases/terms.yml")
LANGUAGES = ("zh", "en")
FINDINGS = [
    pytest.param(finding, id=f"{cause.value}-{number}")
    for cause, cases in HAS.items()
    for number, case in enumerate(cases)
    for finding in diagnose(case).findings
]
NOT_SHOWN = {"freed_at", "rollout_at", "until", "decided_by"}
"""Moments that the text shows as `retry`, where they are known at all."""


@pytest.fixture(scope="module")
def wording():
    return Wording.load()


def variations():
    for name in FILES:
        content = yaml.safe_load((RESPONSES / name).read_text(encoding="utf-8"))
        yield from (content.get("responses") or content["phrases"]).items()


def fields(text):
    return {name.split(".")[0] for _, name, _, _ in string.Formatter().parse(text) if name}


def leaves(evidence):
    """Every single piece of evidence that is for people, as (key, value); not the ids that are for machines."""
    for key, value in evidence.items():
        if (key.endswith("_id") and key != "case_id") or key in NOT_SHOWN:
            continue
        for each in value if isinstance(value, (tuple, list)) else (value,):
            if isinstance(each, Mapping):
                yield from leaves(each)
            else:
                yield key, each


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("finding", FINDINGS)
def test_every_text_is_whole_and_shows_all_its_evidence(wording, finding, language):
    text = wording.cause(finding, language, NOW)
    assert text == text.strip()
    assert "{" not in text and "None" not in text and "。。" not in text and ".." not in text
    for key, value in leaves(finding.evidence):
        shown = wording.render({key: value}, language, NOW)[key.removesuffix("_cents")]
        assert shown and shown in text, (key, value)


@pytest.mark.parametrize("finding", FINDINGS)
def test_a_known_retry_is_told(wording, finding):
    if finding.retry is not None:
        for language in LANGUAGES:
            assert wording.placeholders(finding, language, NOW)["retry"] in wording.cause(finding, language, NOW)


@pytest.mark.parametrize(("name", "texts"), variations())
def test_both_languages_say_the_same(name, texts):
    by_language = {text["condition"][0]["value"]: text["text"] for text in texts}
    assert [text["condition"][0]["value"] for text in texts] == ["zh", "en"]
    assert all(
        text["condition"][0] == {"type": "slot", "name": "language", "value": lang}
        for lang, text in zip(LANGUAGES, texts, strict=True)
    )
    days = {"at"} if name.startswith(("term_day", "term_moment")) else set()
    assert fields(by_language["zh"]) | days == fields(by_language["en"]) | days


@pytest.mark.parametrize("cause", Cause)
def test_chinese_texts_address_politely_and_in_full_width(cause):
    texts = dict(variations())[f"utter_cause_{cause.value}"]
    zh, en = (text["text"] for text in texts)
    assert "您" in zh and "你" not in zh
    assert not re.search(r"[,;!?]|(?<!\d)\.(?!\d)", zh)
    assert not re.search(r"[\u4e00-\u9fff，。；：（）]", en)


def test_every_enum_that_is_shown_has_terms(wording):
    shown = [
        contract.credit.Product,
        contract.credit.ScoreFactor,
        contract.credit.IdentityStep,
        contract.credit.ContactKind,
        contract.system.Bar,
        contract.system.Function,
    ]
    for kind in shown:
        for member in list[enum.Enum](kind):
            for language in LANGUAGES:
                assert wording.render({"x": member}, language, NOW)["x"]


def test_the_healthy_text_promises_nothing(wording):
    assert "没有发现" in wording.say("utter_nothing_blocks", "zh")
    assert "can't promise" in wording.say("utter_nothing_blocks", "en")


def test_names_of_responses_are_unique():
    names = [name for name, _ in variations()]
    assert len(names) == len(set(names))


class Colour(str, Enum):
    red = "red"


def small(**texts):
    terms = {key: value for key, value in variations() if key.startswith("term_")}
    mine = {
        name: [{"condition": [{"type": "slot", "name": "language", "value": "zh"}], "text": text}]
        for name, text in texts.items()
    }
    return Wording({**terms, **mine})


@pytest.mark.parametrize(
    ("key", "value", "zh"),
    [
        ("x_cents", 128_050, "1,280.50"),
        ("x_cents", 128_000, "1,280"),
        ("x_cents", (100, 250), "1、2.50"),
        ("x", datetime(2026, 11, 24, 14, 30, tzinfo=timezone.utc), "11月24日 22:30"),
        ("x", datetime(2025, 11, 4, 9, 5, tzinfo=ZONE), "2025年11月4日 09:05"),
        ("x", date(2026, 11, 24), "11月24日"),
        ("x", date(2027, 1, 2), "2027年1月2日"),
        ("x", words("rule"), "rule的中文"),
        ("x", IdentityStep.face_check, "人脸识别"),
        ("x", (Product.cash_loan, Product.instalments), "借款、分期"),
        ("x", (words("a"), words("b")), "a的中文；b的中文"),
        ("x", ({"n": 1}, {"n": 2}), "第1个\n第2个"),
        ("x", None, "暂时未知"),
        ("x", (), "暂时未知"),
        ("x", 12_345, "12,345"),
        ("x", "v1", "v1"),
    ],
)
def test_rules(key, value, zh):
    assert small(hello="{x}", item_x="第{n}个").say("hello", "zh", NOW, **{key: value}) == zh


def test_signs_percents_and_minutes():
    said = small(hello="{points} {a_percent} {b_change_percent} {c_minutes}").say(
        "hello", "zh", points=12, a_percent=63, b_change_percent=35, c_minutes=12
    )
    assert said == "+12 63% +35% 约12分钟"


@pytest.mark.parametrize(
    ("value", "en"),
    [
        (datetime(2026, 11, 24, 14, 30, tzinfo=timezone.utc), "24 Nov, 22:30"),
        (datetime(2027, 11, 4, 9, 5, tzinfo=ZONE), "4 Nov 2027, 09:05"),
        (date(2026, 11, 24), "24 Nov 2026"),
    ],
)
def test_english_dates(wording, value, en):
    assert wording.render({"x": value}, "en", NOW)["x"] == en


def test_without_now_the_year_is_always_told():
    assert small(hello="{x}").say("hello", "zh", x=date(2026, 11, 24)) == "2026年11月24日"


def test_a_full_stop_of_the_lenders_is_not_doubled():
    assert small(hello="{x}。").say("hello", "zh", x=words("a").copy(update={"zh": "系统升级。"})) == "系统升级。"


def test_braces_in_evidence_are_left_alone():
    assert small(hello="{x}").say("hello", "zh", x="{y}") == "{y}"


def test_what_is_missing_raises(wording):
    with pytest.raises(WordingError, match="no_such_name"):
        wording.say("no_such_name", "zh")
    with pytest.raises(WordingError):
        wording.say("utter_nothing_blocks", "fr")
    with pytest.raises(WordingError, match="x"):
        small(hello="{x}").say("hello", "zh")
    with pytest.raises(WordingError, match="term_colour_red"):
        small(hello="{x}").say("hello", "zh", x=Colour.red)
    with pytest.raises(WordingError, match="no rule"):
        small(hello="{x}").say("hello", "zh", x=True)
    with pytest.raises(WordingError):
        wording.cause(Finding(Cause.overdue, (Remedy.repay,), {}), "zh", NOW)


def test_money_is_exact():
    assert [money(cents) for cents in (0, 5, 100, -150, 123_456_789)] == ["0", "0.05", "1", "-1.50", "1,234,567.89"]
