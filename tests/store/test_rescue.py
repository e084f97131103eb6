"""What can be read of a damaged project is saved, and what is lost is counted."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.formats.studies import study
from tests.store.samples import TASK, completion, instance, prompt, spec
from tests.store.test_integrity import (
    cut_off,
    garbage_in_the_middle,
    garbage_in_the_schema,
    without_header,
    zeroes_in_the_middle,
)
from workbench.domain.errors import ProjectMissingError
from workbench.domain.runs import TokenChance
from workbench.domain.tasks import Instance, Task
from workbench.formats.medsins_json import open_task_file
from workbench.store.project import Project
from workbench.store.rescue import Rescued, rescue

ROWS = [instance(f"question {number} 糖尿病 " * 20, "yes", "no\nnever") for number in range(500)]
OTHER = [instance("short", "a", task_id="task9")]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed project with two tasks, a run and a draft."""
    path = tmp_path / "a.medswb"
    with Project.create(path) as project:
        project.tasks.add(TASK, ROWS)
        project.tasks.add(Task("task9", "task9_other"), OTHER)
        project.tasks.index()
        run = project.runs.add(spec(), [row.id for row in ROWS])
        with project.transaction():
            for row in ROWS[:300]:
                project.runs.record(run, completion(row.id, "half \ud83d"), prompt(row.id), row.id)
        project.drafts.add(TASK, tuple(ROWS[:3]))
        project.studies.add(study(), b"PK\x03\xff study", b"PK\x03\xff key")
        project.studies.keep(study().id, "r1", 4, "ab", b"PK\x03\xff ratings")
    return path


def by_name(found: tuple[Rescued, ...]) -> dict[str, Rescued]:
    """What became of each table and task."""
    return {one.name: one for one in found}


def instances_in(file: Path | None) -> list[Instance]:
    """The instances of a task file that was saved."""
    assert file is not None
    with open_task_file(file) as opened:
        return [row for row in opened.rows if isinstance(row, Instance)]


