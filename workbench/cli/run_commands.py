"""Commands about runs: what there is, what was answered, side by side."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from itertools import islice

from workbench.cli.asking import ask, usage_of
from workbench.cli.call import DONE, USAGE, Call, Command
from workbench.cli.output import duration
from workbench.evaluation.comparison import Comparison, ComparisonRow
from workbench.evaluation.confidence import mean_probability, share_of
from workbench.evaluation.operations import compare_runs, list_completions, list_failures, list_runs
from workbench.store.runs import CompletionRow


def runs(call: Call) -> int:
    """`runs`: list the runs."""
    summaries = list_runs(call.project)
    if call.output.as_json:
        call.output.listing(
            {
                "run": run.id,
                "created": run.created,
                "model": run.model,
                "shots": run.shots,
                "answers": run.answering.value,
                "tasks": run.tasks,
                "asked": run.asked,
                "answered": run.answered,
                "failed": run.failed,
                "state": run.state.value,
                "seconds": run.seconds,
            }
            for run in summaries
        )
        return DONE
    if not summaries:
        call.output.say(f"No runs yet. Start one: {call.line('run', '--model', 'NAME', '--tasks', 'ID')}")
        return DONE
    rows = [
        (
            run.id,
            run.model,
            run.shots,
            run.answering.value,
            f"{run.answered}/{run.asked}",
            run.failed or "",
            run.state.value,
            duration(run.seconds),
            ", ".join(run.tasks),
        )
        for run in summaries
    ]
    headers = ("run", "made with", "shots", "options", "answered", "failed", "state", "time", "tasks")
    call.output.table(headers, rows, right=("shots", "answered", "failed", "time"))
    return DONE


def completions(call: Call) -> int:
    """`completions`: list what a run was answered, or what failed."""
    args, output = call.args, call.output
    if args.failed:
        return _failures(call)
    rows = list_completions(call.project, args.run, 0, args.limit)
    if output.as_json:
        output.listing(_completion(row) for row in rows)
        return DONE
    output.table(
        ("task", "instance", "tokens", "end", "sure", "completion"),
        [
            (
                row.task_id,
                row.instance_id,
                row.usage.completion_tokens,
                row.finish.value,
                _sure(row),
                row.text,
            )
            for row in rows
        ],
        right=("tokens", "sure"),
    )
    if any(_sure(row) for row in rows):
        output.say()
        output.say("sure: the tokens’ mean probability; of a chosen option, its share among the options")
    return DONE


def _failures(call: Call) -> int:
    """What could not be answered, and why."""
    failures = list_failures(call.project, call.args.run)
    if call.output.as_json:
        call.output.listing(
            {"instance_id": failure.instance_id, "kind": failure.kind, "reason": failure.reason}
            for failure in failures
        )
    else:
        call.output.table(
            ("instance", "reason"), [(failure.instance_id, failure.reason) for failure in failures]
        )
    return DONE


def _completion(row: CompletionRow) -> Mapping[str, object]:
    """A completion for JSON."""
    options = row.options
    return {
        "task_id": row.task_id,
        "instance_id": row.instance_id,
        "completion": row.text,
        "finish": row.finish.value,
        **usage_of(row.usage),
        "shots": row.shot_ids,
        "chances": _chances(row),
        "options": None if options is None else [asdict(option) for option in options],
    }


def _chances(row: CompletionRow) -> list[tuple[int, float]] | None:
    """Characters and logarithm of the probability of each token; None when they are not known."""
    found = row.chances
    return None if found is None else [(chance.characters, chance.logprob) for chance in found]


def _sure(row: CompletionRow) -> str:
    """How sure the model was, in percent; empty where it did not tell."""
    options = row.options
    sure = mean_probability(row.chances) if options is None else share_of(options, row.text)
    return "" if sure is None else f"{sure:.0%}"


def compare(call: Call) -> int:
    """`compare`: the answers of runs side by side, and how they did on the same instances."""
    args, output = call.args, call.output
    if len(args.runs) < 2:
        output.note("meds-workbench compare: name two or more runs.")
        return USAGE
    comparison = compare_runs(call.project, args.runs)
    rows: Iterator[ComparisonRow] = iter(comparison.rows)
    if args.different:
        rows = (row for row in rows if not row.same)
    if args.limit:
        rows = islice(rows, args.limit)
    if output.as_json:
        output.listing(_compared(args.runs, row) for row in rows)
        return DONE
    output.table(
        ("task", "instance", "same", "reference", *args.runs),
        [
            (
                row.task_id,
                row.instance_id,
                "=" if row.same else "≠",
                next(iter(row.references), ""),
                *row.texts,
            )
            for row in rows
        ],
    )
    _paired(call, comparison)
    return DONE


def _paired(call: Call, comparison: Comparison) -> None:
    """The summary below a comparison."""
    say, count = call.output.say, len(comparison.rows)
    say()
    say(f"{count} instances answered by each; {comparison.same} the same, {comparison.different} different")
    for run, matches in zip(comparison.runs, comparison.matches, strict=True):
        say(f"{run.id}  {run.model}: {matches} of {count} exactly a reference")
    if len(comparison.runs) == 2:
        paired = comparison.paired
        say(
            f"exactly a reference in both {paired.both}, only in the first {paired.first_only}, "
            f"only in the second {paired.second_only}, in neither {paired.neither}"
        )


def _compared(run_ids: list[str], row: ComparisonRow) -> Mapping[str, object]:
    """A row of a comparison for JSON."""
    return {
        "task_id": row.task_id,
        "instance_id": row.instance_id,
        "input": row.input,
        "references": row.references,
        "completions": dict(zip(run_ids, row.texts, strict=True)),
        "same": row.same,
    }


COMMANDS: dict[str, Command] = {"run": ask, "runs": runs, "completions": completions, "compare": compare}
