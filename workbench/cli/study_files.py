"""Commands about studies as files: build, send out, take in, list."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from workbench.cli.call import DONE, PROBLEMS, Call, Command
from workbench.domain.errors import FormatError, WorkbenchError
from workbench.domain.steps import Steps
from workbench.formats.files import open_file
from workbench.study import setups
from workbench.study.building import Built, StudyOrder
from workbench.study.choosing import Strata
from workbench.study.importing import Coverage, FileTaken, Outcome
from workbench.study.instruments import find_instrument
from workbench.study.lessons import read as read_lessons
from workbench.study.operations import (
    FileWritten,
    RatingsImported,
    build_study,
    export_key,
    export_study,
    import_ratings,
    list_studies,
)
from workbench.study.preparing import Treatment
from workbench.study.setups import Setup

_OWN_INSTRUMENTS = "instruments"
_LONGEST_TEXT = 1 << 20
_MISSED = {Outcome.REFUSED, Outcome.CONFLICT}


def list_all(call: Call) -> int:
    """`study list`: the project's studies."""
    studies = list_studies(call.project)
    if call.output.as_json:
        call.output.listing(
            {
                "study": one.id,
                "title": one.title,
                "version": one.version,
                "created": one.created,
                "has_key": one.has_key,
                "raters": one.raters,
                "events": one.events,
            }
            for one in studies
        )
        return DONE
    call.output.table(
        ("study", "title", "created", "raters", "events", "key"),
        [
            (one.id, one.title, one.created, one.raters, one.events, "yes" if one.has_key else "no")
            for one in studies
        ],
        right=("raters", "events"),
        whole=("study",),
    )
    return DONE


def build(call: Call) -> int:
    """`study build`: make a study from runs and keep it, with its key, in the project."""
    args = call.args
    own = (call.project.parent / _OWN_INSTRUMENTS, call.paths.instruments)
    order = StudyOrder(
        title=args.title,
        runs=tuple(args.runs),
        instrument=find_instrument(args.instrument, args.language, own).instrument,
        raters=tuple(args.raters),
        guidelines="" if args.guidelines is None else _text(args.guidelines),
        tasks=tuple(args.tasks),
        size=args.size,
        strata=Strata(args.by),
        seed=args.seed,
        together=not args.apart,
        overlap=args.overlap,
        repeats=args.repeats,
        anchors=args.anchors,
        every=args.every,
        training=() if args.training is None else read_lessons(args.training),
        pass_mark=args.pass_mark,
        consent="" if args.consent is None else _text(args.consent),
        shows_reference=not args.no_reference,
    )
    setup = Setup(
        order, Treatment(args.treatment), training_from="" if args.training is None else args.training.name
    )
    if args.keep is not None:
        setups.write(args.keep, setup)
    return _build(call, setup)


def rebuild(call: Call) -> int:
    """`study rebuild`: make a study from a set-up that was kept, with other parts where they are given."""
    args = call.args
    setup = setups.read(args.setup)
    order = setup.order
    order = replace(
        order,
        title=args.title or order.title,
        runs=tuple(args.runs) or order.runs,
        raters=tuple(args.raters) or order.raters,
    )
    if not order.title.strip():
        raise WorkbenchError(f"{args.setup.name} has no title yet: give one with --title.")
    return _build(call, replace(setup, order=order))


def _build(call: Call, setup: Setup) -> int:
    licences = {file.name: _text(file) for file in call.args.licence}
    built = build_study(call.project, setup.order, treatment=setup.treatment, licences=licences)
    if call.output.as_json:
        call.output.document(_built(built))
    else:
        _say_built(call, built)
    return DONE


def export(call: Call) -> int:
    """`study export`: the files for raters, or the key."""
    args = call.args
    if args.to is None and args.key is None:
        raise WorkbenchError("Say where to: --to DIR for the raters' files, --key FILE for the key.")
    written: list[FileWritten] = []
    if args.to is not None:
        written += export_study(call.project, args.study, args.to, args.raters, together=args.together)
    if args.key is not None:
        written.append(export_key(call.project, args.study, args.key))
    if call.output.as_json:
        call.output.listing(
            {"file": str(one.file), "rater": one.rater, "presentations": one.presentations} for one in written
        )
    else:
        rows = [(one.rater or "", one.presentations or "", one.file) for one in written]
        call.output.table(("rater", "presentations", "file"), rows, right=("presentations",))
    return DONE


