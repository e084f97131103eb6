"""Editing a draft: pure functions from one draft to the next. Text is kept as it was typed.

Functions that take the place of something return the draft unchanged when nothing stands there, so
that a key pressed twice is never an error.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import count
from typing import TypeVar

from workbench.domain.ids import instance_id
from workbench.domain.languages import language_code, language_of
from workbench.domain.tasks import Example, Instance, Task
from workbench.store.drafts import Draft

FIRST_NUMBER = 10001
"""From here on numbers are free to all; those below are upstream's to give."""
LAST_UPSTREAM = 136
"""The highest number that MedS-Ins uses."""

_NEW = "new-"
_SLUG_BYTES = 120

T = TypeVar("T")


class ListField(StrEnum):
    """The fields of a task's head that hold several texts."""

    DEFINITION = "definition"
    CATEGORIES = "categories"
    CONTRIBUTORS = "contributors"
    SOURCE = "source"
    URL = "url"
    REASONING = "reasoning"
    DOMAINS = "domains"
    INPUT_LANGUAGE = "input_language"
    OUTPUT_LANGUAGE = "output_language"
    INSTRUCTION_LANGUAGE = "instruction_language"


class Examples(StrEnum):
    """The two lists of examples in a task's head."""

    POSITIVE = "positive_examples"
    NEGATIVE = "negative_examples"


# The head


def set_name(draft: Draft, name: str) -> Draft:
    """The draft with another title."""
    return replace(draft, task=replace(draft.task, name=name))


def set_number(draft: Draft, number: int | None) -> Draft:
    """The draft with another task number; None for the next free one when it is given out."""
    return with_task_id(draft, "" if number is None else f"task{number}")


def with_task_id(draft: Draft, task_id: str) -> Draft:
    """The draft with another task id, in its head and in every instance."""
    instances = tuple(replace(instance, task_id=task_id) for instance in draft.instances)
    return replace(draft, task=replace(draft.task, id=task_id), instances=instances)


def set_split(draft: Draft, split_type: str | None) -> Draft:
    """The draft with another split type."""
    return replace(draft, task=replace(draft.task, split_type=split_type))


def set_list(draft: Draft, field: ListField, values: Sequence[str]) -> Draft:
    """The draft with other texts in one of the head's list fields."""
    # The names of `ListField` are those of `Task`; a checker cannot see that all of them hold tuples.
    return replace(draft, task=replace(draft.task, **{field.value: tuple(values)}))  # type: ignore[arg-type]


def add_text(draft: Draft, field: ListField) -> Draft:
    """The draft with one more, empty text in a list field of the head."""
    return set_list(draft, field, (*texts_of(draft.task, field), ""))


def set_text(draft: Draft, field: ListField, place: int, text: str) -> Draft:
    """The draft with another text at `place` of a list field of the head."""
    return set_list(draft, field, _changed(texts_of(draft.task, field), place, text))


def move_text(draft: Draft, field: ListField, place: int, by: int) -> Draft:
    """The draft with a text of a list field of the head moved `by` places."""
    return set_list(draft, field, _moved(texts_of(draft.task, field), place, by))


def remove_text(draft: Draft, field: ListField, place: int) -> Draft:
    """The draft without a text of a list field of the head; one stays, if only an empty one."""
    return set_list(draft, field, _without(texts_of(draft.task, field), place) or ("",))


def texts_of(task: Task, field: ListField) -> tuple[str, ...]:
    """The texts in a list field of `task`."""
    texts: tuple[str, ...] = getattr(task, field.value)
    return texts


def texts_on_line(line: str) -> tuple[str, ...]:
    """The texts that an author writes on one line, with semicolons between them."""
    return tuple(text for part in line.split(";") if (text := part.strip()))


def on_line(texts: Sequence[str]) -> str:
    """Several texts on one line."""
    return "; ".join(texts)


def examples_of(task: Task, which: Examples) -> tuple[Example, ...]:
    """The positive or the negative examples of `task`."""
    return task.positive_examples if which is Examples.POSITIVE else task.negative_examples


def add_example(draft: Draft, which: Examples) -> Draft:
    """The draft with an empty example at the end."""
    return _with_examples(draft, which, (*examples_of(draft.task, which), Example("", "")))


def set_example(draft: Draft, which: Examples, place: int, example: Example) -> Draft:
    """The draft with another example at `place`."""
    return _with_examples(draft, which, _changed(examples_of(draft.task, which), place, example))


def remove_example(draft: Draft, which: Examples, place: int) -> Draft:
    """The draft without the example at `place`."""
    return _with_examples(draft, which, _without(examples_of(draft.task, which), place))


# The instances


def add_instance(draft: Draft, after: int | None = None) -> Draft:
    """The draft with an empty instance behind the one at `after`, or at the end."""
    place = len(draft.instances) if after is None else after + 1
    return _inserted(draft, place, Instance(_new_id(draft), draft.task.id, "", ("",)))


def duplicate_instance(draft: Draft, index: int) -> Draft:
    """The draft with a copy of the instance at `index` behind it."""
    if not 0 <= index < len(draft.instances):
        return draft
    return _inserted(draft, index + 1, replace(draft.instances[index], id=_new_id(draft), source_id=None))


def move_instance(draft: Draft, index: int, by: int) -> Draft:
    """The draft with the instance at `index` moved `by` places; past either end it stays."""
    return replace(draft, instances=_moved(draft.instances, index, by))


