"""Two runs' scores side by side: how far apart they are in each task, how sure that is, and what a test says.

What each of them answered stands in `comparison`; here it is only numbers.
"""

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from workbench.domain.scores import Interval
from workbench.domain.steps import ended
from workbench.evaluation.statistics.equivalence import Equivalence, tost, tost_resampled
from workbench.evaluation.statistics.estimates import Draws, Estimate, Resampling, Total
from workbench.evaluation.statistics.intervals import USUAL, estimate
from workbench.evaluation.statistics.means import drawn
from workbench.evaluation.statistics.multiple import holm
from workbench.evaluation.statistics.paired import difference, mcnemar, sign_flips, swaps


@dataclass(frozen=True, slots=True)
class ItemScore:
    """How a run did on one instance under one metric."""

    instance_id: str
    value: float | None
    """In percent; None when it could not be scored."""
    cluster: str | None = None
    """The source document; None when the instance has its own."""
    counts: tuple[int, ...] = ()
    """What the task's number is counted from where it is no mean: (tp, fp, fn), or these for each label."""


Scored = Mapping[str, Mapping[str, Sequence[ItemScore]]]
"""A run's scores: by the task's id, then by the metric's name."""


class Verdict(StrEnum):
    """What two runs' scores in a task allow to say."""

    BETTER = "better"
    """The second run is better: shown at 5 % after Holm's correction."""
    WORSE = "worse"
    """The second run is worse: shown at 5 % after Holm's correction."""
    EQUIVALENT = "equivalent"
    """The difference is shown to be within the margin, and none is shown to be there."""
    OPEN = "open"
    """Neither a difference nor equivalence is shown."""
    UNKNOWN = "unknown"
    """There is nothing to compare."""


SIGNIFICANT = 0.05
"""Adjusted p-values below it show a difference."""


@dataclass(frozen=True, slots=True)
class TaskDifference:
    """Two runs in one task under one metric, on the items that both have a score for."""

    task_id: str
    metric: str
    total: Total
    """How the task's number is made from its items."""
    first: Estimate
    second: Estimate
    difference: Estimate
    """Second less first, in points: above 0, the second run did better."""
    test: str
    """Such as "McNemar, exact"; empty where nothing could be tested."""
    p: float | None
    """Two-sided; None where nothing could be tested."""
    common: int
    """Items that all of this is about."""
    only_first: int
    """Items that the second run has not."""
    only_second: int
    """Items that the first run has not."""
    unscored: int
    """Items that both have and that could not be scored in one of them, or in both."""
    adjusted_p: float | None = None
    """Holm's, over all that is compared together; None where `p` is, and before all of it is there."""
    equivalence: Equivalence | None = None
    """None without a margin, and where nothing could be tested."""

    @property
    def verdict(self) -> Verdict:
        """What may be said."""
        if self.difference.value is None:
            return Verdict.UNKNOWN
        if self.adjusted_p is not None and self.adjusted_p < SIGNIFICANT:
            return Verdict.BETTER if self.difference.value > 0 else Verdict.WORSE
        if self.equivalence is not None and self.equivalence.equivalent:
            return Verdict.EQUIVALENT
        return Verdict.OPEN

    @property
    def sentence(self) -> str:
        """The difference as one reads it out: "3.2 points better (95 % interval 1.0 to 5.4), p = 0.004"."""
        if self.difference.value is None:
            return f"not to be compared: {self.difference.reason}"
        parts = [_points(self.difference.value) + _within(self.difference.interval)]
        if self.p is not None:
            parts.append(f"{_p(self.p)} ({self.test})")
        if self.adjusted_p is not None and self.adjusted_p != self.p:
            parts.append(f"{_p(self.adjusted_p)} after Holm")
        if self.equivalence is not None:
            said = "equivalent" if self.equivalence.equivalent else "not shown to be equivalent"
            parts.append(f"{said} within {self.equivalence.margin:g} points")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class RunComparison:
    """Two runs in all tasks that both have."""

    tasks: tuple[TaskDifference, ...]
    """In the order of the first run's tasks and metrics; p-values adjusted together."""
    only_first: tuple[tuple[str, str], ...] = ()
    """Tasks and metrics that the second run has not."""
    only_second: tuple[tuple[str, str], ...] = ()
    """Tasks and metrics that the first run has not."""

    @property
    def tested(self) -> int:
        """How many tests Holm's correction is about."""
        return sum(task.p is not None for task in self.tasks)

    def of(self, task_id: str, metric: str) -> TaskDifference | None:
        """The task's difference under a metric, or None when it was not compared."""
        found = (task for task in self.tasks if (task.task_id, task.metric) == (task_id, metric))
        return next(found, None)

    def count(self, verdict: Verdict) -> int:
        """In how many of the comparisons that is what may be said."""
        return sum(task.verdict is verdict for task in self.tasks)


