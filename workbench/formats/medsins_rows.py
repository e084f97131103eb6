"""Rows of a task file, checked one by one: an instance when it is one, else the reason why not."""

from collections.abc import Sequence

from workbench.domain.ids import instance_id
from workbench.domain.languages import language_code, language_of
from workbench.domain.tasks import Instance, Reported, Task, TextList
from workbench.formats.json_stream import Number, RepeatedKey

SURROGATE = "holds half of a surrogate pair, which is no character"
_FIELDS = ("id", "input", "output")


def holds_surrogate(text: str) -> bool:
    """Whether `text` has a lone surrogate: nothing can store it, and replacing it would change the data."""
    if text.isascii():
        return False
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def kind_of(value: object) -> str:
    """What a JSON value is, for messages."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    names = {str: "a text", Number: "a number", list: "a list"}
    return names.get(type(value), "an object")


class InstanceReader:
    """Makes the instances of one task from its file's rows, in order."""

    def __init__(self, task: Task) -> None:
        self._task_id = task.id
        self._languages = _declared(task.input_language)
        # Ids as numbers: the smallest thing in memory that tells 100,000 rows apart.
        self._seen: set[int] = set()
        self._repeats: dict[int, int] = {}

    def read(self, index: int, row: object) -> Instance | Reported:
        """The instance that `row` is, or what is wrong with it."""
        if not isinstance(row, dict):
            return Reported(index, None, f"is {kind_of(row)}, not an object")
        if isinstance(row, RepeatedKey) and row.key in _FIELDS:
            return Reported(index, row.key, "stands twice in the instance")
        text, output, source_id = row.get("input"), row.get("output"), row.get("id")
        fault = _fault(row, text, output, source_id)
        if fault is not None:
            return Reported(index, *fault)
        assert isinstance(text, str)
        references = (output,) if isinstance(output, str) else tuple(output or ())
        try:
            made_id = instance_id(self._task_id, text, references, errors="strict")
        except UnicodeEncodeError:
            return Reported(index, "input" if holds_surrogate(text) else "output", SURROGATE)
        return self._instance(made_id, text, references, source_id)

    def _instance(self, made_id: str, text: str, references: TextList, source_id: object) -> Instance:
        written = source_id.text if isinstance(source_id, Number) else source_id
        key = int(made_id, 16)
        if key in self._seen:
            self._repeats[key] = self._repeats.get(key, 0) + 1
            made_id = instance_id(self._task_id, text, references, self._repeats[key])
        else:
            self._seen.add(key)
        return Instance(
            made_id,
            self._task_id,
            text,
            references,
            # Our own writer gives an id to instances that came without one.
            None if not written or written == own_id(self._task_id, made_id) else str(written),
            self._language(text),
        )

    def _language(self, text: str) -> str | None:
        if len(self._languages) == 1:
            return self._languages[0]
        told = [code for code in self._languages if code is not None]
        if len(told) == len(self._languages) > 0:
            return language_of(text, told)
        # Some declared language is none of the six, or none is declared: only a clear case counts.
        code = language_of(text)
        return code if not told or code in told else None


def own_id(task_id: str, made_id: str) -> str:
    """The `id` that a written file gives an instance whose source gave none."""
    return f"{task_id}-{made_id}"


def _declared(names: Sequence[str]) -> tuple[str | None, ...]:
    """The codes of the languages a head declares; one that is not of the six leaves it open."""
    spelled = [part for name in names for part in name.replace(";", ",").replace("/", ",").split(",")]
    return tuple(dict.fromkeys(language_code(name) for name in spelled if name.strip()))


def _fault(row: dict[str, object], text: object, output: object, source_id: object) -> tuple[str, str] | None:
    """The first field with a fault that shows before its text is encoded, and the fault."""
    if (fault := _input_fault(row, text)) is not None:
        return "input", fault
    if (fault := _output_fault(row, output)) is not None:
        return "output", fault
    if (fault := _id_fault(source_id)) is not None:
        return "id", fault
    return None


def _input_fault(row: dict[str, object], text: object) -> str | None:
    if not isinstance(text, str):
        return f"is {kind_of(text)}, not a text" if "input" in row else "is missing"
    return None if text.strip() else "is empty"


def _output_fault(row: dict[str, object], output: object) -> str | None:
    if isinstance(output, str):
        return None
    if not isinstance(output, list):
        return f"is {kind_of(output)}, not a text or a list of texts" if "output" in row else "is missing"
    if not output:
        return "is an empty list"
    for reference in output:
        if not isinstance(reference, str):
            return f"holds {kind_of(reference)} where a text should stand"
    return None


def _id_fault(source_id: object) -> str | None:
    if source_id is None or isinstance(source_id, Number):
        return None
    if not isinstance(source_id, str):
        return f"is {kind_of(source_id)}, not a text or a number"
    return SURROGATE if holds_surrogate(source_id) else None
