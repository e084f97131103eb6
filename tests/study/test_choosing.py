"""Instances are drawn evenly, by the seed alone, and every one that is left out has a reason."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.samples import completion, prompt, spec
from tests.study.projects import answered_project, rows
from workbench.domain.errors import UnknownNameError
from workbench.store.project import Project
from workbench.study.choosing import Choice, Strata, answers_to, choose


@pytest.fixture(name="made")
def made_fixture(tmp_path: Path) -> Iterator[tuple[Project, tuple[str, ...]]]:
    """A project with two runs over 24 instances of two tasks."""
    project, runs = answered_project(tmp_path / "a.medswb")
    with project:
        yield project, runs


def ids(choice: Choice) -> list[str]:
    """What was chosen, in order."""
    return [one.instance.id for one in choice.chosen]


def test_every_instance_is_chosen_or_left_out_with_a_reason(made: tuple[Project, tuple[str, ...]]) -> None:
    """Rows in are rows out."""
    project, runs = made
    asked = [row.id for row in (*rows("task1", 12), *rows("task2", 12))]
    third = project.runs.add(spec("third"), asked[:20])
    for row_id in asked[:15]:
        project.runs.record(third, completion(row_id), prompt(row_id), f"third {row_id}")
    choice = choose(project, (*runs, third), tasks=("task1",), size=5, besides=asked[:2])
    assert choice.considered == 24 == len(choice.chosen) + len(choice.left_out)
    assert choice.reasons == {
        f"not answered by {third}": 9,
        "not of the tasks that were chosen": 3,
        "used for training": 2,
        "not drawn into the sample": 5,
    }
    assert len({*ids(choice), *(one.instance_id for one in choice.left_out)}) == 24


def test_strata_have_equal_shares(tmp_path: Path) -> None:
    """As long as they have any; without strata all are drawn together."""
    project, runs = answered_project(tmp_path / "b.medswb", tasks=("task1", "task2", "task3"))
    with project:
        for size in (6, 7, 8):
            counts = Counter(one.instance.task_id for one in choose(project, runs, size=size).chosen)
            assert max(counts.values()) - min(counts.values()) <= 1
        assert len(choose(project, runs, size=9, strata=Strata.NONE).chosen) == 9
        assert len(choose(project, runs, strata=Strata.LANGUAGE).chosen) == 36


def test_the_seed_alone_decides(made: tuple[Project, tuple[str, ...]]) -> None:
    """Neither the order of the runs nor their answers; another seed draws others."""
    project, runs = made
    first = ids(choose(project, runs, size=8, seed=3))
    assert ids(choose(project, runs, size=8, seed=3)) == first
    assert ids(choose(project, runs[::-1], size=8, seed=3)) == first
    assert ids(choose(project, runs, size=8, seed=4)) != first
    assert ids(choose(project, runs, size=20, seed=3))[:8] == first


def test_answers_are_in_the_order_of_the_arms(made: tuple[Project, tuple[str, ...]]) -> None:
    """And an instance that not every arm answered is named."""
    project, runs = made
    one = choose(project, runs, size=1).chosen[0]
    assert answers_to(project, runs, one.instance.id) == one
    assert one.language == "en"
    with pytest.raises(UnknownNameError):
        answers_to(project, runs, "none")
