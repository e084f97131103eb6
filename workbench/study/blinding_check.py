"""The blinding linter on runs before they become a study: what is found, and what the remedies leave."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.store.project import Project
from workbench.study.blinding.findings import Finding, Kind, Output
from workbench.study.blinding.linter import lint
from workbench.study.blinding.style import StyleGap, style_gaps
from workbench.study.choosing import Chosen, Strata, choose
from workbench.study.preparing import Treatment, treating


@dataclass(frozen=True, slots=True)
class Found:
    """Something in an answer that would spoil the blinding."""

    kind: Kind
    sentence: str
    instance_id: str
    task_id: str
    model: str
    text: str
    """The whole answer, as the model wrote it."""
    start: int
    """Code points."""
    end: int


@dataclass(frozen=True, slots=True)
class BlindingCheck:
    """What the linter says about the answers that a study would show."""

    considered: int
    """Instances that at least one of the runs was asked about."""
    reasons: Mapping[str, int]
    """How many are left out for each reason; with the chosen ones they are those considered."""
    instances: int
    """That are chosen."""
    answers: int
    found: tuple[Found, ...]
    """By kind, then in the order of the answers."""
    left: Mapping[Kind, int]
    """What is still found after the treatment, by kind."""
    changed: int
    """Answers that the treatment changes."""
    gaps: tuple[StyleGap, ...]
    """Marks of style by which a rater could tell two arms apart even after the treatment."""


def check_blinding(
    project: Path,
    runs: Sequence[str],
    *,
    tasks: Sequence[str] = (),
    size: int | None = None,
    strata: Strata = Strata.TASK,
    seed: int = 0,
    treatment: Treatment = Treatment.EVEN,
) -> BlindingCheck:
    """Choose instances as a study would, and look at their answers before and after `treatment`.

    Raises:
        UnknownNameError: the project has no such run.
    """
    with Project(project) as opened:
        models = [opened.runs.spec(run_id).model.name for run_id in runs]
        choice = choose(opened, runs, tasks=tasks, size=size, strata=strata, seed=seed)
    # Runs of one model are different arms all the same.
    arms = [name if models.count(name) == 1 else f"{name} ({place})" for place, name in enumerate(models, 1)]
    before = [one for chosen in choice.chosen for one in _outputs(chosen, arms)]
    prepare = treating(treatment, models)
    instances = {chosen.instance.id: chosen.instance for chosen in choice.chosen}
    after = [replace(one, text=prepare(one.text, instances[one.instance]).text) for one in before]
    of = {one.id: one for one in before}
    order = list(Kind)
    found = sorted(lint(before), key=lambda one: order.index(one.kind))
    return BlindingCheck(
        considered=choice.considered,
        reasons=choice.reasons,
        instances=len(choice.chosen),
        answers=len(before),
        found=tuple(_found(one, of[one.output], instances[of[one.output].instance].task_id) for one in found),
        left=Counter(one.kind for one in lint(after)),
        changed=sum(one.text != other.text for one, other in zip(before, after, strict=True)),
        gaps=tuple(gap for gap in style_gaps(after) if gap.notable),
    )


def _outputs(chosen: Chosen, arms: Sequence[str]) -> list[Output]:
    return [
        Output(
            f"the answer of {arm} to {chosen.instance.id}",
            chosen.instance.id,
            arm,
            answer.text,
            answer.finish.value,
            chosen.language,
        )
        for arm, answer in zip(arms, chosen.answers, strict=True)
    ]


def _found(finding: Finding, output: Output, task_id: str) -> Found:
    return Found(
        finding.kind,
        finding.sentence,
        output.instance,
        task_id,
        output.arm,
        output.text,
        finding.start,
        finding.end,
    )
