"""The Browse screen without the screen."""

from collections.abc import Generator, Sequence
from pathlib import Path

import pytest

from tests.fakes import HeldJobs, InlineJobs
from tests.gui.shelf import Shelf
from workbench.domain.errors import FormatError, UnknownNameError
from workbench.domain.tasks import Reported
from workbench.gui.presenters.browse import BrowseActions, BrowsePresenter
from workbench.gui.presenters.browse_list import BrowseState
from workbench.gui.presenters.jobs import Jobs
from workbench.gui.presenters.strip import Strip
from workbench.library.operations import FileExported, FileImported, ImportProgress
from workbench.store.changes import Changes


class Desk:
    """A Browse presenter over an invented project, and what it said and set going."""

    def __init__(self, shelf: Shelf | None = None, jobs: Jobs | None = None, *, alone: bool = False) -> None:
        self.shelf = shelf or Shelf()
        self.went: list[object] = []
        self.told: list[str] = []
        self.changes: list[Changes] = []
        self.states: list[BrowseState] = []
        self.strip = Strip()
        actions = BrowseActions(self.import_paths, self.export)
        if not alone:
            actions = BrowseActions(
                self.import_paths,
                self.export,
                self.went.append,
                lambda task, instance: self.went.append((task, instance)),
                self.went.append,
            )
        self.presenter = BrowsePresenter(
            self.shelf.reads,
            actions,
            jobs or InlineJobs(),
            self.strip,
            changed=self.changes.append,
            tell=self.told.append,
        )
        self.presenter.attach(self.states.append)
        self.presenter.reload()

    @property
    def state(self) -> BrowseState:
        """What is shown now."""
        return self.presenter.state

    def import_paths(self, sources: Sequence[Path]) -> Generator[ImportProgress | FileImported]:
        """An import that reports one row."""
        (source,) = sources
        yield ImportProgress(source, 2000, 1, 2)
        yield FileImported(source, "task57", 12, 11, 3, (Reported(4, "output", "is missing"),))
        yield ImportProgress(source, 0, 2, 2, indexing=True)

    def export(self, task_ids: Sequence[str], folder: Path, profile: str) -> Generator[FileExported]:
        """An export of twelve rows a task."""
        for task_id in task_ids:
            yield FileExported(folder / f"{task_id}.{profile}.json", task_id, 12, 12)


def test_the_tree_has_everything_then_categories_then_tasks() -> None:
    """Counts add up, and categories keep the paper's order."""
    tree = Desk().state.tree
    assert [branch.title for branch in tree] == [
        "All tasks",
        "Multiple-choice QA",
        "Text Summarization",
        "Explanation",
        "Diagnosis",
    ]
    assert tree[0].instances == 8 * 12 + 134_529
    assert [leaf.title for leaf in tree[1].below][:2] == ["57 MedQA", "58 MedQA"]
    assert tree[3].below[0].title == "900 mixed notes"


def test_the_first_instance_is_read_at_once() -> None:
    """Nobody has to click before there is something to read."""
    state = Desk().state
    assert state.current == 0
    assert state.instance is not None
    assert state.instance.title == "57 MedQA · 1 of 12"
    assert [passage.title for passage in state.instance.references] == ["Reference 1", "Reference 2"]
    assert [passage.title for passage in state.instance.completions] == ["demo-instruct", "demo-base"]
    assert state.instance.completions[1].note.endswith("cut off at its length limit")


def test_134529_rows_are_listed_without_reading_them() -> None:
    """A large task is a length and a page."""
    desk = Desk()
    desk.presenter.choose("task:task130")
    assert desk.state.heading == "134,529 instances"
    assert not desk.state.several_tasks
    desk.presenter.read(134_528)
    assert desk.state.instance is not None
    assert desk.state.instance.title == "130 DDXPlus · 134,529 of 134,529"
    assert desk.state.position == "134,529 of 134,529"
    assert not desk.state.can_go_on
    desk.presenter.step(1)
    assert desk.state.current == 134_528


