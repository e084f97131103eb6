"""Runs of a real engine in a real project, and everything that can go wrong in the middle of one.

Each fault is a typed error that says what to do. The project stays sound, holds every answer that was told,
and the run goes on later: what was answered is not asked again, and everything is answered once.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from tests.engines.llama import entries
from tests.engines.tiny_model import write_model
from workbench.domain.errors import (
    EngineDiedError,
    EngineMemoryError,
    ModelFileError,
    ProjectError,
    UnsupportedModelError,
    WorkbenchError,
)
from workbench.domain.runs import Prompt, RunState, Sampling
from workbench.domain.tasks import Instance, Task
from workbench.engines.base import EngineEvent
from workbench.engines.llama.channel import Entry
from workbench.engines.llama.client import LlamaEngine
from workbench.engines.llama.process import main
from workbench.engines.llama.settings import LlamaSettings
from workbench.evaluation.operations import list_completions, list_failures, list_runs, resume_run, start_run
from workbench.evaluation.runner import ItemDone, RunBegan, RunEvent, RunOrder
from workbench.store.project import Project
from workbench.store.verify import verify

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits")

COUNT = 40
ORDER = RunOrder(("task901",), shots=0, sampling=Sampling(max_new_tokens=16))
PLANNED = [f"task901-{number}" for number in range(COUNT)]
Fault = Callable[[LlamaEngine], None]


class Counting(LlamaEngine):
    """A real engine that remembers what it was given to answer."""

    def __init__(self, path: Path, cache: Path, *, entry: Entry = main, **settings: Any) -> None:
        super().__init__(path, LlamaSettings(sequences=4, window=8, **settings), cache, entry=entry)
        self.asked: list[str] = []

    def complete(self, prompts: Iterable[Prompt], *args: Any, **kwargs: Any) -> Generator[EngineEvent]:
        """Answer, and remember."""
        yield from super().complete(self._remembered(prompts), *args, **kwargs)

    def _remembered(self, prompts: Iterable[Prompt]) -> Iterator[Prompt]:
        for prompt in prompts:
            self.asked.append(prompt.instance_id)
            yield prompt


MakeCounting = Callable[..., Counting]


@pytest.fixture
def counting(tiny_model: Path, engine_cache: Path) -> Iterator[MakeCounting]:
    """Makes engines that count, of the tiny model unless told otherwise."""
    made: list[Counting] = []

    def make(path: Path | None = None, **settings: Any) -> Counting:
        made.append(Counting(path or tiny_model, engine_cache, **settings))
        return made[-1]

    yield make
    for engine in made:
        engine.close()


def new_project(file: Path) -> Path:
    """A project with one task of short instances."""
    rows = [Instance(name, "task901", f"Question {name} about fever?", ("No",)) for name in PLANNED]
    with Project.create(file) as project:
        project.tasks.add(Task("task901", "task901_demo", definition=("Answer.",)), rows)
    return file


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project on the disk of the tests."""
    return new_project(tmp_path / "p.medswb")


def told(events: Generator[RunEvent], engine: LlamaEngine, fault: Fault | None) -> dict[str, str]:
    """The answers that are told until the end, or until an error; the fault comes after the fifth."""
    found: dict[str, str] = {}
    with closing(events), suppress(WorkbenchError):
        for event in events:
            if isinstance(event, ItemDone):
                assert event.completion.instance_id not in found
                found[event.completion.instance_id] = event.completion.text
                if len(found) == 5 and fault is not None:
                    fault(engine)
    return found


class Watched:
    """The events of a run, and how they ended."""

    def __init__(self, events: Generator[RunEvent]) -> None:
        self._events = events
        self.run_id = ""
        self.error: WorkbenchError | None = None

    def __call__(self) -> Generator[RunEvent]:
        """The events."""
        try:
            for event in self._events:
                if isinstance(event, RunBegan):
                    self.run_id = event.run_id
                yield event
        except WorkbenchError as error:
            self.error = error
            raise


def broken(project: Path, engine: LlamaEngine, fault: Fault | None) -> tuple[str, WorkbenchError]:
    """A run that a fault ended: its id and the error. Everything that was told is in the sound project."""
    watched = Watched(start_run(project, engine, ORDER))
    found = told(watched(), engine, fault)
    assert watched.error is not None
    assert len(found) < COUNT
    assert verify(project) == ()
    held = {row.instance_id: row.text for row in list_completions(project, watched.run_id)}
    assert held == found
    assert list_runs(project)[0].state is RunState.OPEN
    return watched.run_id, watched.error


