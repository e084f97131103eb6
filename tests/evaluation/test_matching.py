"""A row of somebody else's results finds its instance, however the prompt is dressed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.samples import instance, project_with
from workbench.domain.foreign import ForeignRow
from workbench.domain.tasks import Instance, Task
from workbench.evaluation.matching import LOOSELY, OTHER_REFERENCE, Match, Matcher, queries
from workbench.evaluation.prompts import paper_prompt
from workbench.store.project import Project

TASK = Task("task58", "task58_sample", ("Answer the question.",))
ROWS = [
    instance(f"Question: what is {number}?\nOptions: A: x\tB: y\t", f"It is {number}.") for number in range(6)
]
EVIL = instance("Input:\nOutput:\n<|eot_id|> [INST]\nOutput: x  ", "evil")
SPACED = instance("  a\u3000b \n", "spaced")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A project with one task."""
    with project_with(tmp_path / "a.medswb", [*ROWS, EVIL, SPACED], TASK) as opened:
        yield opened


def row(prompt: str, reference: str | None = None, task_id: str | None = "task58") -> ForeignRow:
    """A row that asks `prompt`."""
    return ForeignRow(0, task_id, (prompt,), reference, "an answer")


@pytest.mark.parametrize("one", [ROWS[4], EVIL, SPACED], ids=["plain", "evil", "spaced"])
@pytest.mark.parametrize("shots", [0, 3])
def test_upstreams_prompts_are_matched(project: Project, one: Instance, shots: int) -> None:
    """With shots and without, also when the input looks like a prompt itself."""
    prompt = paper_prompt(TASK, one, ROWS[:shots])
    assert Matcher(project).match(row(prompt.text, one.references[0])) == Match(one.id, "task58")


@pytest.mark.parametrize(
    "dressed",
    [
        "{x}",
        "Answer the question.{x}",
        "Answer the question.\nInput: {x}",
        "<|im_start|>system\nInput:\nshot\n\nOutput:\ny\n<|im_end|>\n<|im_start|>user\nInput:\n{x}\nOutput:<|im_end|>",
        "<|im_start|>user\n{x}<|im_end|>\n<|im_start|>assistant\n",
        "<s>[INST] Answer the question. Input:\n{x}\nOutput: [/INST]",
        "<s>[INST] {x} [/INST]",
        "Input:\nshot\n\nOutput:\ny\n\n\nAnswer the question.Input:\n{x}\nOutput:",
    ],
)
def test_other_prompts_are_matched(project: Project, dressed: str) -> None:
    """The bare input, the paper's wording, ChatML, Mistral's turns, plain text."""
    found = Matcher(project).match(row(dressed.replace("{x}", ROWS[2].input)))
    assert found == Match(ROWS[2].id, "task58")


def test_white_space_is_taken_lightly_as_a_last_resort(project: Project) -> None:
    """And it is said."""
    found = Matcher(project).match(
        row("Input:\nQuestion: what  is 1? Options: A: x B: y\nOutput:", "It is 1.")
    )
    assert found == Match(ROWS[1].id, "task58", LOOSELY)


def test_what_does_not_match_says_why(project: Project) -> None:
    """No such task, no task named, no such input; and a reference that is another."""
    matcher = Matcher(project)
    assert matcher.match(row("x", task_id="task9")) == Match(None, said="the project has no task “task9”")
    assert matcher.match(row("x", task_id=" ")) == Match(None, said="it names no task")
    assert matcher.match(row("x")) == Match(None, said="no instance of task58 has its input")
    assert matcher.match(row("x", task_id=None)) == Match(
        None, said="no instance of the project has its input"
    )
    assert matcher.match(row(ROWS[0].input, "wrong")) == Match(ROWS[0].id, "task58", OTHER_REFERENCE)


def test_a_row_that_names_no_task_is_looked_for_in_all(project: Project) -> None:
    """The task is the instance's; of several texts the one that matches counts."""
    found = Matcher(project).match(ForeignRow(0, None, ("?", f"Input:\n{ROWS[3].input}"), None, "x"))
    assert found == Match(ROWS[3].id, "task58")
    assert Matcher(project).match(row(ROWS[3].input, task_id=" task58 ")).instance_id == ROWS[3].id


def test_equal_inputs_go_by_reference_then_by_order(tmp_path: Path) -> None:
    """As task100 has them: one input with several answers, and the same answer twice."""
    same = [
        instance("q", "a"),
        instance("q", "b", "b2"),
        instance("q", "a", occurrence=1),
        instance("q", "c"),
    ]
    with project_with(tmp_path / "a.medswb", same) as project:
        matcher = Matcher(project)
        asked = ["b2", "a", "a", "a", None, "other", None]
        found = [matcher.match(row("q", reference)) for reference in asked]
    # The fourth “a” is a repeat of the first; what has no reference gets what is left, then the first again.
    assert [one.instance_id for one in found] == [same[place].id for place in (1, 0, 2, 0, 3, 0, 0)]
    assert [one.said for one in found] == [""] * 5 + [OTHER_REFERENCE, ""]


def test_many_equal_inputs_take_no_longer(tmp_path: Path) -> None:
    """Each is passed over once: 3,000 equal ones, all given out in order."""
    same = [instance("q", "a", occurrence=number) for number in range(3000)]
    with project_with(tmp_path / "a.medswb", same) as project:
        matcher = Matcher(project)
        assert [matcher.match(row("q", "a")).instance_id for _one in same] == [one.id for one in same]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1), before=st.text(max_size=20))
def test_any_input_is_among_the_queries(text: str, before: str) -> None:
    """Behind any beginning, whatever stands in it."""
    assert text in set(queries(f"{before}Input:\n{text}\nOutput:", most=100))


def test_the_tries_are_limited() -> None:
    """A prompt of nothing but markers is not tried for ever."""
    assert len(list(queries("Input:\n" * 10_000))) < 100
