"""A window in which keys are pressed at random until it is killed.

`python -m tests.journeys.rating_on STUDY SEED` opens the study the first time and goes on with it later;
every key that was handled is told with what it came to.
"""

import random
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.gui.chosen import Chosen
from tests.journeys.rating_window import press, tell
from tests.study.kills import DOING, begun, told
from workbench.gui.app import Workbench
from workbench.gui.presenters.rate import RatePresenter
from workbench.gui.presenters.rate_state import Phase
from workbench.gui.views.rate import RateView
from workbench.paths import user_paths
from workbench.study.session import Session

KEYS = (
    *("1", "2", "3", "4", "5", "0", "A", "B", "T", "Left", "Right", "Down", "Return", "Return", "J"),
    *("E A 3 Return", "O x y Return A 2 Return", "C u n s u r e Return", "W A", "F", "R", "S", "U", "U"),
    *("Ctrl+Shift+Z", "Alt+Left", "Alt+Right", "Shift+S A", "Ctrl+P Return", "G Return", "4 4 4 4 4 4"),
)
"""What a rater presses; wherever it means nothing, nothing happens."""


def sat_down(application: QApplication, presenter: RatePresenter, first: bool) -> Session:
    """Open the study, or go on with it, up to the first item."""
    while not first and not (presenter.state.interlude and presenter.state.interlude.lines):
        application.processEvents()
    press("Ctrl+O" if first else "Return")
    while presenter.state.phase is not Phase.RATING:
        application.processEvents()
        if presenter.state.phase in {Phase.CONSENT, Phase.GUIDELINES}:
            # Enter alone again and again is one press.
            press("Down")
            press("Return")
        elif presenter.state.phase is Phase.DONE:
            press("Alt+Left")
    sitting = presenter._sitting
    assert sitting is not None
    return sitting.session


def main(study: Path, seed: int) -> None:
    """Open the study and press keys until killed."""
    application = QApplication([])
    paths, chance = user_paths(), random.Random(seed)
    tell("opening")
    workbench = Workbench(application, paths, Chosen(study))
    workbench.window.show()
    workbench.window.activateWindow()
    workbench.begin(None)
    while not workbench.window.windowTitle().startswith("demo"):
        application.processEvents()
    press("Ctrl+4")
    while not (views := workbench.window.findChildren(RateView)):
        application.processEvents()
    presenter = views[0]._presenter
    session = sat_down(application, presenter, not list((paths.data / "ratings").glob("*.medstudy")))
    tell(begun(session))
    while True:
        for key in chance.choice(KEYS).split():
            # Enter at the end would write a file.
            tell(DOING)
            press("Alt+Left" if presenter.state.phase is Phase.DONE else key)
            tell(told(session))
        application.processEvents()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
