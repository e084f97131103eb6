"""Answers made ready for raters: the blinding linter's remedies, the same for every arm, each change told."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from enum import StrEnum

from workbench.domain.studies import Study, StudyKey
from workbench.domain.tasks import Instance
from workbench.study.blinding.findings import Kind, Output
from workbench.study.blinding.linter import lint
from workbench.study.blinding.names import named
from workbench.study.blinding.remedies import Remedied, masked, normalised
from workbench.study.building import Prepared


class Treatment(StrEnum):
    """What is done to answers before raters see them."""

    EVEN = "even"
    """Thoughts and marks of prompt formats out, Markdown made plain, names masked."""
    MASK = "mask"
    """Names masked, nothing else."""
    NONE = "none"


def treating(treatment: Treatment, models: Sequence[str]) -> Callable[[str, Instance], Prepared]:
    """What prepares answers; `models` are the arms' own names."""
    if treatment is Treatment.EVEN:
        return blinding(models)
    if treatment is Treatment.MASK:
        return masking(models)
    return lambda text, _instance: whole_characters(text)


def left(study: Study, key: StudyKey) -> Mapping[Kind, int]:
    """What the blinding linter still finds in a study's answers, by kind."""
    names = {arm.id: arm.model for arm in key.arms}
    languages = {item.id: item.language for item in study.items}
    outputs = [
        Output(one.id, one.item_id, names[key.outputs[one.id][0]], one.text, None, languages[one.item_id])
        for one in study.outputs
    ]
    return Counter(finding.kind for finding in lint(outputs))


def named_in(study: Study, models: Sequence[str]) -> Iterator[str]:
    """Where raters would read a model's name in what somebody wrote for the study."""
    texts = {"title": study.title, "guidelines": study.guidelines, "consent": study.consent}
    texts |= {f"feedback of item {item.id}": item.feedback for item in study.items if item.feedback}
    for place, text in texts.items():
        for finding in named(Output("", "", "", text), models):
            yield f"a model is named in the {place}: “{text[finding.start : finding.end]}”"


def whole_characters(text: str) -> Prepared:
    """The answer with a mark in the place of each half of a surrogate pair, which no file can hold."""
    made = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return Prepared(made, () if made == text else ({"what": "half characters replaced"},))


def masking(models: Sequence[str]) -> Callable[[str, Instance], Prepared]:
    """Puts a visible chip where an answer names a model or itself; `models` are the arms' own names."""

    def prepare(text: str, instance: Instance) -> Prepared:
        whole = whole_characters(text)
        output = Output("", instance.id, "", whole.text)
        return _prepared(whole, masked(output, named(output, models)))

    return prepare


def blinding(models: Sequence[str]) -> Callable[[str, Instance], Prepared]:
    """Takes out thoughts and marks of prompt formats, makes Markdown plain, and masks as `masking` does."""

    def prepare(text: str, instance: Instance) -> Prepared:
        whole = whole_characters(text)
        (even,) = normalised([Output("", instance.id, "", whole.text)])
        done = masked(even.output, named(even.output, models))
        return _prepared(whole, even, done)

    return prepare


def _prepared(whole: Prepared, *done: Remedied) -> Prepared:
    """What the last of the remedies left, and what all of them did."""
    changes = tuple(
        {name: value for name, value in asdict(remedy).items() if name != "output"}
        for one in done
        for remedy in one.remedies
    )
    return Prepared(done[-1].output.text, (*whole.changes, *changes))
