"""The tree of tasks."""

from workbench.gui.presenters.browse_tree import ALL, languages_of, tasks_below, title_of, tree_of
from workbench.store.tasks import TaskSummary

TASKS = (
    TaskSummary("task130", "task130_ddx", "Diagnosis", "en", 5, "DDXPlus"),
    TaskSummary("task7", "task7_own_notes", "My category", None, 2, None),
    TaskSummary("task57", "task57_medqa", "Multiple-choice QA", "en", 3, "MedQA"),
)


def test_own_categories_come_after_the_papers() -> None:
    """The paper's order first, then by name."""
    titles = [branch.title for branch in tree_of(TASKS, frozenset())]
    assert titles == ["All tasks", "Multiple-choice QA", "Diagnosis", "My category"]


def test_tasks_are_named_by_number_and_dataset() -> None:
    """Or by their file's name, where there is no dataset."""
    assert [title_of(task) for task in TASKS] == ["130 DDXPlus", "7 own notes", "57 MedQA"]


def test_a_choice_stands_for_its_tasks() -> None:
    """Everything, a category, a task; always within the languages chosen."""
    english = frozenset({"en"})
    assert [task.id for task in tasks_below(TASKS, ALL, frozenset())] == ["task130", "task7", "task57"]
    assert [task.id for task in tasks_below(TASKS, "category:Diagnosis", english)] == ["task130"]
    assert [task.id for task in tasks_below(TASKS, "task:task7", frozenset())] == ["task7"]
    assert tasks_below(TASKS, "task:task7", english) == ()
    assert languages_of(TASKS) == ("en", "mixed")
