"""Commands about the results of studies: agreement, adjudication, the report, exports."""

from collections.abc import Mapping
from pathlib import Path

from workbench.cli.call import DONE, Call, Command
from workbench.domain.adjudications import Cause
from workbench.domain.errors import WorkbenchError
from workbench.evaluation.statistics.estimates import Resampling
from workbench.study.adjudication import Case
from workbench.study.agreement.findings import AxisAgreement, Coefficient
from workbench.study.coverage import State
from workbench.study.report_words import coefficient
from workbench.study.result_operations import (
    Rated,
    ResultFile,
    blinded_agreement,
    circumstances,
    decide,
    decisions_file,
    disagreements,
    rated,
    read_decisions,
    report_page,
    study_results,
    take_back,
    write_results,
)
from workbench.study.results import Results, ResultsStep
from workbench.study.unblinding import unblind, unblinded_at


def report(call: Call) -> int:
    """`study report`: open the key, compute everything, write the report and its data."""
    given = rated(call.project, call.args.study)
    decided = read_decisions(given, call.args.decisions or decisions_file(call.project, given.study.id))
    found = _results(call, given)
    about = circumstances(given, decided, _resampling(call))
    files: list[ResultFile] = []
    if call.args.html is not None:
        call.args.html.write_text(report_page(found, about), encoding="utf-8", newline="")
        files.append(ResultFile(call.args.html, 1))
    if call.args.csv is not None:
        files += write_results(found, given, call.args.csv, ("csv",))
    covered = found.coverage
    counts = {state.value: covered.total(state) for state in State}
    if call.output.as_json:
        call.output.document(
            {
                "study": given.study.id,
                "presentations": covered.presentations,
                "ratings": covered.ratings,
                "states": counts,
                "arms": list(found.arms),
                "files": [_file(one) for one in files],
            }
        )
        return DONE
    call.output.say(f"{given.study.title}: {covered.presentations} presentations")
    told = [f"{count} {name}" for name, count in counts.items() if count]
    call.output.say(f"= {' + '.join(told)}")
    _say_files(call, files)
    return DONE


def agreement(call: Call) -> int:
    """`study agreement`: how far raters agree on each question; the key stays closed."""
    given = rated(call.project, call.args.study)
    found = []
    for one in blinded_agreement(given, _resampling(call)):
        call.output.progress(f"agreement: {one.axis}")
        found.append(one)
    call.output.clear()
    if call.output.as_json:
        call.output.document([_axis(one) for one in found])
        return DONE
    rows = [
        (one.axis, one.n_items, one.n_raters, *(coefficient(_named(one, name)) for name in _SHOWN))
        for one in found
    ]
    call.output.table(
        ("question", "items", "raters", "same", "α", "κ", "Gwet"), rows, right=("items", "raters")
    )
    for one in found:
        call.output.say()
        call.output.say(f"{one.axis}: {one.sentence}")
    return DONE


def adjudicate(call: Call) -> int:
    """`study adjudicate`: list what raters disagree about, or decide one of these; arms stay blinded."""
    given = rated(call.project, call.args.study)
    file = call.args.file or decisions_file(call.project, given.study.id)
    _change_decisions(call, given, file)
    cases = disagreements(given, read_decisions(given, file))
    shown = cases[: call.args.limit]
    if call.output.as_json:
        call.output.listing(_case(one) for one in shown)
        return DONE
    rows = [
        (
            one.question,
            one.thing,
            one.item_id,
            ", ".join(str(each.absent or each.value) for each in one.opinions),
            f"{100 * one.share:.1f} %",
            one.resolution.cause.value if one.resolution is not None else "",
        )
        for one in shown
    ]
    heads = ("question", "answer or item", "item", "raters said", "share", "decided")
    call.output.table(heads, rows, right=("share",), whole=("question", "answer or item", "item"))
    undecided = sum(one.resolution is None for one in cases)
    call.output.say()
    call.output.say(f"{len(cases)} disagreements = {len(cases) - undecided} decided + {undecided} open")
    return DONE


