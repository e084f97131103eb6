"""A rater's screen over a study that nobody made, without files."""

from collections.abc import Callable
from pathlib import Path

from tests.fakes import InlineJobs
from tests.study.invented import Hand, ListLog
from workbench.domain.raters import HandOver
from workbench.domain.studies import Study
from workbench.gui.presenters.rate import RatePresenter
from workbench.gui.presenters.rate_length import LengthOperations
from workbench.gui.presenters.rate_opening import OpenedStudy, RateOperations
from workbench.gui.presenters.rate_state import Line, Phase


class Desk:
    """The presenter, its clock and what it wrote."""

    def __init__(self, study: Study, log: ListLog | None = None, minutes: int | None = None) -> None:
        self.study, self.hand = study, Hand()
        self.log = log or ListLog()
        self.written: list[tuple[Path, HandOver]] = []
        self.known: tuple[Line, ...] = ()
        self.refuses: Exception | None = None
        self.write: Callable[[Path, HandOver], None] = lambda path, given: self.written.append((path, given))
        operations = RateOperations(
            read=self._read,
            known=lambda: self.known,
            open_log=lambda _opened, _rater: (self.log, ""),
            write=self._write,
        )
        self.minutes = minutes
        length = LengthOperations(lambda: self.minutes, self._keep)
        self.presenter = RatePresenter(operations, InlineJobs(), self.hand.clocks(), length)

    def _keep(self, minutes: int | None) -> None:
        self.minutes = minutes

    def _read(self, _path: Path) -> OpenedStudy:
        if self.refuses is not None:
            raise self.refuses
        return OpenedStudy(self.study, "ab" * 32)

    def _write(self, path: Path, given: HandOver) -> None:
        self.write(path, given)

    def begin(self) -> "Desk":
        """Open the study and press Enter until the first item is up."""
        self.presenter.open(Path("a.medstudy"))
        for _ in range(4):
            if self.presenter.state.phase is Phase.RATING:
                break
            self.press("Return")
        return self

    def press(self, *keys: str) -> None:
        """Press keys, with time between them."""
        for key in keys:
            self.hand.pass_ms(300)
            self.presenter.press(key)

    def work(self, minutes: int) -> None:
        """Let time pass with a sign of life every ten seconds."""
        for _ in range(minutes * 6):
            self.hand.pass_ms(10_000)
            self.presenter.touch()

    def fill(self, digit: str = "4") -> None:
        """Answer everything that is asked with what is near this digit."""
        for _ in range(80):
            page = self.presenter.state.page
            if page is None or page.complete:
                return
            count = len(page.ask.options)
            self.press(str(min(int(digit), count)))
