"""`run` tells what happens, keeps what is saved, and says how to go on."""

import os
import signal
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from workbench.domain.errors import EngineError, ProjectError
from workbench.domain.runs import Prompt
from workbench.engines import power
from workbench.engines.base import EngineEvent, Loading
from workbench.engines.scripted import ScriptedEngine
from workbench.paths import user_paths
from workbench.settings import Settings, save_settings

RUN = ("run", "--model", "scripted", "--tasks", "task901,task902")


def right(prompt: Prompt) -> str:
    """An answer to every prompt."""
    return f"Answer with {len(prompt.shot_ids)} shots"


def test_run_prints_events_and_ends_as_specified(filled: Any) -> None:
    """JSON lines; the last is the end with run, asked, answered, failed and seconds."""
    result = filled(*RUN, "--json", engine=ScriptedEngine(right))
    assert result.code == 0
    begin, *answers, end = result.lines
    assert begin == {"event": "begin", "run": end["run"], "asked": 12, "held": 0, "without_options": []}
    assert [line["event"] for line in answers] == ["answered"] * 12
    assert [line["done"] for line in answers] == list(range(1, 13))
    assert answers[0]["completion"] == "Answer with 3 shots"
    assert set(end) == {"event", "run", "asked", "answered", "failed", "seconds"}
    assert (end["event"], end["asked"], end["answered"], end["failed"]) == ("end", 12, 12, 0)


def test_options_reach_the_run(filled: Any) -> None:
    """Tasks, limit, seeds, shots and sampling are what the run is recorded with."""
    words = "--limit 2 --sample-seed 5 --shots 0 --temperature 0.5 --seed 3 --max-new-tokens 2".split()
    engine = ScriptedEngine(right)
    result = filled(*RUN, *words, "--json", engine=engine)
    assert result.lines[-1]["asked"] == 4
    assert result.lines[1]["completion"] == "Answer with"
    assert result.lines[1]["finish"] == "length"
    (run,) = filled("runs", "--json").json
    assert (run["shots"], run["asked"], run["tasks"]) == (0, 4, ["task901", "task902"])


def test_ways_of_answering_reach_the_model(filled: Any, make_task: Any, tmp_path: Path) -> None:
    """A closed task is answered with an option; an open one freely, which is said and told to programs."""
    filled("import", make_task(12, 3))
    engine = ScriptedEngine(lambda prompt: " ".join(("yes", *prompt.options)))
    asked = ("run", "--model", "m", "--tasks", "task12,task901", "--limit", 1, "--shots", 0, "--json")
    result = filled(*asked, "--answers", "likeliest", engine=engine)
    begin, closed, free, _end = result.lines
    assert begin["without_options"] == ["task901"]
    assert "task901 has no listed options; it is answered freely" in result.err
    assert (closed["completion"], closed["finish"]) == ("yes", "chosen")
    assert (free["completion"], free["finish"]) == ("yes", "stop")
    run_id = begin["run"]
    assert filled("run", "--resume", run_id, "--answers", "likeliest", engine=engine).code == 0
    other = filled("run", "--resume", run_id, "--answers", "constrained", engine=engine)
    assert (other.code, "another --answers" in other.err) == (3, True)


def test_a_grammar_is_read_from_its_file(filled: Any, tmp_path: Path) -> None:
    """It is recorded with the run; what is no grammar is refused by name, before anything is asked."""
    file = tmp_path / "list.gbnf"
    engine = ScriptedEngine(right)
    for content, reason in (
        (None, "cannot be read"),
        (b"\xff", "cannot be read"),
        (b"x ::= y", "named root"),
    ):
        if content is not None:
            file.write_bytes(content)
        refused = filled(*RUN, "--grammar", file, engine=engine)
        assert (refused.code, "list.gbnf" in refused.err, reason in refused.err) == (3, True, True)
    file.write_text('# a list\nroot ::= item ("," item)*\nitem ::= [a-z]+\n', encoding="utf-8")
    run_id = filled(*RUN, "--grammar", file, "--json", engine=engine).lines[0]["run"]
    assert filled("run", "--resume", run_id, "--grammar", file, engine=engine).code == 0
    file.write_text("root ::= [0-9]", encoding="utf-8")
    assert "another --grammar" in filled("run", "--resume", run_id, "--grammar", file, engine=engine).err
    both = filled(*RUN, "--grammar", file, "--answers", "likeliest", engine=engine)
    assert (both.code, "Leave one of them out" in both.err) == (3, True)


