"""`run`: asking a model, telling how far it is, and stopping where it is safe."""

import argparse
import re
from collections.abc import Callable, Generator, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from workbench.cli.call import DONE, PROBLEMS, USAGE, Call, EngineOptions
from workbench.cli.output import Interruption, duration, stopping
from workbench.domain.errors import EngineError, FormatError, ProjectError, UnknownNameError, WorkbenchError
from workbench.domain.runs import Answering, RunSpec, Sampling, Truncation, Usage
from workbench.engines import power
from workbench.engines.base import Engine, Loading
from workbench.evaluation.battery import never
from workbench.evaluation.operations import resume_run, run_record, start_run
from workbench.evaluation.runner import (
    EngineLoading,
    ItemDone,
    ItemFailed,
    OnBattery,
    Pace,
    RunBegan,
    RunEnded,
    RunEvent,
    RunOrder,
)
from workbench.settings import settings_or_defaults

_MOST_FAILURES_TOLD = 10


def ask(call: Call) -> int:
    """`run`: ask a model, or go on with a run."""
    args = call.args
    if not args.resume and not (args.model and args.tasks):
        call.output.note("meds-workbench run: --model and --tasks are needed (or --resume RUN).")
        return USAGE
    model = args.model
    if args.resume:
        spec = run_record(call.project, args.resume)[1]
        _check_agreement(args, spec)
        model = model or _model_of(spec)
    options = EngineOptions(
        args.context, args.sequences, bool(args.deterministic), args.threads, args.gpu_layers
    )
    waits = _power(call)
    with _opened(call, model, options) as engine:
        if args.resume:
            events = resume_run(call.project, engine, args.resume, on_battery=waits)
        else:
            events = start_run(call.project, engine, _order(args), on_battery=waits)
        return _Telling(call).until_end(events)


def _power(call: Call) -> Callable[[], bool | None]:
    """What tells whether the run has to wait for mains power."""
    said = call.args.on_battery
    settings, _complaint = settings_or_defaults(call.paths.settings_file)
    pauses = settings.pause_on_battery if said is None else said == "pause"
    return power.on_battery if pauses else never


def _opened(call: Call, model: str, options: EngineOptions) -> Engine:
    """The engine for `model`, which a run that goes on may only know by its file's name."""
    try:
        return call.open_engine(model, call.paths, options)
    except UnknownNameError as error:
        if call.args.model:
            raise
        raise WorkbenchError(f"{error} Say where its file is with --model FILE.") from error


