"""Commands about studies: the instruments that raters can answer."""

from collections.abc import Sequence
from pathlib import Path

from workbench.cli import study_files
from workbench.cli.call import DONE, PROBLEMS, Call, Command
from workbench.domain.instruments import Fault, faults, values_of
from workbench.domain.studies import Instrument, Kind, Level, Question
from workbench.formats.instrument_json import document, read_unchecked
from workbench.study.instruments import KnownInstrument, content, find_instrument, known_instruments

RESULTS = ("report", "agreement", "adjudicate", "export-results")
"""Commands that need the results of a study."""
OWN_INSTRUMENTS = "instruments"
"""The folder beside a project for instruments that belong to it."""


def study(call: Call) -> int:
    """`study`: its own commands."""
    return ACTIONS[call.args.action](call)


def results(call: Call) -> int:
    """The commands about results, which compute; the others do not wait until numpy and scipy are loaded."""
    from workbench.cli import study_results  # noqa: PLC0415 - see above

    return study_results.COMMANDS[call.args.action](call)


def list_instruments(call: Call) -> int:
    """`study instruments`: the shipped ones and one's own, in every language they are in."""
    known = known_instruments(_own(call))
    wanted = call.args.language
    entries = [one for one in known.entries if wanted is None or one.instrument.language == wanted]
    if call.output.as_json:
        call.output.listing(_entry(entry) for entry in entries)
    else:
        rows = [
            (
                entry.instrument.id,
                entry.instrument.language,
                entry.instrument.version,
                len(entry.instrument.questions),
                "own" if entry.own else "shipped",
                entry.instrument.title,
            )
            for entry in entries
        ]
        call.output.table(
            ("instrument", "language", "version", "questions", "whose", "title"),
            rows,
            right=("version", "questions"),
            whole=("instrument",),
        )
        call.output.say()
        call.output.say(f"Instruments of your own are looked for in {call.paths.instruments}")
    for problem in known.problems:
        call.output.note(f"not an instrument: {problem}")
    return PROBLEMS if known.problems else DONE


def instrument(call: Call) -> int:
    """`study instrument`: its own commands."""
    return {"show": show_instrument, "check": check_instrument}[call.args.about](call)


def show_instrument(call: Call) -> int:
    """`study instrument show`: every question with its levels."""
    entry = find_instrument(call.args.instrument, call.args.language, _own(call))
    found = entry.instrument
    if call.output.as_json:
        call.output.document({**document(found), "content": content(found), "file": str(entry.file)})
        return DONE
    if found.language != call.args.language:
        call.output.note(f"{found.id} is not translated into “{call.args.language}”.")
    for line in _lines(found):
        call.output.say(line)
    return DONE


def check_instrument(call: Call) -> int:
    """`study instrument check`: what must be corrected, and what could be better."""
    found = faults(read_unchecked(call.args.file))
    if call.output.as_json:
        call.output.document(
            {
                "file": str(call.args.file),
                "usable": not any(one.grave for one in found),
                "findings": [_finding(one) for one in found],
            }
        )
    elif found:
        rows = [("must" if one.grave else "should", one.place, one.message) for one in found]
        call.output.table(("", "place", "what"), rows, whole=("place", "what"))
    else:
        call.output.say(f"{call.args.file.name}: nothing to correct")
    return PROBLEMS if found else DONE


def _own(call: Call) -> Sequence[Path]:
    """Where one's own instruments are: beside the project, then the person's."""
    return (call.project.parent / OWN_INSTRUMENTS, call.paths.instruments)


def _entry(entry: KnownInstrument) -> dict[str, object]:
    """An instrument for JSON, without its questions."""
    found = entry.instrument
    return {
        "instrument": found.id,
        "language": found.language,
        "version": found.version,
        "title": found.title,
        "about": found.about,
        "questions": len(found.questions),
        "own": entry.own,
        "content": content(found),
        "file": str(entry.file),
    }


def _finding(fault: Fault) -> dict[str, object]:
    return {"place": fault.place, "message": fault.message, "severity": "error" if fault.grave else "warning"}


def _lines(found: Instrument) -> list[str]:
    """An instrument for people to read."""
    lines = [f"{found.title} ({found.id}, version {found.version}, {found.language})", found.about]
    lines += [found.source] if found.source else []
    for number, question in enumerate(found.questions, 1):
        lines += ["", f"{number}. {question.name or question.id}  [{question.id}]", f"   {question.text}"]
        lines += [f"   {note}" for note in _notes(question)]
        lines += [f"   {_level(level)}" for level in question.levels]
    labels = found.labels or {}
    for name, ids in (
        ("errors", found.error_types),
        ("omissions", found.omission_types),
        ("severities", found.severities),
    ):
        if ids:
            lines += ["", f"{name}: " + "; ".join(labels.get(one, one) for one in ids)]
    return lines


def _level(level: Level) -> str:
    return f"{level.value:>3}  {level.label}" + (f": {level.anchor}" if level.anchor else "")


def _notes(question: Question) -> list[str]:
    """When a question is asked, of what, and what else can be answered."""
    notes = [f"{question.kind.value}, about the {question.about.value}"]
    if question.points is not None:
        notes.append(f"{question.points:+g} points")
    if not question.levels and question.kind is not Kind.TEXT:
        notes.append(f"values {', '.join(map(str, values_of(question)))}")
    if not question.required:
        notes.append("may be left out")
    if question.cannot_judge:
        notes.append("or: cannot judge")
    if question.not_applicable:
        notes.append("or: not applicable")
    made = ["; ".join(notes)]
    if (condition := question.shown_if) is not None:
        made.append(f"asked when {condition.question} is {' or '.join(map(str, condition.values))}")
    if question.evidence_if:
        made.append(f"{' or '.join(map(str, question.evidence_if))} asks for a mark or a reason")
    return made


ACTIONS: dict[str, Command] = {
    "instruments": list_instruments,
    "instrument": instrument,
    **study_files.COMMANDS,
    **dict.fromkeys(RESULTS, results),
}
"""The commands of the group by name."""
COMMANDS: dict[str, Command] = {"study": study}
