"""What a right form is, for each demo task: what a careful reader would accept, whatever its content."""

import re
from collections.abc import Callable

from workbench.domain.languages import language_of
from workbench.domain.tasks import Instance, Task

CHOICE = {
    "en": r"The right answer is [A-E]: .+",
    "zh": r"正确答案是 [A-E]: .+",
    "ja": r"正しい答えは [A-E]: .+ です",
    "fr": r"La bonne réponse est [A-E]: .+",
    "ru": r"Правильный ответ: [A-E]: .+",
    "es": r"La respuesta correcta es [A-E]: .+",
}
"""How an answer to a multiple-choice question reads in each language."""

NONE = "There is no related entity."
"""What stands where a sentence names no entity."""

_SENTENCE_END = re.compile(r"[.!?](?=\s|$)|[。！？]")


def right_form(task: Task, instance: Instance, answer: str) -> bool:
    """Whether `answer` has the form that `task` asks for."""
    return _FORMS[task.id](task, instance, answer)


def _choice(_task: Task, instance: Instance, answer: str) -> bool:
    """The sentence of the question's language, with a letter and the option that has this letter."""
    if not re.fullmatch(CHOICE[language_of(instance.input) or "en"], answer):
        return False
    letter, _, option = re.findall(r"([A-E])(: )([^\n]+)", answer)[0]
    return f"{letter}: {option.removesuffix(' です')}\t" in instance.input


def _summary(_task: Task, _instance: Instance, answer: str) -> bool:
    """One sentence of 5 to 40 words."""
    sentences = _SENTENCE_END.findall(answer)
    return (
        "\n" not in answer and answer.endswith(".") and len(sentences) == 1 and 5 <= len(answer.split()) <= 40
    )


def _prescription(_task: Task, _instance: Instance, answer: str) -> bool:
    """Three named facts."""
    return bool(re.fullmatch(r"Medicine: [^;]+; Dose: [^;]+; Frequency: [^;]+", answer))


def _explanation(_task: Task, instance: Instance, answer: str) -> bool:
    """Two to four sentences in the language of the question."""
    sentences = _SENTENCE_END.findall(answer)
    return language_of(answer) == language_of(instance.input) and 2 <= len(sentences) <= 4


def _entities(_task: Task, instance: Instance, answer: str) -> bool:
    """Names that stand in the sentence, or that there are none."""
    names = answer.removesuffix(".").split(", ")
    return answer == NONE or (answer.endswith(".") and all(name in instance.input for name in names))


def _named(before: str, after: str) -> Callable[[Task, Instance, str], bool]:
    """A fixed sentence around one entry of the list in the definition."""

    def form(task: Task, _instance: Instance, answer: str) -> bool:
        chosen = answer.removeprefix(before).removesuffix(after)
        return answer == before + chosen + after and chosen in listed(task)

    return form


def listed(task: Task) -> list[str]:
    """The entries of the list in a definition."""
    return re.split(r", ", re.findall(r"(?:list|labels): ([^.]+)\.", task.instruction)[0])


def _labels(task: Task, _instance: Instance, answer: str) -> bool:
    """Labels of the definition, separated by commas, none twice."""
    labels = answer.split(", ")
    return set(labels) <= set(listed(task)) and len(set(labels)) == len(labels)


def _word(*words: str) -> Callable[[Task, Instance, str], bool]:
    """Just one of `words`."""
    return lambda _task, _instance, answer: answer in words


_FORMS: dict[str, Callable[[Task, Instance, str], bool]] = {
    "task9001": _choice,
    "task9002": _summary,
    "task9003": _prescription,
    "task9004": _explanation,
    "task9005": _entities,
    "task9006": _named("The diagnosis result is ", "."),
    "task9007": _named("The treatment planning is: ", ""),
    "task9008": _word("true", "false"),
    "task9009": _labels,
    "task9010": _word("yes", "no"),
    "task9011": _word("entailment", "neutral", "contradiction"),
}
