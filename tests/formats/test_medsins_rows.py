"""A row is an instance, or it is reported with the field that is wrong and why."""

import pytest

from workbench.domain.ids import instance_id
from workbench.domain.tasks import Instance, Reported, Task
from workbench.formats.json_stream import Number, RepeatedKey
from workbench.formats.medsins_rows import SURROGATE, InstanceReader, own_id

TASK = Task("task1", "task1_x", input_language=("English",))


def read(row: object, task: Task = TASK) -> Instance | Reported:
    """What the fifth row of a file becomes."""
    return InstanceReader(task).read(4, row)


@pytest.mark.parametrize(
    ("row", "field", "reason"),
    [
        ("text", None, "is a text, not an object"),
        (None, None, "is null, not an object"),
        ([], None, "is a list, not an object"),
        ({"output": "b"}, "input", "is missing"),
        ({"input": None, "output": "b"}, "input", "is null, not a text"),
        ({"input": Number("1"), "output": "b"}, "input", "is a number, not a text"),
        ({"input": {}, "output": "b"}, "input", "is an object, not a text"),
        ({"input": "", "output": "b"}, "input", "is empty"),
        ({"input": " \n", "output": "b"}, "input", "is empty"),
        ({"input": "a\ud83d", "output": "b"}, "input", SURROGATE),
        ({"input": "a"}, "output", "is missing"),
        ({"input": "a", "output": None}, "output", "is null, not a text or a list of texts"),
        ({"input": "a", "output": True}, "output", "is true or false, not a text or a list of texts"),
        ({"input": "a", "output": Number("NaN")}, "output", "is a number, not a text or a list of texts"),
        ({"input": "a", "output": []}, "output", "is an empty list"),
        ({"input": "a", "output": ["b", Number("1")]}, "output", "holds a number where a text should stand"),
        ({"input": "a", "output": ["\udc00"]}, "output", SURROGATE),
        ({"input": "a", "output": "\udc00"}, "output", SURROGATE),
        ({"input": "a", "output": "b", "id": []}, "id", "is a list, not a text or a number"),
        ({"input": "a", "output": "b", "id": "\ud83d"}, "id", SURROGATE),
        (RepeatedKey([("input", "a"), ("input", "b")]), "input", "stands twice in the instance"),
    ],
)
def test_a_bad_row_is_reported(row: object, field: str | None, reason: str) -> None:
    """The report names place, field and reason."""
    assert read(row) == Reported(4, field, reason)


@pytest.mark.parametrize(
    ("output", "references"),
    [("b", ("b",)), (["b"], ("b",)), (["b", "c"], ("b", "c")), ("", ("",)), (["", ""], ("", ""))],
)
def test_references_are_a_text_or_several(output: object, references: tuple[str, ...]) -> None:
    """Every accepted output is kept, an empty one too."""
    made = read({"input": "a", "output": output})
    assert made == Instance(instance_id("task1", "a", references), "task1", "a", references, None, "en")


def test_text_is_kept_byte_for_byte() -> None:
    """Line endings, control characters and composed letters are the file's."""
    text = "  e\u0301\r\n\x00\u2028𝟙 "
    made = read({"input": text, "output": text})
    assert isinstance(made, Instance)
    assert (made.input, made.references) == (text, (text,))


@pytest.mark.parametrize(
    ("written", "source_id"), [("a-1", "a-1"), (Number("17"), "17"), (None, None), ("", None)]
)
def test_ids_of_files_are_kept_as_text(written: object, source_id: str | None) -> None:
    """A number is kept as it is spelled; none is none."""
    made = read({"id": written, "input": "a", "output": "b"})
    assert isinstance(made, Instance)
    assert made.source_id == source_id


def test_an_id_of_ours_is_taken_off_again() -> None:
    """An instance that came without an id still has none after being written and read."""
    made_id = instance_id("task1", "a", ["b"])
    made = read({"id": own_id("task1", made_id), "input": "a", "output": "b"})
    assert isinstance(made, Instance)
    assert made.source_id is None


def test_equal_rows_are_rows_of_their_own() -> None:
    """The third equal row is the second repeat, however many others stand between."""
    reader = InstanceReader(TASK)
    rows = [
        reader.read(index, {"input": text, "output": "b"}) for index, text in enumerate(["a", "x", "a", "a"])
    ]
    assert [row.id for row in rows if isinstance(row, Instance)] == [
        instance_id("task1", "a", ["b"], 0),
        instance_id("task1", "x", ["b"], 0),
        instance_id("task1", "a", ["b"], 1),
        instance_id("task1", "a", ["b"], 2),
    ]


@pytest.mark.parametrize(
    ("declared", "text", "language"),
    [
        (("Chinese",), "A question", "zh"),
        (("fr",), "A question", "fr"),
        (("English, French",), "Quelle est la cause de la douleur chez les enfants?", "fr"),
        (("English", "Japanese"), "質問: どれか", "ja"),
        (("German",), "The cause of the pain", None),
        (("German", "French"), "The cause of the pain is the knee", None),
        (("German", "English"), "The cause of the pain is the knee", "en"),
        ((), "Причина боли", "ru"),
        (("",), "Причина боли", "ru"),
        ((), "42", None),
    ],
)
def test_the_language_is_declared_or_plain(
    declared: tuple[str, ...], text: str, language: str | None
) -> None:
    """One declared language holds for every row; else the text tells, or nothing does."""
    made = read({"input": text, "output": "b"}, Task("task1", "task1_x", input_language=declared))
    assert isinstance(made, Instance)
    assert made.language == language
