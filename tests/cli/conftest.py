"""A command line to call, and task files to call it with."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest

from workbench.cli.call import EngineOptions
from workbench.cli.engines import open_engine
from workbench.cli.main import main
from workbench.engines.base import Engine
from workbench.paths import Paths


@dataclass(frozen=True, slots=True)
class Result:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as one JSON document."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """Standard output as JSON lines."""
        return [json.loads(line) for line in self.out.split("\n")[:-1]]


class CommandLine(Protocol):
    """Calls a command."""

    def __call__(self, *words: object, engine: Engine | None = None) -> Result:
        """Carry out the command in `words`, with `engine` for whatever --model says."""


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """The command line, in this process."""

    def call(*words: object, engine: Engine | None = None) -> Result:
        def given(_model: str, _paths: Paths, _options: EngineOptions) -> Engine:
            assert engine is not None
            return engine

        capsys.readouterr()
        try:
            code = main([str(word) for word in words], engines=given if engine is not None else open_engine)
        except SystemExit as end:
            code = int(end.code or 0)
        said = capsys.readouterr()
        return Result(code, said.out, said.err)

    return call


def task_file(folder: Path, number: int, count: int, **changes: object) -> Path:
    """A task file with `count` numbered instances."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"task{number}_demo_question_answering.json"
    head = {
        "Contributors": ["A"],
        "Categories": ["Question Answering"],
        "Definition": ["Answer the question."],
        "Input_language": ["English"],
        "Instances": [
            {"input": f"Question {place} of {number}?", "output": f"Answer {place}"} for place in range(count)
        ],
    }
    file.write_text(json.dumps(head | changes, ensure_ascii=False), encoding="utf-8")
    return file


MakeTask = Callable[..., Path]


@pytest.fixture
def make_task(tmp_path: Path) -> MakeTask:
    """Writes task files: a number, how many instances, and keys that shall differ."""

    def make(number: int, count: int = 5, **changes: object) -> Path:
        return task_file(tmp_path / "tasks", number, count, **changes)

    return make


@pytest.fixture
def filled(cli: CommandLine, make_task: MakeTask) -> CommandLine:
    """A command line whose default project holds task901 and task902, six instances each."""
    files = [make_task(number, 6) for number in (901, 902)]
    assert cli("import", *files).code == 0
    return cli
