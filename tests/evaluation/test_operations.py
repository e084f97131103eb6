"""What buttons and commands do with runs, against a project on disk."""

import csv
from collections.abc import Generator
from pathlib import Path

import pytest

from workbench.domain.errors import (
    EngineDiedError,
    ProjectMissingError,
    UnknownNameError,
    UnsupportedSamplingError,
    WorkbenchError,
)
from workbench.domain.runs import Answering, Prompt, Sampling, Truncation
from workbench.domain.tasks import Instance, Task
from workbench.engines.base import Loading
from workbench.engines.scripted import ScriptedEngine
from workbench.evaluation.operations import (
    compare_runs,
    export_leaderboard_csv,
    list_completions,
    list_failures,
    list_runs,
    preview_prompt,
    resume_run,
    run_record,
    start_run,
)
from workbench.evaluation.runner import EngineLoading, RunBegan, RunEnded, RunOrder
from workbench.store.project import Project


def instances(task_id: str, count: int) -> list[Instance]:
    """Numbered instances of a task."""
    return [
        Instance(f"{task_id}-{number}", task_id, f"Question {number}?", (f"Answer {number}", "else"))
        for number in range(count)
    ]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with two tasks of the benchmark, one of nobody's, and one without instances."""
    path = tmp_path / "p.medswb"
    with Project.create(path) as opened, opened.transaction():
        for task_id, count in {"task57": 20, "task52": 5, "task900": 4, "task901": 0}.items():
            opened.tasks.add(Task(task_id, f"{task_id}_x", definition=("Say.",)), instances(task_id, count))
    return path


def right(prompt: Prompt) -> str:
    """The first reference of the prompt's instance."""
    return f"Answer {prompt.instance_id.rpartition('-')[2]}"


def ended(project: Path, engine: ScriptedEngine, order: RunOrder) -> str:
    """Run to the end; the run's id."""
    last = list(start_run(project, engine, order))[-1]
    assert isinstance(last, RunEnded)
    return last.run_id


def test_everything_that_decides_is_recorded(project: Path) -> None:
    """A run's record has model, engine, protocol, sampling, seeds, shots, truncation, and sizes of tasks."""
    engine = ScriptedEngine(right)
    order = RunOrder(
        tasks=("task57", "task52", "task57"),
        limit=3,
        sample_seed=7,
        shot_seed=8,
        fixed_shots=True,
        sampling=Sampling(temperature=0.5, top_p=0.9, seed=9, max_new_tokens=50, stop=("\n\n",)),
        truncation=Truncation.LEFT,
        max_prompt_tokens=1000,
    )
    summary, spec = run_record(project, ended(project, engine, order))
    assert spec.model == engine.facts
    assert spec.engine == engine.build
    assert (spec.tasks, spec.pools) == (("task57", "task52"), (20, 5))
    assert (spec.shots, spec.shot_seed, spec.fixed_shots) == (3, 8, True)
    assert (spec.limit, spec.sample_seed, spec.sampling) == (3, 7, order.sampling)
    assert (spec.truncation, spec.max_prompt_tokens, spec.protocol) == (Truncation.LEFT, 1000, "paper")
    assert (summary.asked, summary.answered, summary.failed) == (6, 6, 0)


def test_an_engine_that_cannot_answer_so_is_refused_before_a_run_is_begun(project: Path) -> None:
    """No empty run is left behind."""

    class Simple(ScriptedEngine):
        """Knows free answers only."""

        def check(self, sampling: Sampling) -> None:
            """Refuse everything else."""
            if sampling.answering is not Answering.FREE:
                raise UnsupportedSamplingError("Let it answer freely.")

    engine = Simple(right)
    chosen = RunOrder(("task57",), sampling=Sampling(answering=Answering.LIKELIEST))
    with pytest.raises(UnsupportedSamplingError, match="freely"):
        list(start_run(project, engine, chosen))
    assert list_runs(project) == ()
    ended(project, engine, RunOrder(("task57",)))
    assert len(list_runs(project)) == 1


def test_a_grammar_beside_options_is_refused(project: Path) -> None:
    """Only one of them can say what an answer may be."""
    sampling = Sampling(answering=Answering.CONSTRAINED, grammar='root ::= "x"')
    with pytest.raises(WorkbenchError, match="Leave one of them out"):
        list(start_run(project, ScriptedEngine(right), RunOrder(("task57",), sampling=sampling)))
    assert list_runs(project) == ()


