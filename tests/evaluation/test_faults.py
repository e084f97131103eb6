"""Faults of a task's data, told in plain words."""

from workbench.domain.tasks import Instance
from workbench.evaluation.faults import Fault, FaultKind, faults_of, own_shots


def instances(task_id: str, *pairs: tuple[str, str]) -> list[Instance]:
    """Instances of inputs and references, with ids from "0"."""
    return [Instance(str(place), task_id, text, (one,)) for place, (text, one) in enumerate(pairs)]


def kinds(found: tuple[Fault, ...]) -> dict[FaultKind, tuple[int, int]]:
    """Counts and totals by kind."""
    return {fault.kind: (fault.count, fault.total) for fault in found}


def test_one_answer_to_everything() -> None:
    """As in task12: always "no"."""
    (fault,) = faults_of(instances("task12", ("a", "no"), ("b", "no"), ("c", "no ")))
    assert fault == Fault(
        "task12",
        FaultKind.ONE_ANSWER,
        3,
        3,
        'The right answer to all 3 questions is "no": a model that always says so gets 100 %.',
    )


def test_repeated_inputs() -> None:
    """As in task100."""
    (fault,) = faults_of(instances("task100", ("a", "x"), ("a", "y"), ("a", "z"), ("b", "w")))
    assert (fault.kind, fault.count, fault.total) == (FaultKind.REPEATED, 3, 4)
    assert "2 different ones, one of them 3 times" in fault.sentence


def test_inputs_that_tell_the_answer() -> None:
    """As in task131; the same words in another task are no leak."""
    pairs = (("Radiation recode: Beam\nVital status recode: Dead", "x"), ("Sex: F", "y"))
    (fault,) = faults_of(instances("task131", *pairs))
    assert (fault.kind, fault.count, fault.total) == (FaultKind.LEAK, 1, 2)
    assert '"Radiation recode", "Vital status"' in fault.sentence
    assert faults_of(instances("task130", *pairs)) == ()
    assert faults_of(instances("task131", ("Sex: F", "x"), ("Sex: M", "y"))) == ()


def test_nothing_to_find() -> None:
    """As in task1; "no" as an answer is not nothing."""
    (fault,) = faults_of(instances("task1", ("a", "not found"), ("b", ""), ("c", "men"), ("d", "women")))
    assert (fault.kind, fault.count, fault.total) == (FaultKind.NOTHING, 2, 4)
    assert "50 %" in fault.sentence
    assert faults_of(instances("task123", ("a", "no"), ("b", "yes"))) == ()


def test_sound_data_has_none() -> None:
    """Nor has a task without instances, and one instance is no majority."""
    assert faults_of(()) == ()
    assert faults_of(instances("task57", ("a", "x"), ("b", "y"))) == ()
    assert faults_of(instances("task12", ("a", "yes"))) == ()


def test_prompts_that_show_the_answer() -> None:
    """The instance itself, or another with the same input, among its examples."""
    known = {one.id: one for one in instances("task57", ("a", "x"), ("a", "x"), ("b", "y"), ("c", "z"))}
    shown = [("0", ("0", "2")), ("1", ("0", "3")), ("2", ("3", "gone")), ("3", ())]
    (fault,) = own_shots(known, shown)
    assert (fault.task_id, fault.kind, fault.count, fault.total) == ("task57", FaultKind.OWN_SHOT, 2, 4)
    assert own_shots(known, shown[2:]) == ()
