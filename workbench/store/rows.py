"""How tasks and instances are laid out in rows."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from workbench.domain.tasks import Example, Instance, Task

KEY_BITS = 32
"""An instance's key is its task's number, then this many bits of its position in the task."""
START = 160
"""Characters of an input that a table shows."""

COLUMNS = """instance.id, task.id, input, "references", reference_lengths, source_id, language"""


@dataclass(frozen=True, slots=True)
class InstanceRow:
    """An instance as a table shows it."""

    number: int
    """Position in its task, from 1."""
    id: str
    start: str
    """The first characters of the input, on one line."""
    references: int
    """How many there are."""
    language: str | None


def instance_of(row: Any) -> Instance:
    """The instance in a row of `COLUMNS`."""
    made_id, task_id, text, references, lengths, source_id, language = row
    return Instance(made_id, task_id, text, split(references, lengths), source_id, language)


def row_of(key: int, instance: Instance) -> InstanceRow:
    """What a table shows of the instance with the given key."""
    return InstanceRow(
        key & ((1 << KEY_BITS) - 1),
        instance.id,
        start_of(instance.input),
        len(instance.references),
        instance.language,
    )


def start_of(text: str) -> str:
    """The beginning of an input, line feeds as spaces."""
    return text[:START].replace("\r\n", " ").replace("\n", " ").replace("\r", " ").replace("\t", " ")


def joined(references: tuple[str, ...]) -> tuple[str, str | None]:
    """References as one text, readable and fit for the index, and the lengths that take it apart."""
    if len(references) == 1:
        return references[0], None
    return "\n".join(references), json.dumps([len(text) for text in references])


def split(text: str, lengths: str | None) -> tuple[str, ...]:
    """The references that `joined` put together."""
    if lengths is None:
        return (text,)
    found, start = [], 0
    for length in json.loads(lengths):
        found.append(text[start : start + length])
        start += length + 1
    return tuple(found)


def task_json(task: Task) -> str:
    """A task without its instances, for a column."""
    return json.dumps(asdict(task))


def task_of(values: dict[str, Any]) -> Task:
    """The task whose fields are `values`, as JSON gives them back."""
    fields: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in values.items()
    }
    for name in ("positive_examples", "negative_examples"):
        fields[name] = tuple(Example(**example) for example in fields[name])
    return Task(**fields)


def kept_text(text: str) -> str | bytes:
    """`text` for a column. What SQLite's text cannot hold, halves of surrogate pairs, goes in as bytes."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text


def text_of(value: Any) -> Any:
    """The text that `kept_text` put into a column; any other value as it is."""
    return value.decode("utf-8", "surrogatepass") if isinstance(value, bytes) else value
