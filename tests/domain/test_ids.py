"""Ids say what a thing is: the same content has the same id, different content another."""

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.ids import ID_LENGTH, content_id, instance_id

texts = st.text(st.characters(exclude_categories=()))


def test_an_id_never_changes_between_versions() -> None:
    """Projects written years ago still recognise their instances: this value is for ever."""
    assert instance_id("task57", "Question", ["A: yes", "B: no"]) == "9c2f9a1828ce3244febb"


@given(texts, st.lists(texts, max_size=3))
def test_any_text_has_an_id(text: str, references: list[str]) -> None:
    """Every string has one, lone surrogates and control characters too."""
    made = instance_id("task1", text, references)
    assert len(made) == ID_LENGTH
    assert made == instance_id("task1", text, list(references))


@given(st.lists(texts, max_size=3), st.lists(texts, max_size=3))
def test_different_references_give_different_ids(one: list[str], other: list[str]) -> None:
    """Where one text ends and the next begins is part of the content."""
    assert (instance_id("task1", "x", one) == instance_id("task1", "x", other)) == (one == other)


def test_repeats_of_a_row_are_rows_of_their_own() -> None:
    """The second equal row of a file has its own id, and always the same one."""
    assert instance_id("task100", "x", ["y"], 0) != instance_id("task100", "x", ["y"], 1)


def test_parts_do_not_run_together() -> None:
    """("ab", "c") is not ("a", "bc")."""
    assert content_id("ab", "c") != content_id("a", "bc")
