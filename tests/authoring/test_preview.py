"""An author sees the prompt and the file as they will be."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.authoring.samples import TEXTS, draft, instance
from workbench.authoring.drafts import add_instance, finished
from workbench.authoring.preview import preview_file, preview_name, preview_prompt
from workbench.evaluation.prompts import paper_prompt
from workbench.formats.medsins_json import Profile, write_task_file
from workbench.store.drafts import Draft


def _six() -> Draft:
    return draft(*(instance(n, *texts) for n, texts in enumerate(TEXTS.values())))


def test_without_shots_the_prompt_is_the_papers() -> None:
    """The preview is the prompt itself, not something like it."""
    shown = preview_prompt(_six(), 0, 0)
    assert shown.prompt == paper_prompt(_six().task, _six().instances[0])
    assert (shown.shots, shown.wanted) == (0, 0)
    assert shown.rough_tokens > 20


def test_the_shots_are_others_of_the_draft() -> None:
    """Three other instances, never the one that is asked."""
    for index in range(6):
        shown = preview_prompt(_six(), index, 3)
        assert shown.shots == 3
        assert _six().instances[index].id not in shown.prompt.shot_ids
        by_id = {row.id: row for row in _six().instances}
        shots = [by_id[shot] for shot in shown.prompt.shot_ids]
        assert shown.prompt == paper_prompt(_six().task, _six().instances[index], shots)


def test_unwritten_instances_are_no_shots() -> None:
    """An empty instance teaches nothing; fewer shots are shown, and the number says so."""
    shown = preview_prompt(add_instance(draft()), 0, 3)
    assert (shown.shots, shown.wanted) == (0, 3)


@pytest.mark.parametrize("profile", Profile)
def test_the_file_is_shown_as_it_will_be_written(profile: Profile, tmp_path: Path) -> None:
    """Letter by letter what the export writes."""
    numbered = replace(_six(), task=replace(_six().task, id="task10007"))
    done = finished(numbered, "task10007")
    written = write_task_file(tmp_path, done.task, done.instances, profile)
    assert preview_file(numbered, profile) == written.read_text(encoding="utf-8")
    assert preview_name(numbered) == written.name


def test_a_long_file_is_shown_in_part() -> None:
    """The preview of a thousand instances stays quick and says how much it leaves out."""
    rows = [instance(n, f"input {n}", "r") for n in range(1000)]
    text = preview_file(draft(*rows), Profile.README)
    assert "input 19" in text
    assert "input 20" not in text
    assert text.endswith("… and 980 more")
