"""The instruments that come with the program, one's own beside them, combined and in versions."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.study.instrument_cases import CHECKLIST, SMALL
from workbench.domain.errors import InstrumentError, UnknownNameError
from workbench.domain.instruments import faults, values_of
from workbench.domain.languages import LANGUAGES
from workbench.domain.studies import About, Condition, Instrument, Kind
from workbench.formats.instrument_json import read, text, write
from workbench.study.instruments import (
    combine,
    content,
    find_instrument,
    keep_instrument,
    known_instruments,
    revised,
    shipped_folder,
    structure,
)

SHIPPED = known_instruments().entries
IDS = (
    *("authorship-guess", "checklist-w", "confidence", "core-6"),
    *("error-map", "medpalm-12", "pair-5", "pdsqi-9"),
)


def shipped(name: str, language: str = "en") -> Instrument:
    """An instrument that comes with the program."""
    return find_instrument(name, language).instrument


def test_every_instrument_is_there_in_every_language() -> None:
    """Eight of them, in the benchmark's six languages, and no file beside them but the schema."""
    found = {(entry.instrument.id, entry.instrument.language) for entry in SHIPPED}
    assert found == {(name, language) for name in IDS for language in LANGUAGES}
    assert known_instruments().problems == ()
    files = {file.name for file in shipped_folder().iterdir()} - {"schema.json"}
    assert files == {
        f"{name}.json" if language == "en" else f"{name}.{language}.json" for name, language in found
    }


@pytest.mark.parametrize("entry", SHIPPED, ids=lambda one: f"{one.instrument.id}.{one.instrument.language}")
def test_shipped_instruments_have_no_faults_at_all(entry: object) -> None:
    """Every level is anchored, every type has a label, and the file is as the program writes it."""
    (known,) = [one for one in SHIPPED if one is entry]
    assert faults(known.instrument) == ()
    assert known.file.read_text(encoding="utf-8") == text(known.instrument)
    assert not known.own
    questions = known.instrument.questions
    assert all(question.name for question in questions)
    assert len({question.text for question in questions}) == len(questions)
    for question in questions:
        assert len({level.label for level in question.levels}) == len(question.levels)
        assert len({level.anchor for level in question.levels}) == len(question.levels)


@pytest.mark.parametrize("name", IDS)
def test_translations_ask_the_same(name: str) -> None:
    """Ids, kinds, values, conditions and points are equal in all languages, and so is the version."""
    entries = [entry.instrument for entry in SHIPPED if entry.instrument.id == name]
    assert {structure(one) for one in entries} == {structure(entries[0])}
    assert len({one.version for one in entries}) == 1
    assert len({content(one) for one in entries}) == len(entries)
    assert len({one.questions[0].text for one in entries}) == len(entries)
    english = shipped(name)
    for one in entries:
        assert list(one.labels or {}) == list(english.labels or {})


def test_core_asks_for_harm_as_extent_then_likelihood() -> None:
    """Six axes; likelihood only where there is harm; any harm and any low value asks for evidence."""
    core = {question.id: question for question in shipped("core-6").questions}
    assert list(core) == [
        *("correctness", "completeness", "harm-extent", "harm-likelihood"),
        *("relevance", "clarity", "acceptability"),
    ]
    assert core["harm-likelihood"].shown_if == Condition("harm-extent", (1, 2, 3, 4))
    assert core["harm-extent"].evidence_if == (1, 2, 3, 4)
    assert core["correctness"].evidence_if == (1, 2, 3)
    assert all(question.cannot_judge and question.kind is Kind.SCALE for question in core.values())
    assert len(values_of(core["acceptability"])) == 4


def test_a_pair_is_judged_apart_from_its_answers() -> None:
    """A graded preference, five axes and, for each answer by itself, whether it is acceptable."""
    pair = shipped("pair-5").questions
    assert values_of(pair[0]) == (-3, -2, -1, 0, 1, 2, 3)
    assert [values_of(question) for question in pair[1:6]] == [(-1, 0, 1)] * 5
    assert [question.id for question in pair if question.about is About.ANSWER] == ["acceptable"]


def test_the_others_hold_what_they_are_for() -> None:
    """Twelve axes, nine axes, criteria for and against, types and severities of errors."""
    assert len([one for one in shipped("medpalm-12").questions if one.kind is not Kind.TEXT]) == 12
    assert len(shipped("pdsqi-9").questions) == 9
    points = [question.points or 0 for question in shipped("checklist-w").questions]
    assert min(points) < 0 < max(points)
    errors = shipped("error-map")
    assert (len(errors.error_types), len(errors.omission_types)) == (14, 3)
    assert errors.severities == ("cosmetic", "minor", "major", "severe-harm")
    assert not shipped("authorship-guess").questions[0].cannot_judge
    assert values_of(shipped("confidence").questions[1]) == (1, 2, 3, 4, 5, 6)