def test_run_for_people_ends_with_what_to_do_next(filled: Any) -> None:
    """A sentence about the run and the command that lists its completions; progress on the side."""
    result = filled(*RUN, engine=ScriptedEngine(right))
    first, second = result.out.splitlines()
    assert "12 of 12 answered, 0 failed" in first
    assert second.startswith("see them with: meds-workbench completions r-")
    assert "12 to ask" in result.err


def test_reading_the_model_file_is_told(filled: Any) -> None:
    """Before a large file is asked for the first time, its checksum is computed, and said to be."""

    class Large(ScriptedEngine):
        """A model whose file nobody has read yet."""

        def identify(self) -> Generator[Loading]:
            """Read for a while."""
            yield Loading(0.25, checking=True)

    result = filled(*RUN, "--json", engine=Large(right))
    assert result.code == 0
    assert "reading the model file 25%" in result.err
    assert result.lines[0]["event"] == "begin"


def test_an_engine_error_and_how_to_go_on_are_two_sentences(filled: Any) -> None:
    """Also where the engine's own words end without a full stop."""
    result = filled(*RUN, engine=ScriptedEngine(right, load_error=EngineError("too many sequences")))
    assert result.code == 3
    assert "meds-workbench: too many sequences. 0 of 12 are saved; go on with: " in result.err


def test_a_model_file_from_elsewhere_is_named_to_go_on(filled: Any, tmp_path: Path) -> None:
    """No folder of models has it, so the line to paste names it, and a resumption without it says so."""
    dying = ScriptedEngine(right, name="mine", dies_after=2)
    file = tmp_path / "mine.gguf"
    stopped = filled("run", "--model", file, "--tasks", "task901", "--limit", 4, engine=dying)
    (run,) = filled("runs", "--json").json
    assert stopped.err.endswith(f"run --resume {run['run']} --model {file}\n")
    result = filled("run", "--resume", run["run"])
    assert (result.code, "with --model" in result.err) == (3, True)
    assert filled("run", "--resume", run["run"], "--model", file, engine=dying).code == 0


def test_too_few_examples_are_told(filled: Any, make_task: Any) -> None:
    """A task of two instances cannot show three examples: it is asked with one, and said so."""
    filled("import", make_task(903, 2), make_task(904, 4))
    asked = ("run", "--model", "m", "--tasks", "task903,task904", "--json")
    result = filled(*asked, engine=ScriptedEngine(right))
    assert "task903 has too few instances" in result.err
    assert "task904" not in result.err
    assert [line["completion"] for line in result.lines[1:3]] == ["Answer with 1 shots"] * 2
    assert "too few" not in filled(*asked, "--shots", 0, engine=ScriptedEngine(right)).err


def test_failures_are_problems(filled: Any) -> None:
    """Failed prompts make exit code 1; each is an event, and on standard error a line."""
    ids = [row["instance_id"] for row in filled("show", "task901", "--json").json]
    engine = ScriptedEngine(right, failing={ids[2]: "It fell ill."})
    result = filled(*RUN, "--json", engine=engine)
    assert result.code == 1
    (failed,) = [line for line in result.lines if line["event"] == "failed"]
    assert (failed["instance_id"], failed["kind"], failed["reason"]) == (
        ids[2],
        "EngineError",
        "It fell ill.",
    )
    assert f"{ids[2]}: It fell ill.\n" in result.err
    end = result.lines[-1]
    assert (end["answered"], end["failed"]) == (11, 1)
    resumed = filled("run", "--resume", end["run"], "--json", engine=ScriptedEngine(right))
    assert resumed.code == 0
    assert (resumed.lines[-1]["answered"], resumed.lines[-1]["failed"]) == (12, 0)