def take_in(call: Call) -> int:
    """`study import`: what raters handed over, each file once; who rated what by now."""
    steps = Steps(import_ratings(call.project, call.args.files))
    for one in steps:
        if one.reason:
            call.output.note(f"{one.file}: {one.outcome}: {one.reason}")
    result = steps.result
    if call.output.as_json:
        call.output.document(
            {
                "rows_in": result.rows_in,
                "rows_kept": result.rows_kept,
                "files": [_taken(one) for one in result.files],
                "coverage": [_covered(one) for one in result.coverage],
            }
        )
    else:
        _say_imported(call, result)
    return PROBLEMS if any(one.outcome in _MISSED for one in result.files) else DONE


def _text(path: Path) -> str:
    """A short text file."""
    with open_file(path) as file:
        data = file.read(_LONGEST_TEXT + 1)
    if len(data) > _LONGEST_TEXT:
        raise FormatError(path, f"it is longer than {_LONGEST_TEXT:,} bytes")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FormatError(path, "it is not UTF-8 text; save it as UTF-8") from None


def _built(built: Built) -> Mapping[str, object]:
    study = built.study
    return {
        "study": study.id,
        "title": study.title,
        "key_sha256": study.key_sha256,
        "items": len(study.items),
        "outputs": len(study.outputs),
        "presentations": dict(Counter(one.rater for one in study.presentations)),
        "rows_in": built.choice.considered,
        "rows_chosen": len(built.choice.chosen),
        "rows_left_out": len(built.choice.left_out),
        "reasons": dict(built.choice.reasons),
        "changes": len(built.key.changes),
        "notes": list(built.notes),
    }


def _say_built(call: Call, built: Built) -> None:
    output, study, choice = call.output, built.study, built.choice
    output.say(f"study {study.id}: {len(study.items)} items, {len(study.outputs)} answers")
    for rater, shown in Counter(one.rater for one in study.presentations).items():
        output.say(f"  {rater}: {shown} presentations")
    chosen, left_out = len(choice.chosen), len(choice.left_out)
    output.say(f"{choice.considered} instances in = {chosen} in the study + {left_out} left out")
    for reason, times in choice.reasons.items():
        output.say(f"  {times} {reason}")
    if built.key.changes:
        output.say(f"{len(built.key.changes)} changes of answers are noted in the key")
    for note in built.notes:
        output.note(note)
    output.say(f"send it out: {call.line('study', 'export', study.id, '--to', 'out')}")


def _taken(one: FileTaken) -> Mapping[str, object]:
    return {
        "file": str(one.file),
        "outcome": one.outcome.value,
        "reason": one.reason or None,
        "study": one.study_id,
        "rater": one.rater,
        "ratings": one.ratings,
        "kept": one.kept,
        "events": one.events,
        "new_events": one.new_events,
    }


def _covered(one: Coverage) -> Mapping[str, object]:
    return {
        "study": one.study_id,
        "title": one.title,
        "raters": list(one.raters),
        "wanted": one.wanted,
        "given": one.given,
        "items": [
            {"item": row.item_id, "split": row.split.value, "wanted": row.wanted, "given": row.given}
            for row in one.rows
        ],
    }


def _say_imported(call: Call, result: RatingsImported) -> None:
    rows = [
        (one.rater or "", one.outcome, one.ratings, one.kept, one.events, one.new_events, one.file.name)
        for one in result.files
    ]
    headers = ("rater", "outcome", "ratings", "kept", "events", "new", "file")
    call.output.table(headers, rows, right=headers[2:6])
    left = result.rows_in - result.rows_kept
    call.output.say()
    call.output.say(f"{result.rows_in} ratings in = {result.rows_kept} kept + {left} left out")
    for one in result.coverage:
        call.output.say()
        call.output.say(f"{one.title}: {one.given} of {one.wanted} presentations are rated")
        call.output.table(("rater", "rated", "of"), _by_rater(one), right=("rated", "of"), whole=("rater",))


def _by_rater(one: Coverage) -> Sequence[Sequence[object]]:
    return [
        (
            rater,
            sum(row.given[place] for row in one.rows),
            sum(row.wanted[place] for row in one.rows),
        )
        for place, rater in enumerate(one.raters)
    ]


COMMANDS: dict[str, Command] = {
    "list": list_all,
    "build": build,
    "rebuild": rebuild,
    "export": export,
    "import": take_in,
}
"""The commands of the group `study` by name."""
