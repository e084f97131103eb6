"""The samples that EleutherAI's lm-evaluation-harness writes with --log_samples: a JSON object a line.

Of each: `doc` (the row of the data set), `target`, `arguments` (what the model was given: the prompt
first), `resps` (what it answered, or the likelihood of each choice), `filter` (a line for each way of
reading the answer), as in samples_task57_2025-01-13T10-00-00.000000.jsonl.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from math import isnan, nan
from pathlib import Path
from typing import BinaryIO

from workbench.domain.errors import FormatError
from workbench.domain.foreign import ForeignRow
from workbench.domain.tasks import Reported
from workbench.formats import json_stream
from workbench.formats.eval_messages import field, first_target, number_text, question_in, task_named
from workbench.formats.files import lines, open_file
from workbench.formats.results import Results

_NEEDED = frozenset({"doc", "resps"})
_QUESTIONS = ("input", "question", "query", "prompt", "text")


@contextmanager
def open_lm_eval_log(path: Path) -> Iterator[Results]:
    """Open the samples at `path`; its rows are read as they are asked for.

    Raises:
        FormatError: the file cannot be read, or its first line is no sample.
    """
    with open_file(path) as file:
        fault = json_stream.start_fault(file.read(64))
        if fault is not None:
            raise FormatError(path, fault)
        _check_first(path, file)
        # The harness makes a folder for each model, with “__” for the slash in its name.
        model = path.resolve().parent.name.replace("__", "/") if path.name.startswith("samples_") else None
        yield Results(model or None, _rows(path, file), file.tell)


def _check_first(path: Path, file: BinaryIO) -> None:
    """Refuse JSON lines of something else."""
    number, line = next(lines(path, file), (1, ""))
    try:
        first = json_stream.decode(line)
    except ValueError as error:
        raise FormatError(path, f"not valid JSON: {error}", number) from None
    if not isinstance(first, dict) or not first.keys() >= _NEEDED:
        raise FormatError(
            path, "it is no log of samples: a line has “doc” and “resps” (lm_eval --log_samples)", number
        )


def _rows(path: Path, file: BinaryIO) -> Iterator[ForeignRow | Reported]:
    """Every line: an answer, or what is wrong with it."""
    task_id = task_named(path.name)
    filters: dict[str, str] = {}
    for index, (number, line) in enumerate(lines(path, file)):
        try:
            sample = json_stream.decode(line)
        except ValueError as error:
            yield Reported(index, None, f"line {number} is not valid JSON: {error}")
            continue
        if not isinstance(sample, dict):
            yield Reported(index, None, "is not an object")
            continue
        again = _under_another_filter(sample, filters)
        yield Reported(index, "filter", again) if again else _row(index, sample, task_id)


def _under_another_filter(sample: Mapping[str, object], filters: dict[str, str]) -> str | None:
    """Why the answer counts already, when it does: a line is written for each filter."""
    doc_id, name = number_text(sample.get("doc_id")), str(sample.get("filter"))
    if doc_id is None or filters.setdefault(doc_id, name) == name:
        return None
    return f"is “{name}”; the same answer stands in an earlier line, under “{filters[doc_id]}”"


def _row(index: int, sample: Mapping[str, object], task_id: str | None) -> ForeignRow | Reported:
    """The answer in a sample."""
    doc, arguments = sample.get("doc"), _arguments(sample.get("arguments"))
    prompt = question_in(arguments[0][0]) if arguments and arguments[0] else None
    fields = doc if isinstance(doc, dict) else {}
    inputs = tuple(text for text in (field(fields, *_QUESTIONS), prompt) if text is not None)
    if not inputs:
        return Reported(index, "doc", "holds no text that was asked")
    output = _answer(sample.get("resps"), arguments)
    if output is None:
        return Reported(index, "resps", "holds no text, and no likelihoods of choices")
    target = first_target(sample.get("target"))
    return ForeignRow(index, field(fields, "task_id") or task_id, inputs, target, output)


def _arguments(value: object) -> list[list[object]]:
    """What each request gave the model. Older files have lists, newer ones {"gen_args_0": {"arg_0": ...}}."""
    requests = list(value.values()) if isinstance(value, dict) else value
    if not isinstance(requests, list):
        return []
    return [
        list(one.values()) if isinstance(one, dict) else one if isinstance(one, list) else [one]
        for one in requests
    ]


def _answer(resps: object, arguments: list[list[object]]) -> str | None:
    """The first text that was generated, or the choice that was found likeliest."""
    if not isinstance(resps, list) or not resps:
        return None
    first = resps[0][0] if isinstance(resps[0], list) and resps[0] else resps[0]
    if isinstance(first, str) and (len(resps) == 1 or not _is_choice(arguments)):
        return first
    chances = [_likelihood(response) for response in resps]
    if len(chances) != len(arguments) or not _is_choice(arguments):
        return None
    told = [(chance, -place) for place, chance in enumerate(chances) if chance is not None]
    return str(arguments[-max(told)[1]][1]).strip() if told else None


def _is_choice(arguments: list[list[object]]) -> bool:
    """Whether the model was asked how likely texts are."""
    return bool(arguments) and all(len(one) > 1 and isinstance(one[1], str) for one in arguments)


def _likelihood(response: object) -> float | None:
    """The logarithm in a response such as [[["-3.2", "False"]]], [["-3.2", "False"]] or [-3.2, false]."""
    while isinstance(response, list) and response:
        response = response[0]
    text = response if isinstance(response, str) else number_text(response)
    try:
        number = float(text) if text is not None else nan
    except ValueError:
        return None
    return None if isnan(number) else number
