"""The answers that are possible where a task is a closed one: one right label out of a few."""

import re

from workbench.domain.catalogue import BENCHMARK, CLOSED, LETTER_FORMS, Listed, diagnosis_spelled
from workbench.domain.tasks import Instance, Task

_LISTED_ITEM = re.compile(r"(?:^|[\t\n]|: ) *([A-Z])(?=[:.] )")
_BRACKETS = re.compile(r"\[(.*?)\]", re.DOTALL)
_QUOTED = re.compile(r"'([^']+)'")
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
    if closed.labels is Listed.INPUT:
        labels = _letters(instance.input)
    elif closed.labels is Listed.DEFINITION:
        labels = _quoted(task.instruction)
    else:
        labels = tuple(closed.labels)
    if task.id == "task130":
        labels = tuple(diagnosis_spelled(label) for label in labels)
    form = closed.form or LETTER_FORMS.get(_language(instance) or "")
    return tuple(form.replace("{}", label) for label in labels) if form and len(labels) >= _FEWEST else ()


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
