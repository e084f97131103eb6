"""References and texts go into columns and come out again as they were."""

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from tests.store.samples import TASK
from workbench.store.rows import joined, kept_text, split, start_of, task_json, task_of, text_of

texts = st.text(st.characters(exclude_categories=()))


@given(st.lists(texts))
def test_references_come_apart_as_they_were(references: list[str]) -> None:
    """None, one or many, with line feeds and empty ones."""
    assert split(*joined(tuple(references))) == tuple(references)


@given(texts)
def test_any_string_fits_into_a_column(text: str) -> None:
    """One that has no UTF-8 form goes in as bytes."""
    kept = kept_text(text)
    assert text_of(kept) == text
    assert isinstance(kept, bytes) == bool(re.search("[\ud800-\udfff]", text))


@given(texts)
def test_start_is_one_line(text: str) -> None:
    """Nothing in it breaks a row of a table."""
    assert not {"\n", "\r", "\t"} & set(start_of(text))


def test_single_reference_is_readable() -> None:
    """Nearly every instance has one: it stands in its column as it is."""
    assert joined(("yes",)) == ("yes", None)


def test_task_survives_json() -> None:
    """Tuples are tuples again."""
    assert task_of(json.loads(task_json(TASK))) == TASK