def _change_decisions(call: Call, given: Rated, file: Path) -> None:
    """Take a decision back, or make one, as the options say."""
    if call.args.take_back is not None:
        question, thing = call.args.take_back
        made = take_back(given, file, (question, thing))[-1]
        call.output.note(f"Decision {made.number} in {file.name} takes the earlier one back.")
    elif call.args.decide is not None:
        question, thing = call.args.decide
        if call.args.cause is None:
            raise WorkbenchError(f"Say why raters disagreed: --cause {' | '.join(Cause)}.")
        made = decide(
            given,
            file,
            (question, thing),
            value=call.args.value,
            cause=Cause(call.args.cause),
            adjudicator=call.args.by,
            note=call.args.note,
        )
        call.output.note(f"Decision {made.number} is kept in {file.name}.")


def export_results(call: Call) -> int:
    """`study export-results`: write results as other programs take them."""
    given = rated(call.project, call.args.study)
    files = write_results(_results(call, given), given, call.args.to, call.args.kinds)
    if call.output.as_json:
        call.output.listing(_file(one) for one in files)
    else:
        _say_files(call, files)
    return DONE


_SHOWN = ("Percent", "Krippendorff", "κ", "Gwet")


def _results(call: Call, given: Rated) -> Results:
    """The results, with progress on the way."""
    first = unblinded_at(call.project, given.study.id) is None
    key = unblind(call.project, given.study.id, call.args.key)
    if first:
        call.output.note("The blinding is open from now on; the study's log says so.")
    authors: Mapping[str, int] = dict(call.args.author)
    found = None
    for step in study_results(given, key, authors=authors, resampling=_resampling(call)):
        if isinstance(step, ResultsStep):
            call.output.progress(f"{step.done} of {step.total}  {step.about}")
        else:
            found = step
    call.output.clear()
    assert found is not None
    return found


def _resampling(call: Call) -> Resampling:
    return Resampling(resamples=call.args.resamples)


def _named(one: AxisAgreement, name: str) -> Coefficient | None:
    """The first coefficient whose name has the word; of several κ or AC the one that weights levels."""
    found = [each for each in one.coefficients if name.casefold() in each.name.casefold()]
    weighted = [each for each in found if "quadratic" in each.name or "ordinal" in each.name]
    return next(iter(weighted or found), None)


def _say_files(call: Call, files: list[ResultFile] | tuple[ResultFile, ...]) -> None:
    for one in files:
        left = sum(count for _, count in one.left_out)
        reasons = "; ".join(f"{count} {reason}" for reason, count in one.left_out)
        call.output.say(f"{one.file}: {one.rows} rows" + (f", {left} left out ({reasons})" if left else ""))


def _file(one: ResultFile) -> dict[str, object]:
    return {"file": str(one.file), "rows": one.rows, "left_out": dict(one.left_out)}


def _axis(one: AxisAgreement) -> dict[str, object]:
    return {
        "question": one.axis,
        "items": one.n_items,
        "raters": one.n_raters,
        "answers": one.n_answers,
        "sentence": one.sentence,
        "coefficients": [
            {
                "name": each.name,
                "value": each.value,
                "low": each.interval.low if each.interval else None,
                "high": each.interval.high if each.interval else None,
                "items": each.n_items,
                "raters": each.n_raters,
                "reason": each.reason,
            }
            for each in one.coefficients
        ],
        "distribution": [{"level": each.level, "count": each.count} for each in one.distribution],
        "missing": [
            {"rater": each.rater, "reason": each.missing.value, "count": each.count} for each in one.missing
        ],
    }


def _case(one: Case) -> dict[str, object]:
    resolution = one.resolution
    return {
        "question": one.question,
        "thing": one.thing,
        "item": one.item_id,
        "outputs": list(one.outputs),
        "share": one.share,
        "opinions": [
            {
                "value": each.value,
                "absent": each.absent,
                "errors": [span.quote for span in each.spans],
                "omissions": [omission.text for omission in each.omissions],
                "comment": each.comment,
            }
            for each in one.opinions
        ],
        "decided": None
        if resolution is None
        else {"value": resolution.value, "cause": resolution.cause.value, "note": resolution.note},
    }


COMMANDS: dict[str, Command] = {
    "report": report,
    "agreement": agreement,
    "adjudicate": adjudicate,
    "export-results": export_results,
}
"""The commands of the group `study` by name."""
