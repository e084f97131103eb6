"""Runs side by side: what each answered about the instances that all of them have."""

from dataclasses import dataclass

from workbench.domain.tasks import TextList
from workbench.store.runs import RunSummary


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One instance and what the runs answered about it."""

    instance_id: str
    task_id: str
    input: str
    references: TextList
    texts: TextList
    """One completion's text for each run, in the order of the comparison's runs."""

    @property
    def same(self) -> bool:
        """Whether all runs answered the same, white space at the ends aside."""
        return len({text.strip() for text in self.texts}) == 1

    @property
    def matches(self) -> tuple[bool, ...]:
        """For each run, whether its answer is one of the references, white space at the ends aside."""
        references = {reference.strip() for reference in self.references}
        return tuple(text.strip() in references for text in self.texts)


@dataclass(frozen=True, slots=True)
class Paired:
    """How the first two runs of a comparison did on the same instances, by exact match alone."""

    both: int
    first_only: int
    second_only: int
    neither: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two or more runs on the instances that each of them answered."""

    runs: tuple[RunSummary, ...]
    rows: tuple[ComparisonRow, ...]
    gone: int = 0
    """Instances that all runs answered and that are no longer in the project."""

    @property
    def same(self) -> int:
        """Instances about which all runs answered the same."""
        return sum(row.same for row in self.rows)

    @property
    def different(self) -> int:
        """Instances about which they did not."""
        return len(self.rows) - self.same

    @property
    def matches(self) -> tuple[int, ...]:
        """For each run, how many of its answers are exactly one of the references."""
        counts = [0] * len(self.runs)
        for row in self.rows:
            for place, match in enumerate(row.matches):
                counts[place] += match
        return tuple(counts)

    @property
    def paired(self) -> Paired:
        """The first two runs against each other."""
        pairs = [row.matches[:2] for row in self.rows]
        return Paired(
            pairs.count((True, True)),
            pairs.count((True, False)),
            pairs.count((False, True)),
            pairs.count((False, False)),
        )