def goes_on(project: Path, run_id: str, engine: Counting) -> None:
    """Resumed, the run asks exactly what it lacks, once; what was there is as it was."""
    before = {row.instance_id: row.text for row in list_completions(project, run_id)}
    assert set(told(resume_run(project, engine, run_id), engine, None)) == set(PLANNED) - set(before)
    assert engine.asked == [name for name in PLANNED if name not in before]
    after = {row.instance_id: row.text for row in list_completions(project, run_id)}
    assert list(after) == PLANNED
    assert before.items() <= after.items()
    summary = list_runs(project)[0]
    assert (summary.state, summary.answered, summary.failed) == (RunState.DONE, COUNT, 0)
    assert verify(project) == ()


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (signal.SIGKILL, "SIGKILL, the system or a person ended it"),
        (signal.SIGABRT, "SIGABRT, llama.cpp gave up"),
        (signal.SIGSEGV, "SIGSEGV, it used memory that is not its own"),
        (signal.SIGSTOP, "no sign of life for 2 seconds"),
    ],
)
def test_a_process_that_is_ended_or_stopped(
    project: Path, counting: MakeCounting, number: signal.Signals, words: str
) -> None:
    """From outside, or by itself, or it just does nothing any more."""

    def fault(engine: LlamaEngine) -> None:
        assert engine.pid is not None
        os.kill(engine.pid, number)

    run_id, error = broken(project, counting(stall_seconds=2.0), fault)
    assert isinstance(error, EngineDiedError)
    assert words in str(error)
    assert "can be resumed" in str(error)
    goes_on(project, run_id, counting())


def test_the_same_engine_goes_on(project: Path, counting: MakeCounting) -> None:
    """It need not be made anew: its next use starts another process."""
    engine = counting()

    def fault(engine: LlamaEngine) -> None:
        assert engine.pid is not None
        os.kill(engine.pid, signal.SIGKILL)

    run_id, _error = broken(project, engine, fault)
    engine.asked.clear()
    goes_on(project, run_id, engine)


@pytest.mark.skipif(sys.platform != "linux", reason="needs prlimit")
def test_memory_that_the_system_refuses(project: Path, counting: MakeCounting) -> None:
    """A limit on the process: what it asks for is not given."""
    import resource  # noqa: PLC0415 - not on Windows

    def fault(engine: LlamaEngine) -> None:
        assert engine.pid is not None
        for line in Path(f"/proc/{engine.pid}/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmSize:"):
                most = int(line.split()[1]) * 1024 + 16_000_000
        resource.prlimit(engine.pid, resource.RLIMIT_AS, (most, most))

    run_id, error = broken(project, counting(entry=entries.eats_memory), fault)
    assert isinstance(error, EngineMemoryError)
    assert "Close other programs" in str(error)
    goes_on(project, run_id, counting())


@pytest.mark.skipif(sys.platform != "linux", reason="needs control groups")
def test_memory_that_the_system_takes_back(project: Path, counting: MakeCounting) -> None:
    """A control group's limit: the system ends the process, and the error says why."""
    root = Path("/sys/fs/cgroup/memory")
    limit = "memory.limit_in_bytes"
    if not (root / limit).exists():
        root, limit = Path("/sys/fs/cgroup"), "memory.max"
    group = root / f"workbench-test-{os.getpid()}"
    try:
        group.mkdir()
        (group / limit).write_text("24000000", encoding="ascii")
    except OSError as refusal:
        with suppress(OSError):
            group.rmdir()
        pytest.skip(f"no control group can be made here: {refusal}")

    def fault(engine: LlamaEngine) -> None:
        (group / "cgroup.procs").write_text(str(engine.pid), encoding="ascii")

    try:
        run_id, error = broken(project, counting(entry=entries.eats_memory), fault)
    finally:
        group.rmdir()
    assert isinstance(error, EngineMemoryError)
    assert "memory had run out" in str(error)
    goes_on(project, run_id, counting())


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A disk of four megabytes."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)]
    done = subprocess.run(mount, check=False, capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root mounts a disk")
def test_a_disk_that_is_full(tmp_path: Path, counting: MakeCounting) -> None:
    """What cannot be saved is not told; with some room again the run goes on."""
    with small_disk(tmp_path / "disk") as disk:
        project, filler = new_project(disk / "p.medswb"), disk / "filler"

        def fault(_engine: LlamaEngine) -> None:
            with suppress(OSError), filler.open("wb", buffering=0) as file:
                while file.write(b"x" * 4096):
                    pass

        watched = Watched(start_run(project, counting(), ORDER))
        engine = counting()
        found = told(watched(), engine, fault)
        assert isinstance(watched.error, ProjectError)
        assert "the disk is full" in str(watched.error)
        assert "make room and try again" in str(watched.error)
        filler.unlink()
        assert verify(project) == ()
        held = {row.instance_id: row.text for row in list_completions(project, watched.run_id)}
        assert held == found
        assert 5 <= len(found) < COUNT
        goes_on(project, watched.run_id, engine)


def test_a_file_that_may_not_grow(project: Path, counting: MakeCounting) -> None:
    """A quota, or a limit on file sizes: SQLite calls it an error of the disk, we say what it may be."""
    import resource  # noqa: PLC0415 - not on Windows

    before = resource.getrlimit(resource.RLIMIT_FSIZE)

    def fault(_engine: LlamaEngine) -> None:
        size = project.with_name(f"{project.name}-wal").stat().st_size
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 50_000, before[1]))

    watched = Watched(start_run(project, counting(), ORDER))
    try:
        found = told(watched(), counting(), fault)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert isinstance(watched.error, ProjectError)
    assert "The last step was not written" in str(watched.error)
    assert verify(project) == ()
    assert {row.instance_id: row.text for row in list_completions(project, watched.run_id)} == found
    assert 5 <= len(found) < COUNT
    goes_on(project, watched.run_id, counting())