def test_an_instrument_is_found_by_id_and_language(tmp_path: Path) -> None:
    """In English where it is not translated, in what there is where there is no English."""
    assert shipped("core-6", "zh").language == "zh"
    assert shipped("core-6", "de").language == "en"
    write(tmp_path / "a.json", replace(SMALL, language="de"))
    assert find_instrument("small", "fr", [tmp_path]).instrument.language == "de"
    with pytest.raises(UnknownNameError, match="authorship-guess, checklist-w"):
        shipped("core-7")


def test_a_broken_file_keeps_no_other_from_being_found(tmp_path: Path) -> None:
    """It is named; folders that are not there are empty."""
    (tmp_path / "broken.json").write_text("{")
    write(tmp_path / "small.json", SMALL)
    known = known_instruments([tmp_path / "none", tmp_path])
    assert [entry.instrument.id for entry in known.entries if entry.own] == ["small"]
    assert [problem.file.name for problem in known.problems] == ["broken.json"]


def test_a_changed_instrument_is_the_next_version(tmp_path: Path) -> None:
    """Kept in one's own folder, it stands in for ours; the same again changes nothing."""
    changed = replace(shipped("core-6"), title="My core")
    kept = keep_instrument(tmp_path, changed)
    assert (kept.instrument.version, kept.file.name, kept.own) == (2, "core-6.json", True)
    assert find_instrument("core-6", "en", [tmp_path]).instrument == kept.instrument == read(kept.file)
    assert find_instrument("core-6").instrument.version == 1
    assert keep_instrument(tmp_path, replace(changed, version=7)) == kept
    again = keep_instrument(tmp_path, replace(changed, title="Mine"))
    assert again.instrument.version == 3
    assert keep_instrument(tmp_path, shipped("core-6", "fr")).file == shipped_folder() / "core-6.fr.json"
    assert [file.name for file in tmp_path.iterdir()] == ["core-6.json"]


def test_a_new_instrument_keeps_its_version(tmp_path: Path) -> None:
    """Its file is named after its id and language; one with faults is not kept."""
    kept = keep_instrument(tmp_path, replace(SMALL, language="de"), [tmp_path])
    assert (kept.file.name, kept.instrument.version) == ("small.de.json", 1)
    kept.file.rename(tmp_path / "a.json")
    again = keep_instrument(tmp_path, replace(SMALL, language="de", title="Other"))
    assert (again.file.name, again.instrument.version) == ("a.json", 2)
    with pytest.raises(InstrumentError, match="“small”, questions: is empty"):
        keep_instrument(tmp_path, replace(SMALL, questions=()))


def test_content_has_an_id_whatever_the_version() -> None:
    """Any text counts; translations have the same structure and other content."""
    assert content(SMALL) == content(replace(SMALL, version=9))
    assert content(SMALL) != content(replace(SMALL, about="Other."))
    assert structure(SMALL) == structure(replace(SMALL, about="Other.", language="zh", version=3))
    assert structure(SMALL) != structure(replace(SMALL, questions=SMALL.questions[:4]))
    assert revised(SMALL, replace(SMALL, version=4)) is SMALL


def test_instruments_are_combined() -> None:
    """All questions in order; ids that clash have their part's id in front, in conditions too."""
    made = combine([shipped("core-6"), shipped("confidence"), shipped("authorship-guess")], "mine", "Mine")
    assert faults(made) == ()
    assert (made.id, made.version, made.language, len(made.questions)) == ("mine", 1, "en", 13)
    assert made.severities == shipped("core-6").severities
    assert made.labels == shipped("core-6").labels
    twice = combine([SMALL, replace(SMALL, id="other", labels=None)], "two", "Two")
    assert faults(twice) == ()
    assert [question.id for question in twice.questions[5:8]] == ["usable", "other-harm", "other-likely"]
    assert twice.questions[7].shown_if == Condition("other-harm", (1, 2))
    assert (twice.about, twice.error_types) == ("For tests.", ("wrong",))
    assert json.loads(text(combine([CHECKLIST], "a", "A")))["questions"]


def test_what_does_not_fit_is_not_combined() -> None:
    """Nothing, two languages, other severities, a clash that stays, a part with faults."""
    with pytest.raises(InstrumentError, match="no instrument"):
        combine([], "a", "A")
    with pytest.raises(InstrumentError, match=r"different languages \(en, zh\)"):
        combine([shipped("core-6"), shipped("confidence", "zh")], "a", "A")
    with pytest.raises(InstrumentError, match="severities"):
        combine([SMALL, shipped("core-6")], "a", "A")
    with pytest.raises(InstrumentError, match="“a”, questions"):
        combine([SMALL, replace(SMALL, id="x"), replace(SMALL, id="x")], "a", "A")
    with pytest.raises(InstrumentError, match="“small”, version"):
        combine([replace(SMALL, version=0)], "a", "A")
