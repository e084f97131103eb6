"""The paper's prompts, in the format of the Llama 3 family.

Upstream puts the shots and the definition into the system message and the query into the user
message; both are stripped at the ends and nowhere else. With the same shots, these prompts equal
the published ones byte for byte.
"""

from collections.abc import Sequence
from enum import StrEnum

from workbench.domain.runs import Part, Prompt
from workbench.domain.tasks import Instance, Task


class Wording(StrEnum):
    """The sentence that follows the shots and the definition, without a space before it.

    The released predictions were asked with one spelling; the released code has the other. The
    published scores were computed from those predictions, so theirs is what the paper's protocol
    means, and what `paper_prompt` uses unless told otherwise.
    """

    PUBLISHED = "Please learn from the few-shot cases to see what content you have to ouput."
    """As the released predictions were asked."""
    CODE = "Please learn from the few-shot cases to see what content you have to output."
    """As upstream's present code asks."""


_BEGIN = Part("<|begin_of_text|>", special=True)
_HEADER = Part("<|start_header_id|>", special=True)
_HEADER_END = Part("<|end_header_id|>", special=True)
_TURN_END = Part("<|eot_id|>", special=True)


def paper_prompt(
    task: Task, instance: Instance, shots: Sequence[Instance] = (), wording: Wording = Wording.PUBLISHED
) -> Prompt:
    """What the paper's protocol asks about `instance` of `task`; zero-shot when `shots` is empty."""
    if shots:
        system = "".join(_shot(shot) for shot in shots) + task.instruction + wording.value
        user = f"Input:\n{instance.input}\nOutput:\n"
    else:
        system, user = task.instruction, instance.input
    return llama3_prompt(instance.id, system, user, tuple(shot.id for shot in shots))


def llama3_prompt(instance_id: str, system: str, user: str, shot_ids: tuple[str, ...] = ()) -> Prompt:
    """A system and a user message in the Llama 3 chat format, up to where the answer begins."""
    system, user = system.strip(), user.strip()
    parts = (_BEGIN, *_turn("system", system), _TURN_END, *_turn("user", user), _TURN_END)
    return Prompt(instance_id, system, user, (*parts, *_turn("assistant", "")), shot_ids)


def _shot(instance: Instance) -> str:
    """An example, with the empty lines that follow it."""
    reference = instance.references[0] if instance.references else ""
    return f"Input:\n{instance.input}\n\nOutput:\n{reference}\n\n\n"


def _turn(role: str, content: str) -> tuple[Part, ...]:
    """The header of a turn and its text. The empty line and the text are one part, because tokens
    may span them."""
    return _HEADER, Part(role), _HEADER_END, Part(f"\n\n{content}")
