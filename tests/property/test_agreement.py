"""The bot says that nothing blocks exactly when the backend lends, and its reasons are the backend's reasons."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from backend.app import create_app
from backend.decision import decide
from backend.settings import Settings
from contract.causes import Cause
from contract.credit import CreditStatus
from contract.system import SystemStatus
from diagnosis import MOST_FINDINGS, ZONE, Diagnosis, Snapshot, diagnose
from tests.property.states import Around, states, tight_lines
from tests.unit.test_diagnosis_cases import HAS, HAS_NOT
from wording import Wording

MOMENTS = [
    datetime(2026, 11, 24, 12, 0, tzinfo=ZONE),
    datetime(2026, 11, 24, 0, 0, tzinfo=ZONE),
    datetime(2026, 11, 23, 23, 59, 59, tzinfo=ZONE),
    datetime(2026, 11, 23, 17, 30, tzinfo=timezone.utc),
    datetime(2028, 2, 29, 15, 59, 59, tzinfo=timezone(timedelta(hours=-5))),
]
SECOND = timedelta(seconds=1)


def snapshots(now: datetime) -> st.SearchStrategy[Snapshot]:
    around = Around(now, SECOND)
    tight = st.tuples(states(around), tight_lines(around)).map(
        lambda parts: (parts[0][0].copy(update={"line": parts[1]}), parts[0][1])
    )
    return st.one_of(states(around), states(around), tight).map(lambda both: Snapshot(*both, now=now))


SNAPSHOTS = st.one_of([snapshots(now) for now in MOMENTS])
EXAMPLES = 1_500
UNHURRIED = [HealthCheck.too_slow, HealthCheck.data_too_large]
KEY = "key-of-the-tests"
_keys = count()


def assert_agreement(diagnosis: Diagnosis, reasons: tuple[Cause, ...]) -> None:
    found = tuple(finding.cause for finding in diagnosis.findings)
    assert diagnosis.can_borrow == (not reasons)
    assert found == reasons[:MOST_FINDINGS]


def test_diagnosis_and_decision_agree():
    reached: Counter[Cause | None] = Counter()

    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=UNHURRIED)
    @given(SNAPSHOTS)
    def agree(snapshot: Snapshot) -> None:
        reasons = decide(snapshot.credit, snapshot.system, snapshot.now)
        reached.update(reasons or [None])
        assert_agreement(diagnose(snapshot), reasons)

    agree()
    assert reached[None] >= EXAMPLES // 100, "states in which nothing blocks"
    assert len([cause for cause in Cause if reached[cause]]) >= 30, "most causes are reached by chance alone"


@pytest.mark.parametrize("cause", Cause)
def test_they_agree_on_both_sides_of_each_bar(cause: Cause):
    on_either_side = [*HAS[cause], *HAS_NOT[cause]]
    decided = [decide(case.credit, case.system, case.now) for case in on_either_side]
    for case, reasons in zip(on_either_side, decided, strict=True):
        assert_agreement(diagnose(case), reasons)
    assert any(cause in reasons for reasons in decided)
    assert not all(cause in reasons for reasons in decided)


@settings(max_examples=150, deadline=None, database=None, suppress_health_check=UNHURRIED)
@given(SNAPSHOTS)
def test_the_same_with_other_states_each_time(snapshot: Snapshot):
    assert_agreement(diagnose(snapshot), decide(snapshot.credit, snapshot.system, snapshot.now))


@pytest.fixture(scope="module")
def wording() -> Wording:
    return Wording.load()


@settings(max_examples=150, deadline=None, derandomize=True, database=None, suppress_health_check=UNHURRIED)
@given(SNAPSHOTS)
def test_every_finding_can_be_said_and_sent(wording: Wording, snapshot: Snapshot):
    diagnosis = diagnose(snapshot)
    json.dumps(diagnosis.to_json())
    for finding in diagnosis.findings:
        for language in ("zh", "en"):
            text = wording.cause(finding, language, snapshot.now)
            assert text
            assert not {"{", "None"} & set(text.split())


@pytest.fixture(scope="module")
def http(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path: Path = tmp_path_factory.mktemp("agreement") / "backend.db"
    with TestClient(create_app(Settings(KEY, f"sqlite:///{path}", False)), headers={"X-Service-Key": KEY}) as client:
        yield client


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=UNHURRIED)
@given(st.data())
def test_diagnosis_over_http_and_the_loan_agree(http: TestClient, data: st.DataObject):
    store = http.app.state.store  # type: ignore[attr-defined]
    # No moment of a generated state passes while the requests are under way.
    soon = Around(store.now() + timedelta(minutes=30), SECOND)
    store.put_account(*data.draw(states(soon)))
    credit = CreditStatus.parse_raw(http.get("/v1/accounts/generated/credit-status").content)
    system = SystemStatus.parse_raw(http.get("/v1/accounts/generated/system-status").content)
    headers = {"Idempotency-Key": f"key-{next(_keys)}"}
    answer = http.post("/v1/accounts/generated/loan-applications", json={}, headers=headers)
    assert answer.status_code == 200, answer.text
    decision = answer.json()
    reasons = tuple(Cause(reason["code"]) for reason in decision["reasons"])
    assert decision["granted"] == (not reasons)
    assert_agreement(diagnose(Snapshot(credit, system, max(credit.as_of, system.as_of))), reasons)
