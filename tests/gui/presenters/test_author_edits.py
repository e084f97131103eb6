"""Each intent of an author is one edit of the draft."""

from tests.authoring.samples import draft
from workbench.authoring.drafts import Examples, ListField
from workbench.domain.tasks import Example
from workbench.gui.presenters.author_editing import Editing
from workbench.store.drafts import Draft


def _editing() -> Editing:
    editing = Editing(lambda _state, _typing: None)
    editing.begin(draft(), adding=False)
    return editing


def _draft(editing: Editing) -> Draft:
    assert editing.state.draft is not None
    return editing.state.draft


def test_references_and_examples_are_edited() -> None:
    """Each intent is one edit of the draft, and one step."""
    editing = _editing()
    editing.instance.add_reference(0)
    editing.instance.reference(0, 1, "second")
    editing.instance.move_reference(0, 1, -1)
    assert _draft(editing).instances[0].references[0] == "second"
    editing.instance.remove_reference(0, 1)
    assert _draft(editing).instances[0].references == ("second",)
    editing.head.add_example(Examples.NEGATIVE)
    editing.head.example(Examples.NEGATIVE, 0, Example("i", "o", "e"))
    assert _draft(editing).task.negative_examples == (Example("i", "o", "e"),)
    editing.head.remove_example(Examples.NEGATIVE, 0)
    assert _draft(editing).task.negative_examples == ()


def test_the_head_is_edited() -> None:
    """Title, number, split type and lists, typed or chosen."""
    editing = _editing()
    editing.head.name("Other")
    editing.head.number("10 150")
    editing.head.split("Train")
    editing.head.line(ListField.SOURCE, "a book; another ;")
    editing.head.choices(ListField.INPUT_LANGUAGE, ["Chinese"])
    task = _draft(editing).task
    assert (task.name, task.id, task.split_type) == ("Other", "task10150", "Train")
    assert (task.source, task.input_language) == (("a book", "another"), ("Chinese",))
    editing.head.number("")
    editing.head.split("")
    assert (_draft(editing).task.id, _draft(editing).task.split_type) == ("", None)


def test_the_definition_has_wordings() -> None:
    """Upstream reads the first wording, so their order can be changed; the last one stays."""
    editing = _editing()
    editing.head.add_wording()
    editing.head.wording(1, "Say what it is.")
    editing.head.move_wording(1, -1)
    assert _draft(editing).task.instruction == "Say what it is."
    editing.head.remove_wording(1)
    editing.head.remove_wording(0)
    assert _draft(editing).task.definition == ("",)