def test_sound_project_is_saved_whole(path: Path, tmp_path: Path) -> None:
    """Tasks can be imported again as they were; everything else is JSON, line by line."""
    before = path.read_bytes()
    found = by_name(rescue(path, tmp_path / "saved"))
    with open_task_file(tmp_path / "saved" / "task58_sample.json") as opened:
        assert opened.task == TASK
        assert [(row.id, row.references) for row in opened.rows if isinstance(row, Instance)] == [
            (row.id, row.references) for row in ROWS
        ]
    assert instances_in(found["task9_other"].file) == OTHER
    assert {name: (one.saved, one.lost) for name, one in found.items()} == {
        "task58_sample": (500, 0),
        "task9_other": (1, 0),
        "run": (1, 0),
        "planned": (500, 0),
        "completion": (300, 0),
        "failure": (0, 0),
        "draft": (1, 0),
        "draft_state": (1, 0),
        "foreign_row": (0, 0),
        "score": (0, 0),
        "published": (0, 0),
        "study": (1, 0),
        "handed_over": (1, 0),
        "study_log": (0, 0),
        "run_total": (0, 0),
        "foreign_file": (0, 0),
    }
    lines = (tmp_path / "saved" / "completion.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(lines[0])["text"] == "half \ud83d"
    assert found["failure"].file is None
    assert path.read_bytes() == before
    assert not list((tmp_path / "saved").glob(".rescue*"))


def test_studies_are_saved_as_the_files_they_came_in(path: Path, tmp_path: Path) -> None:
    """Study, key and ratings can be opened again; the JSON lines name them."""
    rescue(path, tmp_path / "saved")
    line = json.loads((tmp_path / "saved" / "study.jsonl").read_text(encoding="utf-8"))
    assert (line["file"], line["key_file"]) == ("study1.medstudy", "study1.medkey")
    assert (tmp_path / "saved" / line["key_file"]).read_bytes() == b"PK\x03\xff key"
    assert (tmp_path / "saved" / "handed_over1.medratings").read_bytes() == b"PK\x03\xff ratings"


def test_how_sure_the_model_was_is_saved_as_numbers(tmp_path: Path) -> None:
    """Nobody needs to know how they are packed."""
    path = tmp_path / "a.medswb"
    with Project.create(path) as project:
        project.tasks.add(TASK, ROWS[:2])
        run = project.runs.add(spec(), [row.id for row in ROWS[:2]])
        answer = replace(completion(ROWS[0].id), chances=(TokenChance(3, -0.5), TokenChance(0, -2.0)))
        project.runs.record(run, answer, prompt(ROWS[0].id), "request")
    rescue(path, tmp_path / "saved")
    line = json.loads((tmp_path / "saved" / "completion.jsonl").read_text(encoding="utf-8"))
    assert line["chances"] == [[3, -0.5], [0, -2.0]]
    assert line["options"] is None


@pytest.mark.parametrize("damage", [without_header, garbage_in_the_schema], ids=lambda one: one.__name__)
def test_lost_first_page_loses_nothing_else(
    path: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    """Where the tables are is known without it."""
    damage(path)
    found = by_name(rescue(path, tmp_path / "saved"))
    assert (found["task58_sample"].saved, found["task58_sample"].lost) == (500, 0)
    assert instances_in(found["task9_other"].file) == OTHER
    assert found["completion"].saved == 300


def test_tables_beyond_the_end_of_the_file_are_not_called_complete(path: Path, tmp_path: Path) -> None:
    """Of a file that ends before a table begins nobody can tell what the table held."""
    with path.open("rb+") as file:
        file.truncate(6 * 8192)
    found = by_name(rescue(path, tmp_path / "saved"))
    assert (found["completion"].saved, found["completion"].lost) == (0, None)


@pytest.mark.parametrize(
    "damage", [cut_off, garbage_in_the_middle, zeroes_in_the_middle], ids=lambda one: one.__name__
)
def test_what_can_be_read_is_saved(path: Path, tmp_path: Path, damage: Callable[[Path], None]) -> None:
    """Rows before and behind the damage are as they were; saved and lost are all there were."""
    damage(path)
    found = by_name(rescue(path, tmp_path / "saved"))
    task = found["task58_sample"]
    saved = instances_in(task.file)
    assert {row.id for row in saved} <= {row.id for row in ROWS}
    assert len(saved) == task.saved > 100
    assert task.lost is not None
    assert task.saved + task.lost == 500


def test_damage_among_the_instances_loses_few(path: Path, tmp_path: Path) -> None:
    """Three broken pages cost the rows on them and no others."""
    data = path.read_bytes()
    place = data.index(ROWS[250].input.encode()) // 8192 * 8192
    path.write_bytes(data[:place] + b"\x99" * (3 * 8192) + data[place + 3 * 8192 :])
    task = by_name(rescue(path, tmp_path / "saved"))["task58_sample"]
    assert task.lost is not None
    assert 0 < task.lost < 100
    assert task.saved + task.lost == 500
    saved = {row.id for row in instances_in(task.file)}
    assert {ROWS[0].id, ROWS[-1].id} <= saved


def test_lost_head_leaves_the_instances(path: Path, tmp_path: Path) -> None:
    """They get a file under another name."""
    data = path.read_bytes()
    place = data.index(b'"task58_sample"') // 8192 * 8192
    path.write_bytes(data[:place] + bytes(8192) + data[place + 8192 :])
    found = by_name(rescue(path, tmp_path / "saved"))
    assert [row.input for row in instances_in(found["rescued1_task"].file)] == [row.input for row in ROWS]


def test_nothing_to_rescue_is_told(tmp_path: Path) -> None:
    """A missing file is missing; one with nothing in it saves nothing and fails not."""
    with pytest.raises(ProjectMissingError):
        rescue(tmp_path / "missing.medswb", tmp_path)
    empty = tmp_path / "empty.medswb"
    empty.write_bytes(b"")
    assert sum(one.saved for one in rescue(empty, tmp_path / "saved")) == 0
