"""The answers that are possible where a task is a closed one: one right label out of a few."""

import re

from workbench.domain.catalogue import BENCHMARK, CLOSED, LETTER_FORMS, Listed, diagnosis_spelled
from workbench.domain.tasks import Instance, Task

_LISTED_ITEM = re.compile(r"(?:^|[\t\n]|: ) *([A-Z])(?=[:.] )")
_BRACKETS = re.compile(r"\[(.*?)\]", re.DOTALL)
_QUOTED = re.compile(r"'([^']+)'")
_COUNTED = re.compile(r"(?<!\w)(\d{1,2})\. ([^,.;\d]+)")
_AFTER_WORD = re.compile(r"\b(?:labels|list|classes|categories): ([^.\n]+)\.")
_FEWEST = 2


def options_of(task: Task, instance: Instance) -> tuple[str, ...]:
    """The possible answers, each as far as the model would write it to give it; () for an open task.

    Options are for a single choice. The Japanese and French multiple-choice tasks (59 and 60) have
    questions with several right letters, which no option can answer whole: there the options name
    one letter each, as everywhere.

    Of a multiple-choice answer an option is the beginning up to the letter: the texts behind the letters
    differ in length, and a long one would be unlikely for its length alone.
    """
    closed = CLOSED.get(task.id)
    if closed is None:
        return ()
    labels = _letters(instance.input) if closed.labels is Listed.INPUT else labels_of(task)
    form = closed.form or LETTER_FORMS.get(_language(instance) or "")
    return tuple(form.replace("{}", label) for label in labels) if form and len(labels) >= _FEWEST else ()


def labels_of(task: Task) -> tuple[str, ...]:
    """The labels that the answers of `task` are made of, in order; () where it has none of its own.

    The catalogue's where it has some; else those that the definition lists in quotes, by number ("1. Billing,
    2. Symptom.") or after the word ("five labels: Billing, Symptom.").
    """
    closed = CLOSED.get(task.id)
    if closed is not None and isinstance(closed.labels, tuple):
        return closed.labels
    if closed is not None and closed.labels is Listed.INPUT:
        return ()
    definition = task.instruction
    labels = _quoted(definition) or _numbered(definition) or _named(definition)
    return tuple(diagnosis_spelled(label) for label in labels) if task.id == "task130" else labels


def _numbered(definition: str) -> tuple[str, ...]:
    """The labels that are counted from 1 within a sentence."""
    found = _COUNTED.findall(definition)
    in_order = [int(number) for number, _ in found] == list(range(1, len(found) + 1))
    return tuple(label.strip() for _, label in found) if in_order and len(found) >= _FEWEST else ()


def _named(definition: str) -> tuple[str, ...]:
    """The labels after the word for them, between commas, up to the full stop."""
    found = _AFTER_WORD.search(definition)
    labels = tuple(label.strip() for label in found[1].split(",")) if found else ()
    return labels if len(labels) >= _FEWEST else ()


def _language(instance: Instance) -> str | None:
    """What the answer is written in."""
    known = BENCHMARK.get(instance.task_id)
    return known.language if known is not None else instance.language


def _letters(text: str) -> tuple[str, ...]:
    """The letters that the list at the end of `text` goes through, beginning with A."""
    found = [match[1] for match in _LISTED_ITEM.finditer(text)]
    # A question may name a patient or a vitamin in the same way; the list comes last.
    start = max((place for place, letter in enumerate(found) if letter == "A"), default=len(found))
    letters: list[str] = []
    for letter in found[start:]:
        if letter == chr(ord("A") + len(letters)):
            letters.append(letter)
    return tuple(letters)


def _quoted(definition: str) -> tuple[str, ...]:
    """The labels in the first brackets. What is between the quotes counts: upstream forgot a comma."""
    brackets = _BRACKETS.search(definition)
    return tuple(dict.fromkeys(_QUOTED.findall(brackets[1]))) if brackets else ()