class _Telling:
    """Tells of a run while it goes."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self._run_id = ""
        self._done = self._total = self._failed = 0
        self._seconds = 0.0
        self._pace: Pace | None = None
        self._waits = False
        """Whether the run was last seen waiting for mains power."""

    def until_end(self, events: Generator[RunEvent]) -> int:
        """Tell every event; returns the exit code. What is saved stays saved however it ends."""
        try:
            with stopping() as wish, closing(events):
                for event in events:
                    self._tell(event)
                    if wish.signal is not None:
                        break
        except (EngineError, ProjectError) as error:
            raise WorkbenchError(f"{str(error).rstrip('.')}. {self._kept()}".rstrip()) from error
        self._call.output.clear()
        if wish.signal is not None:
            return self._stopped(wish)
        if not self._call.output.as_json:
            self._summary()
        return PROBLEMS if self._failed else DONE

    def _tell(self, event: RunEvent) -> None:
        """One event: a JSON line where it is a result, progress on the side."""
        output = self._call.output
        match event:
            case RunBegan(run_id, asked, held, begun_with, short_of_shots, without_options):
                self._run_id, self._total, self._done = run_id, asked, held
                if begun_with is not None:
                    output.note(f"run {run_id} was begun with {begun_with}; it goes on with another engine")
                for task_id in short_of_shots:
                    output.note(f"{task_id} has too few instances to show all examples; fewer are shown")
                for task_id in without_options:
                    output.note(f"{task_id} has no listed options; it is answered freely")
                output.progress(f"run {run_id}: {asked - held} to ask")
            case EngineLoading():
                output.progress(loading(event))
            case ItemDone(done, total) | ItemFailed(done, total):
                self._done, self._total = done, total
                output.progress(self._progress())
            case OnBattery():
                self._told_battery()
            case Pace():
                self._pace = event
                output.progress(self._progress())
            case RunEnded(seconds=seconds):
                self._seconds = seconds
            case _:
                pass
        self._waits = self._waits and isinstance(event, OnBattery)
        if isinstance(event, ItemFailed):
            self._told_failure(event)
        if output.as_json and (line := _line(event)) is not None:
            output.event(line)

    def _told_battery(self) -> None:
        """Say once that the run waits, and how it would not."""
        if not self._waits:
            self._call.output.note(
                "Paused: on battery. It goes on with mains power; --on-battery go does not wait."
            )
        self._waits = True
        self._call.output.progress(f"{self._progress()}  paused: on battery")

    def _told_failure(self, event: ItemFailed) -> None:
        """Say of the first few failures why."""
        self._failed += 1
        failure = event.failure
        if self._failed <= _MOST_FAILURES_TOLD:
            self._call.output.note(f"{failure.instance_id}: {failure.reason}")
        elif self._failed == _MOST_FAILURES_TOLD + 1:
            self._call.output.note(
                f"further failures: {self._call.line('completions', self._run_id, '--failed')}"
            )

    def _progress(self) -> str:
        """How far, how fast, how long still."""
        text = f"run {self._run_id}: {self._done}/{self._total}"
        if self._pace is not None and self._pace.decode_per_s is not None:
            text += f"  {self._pace.decode_per_s:.0f} tok/s"
        if self._pace is not None and self._pace.seconds_left is not None:
            text += f"  {duration(self._pace.seconds_left)} left"
        return text

    def _kept(self) -> str:
        """What is saved, and how to go on."""
        if not self._run_id:
            return ""
        model = self._call.args.model
        # The run knows an endpoint's address, and of a file its name.
        elsewhere = bool(model) and "://" not in model and Path(model).name != model
        line = self._call.line("run", "--resume", self._run_id, *(["--model", model] if elsewhere else []))
        return f"{self._done} of {self._total} are saved; go on with: {line}"

    def _stopped(self, wish: Interruption) -> int:
        """Say how to go on after Ctrl-C."""
        self._call.output.note(f"meds-workbench: stopped. {self._kept()}".rstrip())
        return 128 + (wish.signal or 0)

    def _summary(self) -> None:
        """The last line for people."""
        say = self._call.output.say
        answered = self._done - self._failed
        say(
            f"run {self._run_id}: {answered} of {self._total} answered, {self._failed} failed, "
            f"{duration(self._seconds)}"
        )
        say(f"see them with: {self._call.line('completions', self._run_id)}")


def usage_of(usage: Usage) -> Mapping[str, object]:
    """What a completion cost, for JSON."""
    return {
        "prompt_tokens": usage.prompt_tokens,
        "shared_tokens": usage.shared_tokens,
        "completion_tokens": usage.completion_tokens,
        "prefill_seconds": round(usage.prefill_seconds, 4),
        "decode_seconds": round(usage.decode_seconds, 4),
    }


def _line(event: RunEvent) -> Mapping[str, object] | None:
    """The JSON line of an event; None for what is only progress."""
    match event:
        case RunBegan(run_id, asked, held, without_options=without_options):
            begun = {"event": "begin", "run": run_id, "asked": asked, "held": held}
            return begun | {"without_options": without_options}
        case ItemDone(done, total, task_id, completion, copied):
            return {
                "event": "answered",
                "done": done,
                "total": total,
                "task_id": task_id,
                "instance_id": completion.instance_id,
                "completion": completion.text,
                "finish": completion.finish.value,
                "copied": copied,
                **usage_of(completion.usage),
            }
        case ItemFailed(done, total, task_id, failure):
            return {
                "event": "failed",
                "done": done,
                "total": total,
                "task_id": task_id,
                "instance_id": failure.instance_id,
                "kind": failure.kind,
                "reason": failure.reason,
            }
        case RunEnded(run_id, asked, answered, failed, seconds):
            return {
                "event": "end",
                "run": run_id,
                "asked": asked,
                "answered": answered,
                "failed": failed,
                "seconds": round(seconds, 3),
            }
        case _:
            return None


def _model_of(spec: RunSpec) -> str:
    """What --model would have to say for the run's model."""
    # An endpoint's facts have its address as the file, and no checksum.
    return spec.model.file if spec.model.sha256 else f"{spec.model.file}#{spec.model.name}"


