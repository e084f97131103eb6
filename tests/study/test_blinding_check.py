"""The linter on runs that are no study yet."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.store.samples import completion, prompt, spec
from tests.study.projects import rows
from workbench.domain.errors import UnknownNameError
from workbench.domain.tasks import Task
from workbench.store.project import Project
from workbench.study.blinding.findings import Kind
from workbench.study.blinding_check import check_blinding
from workbench.study.preparing import Treatment

TEXTS = (
    ("As an AI language model, I would wait and see the patient again.", "Wait and see the patient again."),
    ("## Plan\n\n- **Wait** and see the patient again.", "Wait, then see the patient once more."),
)


@pytest.fixture(name="made")
def made_fixture(tmp_path: Path) -> tuple[Path, tuple[str, ...]]:
    """A project with two runs of one model on two instances."""
    path = tmp_path / "a.medswb"
    with Project.create(path) as project:
        with project.transaction():
            asked = rows("task1", 3)
            project.tasks.add(Task("task1", "task1_x", ("Answer.",)), asked)
        runs = []
        for place in range(2):
            one = replace(spec("Zebra-7B", ("task1",)), engine=f"engine {place}")
            run_id = project.runs.add(one, [row.id for row in asked])
            for row, texts in zip(asked, TEXTS, strict=False):
                project.runs.record(
                    run_id, completion(row.id, texts[place]), prompt(row.id), f"{run_id} {row.id}"
                )
            runs.append(run_id)
    return path, tuple(runs)


def test_findings_before_and_after_the_remedies(made: tuple[Path, tuple[str, ...]]) -> None:
    """A name is masked, Markdown made plain; the raw answer is what is shown."""
    path, runs = made
    found = check_blinding(path, runs)
    assert (found.considered, found.instances, found.answers) == (3, 2, 4)
    assert sum(found.reasons.values()) == 1
    (name,) = [one for one in found.found if one.kind is Kind.NAME]
    assert name.text[name.start : name.end].startswith("As an AI language model")
    assert name.model == "Zebra-7B (1)"
    assert found.left[Kind.NAME] == 0
    assert found.changed == 2


def test_without_a_remedy_all_is_left(made: tuple[Path, tuple[str, ...]]) -> None:
    """And style still tells the arms apart."""
    path, runs = made
    found = check_blinding(path, runs, treatment=Treatment.NONE)
    assert (found.changed, found.left[Kind.NAME]) == (0, 1)
    assert {"headings", "bullets", "bold"} <= {gap.mark for gap in found.gaps}
    even = check_blinding(path, runs, treatment=Treatment.EVEN)
    assert not {"headings", "bullets", "bold"} & {gap.mark for gap in even.gaps}


def test_the_sample_is_the_one_a_study_would_have(made: tuple[Path, tuple[str, ...]]) -> None:
    """Its size, its tasks; a run that is not there is refused."""
    path, runs = made
    assert check_blinding(path, runs, size=1).instances == 1
    assert check_blinding(path, runs, tasks=("task9",)).instances == 0
    with pytest.raises(UnknownNameError):
        check_blinding(path, ("none",))
