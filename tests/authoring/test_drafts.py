"""Editing a draft is pure: each change gives another draft, and says nothing else."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.authoring.samples import TEXTS, draft, instance
from workbench.authoring import drafts
from workbench.authoring.drafts import Examples, ListField
from workbench.domain.ids import instance_id
from workbench.domain.tasks import Example, Task
from workbench.store.drafts import Draft

Edit = Callable[[Draft], Draft]

text = st.text(max_size=12)
place = st.integers(-2, 4)
by = st.integers(-2, 2)
edits: st.SearchStrategy[Edit] = st.one_of(
    st.builds(lambda t: lambda d: drafts.set_name(d, t), text),
    st.builds(
        lambda f, v: lambda d: drafts.set_list(d, f, v),
        st.sampled_from(ListField),
        st.lists(text, max_size=3),
    ),
    st.builds(lambda i: lambda d: drafts.add_instance(d, i), st.none() | st.integers(0, 4)),
    st.builds(lambda i: lambda d: drafts.duplicate_instance(d, i), place),
    st.builds(lambda i: lambda d: drafts.remove_instance(d, i), place),
    st.builds(lambda i, n: lambda d: drafts.move_instance(d, i, n), place, by),
    st.builds(lambda i, t: lambda d: drafts.set_input(d, i, t), place, text),
    st.builds(lambda i: lambda d: drafts.add_reference(d, i), place),
    st.builds(lambda i, p, t: lambda d: drafts.set_reference(d, i, p, t), place, place, text),
    st.builds(lambda i, p, n: lambda d: drafts.move_reference(d, i, p, n), place, place, by),
    st.builds(lambda i, p: lambda d: drafts.remove_reference(d, i, p), place, place),
    st.builds(lambda e: lambda d: drafts.add_example(d, e), st.sampled_from(Examples)),
    st.builds(
        lambda e, p, t: lambda d: drafts.set_example(d, e, p, Example(t, t, t)),
        st.sampled_from(Examples),
        place,
        text,
    ),
    st.builds(lambda e, p: lambda d: drafts.remove_example(d, e, p), st.sampled_from(Examples), place),
)
"""Every edit there is, with places inside and outside of what stands there."""


@given(st.lists(edits, max_size=20))
def test_any_edits_leave_a_whole_draft(changes: list[Edit]) -> None:
    """Whatever is edited in whatever order, ids are unique and every instance has a reference."""
    current = draft()
    for change in changes:
        current = change(current)
        ids = [instance.id for instance in current.instances]
        assert len(set(ids)) == len(ids)
        assert all(instance.references for instance in current.instances)


@given(st.lists(edits, max_size=8), place)
def test_places_where_nothing_stands_change_nothing(changes: list[Edit], index: int) -> None:
    """A key pressed once too often is no error and no change."""
    current = draft()
    for change in changes:
        current = change(current)
    beyond = len(current.instances) + abs(index)
    assert drafts.set_input(current, beyond, "x") == current
    assert drafts.duplicate_instance(current, beyond) == current
    assert drafts.remove_instance(current, beyond) == current
    assert drafts.move_instance(current, 0, -1) == current
    assert drafts.add_reference(current, beyond) == current


def _declaring(*names: str) -> Task:
    """A head that declares these input languages."""
    return drafts.set_list(draft(), ListField.INPUT_LANGUAGE, names).task


def test_an_instance_is_added_behind_the_one_at_hand() -> None:
    """A new instance is empty, has one empty reference, and stands where the author is."""
    two = drafts.add_instance(draft(instance(1, "a", "b"), instance(2, "c", "d")), after=0)
    assert [i.input for i in two.instances] == ["a", "", "c"]
    assert two.instances[1].references == ("",)


def test_a_copy_has_an_id_of_its_own() -> None:
    """Duplicating copies input and references, and neither of the ids."""
    copy = drafts.duplicate_instance(draft(instance(1, "a", "b", source_id="x-1")), 0).instances[1]
    assert (copy.input, copy.references, copy.source_id) == ("a", ("b",), None)
    assert copy.id != "new-1"


def test_moving_keeps_every_instance() -> None:
    """An instance changes places with its neighbours."""
    three = draft(*(instance(n, str(n), "r") for n in range(3)))
    assert [i.input for i in drafts.move_instance(three, 0, 2).instances] == ["1", "2", "0"]
    assert [i.input for i in drafts.move_instance(three, 2, -1).instances] == ["0", "2", "1"]


def test_references_are_ordered_because_upstream_reads_the_first() -> None:
    """References can be added, moved and removed; the last one that goes leaves an empty one."""
    one = draft(instance(1, "a", "first"))
    two = drafts.set_reference(drafts.add_reference(one, 0), 0, 1, "second")
    assert drafts.move_reference(two, 0, 1, -1).instances[0].references == ("second", "first")
    assert drafts.remove_reference(two, 0, 0).instances[0].references == ("second",)
    assert drafts.remove_reference(one, 0, 0).instances[0].references == ("",)


def test_examples_are_edited_in_their_own_list() -> None:
    """A negative example with its explanation leaves the positive ones alone."""
    told = Example("in", "out", "the dose is wrong")
    with_one = drafts.set_example(drafts.add_example(draft(), Examples.NEGATIVE), Examples.NEGATIVE, 0, told)
    assert drafts.examples_of(with_one.task, Examples.NEGATIVE) == (told,)
    assert drafts.examples_of(with_one.task, Examples.POSITIVE) == ()
    assert drafts.remove_example(with_one, Examples.NEGATIVE, 0) == draft()


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Discharge advice, cardiology", "discharge_advice_cardiology"),
        ("  -- ", "untitled"),
        ("出院建议", "出院建议"),
        ("a/b\\..c", "a_b_c"),
        ("x" * 200, "x" * 120),
        ("咳" * 200, "咳" * 40),
    ],
)
def test_a_title_becomes_a_file_name(title: str, expected: str) -> None:
    """A file's name holds letters, digits and underscores: no path, no space, nothing empty."""
    assert drafts.slug(title) == expected


