"""Published numbers stay in the project, each once."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.domain.published import Published
from workbench.formats.published_csv import read
from workbench.store.project import Project

NUMBER = Published("NER", "BC4Chem", "task125", "F1", "M", "90.70", "A Table 6")
MEAN = Published("NER", "Avg", None, "F1", "M", None, "A Table 6")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """An empty project."""
    with Project.create(tmp_path / "a.medswb") as opened:
        yield opened


def test_numbers_come_back_as_they_were(project: Project) -> None:
    """In order, in the next session too; "90.70" is not "90.7"."""
    odd = replace(NUMBER, model="糖\0\ud83d", stated="0.0")
    assert project.published.add([NUMBER, MEAN, odd]) == 3
    with Project(project.path) as other:
        assert other.published.list() == (NUMBER, MEAN, odd)


def test_a_number_replaces_its_like_in_its_place(project: Project) -> None:
    """Same source, model, task and metric; of means the same category; another source is another number."""
    project.published.add([NUMBER, MEAN])
    corrected = replace(NUMBER, stated="91", dataset="BC4CHEMD")
    elsewhere = replace(NUMBER, source="B")
    other_mean = replace(MEAN, category="NLI")
    assert project.published.add([corrected, elsewhere, replace(MEAN, stated="1.0"), other_mean]) == 2
    assert project.published.list() == (corrected, replace(MEAN, stated="1.0"), elsewhere, other_mean)


def test_a_source_can_be_taken_out(project: Project) -> None:
    """With all of its numbers, and nothing of others."""
    project.published.add([NUMBER, MEAN, replace(NUMBER, source="B")])
    assert project.published.sources() == (("A Table 6", 2), ("B", 1))
    assert project.published.remove("A Table 6") == 2
    assert project.published.sources() == (("B", 1),)


def test_all_or_nothing(project: Project) -> None:
    """When reading breaks off, nothing was added."""

    def broken() -> Iterator[Published]:
        yield NUMBER
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011
        project.published.add(broken())
    assert project.published.list() == ()


def test_the_whole_published_results_are_kept(project: Project, shared_data: Path) -> None:
    """No two of them are taken for the same, and adding them again adds none."""
    numbers = read(shared_data / "paper_results.csv").numbers
    assert project.published.add(numbers) == len(numbers) == 2847
    assert project.published.add(numbers) == 0
    assert project.published.list() == numbers
