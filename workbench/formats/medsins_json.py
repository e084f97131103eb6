"""MedS-Ins and MedS-Bench task files, as they really occur: read and written row by row.

A task file is one JSON object with a head and a list "Instances", whatever its ending (upstream's
".jsonl" files are such objects too), or JSON lines: one instance a line, with or without a line for
the head before them. Scalars stand where lists should; `id` is often missing, or a number; `output`
is a text or a list of accepted texts. Keys of a row other than id, input and output are not kept.
"""

import io
import json
import os
import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import BinaryIO, TextIO

from workbench.domain.errors import FormatError
from workbench.domain.tasks import Example, Instance, Reported, Task, TextList
from workbench.formats import json_stream
from workbench.formats.files import lines, open_file
from workbench.formats.json_stream import JsonStream, Number, RepeatedKey
from workbench.formats.medsins_rows import SURROGATE, InstanceReader, holds_surrogate, kind_of, own_id

README_KEYS = (
    "Contributors",
    "Source",
    "URL",
    "Categories",
    "Reasoning",
    "Definition",
    "Input_language",
    "Output_language",
    "Instruction_language",
    "Domains",
    "Positive Examples",
    "Negative Examples",
)
"""The head in upstream's README, in its order; every released file has all of them before its instances."""

GUIDELINE_KEYS = (
    "Contributors",
    "Source",
    "URL",
    "Categories",
    "Definition",
    "Input_language",
    "Output_language",
    "Instruction_language",
    "Domains",
    "Split Type",
)
"""The head in upstream's guideline for contributors, in its order."""

_INSTANCES = "instances"
_SPLIT_TYPE = "split type"
_LINES_LOOKED_AT = 200
_TAIL = 1 << 16
_has_split_type = re.compile(rb'"split[ _]type"\s*:', re.IGNORECASE).search


def _folded(key: str) -> str:
    """A key as it is compared: files write "Positive Examples" and "Positive_Examples"."""
    return key.replace("_", " ").strip().casefold()


_README_FOLDED = frozenset(_folded(key) for key in README_KEYS)
_HEAD_FOLDED = _README_FOLDED | {_SPLIT_TYPE}

Head = Mapping[str, object]
Rows = Iterator[Instance | Reported]


@dataclass(frozen=True, slots=True)
class Opened:
    """A task file that is being read."""

    task: Task
    """Its head; complete before the first row is read, wherever the file puts it."""
    rows: Rows
    """Every row once, in order: kept or reported. Raises `FormatError` where the file breaks off."""
    bytes_read: Callable[[], int]
    """How far the file has been read, to compare with its size."""


@contextmanager
def open_task_file(path: Path) -> Iterator[Opened]:
    """Open the task file at `path` and read its head; its rows are read as they are asked for.

    Raises:
        FormatError: the file is no task file, or cannot be read; knows the line.
    """
    with open_file(path) as file:
        task_id, name = _names(path)
        head = _survey(path, file)
        if head is None:
            head, rows_from = _lines_head(path, file)
            task = _task(path, head, task_id, name)
            rows = _line_rows(path, file, task, rows_from)
        else:
            task = _task(path, head, task_id, name)
            file.seek(0)
            rows = _object_rows(JsonStream(file, path), task, head)
        yield Opened(task, rows, file.tell)


def _names(path: Path) -> tuple[str, str]:
    """The task's id and name, which upstream takes from the file's name."""
    name = path.stem
    task_id = name.split("_")[0]
    if not task_id or holds_surrogate(name):
        raise FormatError(path, "its name must begin with the task's id, as in task57_medqa.json")
    return task_id, name


# --- the head ---------------------------------------------------------------------------------------


def _survey(path: Path, file: BinaryIO) -> Head | None:
    """The head of a file that is one object, or None for JSON lines.

    Reads no further than it must: up to the instances when the whole head stands before them, else
    through the file, because more of the head may stand behind.
    """
    try:
        stream = JsonStream(file, path)
        if stream.peek() == "[":
            raise FormatError(path, "its top level is a list; a task file is an object with “Instances”", 1)
        head = _read_head(stream, _tail(file))
    except FormatError:
        if _looks_like_lines(file):
            return None
        raise
    if head is None:
        if _looks_like_lines(file):
            return None
        raise FormatError(path, "it has no “Instances”, so it is not a task file")
    return head


def _tail(file: BinaryIO) -> bytes:
    """The end of the file; the place in the file stays."""
    place = file.tell()
    size = file.seek(0, 2)
    file.seek(max(0, size - _TAIL))
    tail = file.read()
    file.seek(place)
    return tail