def test_a_finished_draft_has_ids_from_content() -> None:
    """Giving out numbers the task and gives every row its id, equal rows one each."""
    row = instance(1, *TEXTS["en"])
    done = drafts.finished(draft(row, replace(row, id="new-2")), "task10001")
    assert done.task.id == "task10001"
    assert done.task.name == "task10001_calf_pain_six_languages"
    text, reference = TEXTS["en"]
    assert [i.id for i in done.instances] == [
        instance_id("task10001", text, [reference], occurrence) for occurrence in (0, 1)
    ]
    assert {i.task_id for i in done.instances} == {"task10001"}


def test_finishing_twice_changes_nothing() -> None:
    """What was given out can be given out again and is the same."""
    once = drafts.finished(draft(), "task10001")
    assert drafts.finished(once, "task10001") == once


def test_languages_are_told_among_the_declared_ones() -> None:
    """Each instance of a task in several languages gets its own."""
    rows = [instance(n, *texts) for n, texts in enumerate(TEXTS.values())]
    names = ("English", "Chinese", "Japanese", "French", "Russian", "Spanish")
    six = drafts.set_list(draft(*rows), ListField.INPUT_LANGUAGE, names)
    assert [i.language for i in drafts.finished(six, "task10001").instances] == list(TEXTS)


def test_a_language_beyond_the_six_leaves_it_open() -> None:
    """Told as when the file is read: only a clear case of a declared language counts."""
    task = _declaring("German", "English")
    assert drafts.language_of_input(task, TEXTS["en"][0]) == "en"
    assert drafts.language_of_input(task, TEXTS["zh"][0]) is None
    assert drafts.language_of_input(_declaring(), TEXTS["zh"][0]) == "zh"


def test_several_texts_stand_on_one_line() -> None:
    """Semicolons part them, because names and addresses have commas; empty ones are left out."""
    assert drafts.texts_on_line(" Ruiz, A.;; Meyer, B. ; ") == ("Ruiz, A.", "Meyer, B.")
    assert drafts.on_line(("a", "b")) == "a; b"
    assert drafts.texts_on_line(" ; ") == ()


def test_a_number_is_chosen_or_left_to_the_project() -> None:
    """The author may give a number; none means the next free one."""
    chosen = drafts.set_number(draft(), 10150)
    assert drafts.number_of(chosen.task.id) == 10150
    assert {i.task_id for i in chosen.instances} == {"task10150"}
    assert drafts.number_of(drafts.set_number(chosen, None).task.id) is None


def test_a_number_is_read_from_what_an_author_writes() -> None:
    """Spaces, commas and the word before it do not matter; no digit is no number."""
    assert [drafts.number_in(text) for text in ("10 077", "task10,077", "", "?")] == [
        10077,
        10077,
        None,
        None,
    ]


def test_the_lowest_free_number_is_given() -> None:
    """Numbers below 10001 are never given; those in use are passed over."""
    assert drafts.free_id(["task57", "other"]) == "task10001"
    assert drafts.free_id(["task10001", "task10003"]) == "task10002"


def test_a_split_type_is_set_and_taken_back() -> None:
    """The guideline's profile has a split type, the README's none."""
    assert drafts.set_split(draft(), "Train").task.split_type == "Train"
    assert drafts.set_split(draft(), None).task.split_type is None
