import os
import subprocess
import sys
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from backend.account import Later
from backend.app import create_app
from backend.days import ZONE, add_working_days, add_years, resolve, span
from backend.settings import Settings, SettingsError
from backend.tables import accounts, metadata

KEY = {"BACKEND_SERVICE_KEY": "k"}
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=ZONE)


def test_defaults():
    settings = Settings.from_env(KEY)
    assert (settings.database_url, settings.port, settings.host) == ("sqlite:///var/backend.db", 8000, "127.0.0.1")
    assert settings.demo is False
    assert "'k'" not in repr(settings)


def test_everything_can_be_set():
    env = KEY | {"BACKEND_DATABASE_URL": "sqlite:///x.db", "BACKEND_DEMO": "1", "BACKEND_PORT": "8123"}
    assert Settings.from_env(env) == Settings("k", "sqlite:///x.db", True, 8123)


@pytest.mark.parametrize(
    ("env", "named"),
    [
        ({}, "BACKEND_SERVICE_KEY"),
        ({"BACKEND_SERVICE_KEY": "  "}, "BACKEND_SERVICE_KEY"),
        (KEY | {"BACKEND_DEMO": "yes"}, "BACKEND_DEMO"),
        (KEY | {"BACKEND_PORT": "0"}, "BACKEND_PORT"),
        (KEY | {"BACKEND_PORT": "65536"}, "BACKEND_PORT"),
        (KEY | {"BACKEND_PORT": "http"}, "BACKEND_PORT"),
    ],
)
def test_a_wrong_setting_is_named(env, named):
    with pytest.raises(SettingsError, match=named):
        Settings.from_env(env)


@pytest.mark.parametrize("url", ["nonsense", "sqlite://", "sqlite:///:memory:", "nosuchdb://u:secret@h/x"])
def test_a_database_that_cannot_be_used_is_named_without_its_password(url):
    with pytest.raises(SettingsError, match="BACKEND_DATABASE_URL") as caught:
        create_app(Settings("k", url))
    assert "secret" not in str(caught.value)


def test_the_service_refuses_to_start_without_a_key():
    env = {name: value for name, value in os.environ.items() if not name.startswith("BACKEND_")}
    started = subprocess.run([sys.executable, "-m", "backend"], env=env, capture_output=True, text=True, timeout=30)
    assert started.returncode == 2
    assert "BACKEND_SERVICE_KEY is not set" in started.stderr
    assert "Traceback" not in started.stderr


def test_tables_and_locks_suit_postgresql():
    dialect = postgresql.dialect()
    for table in metadata.sorted_tables:
        assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=dialect))
    assert "FOR UPDATE" in str(select(accounts).with_for_update().compile(dialect=dialect))


def test_moments_relative_to_a_start():
    found = resolve({"a": ["-12d", "+2h"], "b": "-1d 03:17", "c": "2h", "d": 5}, NOW)
    assert found["a"] == [NOW - timedelta(days=12), NOW + timedelta(hours=2)]
    assert found["b"] == datetime(2026, 11, 23, 3, 17, tzinfo=ZONE)
    assert (found["c"], found["d"]) == ("2h", 5)
    assert span("20m") == timedelta(minutes=20)


@pytest.mark.parametrize("wrong", [{"after": "soon"}, {"after": "1d", "when": "rich"}, {"after": "1d", "sett": {}}])
def test_a_script_that_cannot_be_read_is_refused(wrong):
    with pytest.raises(ValueError):
        Later.parse_obj({"set": {}} | wrong)


def test_working_days_and_years():
    assert add_working_days(date(2026, 11, 27), 1) == date(2026, 11, 30)
    assert add_working_days(date(2026, 11, 24), 3) == date(2026, 11, 27)
    assert add_years(date(2024, 2, 29), 10) == date(2034, 2, 28)


def test_the_openapi_page_describes_every_route(bank):
    document = bank.http.get("/openapi.json").json()
    for path, methods in document["paths"].items():
        for operation in methods.values():
            assert operation["summary"] and operation["description"], path
            assert "Problem" in str(operation["responses"].get("422", "Problem")), path
    assert bank.http.get("/docs").status_code == 200
    assert document["components"]["schemas"]["RepaymentRequest"]["example"]
    assert {"type": "null"} in document["components"]["schemas"]["CreditStatus"]["properties"]["freeze"]["anyOf"]
