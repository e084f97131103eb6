"""The Rate screen, built as the window builds it."""

from pathlib import Path

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from tests.study.invented import study
from workbench.domain.errors import FormatError
from workbench.formats import study_bundle
from workbench.gui.build.rate import rate_operations
from workbench.store.journal import JournalBusyError, JournalError
from workbench.study.handing_over import hand_over


def test_a_study_that_was_opened_is_known_without_its_file(tmp_path: Path) -> None:
    """A copy is kept, and whose work on it is here."""
    sent = tmp_path / "sent.medstudy"
    study_bundle.write(sent, study(2))
    do = rate_operations(tmp_path / "work")
    assert do.known() == ()
    opened = do.read(sent)
    log, damage = do.open_log(opened, "r01")
    assert damage == ""
    with pytest.raises(JournalBusyError):
        do.open_log(opened, "r01")
    log.close()
    sent.unlink()
    (line,) = do.known()
    assert line.text == "Discharge advice, two answers"
    again = do.read(Path(line.id))
    assert (again.study, again.sha256, again.begun) == (opened.study, opened.sha256, ("r01",))


def test_where_nothing_can_be_written_it_is_said(tmp_path: Path) -> None:
    """A folder that is none: neither work nor ratings; the reason, and no crash."""
    sent = tmp_path / "sent.medstudy"
    study_bundle.write(sent, study(1))
    (tmp_path / "file").touch()
    with pytest.raises(JournalError, match="Make room there"):
        rate_operations(tmp_path / "file").read(sent)
    given = hand_over(study(1), "ab", "r01", ())
    with pytest.raises(JournalError, match="Choose another place"):
        rate_operations(tmp_path).write(tmp_path / "file" / "out.medratings", given)


def test_a_damaged_copy_hides_no_other(tmp_path: Path) -> None:
    """It is left out of the list; a damaged file is refused with its reason."""
    sent = tmp_path / "sent.medstudy"
    study_bundle.write(sent, study(2))
    do = rate_operations(tmp_path / "work")
    do.read(sent)
    (tmp_path / "work" / "bad.medstudy").write_bytes(b"PK not a zip")
    assert len(do.known()) == 1
    with pytest.raises(FormatError):
        do.read(tmp_path / "work" / "bad.medstudy")