def test_many_failures_do_not_flood(filled: Any, make_task: Any) -> None:
    """After ten failures standard error says where the others are listed."""
    filled("import", make_task(903, 30))
    result = filled("run", "--model", "m", "--tasks", "task903", engine=ScriptedEngine({}))
    assert result.code == 1
    assert result.err.count("The script has no answer") == 10
    assert "--failed" in result.err


def test_a_dead_engine_is_code_3_with_the_way_on(filled: Any) -> None:
    """One line says what happened, what is saved and the command that goes on; that command works."""
    engine = ScriptedEngine(right, dies_after=5)
    result = filled(*RUN, "--json", engine=engine)
    assert result.code == 3
    assert [line["event"] for line in result.lines] == ["begin", *["answered"] * 5]
    run_id = result.lines[0]["run"]
    (line,) = [line for line in result.err.splitlines() if "died" in line]
    assert "5 of 12 are saved" in line
    assert line.endswith(f"meds-workbench run --resume {run_id}")
    engine.asked.clear()
    resumed = filled("run", "--resume", run_id, "--json", engine=engine)
    assert (resumed.code, len(engine.asked)) == (0, 7)
    assert resumed.lines[0] == {
        "event": "begin",
        "run": run_id,
        "asked": 12,
        "held": 5,
        "without_options": [],
    }
    assert len(filled("completions", run_id, "--json").json) == 12


def test_a_model_that_cannot_load_is_refused(filled: Any) -> None:
    """Loading fails in one line; the run is kept and can be resumed."""
    result = filled(*RUN, engine=ScriptedEngine(right, load_error=EngineError("It is no model.")))
    assert (result.code, result.out) == (3, "")
    assert "It is no model. 0 of 12 are saved" in result.err


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_being_told_to_stop(filled: Any, number: signal.Signals, code: int) -> None:
    """Ctrl-C ends after the answer at hand, says how to go on, and is told apart from a failure."""
    answered = 0

    def interrupted(prompt: Prompt) -> str:
        nonlocal answered
        answered += 1
        if answered == 3:
            os.kill(os.getpid(), number)
        return "x"

    engine = ScriptedEngine(interrupted)
    result = filled(*RUN, "--json", engine=engine)
    assert result.code == code
    run_id = result.lines[0]["run"]
    assert f"meds-workbench run --resume {run_id}" in result.err
    saved = len(filled("completions", run_id, "--json").json)
    assert saved in {2, 3}
    engine.asked.clear()
    assert filled("run", "--resume", run_id, engine=engine).code == 0
    assert len(engine.asked) == 12 - saved


def test_resume_accepts_what_agrees_and_refuses_what_does_not(filled: Any) -> None:
    """The same options may be repeated with --resume; another value would be another run."""
    engine = ScriptedEngine(right, dies_after=2)
    run_id = filled(*RUN, "--limit", 4, "--json", engine=engine).lines[0]["run"]
    wrong = filled(*RUN, "--limit", 5, "--resume", run_id, engine=engine)
    assert (wrong.code, "--limit" in wrong.err) == (3, True)
    for option in ("--fixed-shots", "--truncate-left"):
        assert filled("run", "--resume", run_id, option, engine=engine).code == 3
    assert filled(*RUN, "--limit", 4, "--resume", run_id, engine=engine).code == 0


def test_resume_refuses_another_model(filled: Any) -> None:
    """A run goes on with its own model only."""
    run_id = filled(*RUN, "--json", engine=ScriptedEngine(right)).lines[0]["run"]
    result = filled("run", "--resume", run_id, engine=ScriptedEngine(right, name="other"))
    assert (result.code, result.err.count("\n")) == (3, 1)
    assert "same model" in result.err


def test_going_on_with_another_engine_is_said(filled: Any) -> None:
    """When the engine has changed since the run was begun, standard error says so."""

    class Later(ScriptedEngine):
        """The same model in a later build."""

        @property
        def build(self) -> str:
            """Another one."""
            return "scripted 2"

    run_id = filled(*RUN, "--json", engine=ScriptedEngine(right, dies_after=2)).lines[0]["run"]
    result = filled("run", "--resume", run_id, engine=Later(right))
    assert result.code == 0
    assert "was begun with scripted 1" in result.err