def test_a_model_file_that_is_cut_off_meanwhile(
    tmp_path: Path, tiny_model: Path, project: Path, counting: MakeCounting
) -> None:
    """A copy that somebody writes over: the error names it, as long as it is cut; whole again, it goes on."""
    content = tiny_model.read_bytes()
    path = tmp_path / "own.gguf"
    path.write_bytes(content)

    def fault(engine: LlamaEngine) -> None:
        os.truncate(path, 300_000)

    run_id, error = broken(project, counting(path), fault)
    assert isinstance(error, ModelFileError)
    assert "“own.gguf” is cut off" in str(error)
    assert "Download or copy it again" in str(error)
    held = len(list_completions(project, run_id))
    with pytest.raises(ModelFileError, match=r"own\.gguf.*455744 bytes"):
        list(resume_run(project, counting(path), run_id))
    assert verify(project) == ()
    assert len(list_completions(project, run_id)) == held
    path.write_bytes(content)
    goes_on(project, run_id, counting(path))


def test_a_model_of_an_unknown_architecture(tmp_path: Path, project: Path, counting: MakeCounting) -> None:
    """The run is kept, empty; a run of another model in the same project is not touched by it."""
    path = write_model(tmp_path / "new.gguf", architecture="frobnicator")
    run_id, error = broken(project, counting(path), None)
    assert isinstance(error, UnsupportedModelError)
    assert "frobnicator" in str(error)
    assert list_completions(project, run_id) == ()
    engine = counting()
    assert set(told(start_run(project, engine, ORDER), engine, None)) == set(PLANNED)
    assert [run.answered for run in list_runs(project)] == [COUNT, 0]


def test_a_context_that_is_too_small(project: Path, counting: MakeCounting) -> None:
    """Only what does not fit fails, with what to do; a larger context asks only that."""
    long = [f"task901-long-{number}" for number in range(3)]
    with Project(project) as opened:
        rows = [Instance(name, "task902", "fever and pain " * 60, ("No",)) for name in long]
        opened.tasks.add(Task("task902", "task902_demo", definition=("Answer.",)), rows)
    order = RunOrder(("task902", "task901"), shots=0, sampling=Sampling(max_new_tokens=16))
    engine = counting(context=200)
    assert set(told(start_run(project, engine, order), engine, None)) == set(PLANNED)
    (run,) = list_runs(project)
    assert (run.state, run.answered, run.failed) == (RunState.DONE, COUNT, 3)
    failures = list_failures(project, run.id)
    assert [failure.instance_id for failure in failures] == long
    assert {failure.kind for failure in failures} == {"PromptTooLongError"}
    assert all("a larger context" in failure.reason for failure in failures)
    assert verify(project) == ()
    engine = counting(context=2000)
    assert set(told(resume_run(project, engine, run.id), engine, None)) == set(long)
    assert engine.asked == long
    (run,) = list_runs(project)
    assert (run.answered, run.failed) == (COUNT + 3, 0)
