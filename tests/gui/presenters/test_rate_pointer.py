"""Where a rater is."""

from tests.study.invented import RATER, Hand, ListLog, study
from workbench.gui.presenters.rate_page import Pointing
from workbench.gui.presenters.rate_pointer import Pointer
from workbench.study.session import Session


def test_it_knows_what_is_next() -> None:
    """The value by its key; none when it is not asked."""
    session = Session(study(1), RATER, ListLog(), Hand().clocks())
    session.next_open()
    pointer = Pointer(session, Pointing(axis="correctness/o1b"))
    assert pointer.axis is not None
    assert pointer.axis.output == "o1b"
    assert pointer.shown.id == pointer.rating.presentation == "r01-001"
    pointer.pointing = Pointing(axis="likelihood/o1b")
    assert pointer.axis is None
