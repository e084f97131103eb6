"""Two runs' scores side by side."""

import json
from dataclasses import asdict, replace

import pytest

from workbench.evaluation.run_comparison import (
    ItemScore,
    RunComparison,
    TaskDifference,
    Verdict,
    compare_runs,
    differences,
    estimate_of,
    task_difference,
)
from workbench.evaluation.statistics.estimates import Resampling, Total
from workbench.evaluation.statistics.paired import mcnemar

FEW = Resampling(resamples=500)


def _accuracy(right: str, clusters: str = "") -> list[ItemScore]:
    """Items from a row of 1 (right), 0 (wrong) and ? (not scored)."""
    return [
        ItemScore(
            f"i{place}",
            None if one == "?" else 100.0 * int(one),
            clusters[place] if clusters else None,
        )
        for place, one in enumerate(right)
    ]


def _entities(*counts: tuple[int, int, int]) -> list[ItemScore]:
    """Items with true positives, false positives and false negatives."""
    return [ItemScore(f"i{place}", None, counts=one) for place, one in enumerate(counts)]


def _of(compared: RunComparison, task_id: str, metric: str) -> TaskDifference:
    """A difference that must be there."""
    found = compared.of(task_id, metric)
    assert found is not None
    return found


def test_right_and_wrong_answers_are_compared_by_mcnemar() -> None:
    """Both accuracies, the difference, the exact p-value, what was left out."""
    first, second = _accuracy("1100000001?1"), _accuracy("110111111101")
    extra = ItemScore("other", 100.0)
    found = task_difference("task57", "accuracy", first, [*second[1:], extra])
    assert (found.common, found.only_first, found.only_second, found.unscored) == (10, 1, 1, 1)
    assert found.first.value == pytest.approx(30)
    assert found.second.value == pytest.approx(90)
    assert found.difference.value == pytest.approx(60)
    assert found.test == "McNemar, exact"
    assert found.p == mcnemar(0, 6).exact
    assert found.first.method == "Wilson"
    assert found.difference.interval is not None
    assert found.equivalence is None


def test_answers_about_one_document_are_flipped_together() -> None:
    """McNemar's test would take them for independent."""
    first, second = _accuracy("000000", "aabbcc"), _accuracy("111111", "aabbcc")
    found = task_difference("task57", "accuracy", first, second)
    assert found.test == "sign flips of source documents, exact"
    assert found.p == 0.25
    assert found.difference.clusters == 3


def test_graded_scores_are_compared_by_flips() -> None:
    """Many items: by chance, and the test says how many flips."""
    first = [ItemScore(f"i{n}", float(n)) for n in range(40)]
    second = [ItemScore(f"i{n}", n + 1.0 + n % 3) for n in range(40)]
    found = task_difference("task3", "BLEU-1", first, second, margin=5, resampling=FEW)
    assert found.test == "sign flips, 500 by chance"
    assert found.p == pytest.approx(1 / 501)
    assert found.equivalence is not None
    assert found.equivalence.equivalent


def test_entities_are_compared_by_swaps() -> None:
    """Items with three counts make a micro-F1, whatever their own values."""
    first = _entities((1, 1, 0), (0, 1, 1), (2, 0, 1), (1, 0, 0))
    second = _entities((1, 0, 0), (1, 0, 0), (2, 0, 1), (0, 1, 1))
    found = task_difference("task8", "F1", first, second, margin=50)
    assert found.total is Total.MICRO_F1
    assert found.test == "swaps, exact"
    assert found.first.value == pytest.approx(800 / 12)
    assert found.second.value == pytest.approx(800 / 11)
    assert found.equivalence is not None
    assert found.equivalence.method.startswith("bootstrap")


def test_how_a_number_is_made_can_be_said() -> None:
    """Precision of the same counts; macro-F1 of counts by label."""
    counts = _entities((1, 1, 0), (1, 0, 1))
    compared = compare_runs({"t": {"P": counts}}, {"t": {"P": counts}}, totals={"P": Total.PRECISION})
    assert _of(compared, "t", "P").first.value == pytest.approx(200 / 3)
    labels = [
        ItemScore("a", 100.0, counts=(1, 0, 0, 0, 0, 0)),
        ItemScore("b", 0.0, counts=(0, 1, 0, 0, 0, 1)),
    ]
    found = task_difference("t", "macro-F1", labels, labels, total=Total.MACRO_F1)
    assert found.first.value == pytest.approx(100 / 3)