def remove_instance(draft: Draft, index: int) -> Draft:
    """The draft without the instance at `index`."""
    return replace(draft, instances=_without(draft.instances, index))


def set_input(draft: Draft, index: int, text: str) -> Draft:
    """The draft with another input of the instance at `index`."""
    if not 0 <= index < len(draft.instances):
        return draft
    return _with_instance(draft, index, replace(draft.instances[index], input=text))


def set_reference(draft: Draft, index: int, place: int, text: str) -> Draft:
    """The draft with another reference at `place` of the instance at `index`."""
    return _with_references(draft, index, lambda references: _changed(references, place, text))


def add_reference(draft: Draft, index: int) -> Draft:
    """The draft with one more, empty reference of the instance at `index`."""
    return _with_references(draft, index, lambda references: (*references, ""))


def move_reference(draft: Draft, index: int, place: int, by: int) -> Draft:
    """The draft with a reference of the instance at `index` moved `by` places."""
    return _with_references(draft, index, lambda references: _moved(references, place, by))


def remove_reference(draft: Draft, index: int, place: int) -> Draft:
    """The draft without a reference of the instance at `index`; one stays, if only an empty one."""
    return _with_references(draft, index, lambda references: _without(references, place) or ("",))


# Giving out


def slug(title: str) -> str:
    """What a title becomes in a file's name: letters and digits, in lower case, joined by underscores."""
    words = re.sub(r"\W+|_+", "_", title.lower()).strip("_")
    return words.encode()[:_SLUG_BYTES].decode(errors="ignore").rstrip("_") or "untitled"


def finished(draft: Draft, task_id: str) -> Draft:
    """The draft as it is given out: its task named like a MedS-Ins file, every id from content.

    A name that begins with the task's id already stays as it is.
    """
    named = draft.task.name.split("_")[0] == task_id
    name = draft.task.name if named else f"{task_id}_{slug(draft.task.name)}"
    seen: dict[tuple[str, tuple[str, ...]], int] = {}
    instances = []
    for instance in draft.instances:
        content = instance.input, instance.references
        occurrence = seen.get(content, 0)
        seen[content] = occurrence + 1
        instances.append(
            replace(
                instance,
                id=instance_id(task_id, *content, occurrence),
                task_id=task_id,
                language=language_of_input(draft.task, instance.input),
            )
        )
    return replace(draft, task=replace(draft.task, id=task_id, name=name), instances=tuple(instances))


def language_of_input(task: Task, text: str) -> str | None:
    """The language of an input, told as when a file of the task is read: among those it declares."""
    codes = dict.fromkeys(language_code(name) for name in task.input_language if name.strip())
    declared = [code for code in codes if code is not None]
    if declared and len(declared) == len(codes):
        return language_of(text, declared)
    # Some declared language is none of the six, or none is declared: only a clear case counts.
    code = language_of(text)
    return code if not declared or code in declared else None


def number_of(task_id: str) -> int | None:
    """The number in a task's id; None when it has none."""
    match = re.fullmatch(r"task(\d+)", task_id)
    return int(match.group(1)) if match else None


def number_in(text: str) -> int | None:
    """The task number that an author writes, whatever stands around its digits."""
    digits = "".join(char for char in text if char.isascii() and char.isdigit())
    return int(digits) if digits else None


def free_id(taken: Iterable[str]) -> str:
    """The id with the lowest number that is free to all and not among `taken`."""
    numbers = {number_of(task_id) for task_id in taken}
    return f"task{next(number for number in count(FIRST_NUMBER) if number not in numbers)}"


# What the functions above are made of


def _new_id(draft: Draft) -> str:
    """An id that no instance of `draft` has; it lasts until the draft is given out."""
    taken = [int(i.id[len(_NEW) :]) for i in draft.instances if re.fullmatch(rf"{_NEW}\d+", i.id)]
    return f"{_NEW}{max(taken, default=0) + 1}"


def _with_examples(draft: Draft, which: Examples, examples: tuple[Example, ...]) -> Draft:
    if which is Examples.POSITIVE:
        return replace(draft, task=replace(draft.task, positive_examples=examples))
    return replace(draft, task=replace(draft.task, negative_examples=examples))


def _with_instance(draft: Draft, index: int, instance: Instance) -> Draft:
    return replace(draft, instances=_changed(draft.instances, index, instance))


def _inserted(draft: Draft, place: int, instance: Instance) -> Draft:
    before, after = draft.instances[:place], draft.instances[place:]
    return replace(draft, instances=(*before, instance, *after))


def _with_references(draft: Draft, index: int, change: Callable[[tuple[str, ...]], tuple[str, ...]]) -> Draft:
    if not 0 <= index < len(draft.instances):
        return draft
    instance = draft.instances[index]
    return _with_instance(draft, index, replace(instance, references=change(instance.references)))


def _changed(values: tuple[T, ...], place: int, value: T) -> tuple[T, ...]:
    if not 0 <= place < len(values):
        return values
    return (*values[:place], value, *values[place + 1 :])


def _without(values: tuple[T, ...], place: int) -> tuple[T, ...]:
    if not 0 <= place < len(values):
        return values
    return (*values[:place], *values[place + 1 :])


def _moved(values: tuple[T, ...], place: int, by: int) -> tuple[T, ...]:
    if not (0 <= place < len(values) and 0 <= place + by < len(values)):
        return values
    rest = _without(values, place)
    return (*rest[: place + by], values[place], *rest[place + by :])
