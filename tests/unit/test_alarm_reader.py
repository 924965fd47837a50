"""The alarm reader: what rings, what leads, what was said before, and whose the next message is."""

import pytest
from rasa.shared.core.events import ActionExecuted, ActiveLoop, SlotSet, UserUttered
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.training_data.message import Message

from contract.alarms import AlarmKind
from nlu.alarms import AlarmReader

BARS = {kind.value: 0.5 for kind in AlarmKind}
CONFIG = {"thresholds": {"zh": BARS, "en": BARS}, "doubt": 0.1, "business": 0.6, "outright": 0.6}
SLOTS = [AnySlot(name, mappings=[{"type": "custom"}]) for name in ("alarm", "doing")]


def reader(scores=None, **texts):
    """Scores by text; a text that is not among them is ordinary."""
    by_text = {text.replace("_", " "): found for text, found in texts.items()} | (scores or {})

    def read(text):
        return dict.fromkeys(AlarmKind, 0.0) | by_text.get(text, {})

    return AlarmReader(CONFIG, read)


def conversation(*events):
    return DialogueStateTracker.from_events("a:b", list(events), slots=SLOTS)


def message(text, intent="repay", confidence=0.9):
    return Message({"text": text, "intent": {"name": intent, "confidence": confidence}})


def said(text, intent):
    return UserUttered(text, intent={"name": intent, "confidence": 1.0})


def test_several_can_hold_and_the_most_urgent_leads():
    heard = reader(help={AlarmKind.collectors: 0.9, AlarmKind.danger: 0.6, AlarmKind.overwhelmed: 0.4})
    (found,) = heard.process([message("help")])
    assert found.get("intent")["name"] == "alarm"
    assert found.get("alarms") == {"kinds": ["danger", "collectors"], "beside": "repay"}


def test_an_ordinary_message_and_a_button_keep_their_meaning():
    heard = reader({"/affirm": {AlarmKind.danger: 1.0}})
    for text in ("pay 500", "/affirm"):
        (found,) = heard.process([message(text)])
        assert found.get("intent")["name"] == "repay" and found.get("alarms") is None


@pytest.mark.parametrize(("doubt", "rings"), [(0.2, True), (0.05, False)])
def test_what_leaves_a_doubt_is_read_with_what_was_said_before(doubt, rings):
    heard = reader(
        {
            "the cat is with my neighbour": {AlarmKind.danger: 0.3},
            "you will not find me": {AlarmKind.danger: doubt},
            "the cat is with my neighbour\nyou will not find me": {AlarmKind.danger: 0.8},
        }
    )
    before = conversation(said("the cat is with my neighbour", "out_of_scope"))
    assert heard.kinds("you will not find me") == []
    assert heard.kinds("you will not find me", before) == ([AlarmKind.danger] if rings else [])


def test_what_rang_before_does_not_ring_again_by_itself():
    heard = reader(
        {"i was robbed": {AlarmKind.fraud_past: 0.9}, "i was robbed\nok what now": {AlarmKind.fraud_past: 0.9}}
        | {"ok what now": {AlarmKind.fraud_past: 0.2}}
    )
    assert heard.kinds("ok what now", conversation(said("i was robbed", "alarm"))) == []


def test_a_procedure_that_asks_whose_it_was_takes_that_answer_but_no_other_alarm():
    heard = reader(no={AlarmKind.not_mine: 0.9}, he={AlarmKind.not_mine: 0.9, AlarmKind.fraud_now: 0.9})
    asked = conversation(SlotSet("doing", "secure_account"), ActiveLoop("remedy_form"))
    assert heard.kinds("no", asked) == []
    assert heard.kinds("he", asked) == [AlarmKind.fraud_now]
    assert heard.kinds("no", conversation()) == [AlarmKind.not_mine]


def after(kind, *events):
    return conversation(said("…", "alarm"), SlotSet("alarm", kind), ActionExecuted("action_alarm"), *events)


@pytest.mark.parametrize("kind", ["danger", "hopeless", "fraud_now"])
@pytest.mark.parametrize(("intent", "confidence"), [("thanks", 0.9), ("affirm", 1.0), ("repay", 0.4)])
def test_the_next_message_belongs_to_the_talk(kind, intent, confidence):
    (found,) = reader().process([message("yes", intent, confidence)], after(kind))
    assert found.get("intent")["name"] == "in_talk"
    assert found.get("alarms") == {"kinds": [], "beside": intent}


@pytest.mark.parametrize(
    ("kind", "intent", "events"),
    [
        ("danger", "repay", []),
        ("collectors", "thanks", []),
        ("danger", "thanks", [said("how much do i owe", "ask_status")]),
    ],
)
def test_business_and_gentler_kinds_leave_it(kind, intent, events):
    (found,) = reader().process([message("well", intent)], after(kind, *events))
    assert found.get("intent")["name"] == intent