def test_time_left_is_told(
    filled: Any, make_task: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On the side stand how far it is, how fast, and how long still."""
    monkeypatch.setattr("workbench.cli.output._REMIND", 0.0)
    result = filled(*RUN, engine=ScriptedEngine(right, delay=0.02))
    assert "12/12" in result.err
    assert " left" in result.err


def test_what_another_run_answered_is_copied(filled: Any) -> None:
    """The same order again costs no asking; each line says that it was copied."""
    filled(*RUN, engine=ScriptedEngine(right))
    engine = ScriptedEngine(right)
    result = filled(*RUN, "--json", engine=engine)
    assert engine.asked == []
    assert {line["copied"] for line in result.lines[1:-1]} == {True}
    assert result.lines[-1]["answered"] == 12


@pytest.mark.parametrize(
    "words",
    [["run"], ["run", "--model", "m"], ["run", "--tasks", "task901"]],
)
def test_run_needs_a_model_and_tasks(filled: Any, words: list[str]) -> None:
    """Without both, or a run to resume, nothing can be meant."""
    assert filled(*words, engine=ScriptedEngine(right)).code == 2


def test_unknown_names_are_refused(filled: Any) -> None:
    """Tasks, runs and models that are not there are code 3 with what there is."""
    engine = ScriptedEngine(right)
    task = filled("run", "--model", "m", "--tasks", "task999", engine=engine)
    assert (task.code, "task901" in task.err) == (3, True)
    run = filled("run", "--resume", "r-none", engine=engine)
    assert (run.code, "r-none" in run.err) == (3, True)
    model = filled("run", "--model", "no-such-model", "--tasks", "task901")
    assert (model.code, "no-such-model" in model.err) == (3, True)
    assert filled("runs", "--json").json == []


class Supply:
    """A power supply that is plugged in after a while."""

    def __init__(self, looks: int) -> None:
        self.looks, self.left = 0, looks

    def on_battery(self) -> bool:
        """Whether it still is not."""
        self.looks += 1
        return self.looks <= self.left


def test_a_run_waits_for_mains_power_unless_told_to_go(filled: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says once that it waits, and why; --on-battery go, or the settings, look at no power supply."""
    supply = Supply(1)
    monkeypatch.setattr(power, "on_battery", supply.on_battery)
    result = filled(*RUN, "--json", engine=ScriptedEngine(right))
    assert result.lines[-1]["answered"] == 12
    assert result.err.count("Paused: on battery") == 1
    assert supply.looks >= 2
    supply = Supply(10**9)
    monkeypatch.setattr(power, "on_battery", supply.on_battery)
    result = filled(*RUN, "--on-battery", "go", "--shots", 0, "--json", engine=ScriptedEngine(right))
    assert (result.code, supply.looks) == (0, 0)
    file = user_paths().settings_file
    save_settings(file, Settings(pause_on_battery=False))
    result = filled(*RUN, "--shots", 0, "--shot-seed", 9, "--json", engine=ScriptedEngine(right))
    assert (result.code, supply.looks) == (0, 0)
    supply = Supply(1)
    monkeypatch.setattr(power, "on_battery", supply.on_battery)
    words = ("--on-battery", "pause", "--shot-seed", 4, "--json")
    result = filled(*RUN, *words, engine=ScriptedEngine(right))
    assert "Paused: on battery" in result.err


def test_a_full_disk_says_how_to_go_on(filled: Any) -> None:
    """What is saved is saved; the line that goes on is there, as after a dead engine."""

    class Filling(ScriptedEngine):
        """Answers until the disk is full, as the project would say."""

        def complete(self, *args: Any, **kwargs: Any) -> Generator[EngineEvent]:
            """Answer a few."""
            for number, event in enumerate(super().complete(*args, **kwargs)):
                if number > 12:
                    raise ProjectError("p.medswb: the disk is full.")
                yield event

    result = filled(*RUN, engine=Filling(right))
    assert result.code == 3
    assert "the disk is full" in result.err
    assert "--resume r-" in result.err
