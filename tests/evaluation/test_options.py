"""The possible answers of closed tasks, as a model would write them."""

import json
from pathlib import Path

import pytest

from workbench.domain.catalogue import BENCHMARK, CLOSED, Metric
from workbench.domain.languages import language_of
from workbench.domain.tasks import Instance, Task
from workbench.evaluation.options import labels_of, options_of

HEADS = {
    57: ("Options", "The right answer is B"),
    58: ("选项", "正确答案是 B"),
    59: ("オプション", "正しい答えは B"),
    60: ("Options", "La bonne réponse est B"),
    61: ("Варианты", "Правильный ответ: B"),
    129: ("Opciones", "La respuesta correcta es B"),
}
CHECKOUT = Path(__file__).resolve().parents[2]


def options(number: int, text: str = "", definition: str = "") -> tuple[str, ...]:
    """What `options_of` says of an instance."""
    task_id = f"task{number}"
    task = Task(task_id, f"{task_id}_x", (definition,) if definition else ())
    return options_of(task, Instance("i", task_id, text, ()))


@pytest.mark.parametrize("number", HEADS)
def test_letters_stand_behind_the_languages_own_words(number: int) -> None:
    """Each benchmark language has its beginning of an answer; as many options as the input has letters."""
    head, second = HEADS[number]
    for count in (2, 4, 5):
        listed = "".join(f"{letter}: text {letter.lower()}\t" for letter in "ABCDE"[:count])
        found = options(number, f"?: What is it?\n{head}: {listed}")
        assert found[1] == second
        assert len(found) == count


def test_letters_on_lines_of_their_own() -> None:
    """The layout of task122: a letter with a full stop begins a line."""
    found = options(122, "Question: Which?\nOptions:\nA. one\nB. two of vitamin C. or so\nC. three\nD. four")
    assert found == tuple(f"The right answer is {letter}" for letter in "ABCD")


def test_letters_of_the_question_are_not_options() -> None:
    """What the question lists before, or a letter within an option, is no option of its own."""
    text = (
        "Question: Given A: pulse 90\tB: pressure low\tand so on.\nOptions: A: B: first\tB: vitamin A\tC: x\t"
    )
    assert options(57, text) == tuple(f"The right answer is {letter}" for letter in "ABC")


def test_without_a_list_there_are_no_options() -> None:
    """Rather none than a guess: the question is then answered freely."""
    assert options(57, "Question: What is it?") == ()
    assert options(57, "Question: What is it?\nOptions: A: only one\t") == ()


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (12, ("yes", "no")),
        (123, ("yes", "no", "maybe")),
        (16, ("0", "1", "2")),
        (41, ("entailment", "contradiction", "neutral")),
        (117, ("True", "False")),
        (118, ("True", "False")),
        (119, ("True", "False")),
    ],
)
def test_some_tasks_have_the_same_labels_everywhere(number: int, expected: tuple[str, ...]) -> None:
    """They are the whole answer."""
    assert options(number, "whatever") == expected


@pytest.mark.parametrize("number", [106, 125, 74, 51, 900])
def test_open_tasks_have_none(number: int) -> None:
    """Several labels, entities, explanations, tasks that nobody knows."""
    assert options(number, "Options: A: x\tB: y\t") == ()


def test_a_definition_lists_its_labels_in_quotes() -> None:
    """A comma that is missing between two labels, and one within a label, change nothing."""
    definition = "Choose one: ['cluster headache', 'gerd' 'hiv (initial infection)', 'inguinal, hernia']."
    assert options(130, definition=definition) == (
        "The diagnosis result is Cluster headache.",
        "The diagnosis result is GERD.",
        "The diagnosis result is HIV (initial infection).",
        "The diagnosis result is Inguinal hernia.",
    )
    assert options(131, definition="Pick ['Radiation after surgery', 'No radiation and/or surgery']") == (
        "The treatment planning is: Radiation after surgery",
        "The treatment planning is: No radiation and/or surgery",
    )
    assert options(130, definition="Say what it is.") == ()


@pytest.mark.parametrize(
    ("number", "definition", "labels"),
    [
        (123, "x", ("yes", "no", "maybe")),
        (57, "x", ()),
        (130, "One of ['gerd', 'croup'].", ("GERD", "Croup")),
        (
            106,
            "They are: 1. Resisting cell death, 2. Inducing angiogenesis.",
            ("Resisting cell death", "Inducing angiogenesis"),
        ),
        (
            900,
            "There are three labels: Visit, Test result, Billing. Choose.",
            ("Visit", "Test result", "Billing"),
        ),
        (900, "Consider: 1) this. 2. That", ()),
        (900, "One of this list: gout.", ()),
        (900, "Explain it.", ()),
    ],
)
def test_labels_of_a_task(number: int, definition: str, labels: tuple[str, ...]) -> None:
    """From the catalogue, or as the definition lists them."""
    assert labels_of(Task(f"task{number}", "x", (definition,))) == labels


def test_closed_tasks_are_scored_by_label() -> None:
    """Every closed task of the benchmark is one with accuracy."""
    ours = {task_id for task_id in CLOSED if task_id in BENCHMARK}
    assert all(BENCHMARK[task_id].metric is Metric.ACCURACY for task_id in ours)


def test_every_demo_reference_is_one_of_the_options() -> None:
    """The demo tasks that are closed can be tried: each reference is an option, or goes on from one."""
    seen = {
        task_id: _fitting(file, task_id)
        for file in sorted((CHECKOUT / "resources" / "demo").glob("*.json"))
        if (task_id := file.name.partition("_")[0]) in CLOSED
    }
    assert len(seen) == 5
    assert {count for counts in seen.values() for count in counts} == {1}


def test_every_reference_of_the_benchmark_is_one_of_the_options(shared_data: Path) -> None:
    """On the real files: an option is the reference, or what comes before the text of its letter.

    Only the French questions with several right letters have no such option; of the Japanese ones the
    first right letter is one.
    """
    seen = {
        task_id: _fitting(file, task_id)
        for file in sorted((shared_data / "medsbench").glob("*/*.json*"))
        if (task_id := file.name.partition("_")[0]) in CLOSED
    }
    assert {"task57", "task58", "task59", "task60", "task61", "task129", "task130", "task131"} <= set(seen)
    assert {count for task_id, counts in seen.items() if task_id != "task60" for count in counts} == {1}
    assert set(seen["task60"]) == {0, 1}


def _fitting(file: Path, task_id: str) -> list[int]:
    """For each instance of a file, how many options its reference is or begins with; all differ."""
    values = json.loads(file.read_text(encoding="utf-8"))
    task = Task(task_id, task_id, tuple(values["Definition"]))
    counts = []
    for row in values["Instances"]:
        text, output = row["input"], row["output"]
        reference = output[0] if isinstance(output, list) else output
        instance = Instance("i", task_id, text, (reference,), language=language_of(text))
        found = options_of(task, instance)
        assert not [one for one in found for other in found if one != other and other.startswith(one)]
        counts.append(sum(reference == option or reference.startswith(f"{option}:") for option in found))
    return counts