def differences(
    first: Scored,
    second: Scored,
    *,
    totals: Mapping[str, Total] | None = None,
    margin: float | None = None,
    resampling: Resampling = USUAL,
) -> Generator[TaskDifference, None, RunComparison]:
    """Compare two runs task by task; stop iterating to cancel. Returns all of them with Holm's p-values.

    `totals` says how the number of a metric is made; where it says nothing, items with three counts make a
    micro-F1, all others a mean. `margin`, in points, asks for equivalence. Holm's correction is over
    everything that is compared here: give one metric for each task to correct over tasks alone. Raises
    ValueError when an instance comes twice.
    """
    made = []
    for task_id, metrics in first.items():
        for metric, items in metrics.items():
            others = second.get(task_id, {}).get(metric)
            if others is None:
                continue
            total = (totals or {}).get(metric)
            found = task_difference(
                task_id, metric, items, others, total=total, margin=margin, resampling=resampling
            )
            made.append(found)
            yield found
    adjusted = holm([one.p for one in made])
    tasks = tuple(replace(one, adjusted_p=p) for one, p in zip(made, adjusted, strict=True))
    return RunComparison(tasks, _missing(first, second), _missing(second, first))


def compare_runs(
    first: Scored,
    second: Scored,
    *,
    totals: Mapping[str, Total] | None = None,
    margin: float | None = None,
    resampling: Resampling = USUAL,
) -> RunComparison:
    """The same in one go, for where nobody watches."""
    return ended(differences(first, second, totals=totals, margin=margin, resampling=resampling))


def task_difference(
    task_id: str,
    metric: str,
    first: Sequence[ItemScore],
    second: Sequence[ItemScore],
    *,
    total: Total | None = None,
    margin: float | None = None,
    resampling: Resampling = USUAL,
) -> TaskDifference:
    """Two runs in one task, p-value not yet adjusted. Items are matched by their instances' ids.

    The test: McNemar's, exact, where every item is right or wrong and has its own source document; sign
    flips of whole documents for other means; swaps of whole documents for what is no mean.
    """
    one, other = _by_id(first), _by_id(second)
    shared = [instance for instance in one if instance in other]
    chosen = total or _usual_total([one[instance] for instance in shared])
    scored = [
        instance for instance in shared if _has(one[instance], chosen) and _has(other[instance], chosen)
    ]
    before = [_item(one[instance], chosen) for instance in scored]
    after = [_item(other[instance], chosen) for instance in scored]
    clusters = [_cluster(one[instance]) for instance in scored]
    test, p = _test(chosen, before, after, clusters, resampling)
    within = _equivalence(chosen, before, after, clusters, resampling)
    return TaskDifference(
        task_id,
        metric,
        chosen,
        estimate(chosen, _column(before, chosen), clusters, resampling),
        estimate(chosen, _column(after, chosen), clusters, resampling),
        difference(chosen, _column(before, chosen), _column(after, chosen), clusters, resampling),
        test,
        p,
        common=len(scored),
        only_first=len(one) - len(shared),
        only_second=len(other) - len(shared),
        unscored=len(shared) - len(scored),
        equivalence=None if margin is None else within(margin),
    )


def estimate_of(
    items: Sequence[ItemScore], total: Total | None = None, resampling: Resampling = USUAL
) -> Estimate:
    """One run's number in a task with its interval, of the items that could be scored: a cell of a table."""
    chosen = total or _usual_total(items)
    scored = [item for item in items if _has(item, chosen)]
    rows = [_item(item, chosen) for item in scored]
    return estimate(chosen, _column(rows, chosen), [_cluster(item) for item in scored], resampling)


def draws_of(items: Sequence[ItemScore], total: Total, resampling: Resampling) -> Draws | None:
    """One run's number in a task in each resample: what intervals of means over tasks are made of."""
    scored = [item for item in items if _has(item, total)]
    rows = [_item(item, total) for item in scored]
    return drawn(total, _column(rows, total), [_cluster(item) for item in scored], resampling)