def test_limit_takes_the_first_or_samples(project: Path) -> None:
    """Without a sample seed the first instances are asked; with one a sample, the same each time."""
    engine = ScriptedEngine(right)
    list(start_run(project, engine, RunOrder(("task57",), limit=3)))
    assert engine.asked == ["task57-0", "task57-1", "task57-2"]
    samples: list[list[str]] = []
    for _ in range(2):
        fresh = ScriptedEngine(right, name="fresh" + str(len(samples)))
        list(start_run(project, fresh, RunOrder(("task57",), limit=3, sample_seed=1)))
        samples.append(fresh.asked)
    assert samples[0] == samples[1] != engine.asked
    assert len(set(samples[0])) == 3
    numbers = [int(made_id.rpartition("-")[2]) for made_id in samples[0]]
    assert numbers == sorted(numbers)


def test_reading_the_model_file_is_told_before_the_run_begins(project: Path) -> None:
    """The checksum of a large file takes a while: how far is told, and stopping leaves no run."""

    class Large(ScriptedEngine):
        """A model whose file nobody has read yet."""

        def identify(self) -> Generator[Loading]:
            """Read for a while."""
            yield Loading(0.5, checking=True)

    events = start_run(project, Large({}), RunOrder(("task52",)))
    assert next(events) == EngineLoading(0.5, checking=True)
    events.close()
    assert list_runs(project) == ()
    begun = start_run(project, Large({}), RunOrder(("task52",)))
    assert isinstance([next(begun), next(begun)][1], RunBegan)
    begun.close()
    (run,) = list_runs(project)
    assert next(resume_run(project, Large({}), run.id)) == EngineLoading(0.5, checking=True)


def test_nothing_to_ask_is_refused(project: Path) -> None:
    """A task that is not there, or holds nothing, is refused by name, and no run is made."""
    engine = ScriptedEngine(right)
    with pytest.raises(UnknownNameError, match="task999"):
        list(start_run(project, engine, RunOrder(("task57", "task999"))))
    with pytest.raises(WorkbenchError, match="task901"):
        list(start_run(project, engine, RunOrder(("task901",))))
    with pytest.raises(ProjectMissingError):
        list(start_run(project.with_name("none.medswb"), engine, RunOrder(("task57",))))
    assert list_runs(project) == ()


def test_a_cut_off_run_is_resumed(project: Path) -> None:
    """After the engine died, resuming asks the rest with the same order; the list shows one run."""
    engine = ScriptedEngine(right, dies_after=4)
    with pytest.raises(EngineDiedError):
        list(start_run(project, engine, RunOrder(("task57",))))
    (run,) = list_runs(project)
    assert (run.answered, run.asked) == (4, 20)
    events = list(resume_run(project, engine, run.id))
    assert events[0] == RunBegan(run.id, 20, 4)
    assert sorted(engine.asked) == sorted(f"task57-{number}" for number in range(20))
    assert [row.text for row in list_completions(project, run.id, 18)] == ["Answer 18", "Answer 19"]


def test_another_model_may_not_go_on(project: Path) -> None:
    """A run belongs to one model file; another one is refused with both named, whatever it is called."""
    engine = ScriptedEngine(right, dies_after=4)
    with pytest.raises(EngineDiedError):
        list(start_run(project, engine, RunOrder(("task57",))))
    (run,) = list_runs(project)
    with pytest.raises(WorkbenchError, match=r"made with scripted .* this is other"):
        list(resume_run(project, ScriptedEngine(right, name="other"), run.id))
    with pytest.raises(UnknownNameError, match="r-none"):
        list(resume_run(project, engine, "r-none"))
    assert list_runs(project)[0].answered == 4


def test_preview_is_what_will_be_asked(project: Path) -> None:
    """The prompt shown before a run is the one that the run asks, shots included."""
    seen: dict[str, Prompt] = {}

    def remember(prompt: Prompt) -> str:
        seen[prompt.instance_id] = prompt
        return "x"

    order = RunOrder(("task57",), limit=2, sample_seed=3, shot_seed=4)
    list(start_run(project, ScriptedEngine(remember), order))
    first, second = seen
    assert preview_prompt(project, order, "task57") == seen[first]
    assert preview_prompt(project, order, "task57", second) == seen[second]
    with pytest.raises(WorkbenchError, match="no instances"):
        preview_prompt(project, order, "task901")


