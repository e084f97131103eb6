"""Which instance of a project a row of somebody else's results is about.

Upstream's files hold the whole prompt: control tokens, shots, definition, and at its end the instance.
So the text behind the last "Input:", the last user's turn or the definition is looked up in an index of
the task's inputs; never is one compared with all. Only when nothing is equal, white space is taken
lightly, and that is said.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from workbench.domain.foreign import ForeignRow
from workbench.domain.tasks import Instance
from workbench.store.project import Project

LOOSELY = "its input is the instance's but for white space"
OTHER_REFERENCE = "what it says is right is not what the project says"

_STARTS = ("Input:\n", "user<|end_header_id|>\n\n", "<|im_start|>user\n", "[INST]", "Input:")
"""What stands before an instance's input in upstream's prompts and in other families' chat formats."""
_ENDS = ("\nOutput:", "<|eot_id|>", "<|im_end|>", "[/INST]", "</s>")
"""What stands behind it."""
_MOST_STARTS = 16
_MOST_STARTS_LOOSELY = 3


@dataclass(frozen=True, slots=True)
class Match:
    """What was found for a row."""

    instance_id: str | None
    """None when no instance matched."""
    task_id: str | None = None
    """The instance's."""
    said: str = ""
    """Why there is none, or what is odd about the one found; empty when there is nothing to say."""


class Matcher:
    """Finds the instances of one project. Equal inputs of a task are given out one after the other."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._given: set[str] = set()
        self._known = tuple(summary.id for summary in project.tasks.summaries())
        self._tasks: dict[str, _Task] = {}

    def match(self, row: ForeignRow) -> Match:
        """The instance that `row` is about; of several equal ones the next that has the row's reference."""
        named = row.task_id.strip() if row.task_id is not None else None
        if named is not None and named not in self._known:
            return Match(None, said=f"the project has no task “{named}”" if named else "it names no task")
        chosen = self._known if named is None else (named,)
        for loosely in (False, True):
            for task_id in chosen:
                found = self._task(task_id).find(row, loosely)
                if found is not None:
                    odd = (LOOSELY if loosely else "", found[1])
                    return Match(found[0], task_id, "; ".join(filter(None, odd)))
        where = f"no instance of {named}" if named is not None else "no instance of the project"
        return Match(None, said=f"{where} has its input")

    def _task(self, task_id: str) -> "_Task":
        if task_id not in self._tasks:
            tasks = self._project.tasks
            definitions = tasks.get(task_id).definition
            self._tasks[task_id] = _Task(definitions, lambda: tasks.iterate(task_id), self._given)
        return self._tasks[task_id]


class _Task:
    """The inputs of one task."""

    def __init__(
        self, definitions: Sequence[str], instances: Callable[[], Iterable[Instance]], given: set[str]
    ) -> None:
        self._definitions = definitions
        self._instances = instances
        self._lookups: dict[bool, _Lookup] = {}
        self._given = given

    def find(self, row: ForeignRow, loosely: bool) -> tuple[str, str] | None:
        """The id of the next instance that has the row's input, and what is odd about it."""
        if loosely not in self._lookups:
            self._lookups[loosely] = _Lookup(self._instances(), _squeezed if loosely else str.strip)
        lookup = self._lookups[loosely]
        most = _MOST_STARTS_LOOSELY if loosely else _MOST_STARTS
        for text in row.inputs:
            for query in queries(text, self._definitions, most):
                found = lookup.next(query, row.reference, self._given)
                if found is not None:
                    self._given.add(found[0])
                    return found
        return None


class _Lookup:
    """Ids by input, and by input and reference. Hashes stand for the texts: a task can be 170 MB."""

    def __init__(self, instances: Iterable[Instance], plain: Callable[[str], str]) -> None:
        self._plain = plain
        self._lengths: set[int] = set()
        self._by_input: dict[int, list[str]] = {}
        self._by_reference: dict[int, list[str]] = {}
        self._next: dict[int, int] = {}
        for instance in instances:
            text = plain(instance.input)
            self._lengths.add(len(text))
            key = _hashed(text)
            self._by_input.setdefault(key, []).append(instance.id)
            for reference in dict.fromkeys(plain(one) for one in instance.references):
                self._by_reference.setdefault(_hashed(reference, key), []).append(instance.id)

    def next(self, query: str, reference: str | None, given: set[str]) -> tuple[str, str] | None:
        """The next of the instances with that input that is not `given`, the first again when all are."""
        text = self._plain(query)
        if len(text) not in self._lengths:
            return None
        key = _hashed(text)
        ids = self._by_input.get(key)
        if ids is None:
            return None
        if reference is None:
            return self._turn(key, ids, given), ""
        pair = _hashed(self._plain(reference), key)
        right = self._by_reference.get(pair)
        if right is None:
            return self._turn(key, ids, given), OTHER_REFERENCE
        return self._turn(pair, right, given), ""

    def _turn(self, key: int, ids: Sequence[str], given: set[str]) -> str:
        """The next of `ids` that is not in `given`, else the first. Each is passed over once only."""
        place = self._next.get(key, 0)
        while place < len(ids) and ids[place] in given:
            place += 1
        self._next[key] = place
        return ids[place] if place < len(ids) else ids[0]


def queries(prompt: str, definitions: Sequence[str] = (), most: int = _MOST_STARTS) -> Iterator[str]:
    """Texts that may be the instance's input in `prompt`, the likeliest first: those near its end."""
    yield prompt
    for place in _places(prompt, definitions)[:most]:
        rest = prompt[place:]
        for end in _ENDS:
            stop = rest.rfind(end)
            if stop >= 0:
                yield rest[:stop]
        yield rest


def _places(prompt: str, definitions: Sequence[str]) -> list[int]:
    """Where an instance's input may begin, from the end backwards."""
    found = set()
    for start in _STARTS:
        place = len(prompt)
        for _time in range(_MOST_STARTS):
            place = prompt.rfind(start, 0, place)
            if place < 0:
                break
            found.add(place + len(start))
    for definition in definitions:
        place = prompt.rfind(definition) if definition else -1
        if place >= 0:
            found.add(place + len(definition))
    return sorted(found, reverse=True)


def _squeezed(text: str) -> str:
    """`text` with every stretch of white space as one space."""
    return " ".join(text.split())


def _hashed(text: str, seed: int = 0) -> int:
    """A number for `text`, and for what `seed` stands for: 64 bits, so that equal ones are equal texts."""
    return hash((text, seed))