def test_next_and_before_cross_tasks() -> None:
    """After the last instance of a task comes the first of the next."""
    desk = Desk()
    desk.presenter.step(-1)
    desk.presenter.read(11)
    desk.presenter.step(1)
    assert desk.state.instance is not None
    assert desk.state.instance.title == "58 MedQA · 1 of 12"
    desk.presenter.step(-1)
    assert desk.state.current == 11
    desk.presenter.read(10**9)
    assert desk.state.current == 11


def test_languages_filter_tree_and_list() -> None:
    """Two languages are their tasks together; none is all; one that went away is forgotten."""
    desk = Desk()
    assert desk.state.languages == ("en", "zh", "ja", "fr", "ru", "es", "mixed")
    desk.presenter.toggle_language("zh")
    desk.presenter.toggle_language("ja")
    assert [leaf.title for leaf in desk.state.tree[1].below] == ["58 MedQA", "59 IgakuQA"]
    assert len(desk.state.rows) == 24
    desk.shelf.counts = {"task57": 3}
    desk.presenter.reload()
    assert desk.state.language_filter == frozenset()
    assert len(desk.state.rows) == 3


def test_a_filter_that_hides_what_is_chosen_shows_everything_left() -> None:
    """Choosing an English task and then only Chinese lists the Chinese tasks."""
    desk = Desk()
    desk.presenter.choose("task:task57")
    desk.presenter.toggle_language("zh")
    assert desk.state.chosen == "all"
    assert desk.state.heading == "12 instances"


def test_search_lists_hits_with_their_words_marked() -> None:
    """Hits come with the words around them, in the list and in the text."""
    desk = Desk()
    desk.presenter.search(" catheterization ")
    (row,) = desk.state.rows
    assert row.start.startswith("…cardiac catheterization")
    assert row.marks == ((9, 24),)
    assert desk.state.heading == "1 hit for “catheterization”"
    assert desk.state.instance is not None
    (mark,) = desk.state.instance.input.marks
    assert desk.state.instance.input.text[slice(*mark)] == "catheterization"
    desk.presenter.search("")
    assert desk.state.heading.endswith("instances")


def test_search_stays_within_what_is_chosen() -> None:
    """A task or a language that is chosen is searched alone; otherwise everything is, by one question."""
    desk = Desk()
    desk.presenter.search("diagnosis")
    desk.presenter.choose("task:task58")
    desk.presenter.choose("category:Multiple-choice QA")
    desk.presenter.toggle_language("fr")
    assert desk.shelf.asked == [
        ("diagnosis", None),
        ("diagnosis", ("task58",)),
        ("diagnosis", ("task57", "task58", "task59", "task60", "task61", "task129")),
        ("diagnosis", ("task60",)),
    ]


def test_only_the_newest_search_counts() -> None:
    """What was typed meanwhile is searched next, and the answer to the old text is not shown."""
    jobs = HeldJobs()
    desk = Desk(jobs=jobs)
    desk.presenter.search("renal")
    desk.presenter.search("catheter")
    desk.presenter.search("catheterization")
    assert desk.state.searching
    jobs.last.step(2)
    assert desk.state.heading.endswith("instances")
    jobs.last.step(2)
    assert desk.state.heading == "1 hit for “catheterization”"
    assert [text for text, _among in desk.shelf.asked] == ["renal", "catheterization"]


def test_clearing_the_search_forgets_the_answer_under_way() -> None:
    """All instances stay listed when a late answer comes in."""
    jobs = HeldJobs()
    desk = Desk(jobs=jobs)
    desk.presenter.search("catheterization")
    desk.presenter.search("")
    jobs.last.step(2)
    assert desk.state.heading.endswith("instances")
    assert not desk.state.searching


def test_a_search_that_fails_says_why() -> None:
    """The list stays; the message is shown as it is."""
    jobs = HeldJobs()
    desk = Desk(jobs=jobs)
    desk.presenter.search("renal")
    jobs.end(UnknownNameError("task", "task7"))
    assert desk.state.message == "There is no task named “task7”."
    assert not desk.state.searching


