"""The house's arrows: which room may know which is written in pyproject.toml."""

from pathlib import Path

from importlinter import api

ROOT = Path(__file__).parents[2]


def test_imports_run_one_way(monkeypatch):
    monkeypatch.chdir(ROOT)
    configuration = api.read_configuration(str(ROOT / "pyproject.toml"))
    assert len(configuration["contracts_options"]) == 3
    from importlinter.cli import lint_imports

    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


def test_wording_knows_no_room():
    text = (ROOT / "wording.py").read_text(encoding="utf-8")
    assert not any(f"from {room}" in text for room in ("actions", "channels", "nlu", "lender", "backend"))
