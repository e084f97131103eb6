"""How a rater stands in training: what was right of what was expected, and whether they may go on."""

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.domain.studies import Presentation, Rating, Study, StudyItem
from workbench.study.instrument_feedback import feedback, passed


@dataclass(frozen=True, slots=True)
class Passing:
    """How training stands."""

    right: int
    asked: int
    """Expected values of the training items that are submitted."""
    left: int
    """Training items that are not submitted yet."""
    pass_mark: float | None
    passed: bool
    """Whether the rest may be rated."""

    @property
    def over(self) -> bool:
        """Whether every training item was submitted."""
        return self.left == 0


def passing(
    study: Study, training: Sequence[tuple[Presentation, StudyItem]], ratings: Sequence[Rating]
) -> Passing:
    """How training stands; `ratings` are those of the training presentations, in the same order."""
    told = [
        feedback(study.instrument, item, rating, shown.outputs)
        for (shown, item), rating in zip(training, ratings, strict=True)
        if rating.submitted
    ]
    values = [one.right for each in told for one in each.compared]
    left = sum(not (rating.submitted or rating.cannot_rate is not None) for rating in ratings)
    enough = left == 0 and passed(told, study.pass_mark)
    return Passing(sum(values), len(values), left, study.pass_mark, enough)
