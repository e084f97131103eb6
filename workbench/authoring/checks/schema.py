"""Is everything there that a MedS-Ins file of the chosen profile needs?"""

from collections.abc import Iterator

from workbench.authoring.checks.findings import Finding, Severity
from workbench.authoring.vocabulary import SPLIT_TYPES
from workbench.domain.tasks import Task
from workbench.formats.medsins_json import Profile
from workbench.store.drafts import Draft

NAME = "schema"


def check(draft: Draft, profile: Profile) -> Iterator[Finding]:
    """Missing parts of the head, a task without instances, examples that do not explain themselves."""
    task = draft.task
    yield from _needed(task)
    if not _told(task.contributors):
        yield _head("contributors", "Nobody is named as contributor. Name those who wrote this.")
    if not _told(task.source):
        yield _head("source", "The source is missing. Name the corpus or the book, or say “original”.")
    if not _told(task.domains):
        yield _head("domains", "No domain is named, such as “Medicine” or “Cardiology”.")
    if profile is Profile.GUIDELINE and task.split_type not in SPLIT_TYPES:
        yield _head("split_type", f"Choose a split type: {', '.join(SPLIT_TYPES)}.", Severity.ERROR)
    if profile is Profile.README:
        yield from _examples(task)
    if not draft.instances:
        yield _head("instances", "There is no instance yet. Write the first one.", Severity.ERROR)


def _needed(task: Task) -> Iterator[Finding]:
    """What no reader of the file can do without."""
    if not task.name.strip():
        yield _head("name", "The task has no title; the file is named after it.", Severity.ERROR)
    if not _told(task.definition):
        yield _head("definition", "The definition is missing: it tells the model what to do.", Severity.ERROR)
    elif not task.definition[0].strip():
        yield _head(
            "definition", "The first wording is empty, and it is the one prompts use.", Severity.ERROR
        )
    if not _told(task.categories):
        yield _head("categories", "Choose the category the task belongs to.", Severity.ERROR)
    languages = {
        "input_language": task.input_language,
        "output_language": task.output_language,
        "instruction_language": task.instruction_language,
    }
    for field, names in languages.items():
        if not _told(names):
            yield _head(field, f"Choose the {field.replace('_', ' ')}.", Severity.ERROR)


def _examples(task: Task) -> Iterator[Finding]:
    """Examples of the head that lack a part. The guideline's profile has no examples."""
    for field, examples in (
        ("positive_examples", task.positive_examples),
        ("negative_examples", task.negative_examples),
    ):
        kind = field.split("_")[0].capitalize()
        for number, example in enumerate(examples, 1):
            if not example.input.strip() or not example.output.strip():
                yield _head(field, f"{kind} example {number} lacks its input or its output.", Severity.ERROR)
            if field == "negative_examples" and not example.explanation.strip():
                message = f"{kind} example {number} does not explain what is wrong with its output."
                yield _head(field, message, Severity.ERROR)


def _told(texts: tuple[str, ...]) -> bool:
    return any(text.strip() for text in texts)


def _head(field: str, message: str, severity: Severity = Severity.WARNING) -> Finding:
    return Finding(None, field, NAME, message, severity)
