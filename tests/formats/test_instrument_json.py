"""Instruments are written and read without loss, and nothing else is read."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.study.instrument_cases import CHECKLIST, SMALL
from workbench.domain import instruments
from workbench.domain.errors import FormatError
from workbench.domain.studies import About, Instrument, Kind
from workbench.formats.instrument_json import (
    FORMAT,
    FORMAT_VERSION,
    LARGEST_FILE,
    document,
    instrument_of,
    parse,
    read,
    read_unchecked,
    text,
    write,
)
from workbench.paths import resources

FILE = Path("own.json")
SCHEMA = json.loads((resources() / "instruments" / "schema.json").read_text(encoding="utf-8"))


def raw(change: Callable[[Any], object], instrument: Instrument = SMALL) -> bytes:
    """The instrument's file after a change to its document."""
    made = json.loads(text(instrument))
    change(made)
    return json.dumps(made).encode()


@pytest.mark.parametrize("instrument", [SMALL, CHECKLIST, replace(SMALL, title="糖尿病 “é”", about="")])
def test_what_is_written_is_read(instrument: Instrument, tmp_path: Path) -> None:
    """The same instrument and the same text; no half-written file is left."""
    path = tmp_path / "new" / "a.json"
    write(path, instrument)
    assert read(path) == read_unchecked(path) == instrument
    assert path.read_bytes().decode("utf-8") == text(instrument) == text(read(path))
    assert list(path.parent.iterdir()) == [path]


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    """A folder stands where the file should be: it stays, and no half-written file is beside it."""
    (tmp_path / "a.json" / "inside").mkdir(parents=True)
    with pytest.raises(OSError, match=r"a\.json"):
        write(tmp_path / "a.json", SMALL)
    assert [one.name for one in tmp_path.iterdir()] == ["a.json"]


def test_the_file_is_plain_to_read() -> None:
    """Letters stay letters, what is empty is left out, whole points have no fraction."""
    made = text(replace(CHECKLIST, title="核对表"))
    assert "核对表" in made
    assert '"points": -15\n' in made
    assert "labels" not in made
    assert list(document(SMALL))[:5] == ["format", "format_version", "id", "version", "language"]
    half = replace(CHECKLIST, questions=(replace(CHECKLIST.questions[0], points=0.5),))
    assert instrument_of(document(half), FILE) == half


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda d: d.update(format="other"), "format: must be “meds-workbench instrument”"),
        (lambda d: d.update(format_version=2), "format_version: 2 is not understood; this program reads 1"),
        (lambda d: d.pop("title"), "title: is missing"),
        (lambda d: d.update(tilte="x"), "tilte: is not known; is it misspelled?"),
        (lambda d: d.update(questions={}), "questions: must be a list"),
        (lambda d: d["questions"][2].update(kind="likert"), "questions[2].kind: must be one of “scale”"),
        (lambda d: d["questions"][0].update(about="both"), "questions[0].about: must be one of"),
        (lambda d: d["questions"][0].update(required="yes"), "questions[0].required: must be true or false"),
        (lambda d: d["questions"][0].update(weight=1), "questions[0].weight: is not known"),
        (
            lambda d: d["questions"][1]["levels"][0].update(value="1"),
            "questions[1].levels[0].value: must be a whole number",
        ),
        (lambda d: d["questions"][1]["levels"][0].pop("label"), "questions[1].levels[0].label: is missing"),
        (lambda d: d["questions"][1]["levels"][0].update(key=1), "questions[1].levels[0].key: is not known"),
        (
            lambda d: d["questions"][1]["levels"][1].update(value=1),
            "questions[1].levels[1].value: “1” is the same as questions[1].levels[0].value",
        ),
        (lambda d: d["questions"][1].update(id="harm"), "questions[1].id: “harm” is the same as"),
        (
            lambda d: d["questions"][1]["shown_if"].update(question="usable"),
            "questions[1].shown_if.question: “usable” comes later",
        ),
        (lambda d: d["questions"][1]["shown_if"].pop("values"), "questions[1].shown_if.values: is missing"),
        (lambda d: d["questions"][1]["shown_if"].update(op="or"), "questions[1].shown_if.op: is not known"),
        (lambda d: d.update(questions=d["questions"] * 50), "questions: has more than 200 entries"),
        (lambda d: d["labels"].update(wrong=1), "labels.wrong: must be a text"),
        (lambda d: d.update(error_types=[1]), "error_types[0]: must be a text"),
        (lambda d: d["questions"][0].update(text="\ud800"), "questions[0].text: holds control characters"),
    ],
)
def test_what_is_no_instrument_is_refused(change: Callable[[Any], object], message: str) -> None:
    """The message names the file and the place."""
    with pytest.raises(FormatError) as caught:
        parse(raw(change), FILE)
    assert str(caught.value).startswith(f"own.json: {message}")


