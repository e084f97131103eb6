"""What a draft will become: the prompt a model is asked, and the file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from workbench.authoring.checks.texts import rough_tokens
from workbench.authoring.drafts import finished, free_id
from workbench.domain.runs import Prompt
from workbench.domain.tasks import Instance
from workbench.evaluation.prompts import paper_prompt
from workbench.evaluation.shots import Shots
from workbench.formats.medsins_json import Profile, task_file_name, task_file_text
from workbench.store.drafts import Draft


@dataclass(frozen=True, slots=True)
class PromptPreview:
    """The prompt about one instance of a draft."""

    prompt: Prompt
    shots: int
    """Examples it shows; fewer than asked for when the draft has too few other instances."""
    wanted: int
    rough_tokens: int
    """Counted without a model."""


def preview_prompt(draft: Draft, index: int, shots: int, seed: int = 0) -> PromptPreview:
    """Exactly what the paper's protocol asks about the instance at `index`.

    Examples are the draft's other instances, never the one that is asked, and none that lacks its
    input or its reference.
    """
    instance = draft.instances[index]
    ready = [other for other in draft.instances if _written(other)]
    chooser = Shots(ready.__getitem__, len(ready), draft.task.id, count=shots, seed=seed, fixed=False)
    shown: Sequence[Instance] = chooser.of(instance)
    prompt = paper_prompt(draft.task, instance, shown)
    return PromptPreview(prompt, len(shown), shots, rough_tokens(prompt.text))


def preview_file(draft: Draft, profile: Profile, most: int = 20) -> str:
    """The file as it will be written, up to `most` instances and a line that says how many more."""
    start = replace(draft, instances=draft.instances[:most])
    shown = finished(start, draft.task.id or free_id(()))
    text = task_file_text(shown.task, shown.instances, profile)
    left = len(draft.instances) - most
    return f"{text}\n… and {left:,} more" if left > 0 else text


def preview_name(draft: Draft) -> str:
    """The name of the file as it will be written."""
    return task_file_name(finished(replace(draft, instances=()), draft.task.id or free_id(())).task)


def _written(instance: Instance) -> bool:
    return bool(instance.input.strip()) and bool(instance.references[0].strip())
