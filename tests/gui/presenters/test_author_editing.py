"""The draft at hand is edited, and every edit can be taken back."""

from dataclasses import replace

from tests.authoring.samples import draft, instance
from workbench.gui.presenters.author_editing import Editing, EditingState
from workbench.store.drafts import Draft


def _editing(start: Draft | None = None, adding: bool = False) -> tuple[Editing, list[EditingState]]:
    """Editing of a draft, and every state it has shown."""
    shown: list[EditingState] = []
    editing = Editing(lambda state, _typing: shown.append(state))
    editing.begin(start or draft(), adding)
    return editing, shown


def _draft(editing: Editing) -> Draft:
    assert editing.state.draft is not None
    return editing.state.draft


def _input(editing: Editing) -> str:
    assert editing.state.instance is not None
    return editing.state.instance.input


def test_a_new_task_begins_with_its_head() -> None:
    """What a draft is about comes before its instances, and the cursor stands in the title."""
    editing, _ = _editing()
    assert editing.state.selected is None
    assert editing.state.focus.field == "name"


def test_new_instances_begin_with_the_last_of_them() -> None:
    """Whoever adds to a task wants to write, not to read the head."""
    editing, _ = _editing(draft(instance(1, "a", "b"), instance(2, "", "")), adding=True)
    assert editing.state.selected == 1
    assert editing.state.focus.field == "input"


def test_undo_goes_across_instances_and_shows_where() -> None:
    """Three changes in three places are taken back one by one, each with its instance on screen."""
    start = draft(instance(1, "a", "b"), instance(2, "c", "d"))
    editing, _ = _editing(start)
    editing.instance.input(0, "first")
    editing.instance.input(1, "second")
    editing.head.name("third")
    editing.instances.select(None)
    editing.undo()
    assert (editing.state.selected, _draft(editing).task.name) == (None, start.task.name)
    editing.undo()
    assert (editing.state.selected, _input(editing)) == (1, "c")
    editing.undo()
    assert (editing.state.selected, editing.state.draft) == (0, start)
    editing.undo()
    assert editing.state.draft == start
    for _ in range(3):
        editing.redo()
    assert _draft(editing).task.name == "third"
    assert not editing.state.can_redo


def test_a_burst_of_typing_is_one_step() -> None:
    """Letters are not steps; a pause, another instance and the end of a sentence are."""
    editing, _ = _editing()
    for text in ("H", "He"):
        editing.instance.input(0, text)
    editing.close_step()
    for text in ("He c", "He coughs."):
        editing.instance.input(0, text)
    editing.instance.input(0, "He coughs. A")
    editing.undo()
    assert _input(editing) == "He coughs."
    editing.undo()
    assert _input(editing) == "He"


def test_a_removed_instance_comes_back() -> None:
    """Removing asks nothing, because undo brings the instance back, text and place."""
    editing, _ = _editing(draft(instance(1, "a", "b"), instance(2, "c", "d"), instance(3, "e", "f")))
    before = editing.state.draft
    editing.instances.select(1)
    editing.instances.remove()
    assert [i.input for i in _draft(editing).instances] == ["a", "e"]
    assert editing.state.selected == 1
    editing.undo()
    assert editing.state.draft == before
    assert editing.state.selected == 1


def test_removing_the_last_instance_shows_the_head() -> None:
    """With no instance left there is none to show."""
    editing, _ = _editing(draft(instance(1, "a", "b")))
    editing.instances.select(0)
    editing.instances.remove()
    assert editing.state.selected is None
    assert editing.state.instance is None


def test_going_on_begins_a_new_instance_behind_the_last() -> None:
    """Ctrl+Enter is all it takes to write one after another; an empty one is not doubled."""
    editing, _ = _editing()
    editing.instances.go_on()
    assert editing.state.selected == 0
    editing.instances.go_on()
    assert (editing.state.selected, len(_draft(editing).instances)) == (1, 2)
    editing.instances.go_on()
    assert (editing.state.selected, len(_draft(editing).instances)) == (1, 2)


def test_going_on_in_a_draft_without_instances_begins_one() -> None:
    """The first instance is begun with the same key."""
    editing, _ = _editing(replace(draft(), instances=()))
    editing.instances.step(1)
    assert editing.state.selected is None
    editing.instances.go_on()
    assert editing.state.selected == 0


def test_stepping_stops_at_both_ends() -> None:
    """Alt and an arrow walk through the list and never past it."""
    editing, _ = _editing(draft(instance(1, "a"), instance(2, "b")))
    shown = []
    for by in (1, 1, 1, -1, -1):
        editing.instances.step(by)
        shown.append(editing.state.selected)
    assert shown == [0, 1, 1, 0, 0]


def test_an_instance_is_added_copied_and_moved_where_one_is() -> None:
    """New, copy and move act on the instance on screen and keep it, or the new one, on screen."""
    editing, _ = _editing(draft(instance(1, "a", "x"), instance(2, "b", "y")))
    editing.instances.select(0)
    editing.instances.add()
    assert (editing.state.selected, _input(editing)) == (1, "")
    editing.instances.move(1)
    assert [i.input for i in _draft(editing).instances] == ["a", "b", ""]
    assert editing.state.selected == 2
    editing.instances.move(1)
    assert editing.state.selected == 2
    editing.instances.select(0)
    editing.instances.duplicate()
    assert (editing.state.selected, _input(editing)) == (1, "a")


def test_from_the_head_an_instance_is_added_at_the_end() -> None:
    """New instances asked for from the head do not push in front."""
    editing, _ = _editing(draft(instance(1, "a", "x")))
    editing.instances.add()
    assert editing.state.selected == 1


def test_the_head_of_a_task_of_the_project_stays() -> None:
    """Whoever adds instances to a task cannot change what its others were written for."""
    editing, _ = _editing(adding=True)
    editing.head.name("Other")
    assert editing.state.draft == draft()


def test_settling_keeps_the_text_and_locks_the_head() -> None:
    """Given out, the task has its number for good; undo still goes through the instances."""
    editing, _ = _editing()
    editing.instance.input(0, "changed")
    head = replace(_draft(editing).task, id="task10001", name="task10001_x")
    editing.settle(head)
    assert editing.state.adding
    editing.undo()
    assert _draft(editing).task == head
    assert _draft(editing).instances[0].input == draft().instances[0].input


def test_nothing_happens_without_a_draft() -> None:
    """Keys pressed on the empty screen do nothing."""
    shown: list[EditingState] = []
    editing = Editing(lambda state, _typing: shown.append(state))
    editing.undo()
    editing.redo()
    editing.close_step()
    editing.settle(draft().task)
    editing.head.name("x")
    for act in (editing.instances.add, editing.instances.duplicate, editing.instances.remove):
        act()
    editing.instances.go_on()
    editing.instances.move(1)
    editing.instances.step(1)
    editing.instances.select(0, "input")
    assert shown == []
    editing.begin(draft(), adding=False)
    editing.end()
    assert editing.state.draft is None
