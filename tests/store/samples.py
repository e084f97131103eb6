"""Small tasks, instances and runs for the tests of the store."""

from collections.abc import Iterable
from pathlib import Path

from workbench.domain.ids import instance_id
from workbench.domain.runs import Completion, Finish, ModelFacts, Part, Prompt, RunSpec, Sampling, Usage
from workbench.domain.tasks import Example, Instance, Task
from workbench.store.project import Project

SIX = {
    "en": "A 61-year-old man has had a swollen leg since a long flight; what is the next step?",
    "zh": "患者，男，58岁，2型糖尿病病史10年，HbA1c升高，最合适的治疗是什么？",
    "ja": "６１歳の男性。長時間の飛行の後から右下腿が腫れている。まず行う検査はどれか。",
    "fr": "Une femme enceinte présente un œdème de la jambe droite après un long vol.",
    "ru": "Мужчина 61 года; ещё вчера отмечал отёк правой голени после перелёта.",
    "es": "Un niño de 6 años acude por dolor de oído; ¿cuál es el diagnóstico más probable?",
}
"""An input in each language."""

TASK = Task(
    id="task58",
    name="task58_sample",
    definition=("Answer the question.", "再答一次"),
    categories=("Question Answering",),
    input_language=("Chinese", "English"),
    positive_examples=(Example("1 + 1", "2"),),
    negative_examples=(Example("1 + 1", "3", "It is 2."),),
)


def instance(text: str, *references: str, task_id: str = "task58", occurrence: int = 0) -> Instance:
    """An instance with its proper id."""
    return Instance(instance_id(task_id, text, references, occurrence), task_id, text, references or ("yes",))


def project_with(path: Path, rows: Iterable[Instance], task: Task = TASK) -> Project:
    """A new project with one indexed task."""
    project = Project.create(path)
    with project.transaction():
        project.tasks.add(task, rows)
        project.tasks.index()
    return project


def spec(model: str = "demo", tasks: tuple[str, ...] = ("task58",)) -> RunSpec:
    """A run's specification."""
    facts = ModelFacts(model, f"{model}.gguf", "ab" * 32, 1234, (("general.architecture", "llama"),))
    return RunSpec(facts, "scripted 1", tasks, 3, 7, False, Sampling(stop=("\n\n",)), limit=5)


def completion(instance_id: str, text: str = "yes") -> Completion:
    """A completion about an instance."""
    return Completion(instance_id, text, Finish.STOP, Usage(10, 4, 2, 0.5, 0.25))


def prompt(instance_id: str) -> Prompt:
    """A prompt about an instance."""
    return Prompt(instance_id, "", "?", (Part("<s>", special=True), Part("?")), ("one", "two"))