def _read_head(stream: JsonStream, tail: bytes) -> Head | None:
    """What stands beside the instances; None when there are none."""
    usual = _README_FOLDED if _has_split_type(tail) is None else _HEAD_FOLDED
    head: dict[str, object] = {}
    found = False
    for key in stream.members():
        folded = _folded(key)
        if folded != _INSTANCES:
            _enter(stream, head, folded, key)
            continue
        if found:
            raise stream.fault("“Instances” stands twice")
        if stream.peek() != "[":
            raise stream.fault("“Instances” is not a list")
        if head.keys() >= usual:
            return head
        found = True
        for _ in stream.elements():
            pass
    if found:
        stream.end()
    return head if found else None


def _enter(stream: JsonStream, head: dict[str, object], folded: str, key: str) -> None:
    """Read the value of `key` into `head`, when the head knows such a key."""
    if folded in head:
        raise stream.fault(f"“{key}” stands twice")
    value = stream.value()
    if folded in _HEAD_FOLDED:
        head[folded] = value


def _looks_like_lines(file: BinaryIO) -> bool:
    """Whether most of the first lines are objects by themselves, and one of them an instance."""
    file.seek(0)
    lines = objects = instances = 0
    for raw in iter(partial(file.readline, json_stream.LONGEST_VALUE), b""):
        if b'"instances"' in raw.lower() or lines == _LINES_LOOKED_AT:
            break
        if not raw.strip():
            continue
        lines += 1
        try:
            value = json_stream.decode(json_stream.without_mark(raw).decode("utf-8"))
        except ValueError:
            continue
        objects += isinstance(value, dict)
        instances += isinstance(value, dict) and "input" in value
    return instances > 0 and 2 * objects >= lines


def _task(path: Path, head: Head, task_id: str, name: str) -> Task:
    """The task that a head describes."""
    texts = partial(_texts, path, head)
    examples = partial(_examples, path, head)
    return Task(
        id=task_id,
        name=name,
        definition=texts("Definition"),
        categories=texts("Categories"),
        contributors=texts("Contributors"),
        source=texts("Source"),
        url=texts("URL"),
        reasoning=texts("Reasoning"),
        domains=texts("Domains"),
        input_language=texts("Input_language"),
        output_language=texts("Output_language"),
        instruction_language=texts("Instruction_language"),
        positive_examples=examples("Positive Examples"),
        negative_examples=examples("Negative Examples"),
        split_type=next(iter(texts("Split Type")), None),
    )


def _texts(path: Path, head: Head, key: str) -> TextList:
    """The texts under `key`: a list of them, one by itself, or nothing."""
    value = head.get(_folded(key))
    if value is None:
        return ()
    return tuple(_text(path, key, one) for one in (value if isinstance(value, list) else [value]))


def _text(path: Path, key: str, value: object) -> str:
    if isinstance(value, Number):
        return value.text
    if not isinstance(value, str):
        raise FormatError(path, f"“{key}” holds {kind_of(value)} where a text should stand")
    if holds_surrogate(value):
        raise FormatError(path, f"“{key}” {SURROGATE}")
    return value


def _examples(path: Path, head: Head, key: str) -> tuple[Example, ...]:
    """The examples under `key`; one with several accepted outputs becomes as many examples."""
    value = head.get(_folded(key))
    if value is None or value in ("", [""]):
        return ()
    text = partial(_text, path, key)
    found: list[Example] = []
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            fields = {_folded(name): part for name, part in one.items()}
            outputs = fields.get("output", "")
            why = fields.get("explanation", fields.get("reason"))
            found += (
                Example(text(fields.get("input", "")), text(output), "" if why is None else text(why))
                for output in (outputs if isinstance(outputs, list) else [outputs])
            )
        elif isinstance(one, list) and len(one) in {2, 3}:
            found.append(Example(*map(text, one)))
        else:
            found.append(Example(text(one), ""))
    return tuple(found)


# --- the rows ---------------------------------------------------------------------------------------


def _object_rows(stream: JsonStream, task: Task, head: Head) -> Rows:
    """The rows of a file that is one object."""
    read = InstanceReader(task).read
    seen: dict[str, object] = {}
    found = False
    for key in stream.members():
        folded = _folded(key)
        if folded != _INSTANCES:
            if folded in _HEAD_FOLDED and folded not in head:
                raise stream.fault(f"“{key}” stands behind the instances; move it before them")
            _enter(stream, seen, folded, key)
            continue
        if found:
            raise stream.fault("“Instances” stands twice")
        found = True
        for index, row in enumerate(stream.elements()):
            yield read(index, row)
    stream.end()


def _lines_head(path: Path, file: BinaryIO) -> tuple[Head, int]:
    """The head of a file of JSON lines, from its first line, and the number of the line before the rows."""
    for number, line in lines(path, file):
        try:
            value = json_stream.decode(line)
        except ValueError:
            break
        if not isinstance(value, dict) or isinstance(value, RepeatedKey):
            break
        head = {_folded(key): part for key, part in value.items()}
        if value.keys() & {"input", "output"}:
            # Some files repeat the head in every row. Without a definition it is the row's own.
            return (head, 0) if "definition" in head else ({}, 0)
        if not head.keys() & _HEAD_FOLDED:
            break
        return head, number
    return {}, 0


