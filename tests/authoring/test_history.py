"""Any change can be undone and done again."""

from hypothesis import given
from hypothesis import strategies as st

from tests.authoring.samples import draft
from tests.authoring.test_drafts import Edit, edits
from workbench.authoring import history
from workbench.authoring.drafts import add_instance, set_input, set_name, set_number


@given(st.lists(edits, max_size=15))
def test_undo_returns_every_state_and_redo_every_other(changes: list[Edit]) -> None:
    """However much was edited, undo goes back to an equal draft, and redo comes forward to one."""
    past = history.begun(draft())
    seen = [past.draft]
    for change in changes:
        past = history.changed(past, change(past.draft))
        if past.draft != seen[-1]:
            seen.append(past.draft)
    for earlier in reversed(seen[:-1]):
        past = history.undone(past)
        assert past.draft == earlier
    assert not past.can_undo
    for later in seen[1:]:
        past = history.redone(past)
        assert past.draft == later
    assert not past.can_redo


def test_typing_into_one_field_is_one_step_until_a_pause() -> None:
    """Undo takes back a burst of typing, not a letter."""
    past = history.begun(draft())
    for name in ("a", "ab", "abc"):
        past = history.changed(past, set_name(past.draft, name), typed="name")
    past = history.changed(history.closed(past), set_name(past.draft, "abcd"), typed="name")
    assert history.undone(past).draft.task.name == "abc"
    assert history.undone(history.undone(past)).draft == draft()


def test_another_field_begins_a_step() -> None:
    """Typing elsewhere does not melt into what was typed before."""
    past = history.changed(history.begun(draft()), set_name(draft(), "a"), typed="name")
    past = history.changed(past, set_input(past.draft, 0, "b"), typed="input 0")
    assert history.undone(past).draft.task.name == "a"


def test_a_change_after_undo_forgets_what_was_undone() -> None:
    """There is one line of history, no tree."""
    past = history.changed(history.begun(draft()), add_instance(draft()))
    past = history.changed(history.undone(past), set_name(draft(), "other"))
    assert not past.can_redo
    assert history.undone(past).draft == draft()


def test_typing_right_after_undo_keeps_the_state_undone_to() -> None:
    """The state that undo showed stays a step of its own."""
    past = history.changed(history.begun(draft()), set_name(draft(), "a"), typed="name")
    past = history.changed(history.closed(past), set_name(draft(), "b"), typed="name")
    past = history.changed(history.undone(past), set_name(draft(), "c"), typed="name")
    assert history.undone(past).draft.task.name == "a"


def test_no_change_is_no_step() -> None:
    """A field left as it was cannot be undone."""
    past = history.changed(history.begun(draft()), draft())
    assert not past.can_undo


def test_the_oldest_steps_go_first() -> None:
    """The history has an end, and the newest state is always in it."""
    past = history.begun(draft())
    for number in range(history.LONGEST + 5):
        past = history.changed(past, set_name(past.draft, str(number)))
    assert len(past.states) == history.LONGEST
    assert past.draft.task.name == str(history.LONGEST + 4)


def test_a_sentence_is_a_step() -> None:
    """The end of a sentence or a line ends a step, in any of the six languages; a letter does not."""
    assert all(history.ends_sentence(text) for text in ("He coughs.", "咳嗽。", "¿Tos?", "line\n"))
    assert not any(history.ends_sentence(text) for text in ("", "He", "He. "))


def test_a_change_has_a_place() -> None:
    """Undo can lead to the instance it changed, or to the head."""
    two = add_instance(draft())
    assert history.place_of_change(two, draft()) == 1
    assert history.place_of_change(draft(), set_input(draft(), 0, "other")) == 0
    assert history.place_of_change(draft(), set_name(draft(), "other")) is None


def test_a_number_once_given_out_stays_on_undo() -> None:
    """Undo after giving out goes back through the instances and leaves the head alone."""
    past = history.changed(history.begun(draft()), set_name(draft(), "a"))
    past = history.changed(past, set_input(past.draft, 0, "b"))
    head = set_number(past.draft, 10001).task
    past = history.with_head(past, head)
    assert (past.draft.task, past.draft.instances[0].input) == (head, "b")
    before = history.undone(past)
    assert before.draft.task == head
    assert before.draft.instances[0].input == draft().instances[0].input
    assert not before.can_undo
