"""An instance as passages to be read, with what was searched for marked. No Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from workbench.domain.catalogue import category_of
from workbench.domain.languages import LANGUAGES
from workbench.domain.runs import Completion, Finish
from workbench.domain.tasks import Instance, Task
from workbench.gui.presenters import phrases
from workbench.gui.presenters.strip import duration
from workbench.store.words import parse

if TYPE_CHECKING:
    from workbench.store.runs import RunSummary

MOST_MARKS = 400
"""In one passage; a letter searched for in a long report would only slow the drawing."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A titled text."""

    title: str
    text: str
    marks: tuple[tuple[int, int], ...] = ()
    """Code points from and to, of what was searched for."""
    note: str = ""
    """Small print beside the title."""
    language: str | None = None
    """Of the text, where the file says so."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The instance that is read."""

    instance_id: str
    task_id: str
    title: str
    """Its task, and which of the task's instances it is."""
    chips: tuple[str, ...]
    definition: str
    input: Passage
    references: tuple[Passage, ...]
    completions: tuple[Passage, ...]


def shown(
    instance: Instance,
    task: Task,
    title: str,
    completions: Sequence[tuple["RunSummary", Completion]],
    query: str,
) -> Shown:
    """What the screen shows of `instance`, with the words of `query` marked."""
    many = len(instance.references) > 1
    return Shown(
        instance.id,
        task.id,
        title,
        _chips(instance, task),
        task.instruction,
        Passage("Input", instance.input, hits(instance.input, query), language=instance.language),
        tuple(
            Passage(
                f"Reference {number}" if many else "Reference",
                text,
                hits(text, query),
                language=instance.language,
            )
            for number, text in enumerate(instance.references, start=1)
        ),
        tuple(
            Passage(run.model, completion.text, hits(completion.text, query), _cost(run, completion))
            for run, completion in completions
        ),
    )


def hits(text: str, query: str) -> tuple[tuple[int, int], ...]:
    """Where `text` has what `query` looks for: the first few hundred places."""
    return tuple(islice(parse(query).spans(text), MOST_MARKS)) if query else ()


def around_mark(
    text: str, marks: Sequence[tuple[int, int]], before: int = 14
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """`text` and its marks, begun no more than `before` letters before the first, for a narrow column."""
    if not marks:
        return text, ()
    first = marks[0][0]
    start, room = first, before
    while start > 0 and room > 0:
        start -= 1
        # A character of Chinese or Japanese is as wide as two letters.
        room -= 2 if text[start] >= "\u2e80" else 1
    if start == 0:
        return text, tuple(marks)
    # From the beginning of a word, when one is near.
    space = text.find(" ", start, first)
    start = space + 1 if space >= 0 else start
    return "…" + text[start:], tuple((low - start + 1, high - start + 1) for low, high in marks)


def _chips(instance: Instance, task: Task) -> tuple[str, ...]:
    language = LANGUAGES.get(instance.language or "")
    domain = ", ".join(task.domains[:2])
    category = category_of(task.id, task.categories)
    return tuple(chip for chip in (category, language, domain) if chip)


def _cost(run: "RunSummary", completion: Completion) -> str:
    seconds = completion.usage.prefill_seconds + completion.usage.decode_seconds
    chosen = completion.finish is Finish.CHOSEN
    written = "not written" if chosen else f"{completion.usage.completion_tokens} tokens"
    parts = [phrases.protocol_said(run.shots, run.answering), written, duration(seconds)]
    if completion.finish is Finish.LENGTH:
        parts.append("cut off at its length limit")
    return " · ".join(parts)