def test_nothing_found_is_said() -> None:
    """No row, no instance, and a heading that says so."""
    desk = Desk()
    desk.presenter.search("unobtainium")
    assert (len(desk.state.rows), desk.state.instance, desk.state.position) == (0, None, "")
    assert desk.state.heading == "0 hits for “unobtainium”"
    assert not desk.state.can_compare


def test_an_import_counts_every_row() -> None:
    """Rows in = kept + reported, with file, index, field and reason; then the screens read again."""
    desk = Desk()
    desk.presenter.import_files([Path("task57_clinic_en.json")])
    report = desk.state.report
    assert report is not None
    assert report.heading == "1 file: 12 rows in = 11 kept + 1 reported (3 were there already)"
    assert report.as_text.splitlines()[2:] == ["task57_clinic_en.json\t4\toutput\tis missing"]
    assert desk.changes == [Changes.TASKS]
    assert desk.told == [report.heading]
    assert desk.strip.state.entries == ()
    assert not desk.state.importing
    desk.presenter.close_report()
    assert desk.state.report is None


def test_reading_on_survives_a_reload() -> None:
    """An import does not throw a reader back to the first row."""
    desk = Desk()
    desk.presenter.choose("task:task58")
    desk.presenter.read(7)
    desk.presenter.reload()
    assert desk.state.current == 7
    desk.shelf.counts["task58"] = 5
    desk.presenter.reload()
    assert desk.state.current == 0


def test_export_writes_what_is_listed() -> None:
    """The tasks of the chosen category and languages, and rows in = rows out is told."""
    desk = Desk()
    desk.presenter.choose("category:Multiple-choice QA")
    desk.presenter.toggle_language("en")
    desk.presenter.toggle_language("zh")
    desk.presenter.export(Path("out"), "guideline")
    assert desk.told == ["2 files written, 24 rows in and out"]


def test_an_export_that_fails_says_why() -> None:
    """The reason is told, and a bug is not hidden."""
    jobs = HeldJobs()
    desk = Desk(jobs=jobs)
    desk.presenter.export(Path("out"), "readme")
    assert desk.strip.state.entries[0].title == "Export 9 tasks to out"
    jobs.last.step()
    assert desk.strip.state.entries[0].progress_text == "1 / 9"
    jobs.end(FormatError(Path("task57.json"), "the disk is full"))
    assert desk.told == ["task57.json: the disk is full"]
    desk.presenter.export(Path("out"), "readme")
    with pytest.raises(KeyError):
        jobs.end(KeyError())


def test_other_screens_are_reached_with_what_is_in_view() -> None:
    """Run gets the tasks listed, Compare and Author the instance that is read."""
    desk = Desk()
    assert (desk.state.can_run, desk.state.can_compare, desk.state.can_draft) == (True, True, True)
    desk.presenter.choose("category:Diagnosis")
    desk.presenter.lead_to("run")
    desk.presenter.choose("task:task57")
    desk.presenter.lead_to("compare")
    desk.presenter.lead_to("draft")
    assert desk.went == [("task130",), ("task57", "task57-1"), "task57-1"]
    desk.presenter.step(1)
    assert not desk.state.can_compare


def test_what_does_not_work_is_not_offered() -> None:
    """Without the other screens there are no buttons that lead to them."""
    desk = Desk(alone=True)
    assert (desk.state.can_run, desk.state.can_compare, desk.state.can_draft) == (False, False, False)
    desk.presenter.lead_to("run")
    desk.presenter.lead_to("compare")
    desk.presenter.lead_to("draft")
    assert desk.went == []


def test_an_empty_project_says_so() -> None:
    """Empty is known only once the project was read."""
    assert not BrowseState().empty
    desk = Desk(Shelf({}))
    assert desk.state.empty
    assert desk.state.instance is None
    desk.presenter.step(1)
    desk.presenter.step(-1)
