"""jieba's cache is unmarshalled as it lies, so it lies where nobody else can put one."""

import marshal
import tempfile
from pathlib import Path

import jieba
import pytest

from nlu import spacy_pipeline

POISON = marshal.dumps(("x", "y"))


def words(cache: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(spacy_pipeline, "DICTIONARY_CACHE", cache)
    monkeypatch.setattr(jieba, "dt", jieba.Tokenizer())
    spacy_pipeline.load_dictionary()
    return list(jieba.dt.cut("今天天气不错"))


def test_a_cache_that_others_could_have_prepared_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shared, own = tmp_path / "shared", tmp_path / "var" / "jieba"
    shared.mkdir()
    shared.chmod(0o777)
    (shared / "jieba.cache").write_bytes(POISON)
    monkeypatch.setattr(tempfile, "tempdir", str(shared))

    built, read = words(own, monkeypatch), words(own, monkeypatch)
    assert built == read == ["今天天气", "不错"]
    assert (own / "jieba.cache").is_file()
    assert own.stat().st_mode & 0o077 == 0

    assert words(shared, monkeypatch) == built, "nor is a folder of our own choice that others can write to"
    assert words(Path("/proc/nowhere"), monkeypatch) == built, "nor is a folder needed"
    assert (shared / "jieba.cache").read_bytes() == POISON