def test_a_large_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    """It is refused for its size; so are folders and files that are not there."""
    path = tmp_path / "a.json"
    path.write_bytes(b" " * (LARGEST_FILE + 1))
    with pytest.raises(FormatError, match="larger than"):
        read(path)
    for wrong in (tmp_path, tmp_path / "none.json"):
        with pytest.raises(FormatError):
            read(wrong)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda d: d.update(error_types=[f"e{n}" for n in range(100_000)]), "error_types: has more than"),
        (lambda d: d.update(labels={f"e{n}": "x" for n in range(100_000)}), "labels: has more than"),
        (
            lambda d: d["questions"][0].update(evidence_if=list(range(200_000))),
            "questions[0].evidence_if: has more than",
        ),
        (
            lambda d: d["questions"][0].update(
                levels=[{"value": n, "label": "x"} for n in range(60_000)], evidence_if=[]
            ),
            "questions[0].levels: has more than",
        ),
        (
            lambda d: d.update(
                questions=[
                    {"id": f"q{n}", "kind": "text", "about": "answer", "text": "?"} for n in range(20_000)
                ]
            ),
            "questions: has more than",
        ),
    ],
)
@pytest.mark.timeout(20)
def test_endless_lists_keep_nobody_waiting(change: Callable[[Any], object], message: str) -> None:
    """Their length is told, and they are not looked at further."""
    with pytest.raises(FormatError, match=re.escape(message)):
        parse(raw(change), FILE)


def _places(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The ways to every value in a document."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, one in parts for found in ((*way, key), *_places(one, (*way, key)))]


def test_any_change_is_read_or_refused() -> None:
    """A value of any type in any place makes an instrument or a reason, never a crash."""
    strange: list[object] = [None, True, -1, 10**400, 1.5, "", "harm", "\x00", [], [[]], {}, {"a": 1}, [1, 1]]
    whole = json.loads(text(SMALL))
    for way in _places(whole):
        for value in strange:
            made = json.loads(text(SMALL))
            part = made
            for step in way[:-1]:
                part = part[step]
            part[way[-1]] = value
            try:
                read_back = instrument_of(made, FILE)
            except FormatError:
                continue
            assert instrument_of(document(read_back), FILE) == read_back


def test_an_editor_may_read_what_has_faults(tmp_path: Path) -> None:
    """Its findings are told one by one; only a value of another type is refused."""
    path = tmp_path / "a.json"
    path.write_bytes(raw(lambda d: d["questions"][1]["shown_if"].update(question="nobody")))
    assert [one.place for one in instruments.faults(read_unchecked(path))] == [
        "questions[1].shown_if.question"
    ]
    path.write_bytes(raw(lambda d: d["questions"][1].update(shown_if=[])))
    with pytest.raises(FormatError, match=re.escape("questions[1].shown_if: must be an object")):
        read_unchecked(path)


def test_the_schema_says_what_the_program_reads() -> None:
    """The same keys, words and limits; each key with a description."""
    head, question = SCHEMA["properties"], SCHEMA["$defs"]["question"]["properties"]
    level = SCHEMA["$defs"]["level"]["properties"]
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert (head["format"]["const"], head["format_version"]["const"]) == (FORMAT, FORMAT_VERSION)
    assert question["kind"]["enum"] == [kind.value for kind in Kind]
    assert question["about"]["enum"] == [about.value for about in About]
    assert head["questions"]["maxItems"] == instruments.MOST_QUESTIONS
    assert question["levels"]["maxItems"] == instruments.MOST_LEVELS
    assert question["text"]["maxLength"] == instruments.LONGEST_TEXT
    assert level["label"]["maxLength"] == instruments.LONGEST_LABEL
    assert question["points"]["maximum"] == instruments.MOST_POINTS
    assert SCHEMA["$defs"]["ids"]["maxItems"] == instruments.MOST_TYPES
    assert all("description" in one for part in (head, question, level) for one in part.values())
    for known, place in ((head, ()), (question, ("questions", 0)), (level, ("questions", 0, "levels", 0))):
        full = json.loads(text(SMALL))
        part = full
        for step in place:
            part = part[step]
        part["unknown"] = 1
        with pytest.raises(FormatError, match="unknown: is not known"):
            instrument_of(full, FILE)
        del part["unknown"]
        part.update({name: None for name in known if name not in part})
        # None of the schema's keys is unknown; some of them may not be null.
        with pytest.raises(FormatError) as caught:
            instrument_of({**full, "id": "A"}, FILE)
        assert "is not known" not in str(caught.value)


def test_the_schema_takes_what_is_written() -> None:
    """And what comes with the program; and refuses what the program refuses."""
    schemas = pytest.importorskip("jsonschema", reason="needs a validator of JSON schemas")
    schemas.Draft202012Validator.check_schema(SCHEMA)
    validator = schemas.Draft202012Validator(SCHEMA)
    for instrument in (SMALL, CHECKLIST):
        validator.validate(document(instrument))
    for file in (resources() / "instruments").glob("*.json"):
        if file.name != "schema.json":
            validator.validate(json.loads(file.read_text(encoding="utf-8")))
    changes: list[dict[str, object]] = [
        {"version": 0},
        {"questions": []},
        {"tilte": "x"},
        {"error_types": ["a", "a"]},
        {"language": "english"},
    ]
    for wrong in changes:
        assert not validator.is_valid({**document(SMALL), **wrong})
    criterion = json.loads(text(CHECKLIST))
    del criterion["questions"][0]["points"]
    assert not validator.is_valid(criterion)