def _line_rows(path: Path, file: BinaryIO, task: Task, rows_from: int) -> Rows:
    """The rows of a file of JSON lines; a line that is broken is a row that is reported."""
    read = InstanceReader(task).read
    index = 0
    for number, line in lines(path, file):
        if number <= rows_from:
            continue
        try:
            row = json_stream.decode(line)
        except ValueError as error:
            yield Reported(index, None, f"line {number} is not valid JSON: {error}")
        else:
            yield read(index, row)
        index += 1


# --- writing ----------------------------------------------------------------------------------------


class Profile(StrEnum):
    """Which head a written file gets. Neither holds everything that the other does."""

    README = "readme"
    """As upstream's README and released files; has no place for the split type."""
    GUIDELINE = "guideline"
    """As upstream's guideline for contributors; has no place for reasoning and examples."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the head, in order."""
        return README_KEYS if self is Profile.README else GUIDELINE_KEYS


def write_task_file(folder: Path, task: Task, instances: Iterable[Instance], profile: Profile) -> Path:
    """Write `task` with `instances` to a file in `folder`, whole or not at all, and return its path.

    The layout is upstream's: one object, indented by four. `output` is always a list, and every
    instance has an `id`: its own, or one made from its content, which reading takes off again.

    Raises:
        FormatError: the task's name cannot name a file, a text holds a lone surrogate, or the folder
            cannot be written.
    """
    path = folder / task_file_name(task)
    part = folder / f".{path.name}.{secrets.token_hex(4)}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with part.open("x", encoding="utf-8", newline="\n") as file:
                _write(file, _head(task, profile), instances)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except UnicodeEncodeError:
        raise FormatError(
            path, f"a text of the task or of an instance {SURROGATE}; correct it first"
        ) from None
    except OSError as error:
        raise FormatError(path, f"it cannot be written: {error.strerror}") from None
    return path


def task_file_text(task: Task, instances: Iterable[Instance], profile: Profile) -> str:
    """What `write_task_file` would write, to be looked at."""
    text = io.StringIO()
    _write(text, _head(task, profile), instances)
    return text.getvalue()


_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_LONGEST_NAME = 200


def task_file_name(task: Task) -> str:
    """The name of the file for `task`, such as "task57_medqa.json".

    Characters that no file name can have, or that lead out of the folder, become "_".

    Raises:
        FormatError: nothing that begins with the task's id would be left.
    """
    name = _FORBIDDEN.sub("_", task.name).strip(". ")
    if not task.id or name.split("_")[0] != task.id or _RESERVED.fullmatch(task.id) or holds_surrogate(name):
        raise FormatError(
            Path(name or "task"),
            f"“{task.name}” cannot name a file; call it {task.id or 'task1'}_ and a few words",
        )
    if len(name.encode()) > _LONGEST_NAME:
        raise FormatError(
            Path(name[:20]), f"the task's name is longer than {_LONGEST_NAME} bytes; shorten it"
        )
    return f"{name}.json"


def _head(task: Task, profile: Profile) -> dict[str, object]:
    """What the profile's keys hold for `task`."""
    values: dict[str, object] = {
        "Contributors": list(task.contributors),
        "Source": list(task.source),
        "URL": list(task.url),
        "Categories": list(task.categories),
        "Reasoning": list(task.reasoning),
        "Definition": list(task.definition),
        "Input_language": list(task.input_language),
        "Output_language": list(task.output_language),
        "Instruction_language": list(task.instruction_language),
        "Domains": list(task.domains),
        "Positive Examples": [_example(one) for one in task.positive_examples],
        "Negative Examples": [_example(one) for one in task.negative_examples],
        "Split Type": task.split_type,
    }
    kept = {key: values[key] for key in profile.keys}
    return {key: value for key, value in kept.items() if value is not None}


def _example(example: Example) -> dict[str, str]:
    return {"input": example.input, "output": example.output, "explanation": example.explanation}


def _write(file: TextIO, head: dict[str, object], instances: Iterable[Instance]) -> None:
    """Write what `json.dump(..., indent=4, ensure_ascii=False)` would, one instance at a time."""
    text = json.dumps(head, indent=4, ensure_ascii=False)
    file.write(text.removesuffix("\n}") + ',\n    "Instances": [')
    encode = json.JSONEncoder(ensure_ascii=False).encode
    separator = "\n"
    for instance in instances:
        written_id = instance.source_id or own_id(instance.task_id, instance.id)
        references = ",\n                ".join(map(encode, instance.references))
        file.write(
            f'{separator}        {{\n            "id": {encode(written_id)},\n'
            f'            "input": {encode(instance.input)},\n'
            f'            "output": [\n                {references}\n            ]\n        }}'
        )
        separator = ",\n"
    file.write("]\n}" if separator == "\n" else "\n    ]\n}")
