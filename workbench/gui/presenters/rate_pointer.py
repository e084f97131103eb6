"""Where a rater is in the presentation on screen: the next value, the sentence, the words selected."""

from dataclasses import dataclass, field

from workbench.domain.studies import Instrument, Presentation, Rating
from workbench.gui.presenters.rate_modes import KeyMode
from workbench.gui.presenters.rate_page import Pointing
from workbench.study.axes import Axis, axes
from workbench.study.session import Session


@dataclass(frozen=True, slots=True)
class Selected:
    """Words that a person selected."""

    source: str
    """An output's id, "prompt" or "reference"."""
    start: int
    """Code points."""
    end: int


@dataclass(slots=True)
class Pointer:
    """What scoring and marking share while a presentation is on screen."""

    session: Session
    pointing: Pointing = field(default_factory=Pointing)
    selected: Selected | None = None
    mode: KeyMode | None = None
    """What takes the keys; None while scores are given."""
    message: str = ""

    @property
    def shown(self) -> Presentation:
        """What is on screen."""
        shown = self.session.on_screen
        assert shown is not None
        return shown

    @property
    def rating(self) -> Rating:
        """Its rating as it stands."""
        return self.session.recorder.ledger.rating(self.shown.id)

    @property
    def instrument(self) -> Instrument:
        """What is asked."""
        return self.session.study.instrument

    @property
    def asked(self) -> tuple[Axis, ...]:
        """The values that are asked for now."""
        return axes(self.instrument, self.shown, self.rating)

    @property
    def axis(self) -> Axis | None:
        """The value that the next digit gives."""
        return next((one for one in self.asked if one.key == self.pointing.axis), None)

    def leave_mode(self) -> None:
        """Scores are given again."""
        self.mode = None