def test_p_values_are_adjusted_over_all_that_is_compared() -> None:
    """Differences come one by one without it, and together with it; what only one run has is named."""
    better = {"accuracy": _accuracy("0" * 8)}, {"accuracy": _accuracy("1" * 8)}
    same = {"accuracy": _accuracy("01" * 4)}, {"accuracy": _accuracy("10" * 4)}
    first = {"a": better[0], "b": same[0], "c": same[0], "d": {}}
    second = {"a": better[1], "b": same[1], "e": same[1], "d": {"F1": _entities((1, 0, 0))}}
    steps = list(differences(first, second))
    assert [(step.task_id, step.adjusted_p) for step in steps] == [("a", None), ("b", None)]
    compared = compare_runs(first, second)
    assert compared.tested == 2
    assert [task.p for task in compared.tasks] == [2 / 256, 1]
    assert [task.adjusted_p for task in compared.tasks] == [4 / 256, 1]
    assert [task.verdict for task in compared.tasks] == [Verdict.BETTER, Verdict.OPEN]
    assert compared.only_first == (("c", "accuracy"),)
    assert compared.only_second == (("e", "accuracy"), ("d", "F1"))
    assert compared.of("c", "accuracy") is None
    assert compared.count(Verdict.BETTER) == 1
    worse = compare_runs(second, first)
    assert worse.tasks[0].verdict is Verdict.WORSE


def test_a_quantization_that_answers_the_same_is_equivalent() -> None:
    """A hundred answers alike: within 5 points; and it reads so."""
    items = _accuracy("10" * 50)
    found = _of(
        compare_runs({"t": {"accuracy": items}}, {"t": {"accuracy": items}}, margin=5), "t", "accuracy"
    )
    assert found.verdict is Verdict.EQUIVALENT
    assert found.sentence == (
        "no difference (95 % interval -3.6 to +3.6), p = 1.000 (McNemar, exact), equivalent within 5 points"
    )


def test_differences_read_as_sentences() -> None:
    """Better, worse, after Holm, not equivalent, and nothing to compare."""
    first, second = {"accuracy": _accuracy("0" * 20)}, {"accuracy": _accuracy("1" * 19 + "0")}
    compared = compare_runs({"a": first, "b": second}, {"a": second, "b": first}, margin=1)
    assert compared.tasks[0].sentence == (
        "95.0 points better (95 % interval +85.0 to +100.0), p < 0.001 (McNemar, exact), "
        "p < 0.001 after Holm, not shown to be equivalent within 1 points"
    )
    assert compared.tasks[1].sentence.startswith("95.0 points worse (95 % interval -100.0 to -85.0)")
    one = task_difference("t", "BLEU-1", [ItemScore("a", 10.0)], [ItemScore("a", 30.5)])
    assert one.sentence == "20.5 points better, p = 1.000 (sign flips, exact)"


def test_nothing_in_common_is_said_so() -> None:
    """No number, no test, no verdict, no error."""
    for total in (None, Total.MICRO_F1):
        found = task_difference("t", "m", [ItemScore("a", 1.0)], [ItemScore("b", 2.0)], total=total, margin=1)
        assert found.verdict is Verdict.UNKNOWN
        assert (found.p, found.test, found.equivalence, found.common) == (None, "", None, 0)
        assert found.sentence == "not to be compared: there is nothing to count"
    found = task_difference("t", "F1", _entities((0, 0, 0)), _entities((0, 0, 0)), margin=1)
    assert (found.p, found.test, found.verdict) == (None, "", Verdict.UNKNOWN)


def test_a_difference_without_a_test_is_still_read_out() -> None:
    """Then it is the number and its interval alone."""
    found = task_difference("t", "accuracy", _accuracy("0000"), _accuracy("0110"))
    assert replace(found, p=None, test="").sentence == "50.0 points better (95 % interval +0.0 to +100.0)"


def test_one_run_alone_has_the_same_numbers() -> None:
    """What could not be scored is left out; documents stay together; three counts make a micro-F1."""
    first, second = _accuracy("11?010"), _accuracy("11?011")
    assert estimate_of(first) == task_difference("t", "accuracy", first, second).first
    assert estimate_of(first).n == 5
    assert estimate_of(_accuracy("110011", "aabbcc")).clusters == 3
    assert estimate_of(_entities((1, 1, 0), (1, 0, 0))).value == pytest.approx(80)


def test_an_instance_that_comes_twice_is_refused() -> None:
    """It would count twice."""
    twice = [ItemScore("a", 1.0), ItemScore("a", 1.0)]
    with pytest.raises(ValueError, match="twice"):
        task_difference("t", "m", twice, [ItemScore("a", 1.0)])


def test_a_comparison_can_be_written_as_json() -> None:
    """Missing numbers are null, nothing is NaN."""
    items = _accuracy("0110")
    compared = compare_runs({"t": {"accuracy": items}}, {"t": {"accuracy": items[:1]}}, margin=2)
    written = json.loads(json.dumps(asdict(compared), allow_nan=False))
    assert written["tasks"][0]["common"] == 1
    assert written["tasks"][0]["total"] == "mean"