def test_completions_and_failures_are_listed(project: Path) -> None:
    """Answers and failures are listed apart; a run that is not there is refused by name."""
    engine = ScriptedEngine(right, failing={"task52-1": "no"})
    run_id = ended(project, engine, RunOrder(("task52",)))
    assert [row.instance_id for row in list_completions(project, run_id)] == [
        f"task52-{number}" for number in (0, 2, 3, 4)
    ]
    assert [failure.instance_id for failure in list_failures(project, run_id)] == ["task52-1"]
    for listing in (list_completions, list_failures):
        with pytest.raises(UnknownNameError):
            listing(project, "r-none")


def test_comparison_is_over_what_all_answered(project: Path) -> None:
    """Runs are compared on the instances they share, with the references beside."""
    first = ended(project, ScriptedEngine(right), RunOrder(("task57",), limit=10))
    other = ScriptedEngine(lambda prompt: "else" if prompt.instance_id == "task57-2" else "?", name="other")
    second = ended(project, other, RunOrder(("task57",), limit=5))
    comparison = compare_runs(project, [first, second])
    assert [row.instance_id for row in comparison.rows] == [f"task57-{number}" for number in range(5)]
    assert comparison.rows[2].texts == ("Answer 2", "else")
    assert comparison.rows[2].references == ("Answer 2", "else")
    assert [run.id for run in comparison.runs] == [first, second]
    assert comparison.matches == (5, 1)


def test_comparison_tells_what_is_gone(project: Path) -> None:
    """Instances that left the project since are counted, not forgotten."""
    runs = [
        ended(project, ScriptedEngine(right, name=name), RunOrder(("task57", "task52"), limit=2))
        for name in ("a", "b")
    ]
    with Project(project) as opened:
        opened.tasks.delete("task52")
    comparison = compare_runs(project, runs)
    assert ([row.task_id for row in comparison.rows], comparison.gone) == (["task57", "task57"], 2)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_comparison_needs_two_runs(project: Path, count: int) -> None:
    """One run, or the same twice, is no comparison."""
    run_id = ended(project, ScriptedEngine(right), RunOrder(("task52",)))
    with pytest.raises(WorkbenchError, match="two or more different"):
        compare_runs(project, [run_id] * count)


def test_leaderboard_files_are_upstreams(project: Path, tmp_path: Path) -> None:
    """One file for each folder of the benchmark, with whole prompts and first references."""
    engine = ScriptedEngine(right, name="my_model")
    run_id = ended(project, engine, RunOrder(("task57", "task52", "task900"), limit=2))
    files = export_leaderboard_csv(project, run_id, tmp_path / "out")
    assert {file.file.name for file in files} == {
        "eval_results_MCQA_1_context_1_oriINS_my-model.csv",
        "eval_results_Rationale_1_context_1_oriINS_my-model.csv",
        "eval_results_task900_1_context_1_oriINS_my-model.csv",
    }
    assert {(file.rows_in, file.rows_out) for file in files} == {(2, 2)}
    with (tmp_path / "out" / "eval_results_MCQA_1_context_1_oriINS_my-model.csv").open(
        newline="", encoding="utf-8"
    ) as file:
        rows = list(csv.DictReader(file))
    order = RunOrder(("task57",))
    assert [row["input"] for row in rows] == [
        preview_prompt(project, order, "task57", f"task57-{number}").text for number in range(2)
    ]
    assert [(row["task_id"], row["GT"], row["output"]) for row in rows] == [
        ("task57", "Answer 0", "Answer 0"),
        ("task57", "Answer 1", "Answer 1"),
    ]


def test_leaderboard_counts_what_it_cannot_write(project: Path, tmp_path: Path) -> None:
    """Rows whose instances are gone are counted as in, not as out; a run without answers is refused."""
    run_id = ended(project, ScriptedEngine(right), RunOrder(("task57",), limit=2))
    with Project(project) as opened:
        opened.tasks.delete("task57")
    (file,) = export_leaderboard_csv(project, run_id, tmp_path / "out")
    assert (file.rows_in, file.rows_out) == (2, 0)
    failing = ScriptedEngine({}, name="none")
    empty = ended(project, failing, RunOrder(("task52",)))
    with pytest.raises(WorkbenchError, match="no completions"):
        export_leaderboard_csv(project, empty, tmp_path / "out")
