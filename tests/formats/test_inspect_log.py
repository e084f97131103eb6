"""Logs of Inspect, as JSON and as zip, honest and hostile."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from workbench.domain.errors import FormatError
from workbench.domain.foreign import ForeignRow
from workbench.domain.tasks import Reported
from workbench.formats import inspect_log
from workbench.formats.inspect_log import open_inspect_json, open_inspect_zip

EVAL = {"task": "meds_task57", "model": "openai/gpt-4o", "dataset": {"samples": 1}}


def sample(**changes: object) -> dict[str, object]:
    """A sample as Inspect writes it."""
    message = {"role": "assistant", "content": "That."}
    return {
        "id": 1,
        "epoch": 1,
        "input": "What?",
        "target": ["This.", "It."],
        "output": {"choices": [{"message": message, "stop_reason": "stop"}], "completion": "That."},
        "metadata": {},
    } | changes


def zipped(path: Path, samples: list[object], **others: object) -> Path:
    """A log as a zip."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, value in (others or {"header.json": {"eval": EVAL}}).items():
            archive.writestr(name, json.dumps(value))
        for number, one in enumerate(samples):
            text = one if isinstance(one, str) else json.dumps(one)
            archive.writestr(f"samples/{number}_epoch_1.json", text)
    return path


def zip_rows(path: Path) -> list[ForeignRow | Reported]:
    """Every sample of a zip."""
    with open_inspect_zip(path) as results:
        return list(results.rows)


def json_rows(path: Path, log: object) -> list[ForeignRow | Reported]:
    """Every sample of a JSON log."""
    path.write_text(json.dumps(log), encoding="utf-8")
    with open_inspect_json(path) as results:
        return list(results.rows)


ANSWER = ForeignRow(0, "task57", ("What?",), "This.", "That.")


def test_both_kinds_hold_the_same(tmp_path: Path) -> None:
    """Task, model, input, first target, completion."""
    path = zipped(tmp_path / "a.eval", [sample()])
    with open_inspect_zip(path) as results:
        assert results.model == "openai/gpt-4o"
        assert list(results.rows) == [ANSWER]
    log = {"version": 2, "status": "success", "eval": EVAL, "plan": {}, "samples": [sample()], "stats": {}}
    assert json_rows(tmp_path / "a.json", log) == [ANSWER]
    unfinished = zipped(tmp_path / "b.eval", [sample()], **{"_journal/start.json": {"eval": EVAL}})
    with open_inspect_zip(unfinished) as results:
        assert results.model == "openai/gpt-4o"


def test_older_answers_and_chats_are_read(tmp_path: Path) -> None:
    """No completion beside the choices, parts of a message, a task in the metadata, an empty answer."""
    parts = [{"type": "reasoning", "reasoning": "hm"}, {"type": "text", "text": "That."}]
    old = sample(
        input=[{"role": "user", "content": "What?"}],
        target="This.",
        output={"choices": [{"message": {"content": parts}}]},
        metadata={"task_id": "task9"},
    )
    empty = sample(output={"choices": [{"message": {"content": ""}}], "completion": ""})
    found = json_rows(tmp_path / "a.json", {"eval": {}, "samples": [old, empty]})
    assert found == [
        ForeignRow(0, "task9", ("What?",), "This.", "That."),
        ForeignRow(1, None, ("What?",), "This.", ""),
    ]


def test_samples_without_an_answer_are_reported(tmp_path: Path) -> None:
    """With what went wrong, where the log tells."""
    failed = sample(output={"choices": [], "completion": ""}, error={"message": "time ran out"})
    log = {"samples": [failed, sample(output=None), sample(input=5), 7]}
    found = json_rows(tmp_path / "a.json", log)
    assert found == [
        Reported(0, "output", "is missing: time ran out"),
        Reported(1, "output", "is missing"),
        Reported(2, "input", "holds no text that was asked"),
        Reported(3, None, "is not an object"),
    ]


def test_a_log_without_samples_is_refused(tmp_path: Path) -> None:
    """A head alone, other JSON, no zip, an empty zip."""
    for log in ({"eval": EVAL, "samples": None}, {"a": 1}):
        with pytest.raises(FormatError, match="no samples"):
            json_rows(tmp_path / "a.json", log)
    (tmp_path / "a.eval").write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(FormatError, match="no zip"):
        zip_rows(tmp_path / "a.eval")
    with pytest.raises(FormatError, match="no samples"):
        zip_rows(zipped(tmp_path / "a.eval", []))


def test_broken_samples_are_reported_and_the_rest_goes_on(tmp_path: Path) -> None:
    """No JSON, bytes changed, packed in a way that is not known."""
    path = zipped(tmp_path / "a.eval", ["{", sample()])
    first, second = zip_rows(path)
    assert isinstance(first, Reported)
    assert "samples/0_epoch_1.json cannot be read" in first.reason
    assert isinstance(second, ForeignRow)
    path = zipped(tmp_path / "a.eval", [sample()])
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02", data.index(b"samples/")) - 20] ^= 0xFF
    path.write_bytes(data)
    (broken,) = zip_rows(path)
    assert isinstance(broken, Reported)


def test_a_bomb_does_not_go_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sample that unpacks to too much is reported without being read, all of them together refused."""
    monkeypatch.setattr(inspect_log, "LONGEST_SAMPLE", 1000)
    path = zipped(tmp_path / "a.eval", [sample(input="x" * 5000), sample()])
    first, second = zip_rows(path)
    assert isinstance(first, Reported)
    assert "bytes" in first.reason
    assert isinstance(second, ForeignRow)
    monkeypatch.setattr(inspect_log, "MOST_UNPACKED", 2000)
    with pytest.raises(FormatError, match="would unpack to 2 samples"):
        zip_rows(path)


def test_a_size_that_lies_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes out of a sample ends where its head says, and that is then no sample."""
    path = zipped(tmp_path / "a.eval", [sample(input="x" * 5000)])
    archive = bytearray(path.read_bytes())
    # The uncompressed size in the directory's last entry.
    entry = archive.rindex(b"PK\x01\x02")
    archive[entry + 24 : entry + 28] = (10).to_bytes(4, "little")
    path.write_bytes(archive)
    (found,) = zip_rows(path)
    assert isinstance(found, Reported)


def test_nothing_is_unpacked_to_disk(tmp_path: Path) -> None:
    """Names that lead elsewhere are names of samples, nothing more."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("../outside.json", "{}")
        archive.writestr("samples/../../outside.json", json.dumps(sample()))
    path = tmp_path / "inside" / "a.eval"
    path.parent.mkdir()
    path.write_bytes(made.getvalue())
    assert len(zip_rows(path)) == 1
    assert [one.name for one in tmp_path.rglob("*.*")] == ["a.eval"]
