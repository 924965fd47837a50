"""While a ticket is open there is no second of its matter, and nothing that was said is lost."""

import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy.exc import IntegrityError

from backend import tables
from backend.open_cases import with_note
from contract.alarms import AlarmKind
from contract.operations import LONGEST_NOTES, TicketKind

ROUNDS = 20
KINDS = [kind.value for kind in TicketKind]
BY_CAUSE = ["human", "distress"]


def case(kind, note="", cause=None):
    return {"kind": kind, "summary": "…", "note": note, "cause": cause}


def two_at_once(call):
    barrier = Barrier(2)

    def run(number):
        barrier.wait()
        return call(number)

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(run, range(2)))


def close(bank, number):
    for state in ("assigned", "resolved"):
        assert bank.http.patch(f"/v1/tickets/{number}", json={"state": state}).status_code == 200


@pytest.mark.parametrize("kind", KINDS)
def test_two_sessions_at_one_moment_open_one_ticket(bank, kind):
    for turn in range(ROUNDS):
        both = two_at_once(lambda one, turn=turn: bank.done("healthy", "tickets", case(kind), f"k{turn}-{one}"))
        assert both[0]["number"] == both[1]["number"]
        close(bank, both[0]["number"])
    assert len(bank.get("healthy", "tickets")) == ROUNDS


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("assigned", [False, True])
def test_a_second_ones_note_is_added_to_the_open_one(bank, kind, assigned):
    first = bank.done("healthy", "tickets", case(kind, "第一次"))
    address = f"/v1/tickets/{first['number']}"
    if assigned:
        bank.http.patch(address, json={"state": "assigned", "assigned_to": "Chen Yu"})
    second = bank.done("healthy", "tickets", case(kind, "and more"), "k")
    assert (second["number"], second["note"]) == (first["number"], "第一次\nand more")
    assert bank.done("healthy", "tickets", case(kind, "and more"), "k") == second
    assert bank.done("healthy", "tickets", case(kind, "and more"))["note"] == second["note"]
    assert bank.done("healthy", "tickets", case(kind))["note"] == second["note"]
    assert bank.get("healthy", "tickets") == [bank.http.get(address).json()] == [second]
    assert second["state"] == ("assigned" if assigned else "pending")


def test_both_notes_of_one_moment_are_kept(bank):
    for turn in range(ROUNDS):
        both = two_at_once(lambda one, turn=turn: bank.done("healthy", "tickets", case("complaint", f"{turn}-{one}")))
        kept = bank.http.get(f"/v1/tickets/{both[0]['number']}").json()
        assert sorted(kept["note"].split("\n")) == [f"{turn}-0", f"{turn}-1"]
        close(bank, kept["number"])


@pytest.mark.parametrize("kind", KINDS)
def test_another_cause_is_another_matter_only_where_a_person_is_called(bank, kind):
    causes = ["overdue", None, "low_credit_score", "overdue"]
    numbers = {bank.done("healthy", "tickets", case(kind, cause=cause))["number"] for cause in causes}
    assert len(numbers) == (3 if kind in BY_CAUSE else 1)


def test_each_alarm_is_a_matter_of_its_own_urgent_and_due_the_same_day(bank):
    alarms = [{"kind": "alarm", "alarm": kind.value, "summary": "…", "note": kind.value} for kind in AlarmKind]
    tickets = [bank.done("healthy", "tickets", alarm) for alarm in alarms]
    assert len({ticket["number"] for ticket in tickets}) == len(alarms)
    assert all(ticket["urgent"] and ticket["answer_by"] == ticket["opened_at"][:10] for ticket in tickets)
    bank.done("healthy", "tickets", case("complaint"))
    again = bank.done("healthy", "tickets", {**alarms[0], "note": "more"})
    assert (again["number"], again["note"]) == (tickets[0]["number"], f"{alarms[0]['note']}\nmore")
    urgent = bank.http.get("/v1/tickets", params={"urgent": "true"}).json()
    assert [ticket["number"] for ticket in urgent] == [ticket["number"] for ticket in tickets]


def test_each_kind_and_each_account_has_its_own(bank):
    numbers = {bank.done(account, "tickets", case(kind))["number"] for account in ("healthy", "overdue") for kind in
               reversed(KINDS) if kind != "human"}  # fmt: skip
    assert len(numbers) == 2 * (len(KINDS) - 1)


def test_distress_does_for_a_person_but_a_person_does_not_for_distress(bank):
    person = bank.done("healthy", "tickets", case("human"))
    distress = bank.done("healthy", "tickets", case("distress"))
    assert person["number"] != distress["number"]
    urgent = bank.done("overdue", "tickets", case("distress"))
    assert bank.done("overdue", "tickets", case("human"))["number"] == urgent["number"]


@pytest.mark.parametrize("way", [["assigned", "resolved"], ["expired"], ["assigned", "expired"]])
def test_after_the_end_a_new_one_is_opened(bank, way):
    first = bank.done("healthy", "tickets", case("appeal"))
    for state in way:
        assert bank.http.patch(f"/v1/tickets/{first['number']}", json={"state": state}).status_code == 200
    assert bank.done("healthy", "tickets", case("appeal"))["number"] != first["number"]


def test_the_database_itself_refuses_a_second(bank):
    bank.done("healthy", "tickets", case("appeal"))
    with pytest.raises(IntegrityError), bank.store.database.write() as connection:
        row = dict(connection.execute(tables.tickets.select()).one()._mapping)
        connection.execute(tables.tickets.insert().values(row | {"number": "T-2"}))


def test_notes_have_a_bound_and_the_first_and_the_last_stay():
    notes = "first"
    for turn in range(30):
        notes = with_note(notes, f"{turn:02d}" + "x" * 1_998)
    assert len(notes) <= LONGEST_NOTES
    assert notes.startswith("first\n00") and "\n29" in notes
    assert with_note("yesterday", "yes") == "yesterday\nyes"


def older(path):
    """The database as it was before there were matters and alarms, with two open appeals and a closed one."""
    with sqlite3.connect(path) as old:
        old.execute("DROP INDEX tickets_open")
        for column in ("open_key", "alarm"):
            old.execute(f"ALTER TABLE tickets DROP COLUMN {column}")
        for number, state in (("T-1", "pending"), ("T-2", "assigned"), ("T-3", "resolved")):
            old.execute(
                "INSERT INTO tickets VALUES (?, 'healthy', 'appeal', 'zh', NULL, NULL, '…', ?, ?, "
                "'2026-11-24 04:00:00', '2026-11-27', NULL)",
                (number, number, state),
            )
    old.close()


@pytest.mark.skipif(sqlite3.sqlite_version_info < (3, 35), reason="this SQLite cannot drop a column")
def test_an_older_database_is_brought_up_to_date(seeded, tmp_path, open_bank):
    path = tmp_path / "old.db"
    shutil.copy(seeded.path, path)
    older(path)
    for _ in range(2):
        bank = open_bank(path)
        assert {ticket["number"] for ticket in bank.get("healthy", "tickets")} == {"T-1", "T-2", "T-3"}
    assert bank.done("healthy", "tickets", case("appeal", "more"))["number"] == "T-2"
    assert bank.http.patch("/v1/tickets/T-1", json={"state": "assigned"}).status_code == 200
    close_first = bank.http.patch("/v1/tickets/T-1", json={"state": "resolved"})
    assert close_first.status_code == 200
    assert bank.done("healthy", "tickets", case("appeal"))["number"] == "T-2"
