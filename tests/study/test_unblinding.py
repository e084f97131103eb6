"""Opening the blinding is written down first."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.formats.studies import key, study
from workbench.domain.errors import FormatError, UnknownNameError, WorkbenchError
from workbench.formats import study_bundle, study_key
from workbench.store.project import Project
from workbench.study.unblinding import unblind, unblinded_at

STUDY = study_key.sealing(study(), key(study()))


def test_the_first_time_is_remembered(tmp_path: Path) -> None:
    """Every time is in the log."""
    path = tmp_path / "a.medswb"
    with Project.create(path) as project:
        project.studies.add(STUDY, study_bundle.packed(STUDY), study_key.packed(key(STUDY)))
    assert unblinded_at(path, STUDY.id) is None
    assert unblind(path, STUDY.id) == key(STUDY)
    first = unblinded_at(path, STUDY.id)
    unblind(path, STUDY.id)
    with Project(path) as project:
        assert len(project.studies.notes(STUDY.id)) == 2
        assert project.studies.notes(STUDY.id)[0].utc == first


def test_without_a_key_nothing_is_opened_and_nothing_noted(tmp_path: Path) -> None:
    """The message names the study."""
    path = tmp_path / "a.medswb"
    with Project.create(path) as project:
        project.studies.add(STUDY, study_bundle.packed(STUDY))
    with pytest.raises(WorkbenchError, match="does not have the key"):
        unblind(path, STUDY.id)
    assert unblinded_at(path, STUDY.id) is None
    with pytest.raises(UnknownNameError):
        unblinded_at(path, "other")


def test_a_key_from_a_file_is_noted_as_well(tmp_path: Path) -> None:
    """Also where the project has none of its own. A changed one, and another study's, open nothing."""
    path, file = tmp_path / "a.medswb", tmp_path / "k.medkey"
    with Project.create(path) as project:
        project.studies.add(STUDY, study_bundle.packed(STUDY))
    study_key.write(file, replace(key(STUDY), secret="00" * 32))
    with pytest.raises(FormatError, match="changed after the study was built"):
        unblind(path, STUDY.id, file)
    assert unblinded_at(path, STUDY.id) is None
    study_key.write(file, key(STUDY))
    with pytest.raises(UnknownNameError):
        unblind(path, "other", file)
    assert unblind(path, STUDY.id, file) == key(STUDY)
    assert unblinded_at(path, STUDY.id) is not None
