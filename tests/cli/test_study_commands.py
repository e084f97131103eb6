"""Instruments are listed, shown and checked from the command line."""

import json
from dataclasses import replace
from pathlib import Path

from tests.cli.conftest import CommandLine
from tests.study.instrument_cases import CHECKLIST, SMALL
from workbench.formats.instrument_json import document, text, write
from workbench.study.instruments import content


def test_instruments_are_listed(cli: CommandLine, home: Path) -> None:
    """The shipped ones and one's own, told apart."""
    write(home / "data" / "instruments" / "small.json", SMALL)
    result = cli("study", "instruments")
    assert result.code == 0
    assert "pair-5" in result.out
    assert "own" in result.out
    assert str(home / "data" / "instruments") in result.out
    listed = cli("study", "instruments", "--json").json
    (own,) = [one for one in listed if one["own"]]
    assert (own["instrument"], own["version"], own["questions"], own["content"]) == (
        *("small", 1, 6),
        content(SMALL),
    )
    chinese = cli("study", "instruments", "--language", "zh", "--json").json
    assert {one["language"] for one in chinese} == {"zh"}
    assert len(chinese) == 8


def test_a_projects_own_instruments_are_beside_it(cli: CommandLine, tmp_path: Path) -> None:
    """They come before a person's own and ours; a broken file is named and makes code 1."""
    write(tmp_path / "instruments" / "core-6.json", replace(SMALL, id="core-6", version=2))
    project = tmp_path / "p.medswb"
    shown = cli("--project", project, "study", "instrument", "show", "core-6", "--json")
    assert (shown.code, shown.json["version"]) == (0, 2)
    assert not project.exists()
    (tmp_path / "instruments" / "b.json").write_text("[]")
    result = cli("--project", project, "study", "instruments", "--json")
    assert result.code == 1
    assert "not an instrument: b.json: the document: must be an object" in result.err
    assert result.json


def test_an_instrument_is_shown_whole(cli: CommandLine, home: Path) -> None:
    """Every question, level, condition and rule; as JSON the file itself and more."""
    result = cli("study", "instrument", "show", "core-6")
    assert result.code == 0
    for part in (
        "[harm-likelihood]",
        "asked when harm-extent is 1 or 2 or 3 or 4",
        "1 or 2 or 3 asks for a mark or a reason",
        "or: cannot judge; or: not applicable",
        "severities: Cosmetic; Minor; Major",
    ):
        assert part in result.out
    write(home / "data" / "instruments" / "list.json", CHECKLIST)
    write(home / "data" / "instruments" / "small.json", SMALL)
    made = cli("study", "instrument", "show", "list", "--json").json
    assert {key: made[key] for key in document(CHECKLIST)} == json.loads(text(CHECKLIST))
    shown = cli("study", "instrument", "show", "list")
    assert "-15 points; values 0, 1" in shown.out
    small = cli("study", "instrument", "show", "small").out
    assert "may be left out" in small
    assert "Nobody et al., 2026" in small


def test_what_is_not_translated_is_shown_in_english(cli: CommandLine) -> None:
    """And said so; an unknown id is refused with the known ones."""
    result = cli("study", "instrument", "show", "core-6", "--language", "de")
    assert (result.code, "Correctness" in result.out) == (0, True)
    assert result.err == "core-6 is not translated into “de”.\n"
    assert "核心六项" in cli("study", "instrument", "show", "core-6", "--language", "zh").out
    refused = cli("study", "instrument", "show", "core-9")
    assert refused.code == 3
    assert "There are: authorship-guess" in refused.err


def test_a_file_is_checked(cli: CommandLine, tmp_path: Path) -> None:
    """Nothing, faults with their places, and what is no instrument at all."""
    file = tmp_path / "mine.json"
    write(file, SMALL)
    good = cli("study", "instrument", "check", file)
    assert (good.code, good.out) == (0, "mine.json: nothing to correct\n")
    assert cli("study", "instrument", "check", file, "--json").json == {
        "file": str(file),
        "usable": True,
        "findings": [],
    }
    write(file, replace(SMALL, about="", questions=SMALL.questions[1:]))
    bad = cli("study", "instrument", "check", file)
    assert bad.code == 1
    assert "must    questions[0].shown_if.question" in bad.out
    assert "should  about" in bad.out
    told = cli("study", "instrument", "check", file, "--json").json
    assert not told["usable"]
    assert [one["severity"] for one in told["findings"]] == ["warning", "error"]
    file.write_text('{"format": 1}')
    refused = cli("study", "instrument", "check", file)
    assert (refused.code, refused.err) == (3, "meds-workbench: mine.json: format: must be a text\n")
