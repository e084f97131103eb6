"""Chats, targets and names in other programs' logs."""

import pytest

from workbench.formats.eval_messages import field, first_target, question_in, task_named, text_in
from workbench.formats.json_stream import Number


@pytest.mark.parametrize(
    ("name", "task_id"),
    [
        ("samples_task57_2025-01-13T10-00-00.jsonl", "task57"),
        ("meds/task125_test_bc4chem", "task125"),
        ("medqa", None),
        ("subtask5", None),
    ],
)
def test_the_task_stands_in_a_name(name: str, task_id: str | None) -> None:
    """Wherever it stands, as a word of its own."""
    assert task_named(name) == task_id


def test_of_a_chat_the_last_question_is_taken() -> None:
    """A list of messages, the same as JSON, in a list of one; other text as it is."""
    chat = [
        {"role": "system", "content": "s"},
        {"role": "user", "content": "first"},
        {"role": "assistant", "content": "a"},
        {"role": "user", "content": [{"type": "text", "text": "x"}, {"type": "image"}, {"text": "y"}]},
    ]
    assert question_in(chat) == "x\ny"
    assert question_in('[{"role": "user", "content": "q"}]') == question_in(
        ['[{"role":"user","content":"q"}]']
    )
    assert question_in('[{"role": "user", "content": "q"}]') == "q"
    assert question_in('[{"broken') == '[{"broken'
    assert question_in('[{"role": "tool"}]') == '[{"role": "tool"}]'
    assert question_in(None) is None
    assert question_in([]) is None
    assert text_in([{"type": "image"}]) is None
    assert text_in(5) is None


def test_the_first_target_counts() -> None:
    """A text, the first of several, a number as it is spelled; nothing else."""
    values: list[object] = ["a", ["b", "c"], Number("3"), [], None, {}]
    assert [first_target(value) for value in values] == ["a", "b", "3", None, None, None]


def test_a_field_is_the_first_that_is_a_text() -> None:
    """Others are passed over."""
    assert field({"input": 5, "question": "q", "prompt": "p"}, "input", "question", "prompt") == "q"
    assert field({}, "input") is None