Row = tuple[float, ...]
"""One item: its value alone, or its counts."""
Clusters = Sequence[tuple[str, str]]
"""The source document of each item; what has none is named apart from those that have."""


def _test(
    total: Total, before: Sequence[Row], after: Sequence[Row], clusters: Clusters, resampling: Resampling
) -> tuple[str, float | None]:
    """The test that fits, and its p-value."""
    if not before:
        return "", None
    single = len(set(clusters)) == len(clusters)
    if total is Total.MEAN and single and {value for (value,) in (*before, *after)} <= {0.0, 100.0}:
        pairs = list(zip(before, after, strict=True))
        first_only = sum(one > other for one, other in pairs)
        return "McNemar, exact", mcnemar(first_only, sum(one < other for one, other in pairs)).exact
    if total is Total.MEAN:
        name, found = "sign flips", sign_flips(_apart(before, after), clusters, resampling)
    else:
        name, found = "swaps", swaps(total, before, after, clusters, resampling)
    if found is None:
        return "", None
    kind = "exact" if found.exact else f"{found.permutations:,} by chance"
    return f"{name}{'' if single else ' of source documents'}, {kind}", found.p


def _equivalence(
    total: Total, before: Sequence[Row], after: Sequence[Row], clusters: Clusters, resampling: Resampling
) -> Callable[[float], Equivalence | None]:
    """What asks whether the runs are equivalent within a margin."""
    if total is Total.MEAN:
        return lambda margin: tost(_apart(before, after), margin, clusters)
    return lambda margin: tost_resampled(total, before, after, clusters, margin=margin, resampling=resampling)


def _apart(before: Sequence[Row], after: Sequence[Row]) -> list[float]:
    """Second less first of each item."""
    return [other - one for (one,), (other,) in zip(before, after, strict=True)]


def _by_id(items: Sequence[ItemScore]) -> dict[str, ItemScore]:
    """Scores by their instance; one that comes twice would count twice."""
    found = {item.instance_id: item for item in items}
    if len(found) < len(items):
        raise ValueError("an instance comes twice in a run's scores")
    return found


def _usual_total(items: Sequence[ItemScore]) -> Total:
    """Micro-F1 for what has three counts, a mean for the rest."""
    counted = [item for item in items if item.counts]
    return Total.MICRO_F1 if counted and all(len(item.counts) == 3 for item in counted) else Total.MEAN


def _has(item: ItemScore, total: Total) -> bool:
    """Whether the item says what `total` needs."""
    return item.value is not None if total is Total.MEAN else bool(item.counts)


def _item(item: ItemScore, total: Total) -> Row:
    """What `total` needs of the item."""
    if total is not Total.MEAN:
        return tuple(float(count) for count in item.counts)
    return () if item.value is None else (item.value,)


def _column(rows: Sequence[Row], total: Total) -> Sequence[float] | Sequence[Row]:
    """The items in the shape that `totals.item_columns` asks for."""
    return [value for (value,) in rows] if total is Total.MEAN else rows


def _cluster(item: ItemScore) -> tuple[str, str]:
    """The item's source document, or the item itself."""
    return ("instance", item.instance_id) if item.cluster is None else ("document", item.cluster)


def _missing(one: Scored, other: Scored) -> tuple[tuple[str, str], ...]:
    """Tasks and metrics of the one that the other has not."""
    return tuple(
        (task_id, metric)
        for task_id, metrics in one.items()
        for metric in metrics
        if metric not in other.get(task_id, {})
    )


def _points(value: float) -> str:
    """A difference in words, from the second run's side."""
    shown = f"{abs(value):.1f}"
    if shown == "0.0":
        return "no difference"
    return f"{shown} points {'better' if value > 0 else 'worse'}"


def _within(interval: Interval | None) -> str:
    """The interval behind a difference, with its sign."""
    if interval is None:
        return ""
    # Adding 0 makes a rounded -0.0 a plain 0.0.
    low, high = round(interval.low, 1) + 0.0, round(interval.high, 1) + 0.0
    return f" (95 % interval {low:+.1f} to {high:+.1f})"


def _p(p: float) -> str:
    """A p-value as journals print it."""
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}"
