"""The logs of Inspect (UK AI Security Institute): one JSON file, or a zip of JSON files named *.eval.

A sample has `input` (a text or a chat), `target` (one text or several), `output` (`completion`, in older
logs only `choices`). In a zip the samples are files under "samples/", and header.json (or, in a log that
was not finished, _journal/start.json) names the model. Nothing is unpacked to disk.
"""

import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from workbench.domain.errors import FormatError
from workbench.domain.foreign import ForeignRow
from workbench.domain.tasks import Reported
from workbench.formats import json_stream
from workbench.formats.eval_messages import field, first_target, question_in, task_named, text_in
from workbench.formats.files import open_file
from workbench.formats.json_stream import JsonStream
from workbench.formats.results import Results

LONGEST_SAMPLE = 1 << 26
"""Bytes a sample may have when it is unpacked."""
MOST_FILES = 1_000_000
MOST_UNPACKED = 1 << 34
"""Bytes that all samples may have when they are unpacked."""

_HEADERS = ("header.json", "_journal/start.json", "start.json")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)
"""What reading a damaged, encrypted or otherwise packed zip raises."""


@contextmanager
def open_inspect_json(path: Path) -> Iterator[Results]:
    """Open the log at `path`, which is one JSON object, up to its samples.

    Raises:
        FormatError: the file cannot be read, or is no such log; knows the line.
    """
    with open_file(path) as file:
        stream = JsonStream(file, path)
        evaluation: Mapping[str, object] = {}
        for key in stream.members():
            if key == "samples" and stream.peek() == "[":
                rows = _samples(stream.elements(), field(evaluation, "task"))
                yield Results(field(evaluation, "model"), rows, file.tell)
                return
            value = stream.value()
            if key == "eval" and isinstance(value, dict):
                evaluation = value
        raise FormatError(path, "it holds no samples: it is no log of Inspect, or only the head of one")


@contextmanager
def open_inspect_zip(path: Path) -> Iterator[Results]:
    """Open the log at `path`, which is a zip, and read its head.

    Raises:
        FormatError: the file cannot be read, is no such log, or is too large to be an honest one.
    """
    with open_file(path) as file, _archive(path, file) as archive:
        members = [
            one
            for one in archive.infolist()
            if one.filename.startswith("samples/") and one.filename.endswith(".json")
        ]
        if not members:
            raise FormatError(path, "it holds no samples")
        unpacked = sum(one.file_size for one in members)
        if len(members) > MOST_FILES or unpacked > MOST_UNPACKED:
            raise FormatError(path, f"it would unpack to {len(members):,} samples of {unpacked:,} bytes")
        evaluation = _head(archive)
        task = field(evaluation, "task")
        values = (_unpacked(archive, one) for one in members)
        yield Results(field(evaluation, "model"), _samples(values, task), file.tell)


@contextmanager
def _archive(path: Path, file: BinaryIO) -> Iterator[zipfile.ZipFile]:
    """The zip in `file`."""
    try:
        archive = zipfile.ZipFile(file)
    except _BROKEN as error:
        raise FormatError(path, f"it is no zip file that can be read: {error}") from None
    with archive:
        yield archive


def _head(archive: zipfile.ZipFile) -> Mapping[str, object]:
    """What the log says of the evaluation; nothing when it does not say it."""
    for name in _HEADERS:
        try:
            value = _unpacked(archive, archive.getinfo(name))
        except KeyError:
            continue
        evaluation = value.get("eval") if isinstance(value, dict) else None
        if isinstance(evaluation, dict):
            return evaluation
    return {}


class _Unreadable(str):
    """Why a member of a zip cannot be read."""

    __slots__ = ()


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> object:
    """The JSON value in a member, or why it cannot be read. Never more than a sample may have."""
    if member.file_size > LONGEST_SAMPLE:
        return _Unreadable(f"{member.filename} has {member.file_size:,} bytes")
    try:
        with archive.open(member) as packed:
            data = packed.read(LONGEST_SAMPLE + 1)
        if len(data) > LONGEST_SAMPLE:
            return _Unreadable(f"{member.filename} has more than {LONGEST_SAMPLE:,} bytes")
        return json_stream.decode(data.decode("utf-8"))
    except NotImplementedError:
        return _Unreadable(f"{member.filename} is packed in another way; try “inspect log convert --to json”")
    except _BROKEN as error:
        return _Unreadable(f"{member.filename} cannot be read: {error}")


def _samples(values: Iterator[object], task: str | None) -> Iterator[ForeignRow | Reported]:
    """Every sample: an answer, or what is wrong with it."""
    named = task_named(task) if task is not None else None
    for index, value in enumerate(values):
        if isinstance(value, _Unreadable):
            yield Reported(index, None, str(value))
        elif not isinstance(value, dict):
            yield Reported(index, None, "is not an object")
        else:
            yield _row(index, value, named)


def _row(index: int, sample: Mapping[str, object], task_id: str | None) -> ForeignRow | Reported:
    """The answer in a sample."""
    question = question_in(sample.get("input"))
    if question is None:
        return Reported(index, "input", "holds no text that was asked")
    output = _completion(sample.get("output"))
    if output is None:
        error = sample.get("error")
        told = field(error, "message") if isinstance(error, dict) else None
        return Reported(index, "output", f"is missing: {told}" if told else "is missing")
    metadata = sample.get("metadata")
    told = field(metadata, "task_id") if isinstance(metadata, dict) else None
    return ForeignRow(index, told or task_id, (question,), first_target(sample.get("target")), output)


def _completion(output: object) -> str | None:
    """What the model wrote; None when it did not come to that."""
    if not isinstance(output, dict):
        return None
    choices = output.get("choices")
    if isinstance(choices, list) and choices and isinstance(choices[0], dict):
        message = choices[0].get("message")
        written = text_in(message.get("content")) if isinstance(message, dict) else None
        return field(output, "completion") or written
    # Without a choice the completion is the empty text that stands in for one.
    return field(output, "completion") or None