def _order(args: argparse.Namespace) -> RunOrder:
    """What the options ask for; what they leave out stays as the paper has it."""
    said = {
        "limit": args.limit,
        "sample_seed": args.sample_seed,
        "shots": args.shots,
        "shot_seed": args.shot_seed,
        "fixed_shots": args.fixed_shots,
        "truncation": Truncation.LEFT if args.truncate_left else None,
        "max_prompt_tokens": args.max_prompt_tokens,
    }
    order = replace(
        RunOrder(args.tasks), **{name: value for name, value in said.items() if value is not None}
    )
    how = {
        "temperature": args.temperature,
        "top_p": args.top_p,
        "top_k": args.top_k,
        "min_p": args.min_p,
        "seed": args.seed,
        "max_new_tokens": args.max_new_tokens,
        "answering": Answering(args.answers) if args.answers else None,
        "grammar": _grammar(args.grammar) if args.grammar else None,
    }
    sampling = replace(Sampling(), **{name: value for name, value in how.items() if value is not None})
    return replace(order, sampling=sampling)


def _grammar(file: Path) -> str:
    """The grammar in `file`, which must at least have a beginning."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FormatError(file, f"it cannot be read as text: {error}.") from None
    if not re.search(r"^\s*root\s*::=", text, re.MULTILINE):
        raise FormatError(file, "this grammar has no rule named root, with which an answer would begin.")
    return text


def _check_agreement(args: argparse.Namespace, spec: RunSpec) -> None:
    """Refuse options that say otherwise than the run that is to be resumed."""
    pairs = {
        "--tasks": (args.tasks, spec.tasks),
        "--limit": (args.limit, spec.limit),
        "--sample-seed": (args.sample_seed, spec.sample_seed),
        "--shots": (args.shots, spec.shots),
        "--shot-seed": (args.shot_seed, spec.shot_seed),
        "--fixed-shots": (args.fixed_shots, spec.fixed_shots),
        "--temperature": (args.temperature, spec.sampling.temperature),
        "--top-p": (args.top_p, spec.sampling.top_p),
        "--top-k": (args.top_k, spec.sampling.top_k),
        "--min-p": (args.min_p, spec.sampling.min_p),
        "--seed": (args.seed, spec.sampling.seed),
        "--answers": (args.answers, spec.sampling.answering.value),
        "--grammar": (_grammar(args.grammar) if args.grammar else None, spec.sampling.grammar),
        "--max-new-tokens": (args.max_new_tokens, spec.sampling.max_new_tokens),
        "--max-prompt-tokens": (args.max_prompt_tokens, spec.max_prompt_tokens),
        "--truncate-left": (args.truncate_left, spec.truncation is Truncation.LEFT),
    }
    for option, (said, was) in pairs.items():
        if said is not None and said != was:
            raise WorkbenchError(
                f"Run {args.resume} was begun with another {option}. Leave it out, or start a new run."
            )


def loading(event: EngineLoading | Loading) -> str:
    """What is done before a model can be asked, and how far it is."""
    what = "looking for the fastest settings" if event.measuring else "loading the model"
    return f"{'reading the model file' if event.checking else what} {event.fraction:.0%}"
