"""Training: what a rater answered against what was expected, and whether that is enough to go on."""

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.domain.studies import Presentation, Rating, Study, StudyItem
from workbench.study.decisions import Value


@dataclass(frozen=True, slots=True)
class Lesson:
    """One expected value of a training item, and what was given."""

    question: str
    output: str
    """"" for the instance."""
    expected: int
    given: Value | None

    @property
    def right(self) -> bool:
        """Whether exactly the expected value was given."""
        return self.given == self.expected


@dataclass(frozen=True, slots=True)
class Passing:
    """How training stands."""

    right: int
    asked: int
    """Expected values of the training items that are submitted."""
    left: int
    """Training items that are not submitted yet."""
    pass_mark: float | None

    @property
    def over(self) -> bool:
        """Whether every training item was submitted."""
        return self.left == 0

    @property
    def passed(self) -> bool:
        """Whether the rest may be rated."""
        if not self.over:
            return False
        return self.pass_mark is None or self.asked == 0 or self.right / self.asked >= self.pass_mark


def lessons(item: StudyItem, rating: Rating) -> tuple[Lesson, ...]:
    """What a training item teaches: each expected value beside the one that was given."""
    found = []
    for key, expected in (item.expected or {}).items():
        question, _slash, output = key.partition("/")
        found.append(Lesson(question, output, expected, rating.values.get(key)))
    return tuple(found)


def passing(
    study: Study, training: Sequence[tuple[Presentation, StudyItem]], ratings: Sequence[Rating]
) -> Passing:
    """How training stands; `ratings` are those of the training presentations, in the same order."""
    told = [
        lesson
        for (_shown, item), rating in zip(training, ratings, strict=True)
        if rating.submitted
        for lesson in lessons(item, rating)
    ]
    left = sum(not (rating.submitted or rating.cannot_rate is not None) for rating in ratings)
    return Passing(sum(lesson.right for lesson in told), len(told), left, study.pass_mark)
