"""Tasks and their instances, as MedS-Ins and MedS-Bench files hold them."""

from dataclasses import dataclass

TextList = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A positive or negative example in the head of a task file."""

    input: str
    output: str
    explanation: str = ""
    """Why the output is right or wrong; upstream asks for it in negative examples."""


@dataclass(frozen=True, slots=True)
class Instance:
    """One input of a task with its reference outputs. Text is kept as the file has it."""

    id: str
    """From content, see `ids.instance_id`."""
    task_id: str
    input: str
    references: TextList
    """Every accepted output; upstream's loader uses the first."""
    source_id: str | None = None
    """The `id` the file gives the instance; None when it gives none."""
    language: str | None = None
    """ISO 639-1 code of the input, such as "en"; None when the file does not say and it is not clear."""


@dataclass(frozen=True, slots=True)
class Task:
    """The head of a task file: everything but its instances."""

    id: str
    """Such as "task57": the file's name up to the first underscore."""
    name: str
    """The file's name without its ending, such as "task57_medqa_question_answering_en"."""
    definition: TextList = ()
    """The instruction, in one or more wordings; upstream's loader uses the first."""
    categories: TextList = ()
    """As the file spells them, such as "Question Answering"."""
    contributors: TextList = ()
    source: TextList = ()
    url: TextList = ()
    reasoning: TextList = ()
    domains: TextList = ()
    input_language: TextList = ()
    output_language: TextList = ()
    instruction_language: TextList = ()
    positive_examples: tuple[Example, ...] = ()
    negative_examples: tuple[Example, ...] = ()
    split_type: str | None = None
    """Train, Test or Train/Test in the contributor guideline's profile; None in the README's."""

    @property
    def instruction(self) -> str:
        """The wording of the definition that prompts use; empty when the file has none."""
        return self.definition[0] if self.definition else ""


@dataclass(frozen=True, slots=True)
class Reported:
    """A row of a file that was not kept, and why."""

    index: int | None
    """Zero-based place among the file's instances; None when it concerns the whole file."""
    field: str | None
    reason: str
