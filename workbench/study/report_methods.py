"""What was done, in sentences made from the facts; and what the numbers cannot say."""

from collections import Counter
from dataclasses import dataclass

from workbench.domain.raters import Rater
from workbench.domain.reports import Facts, Flow, Section
from workbench.domain.studies import Split
from workbench.study.adjudication import BeforeAfter
from workbench.study.coverage import State
from workbench.study.judged import Absent, name_of
from workbench.study.outcomes import rated_questions
from workbench.study.report_words import listed, moment, plural
from workbench.study.results import Results


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a report tells and the ratings do not."""

    program: str
    """The version of this program."""
    made: str
    """When the report was made; ISO 8601, UTC."""
    raters: tuple[Rater, ...] = ()
    """As they described themselves; () when their files are not here."""
    decided: tuple[BeforeAfter, ...] = ()
    """What was adjudicated."""


def design_section(found: Results, about: Circumstances) -> Section:
    """The design as names and facts."""
    study, key = found.study, found.key
    splits = Counter(item.split for item in study.items)
    instrument = study.instrument
    again = sum(1 for one in study.presentations if one.repeat)
    pairs = (
        ("Study", f"{study.title}, version {study.version}, of {moment(study.created)}"),
        ("Identifier", study.id),
        (
            "Instances",
            ", ".join(plural(splits[split], f"{split.value} item") for split in Split if splits[split]),
        ),
        ("Sources", listed(sorted({item.source for item in study.items if item.source})) or "not recorded"),
        (
            "Licences",
            listed(sorted({item.licence for item in study.items if item.licence})) or "not recorded",
        ),
        ("Tasks", listed(sorted({item.task_id for item in study.items}))),
        ("Arms", plural(len(key.arms), "arm") + f", {plural(study.arms, 'answer')} shown at a time"),
        ("Raters", _raters(found, about)),
        ("Raters for each item", _overlap(found)),
        ("Hidden repeats", plural(again, "presentation")),
        (
            "Instrument",
            f"{instrument.id}, version {instrument.version}: {instrument.title} ({instrument.language})",
        ),
        ("Guidelines", f"version {study.guidelines_version}"),
        ("Training", _training(found)),
        (
            "Reference",
            "could be looked at by a key, which was logged" if study.shows_reference else "not shown",
        ),
        ("Order and sides", "drawn with a secret that is in the sealed key"),
        ("Blinding", _masking(found)),
        ("Seal of the key", study.key_sha256 or "none"),
        ("Program", f"MedS Workbench {about.program}; report of {moment(about.made)}"),
    )
    return Section("design", "Design", (Facts(pairs),))


def flow_section(found: Results) -> Section:
    """What became of every presentation that was planned."""
    covered, study = found.coverage, found.study
    training = sum(1 for row in study.items if row.split is Split.TRAINING)
    for_training = f", {training} of them for training" if training else ""
    kept = {row.presentation for row in found.rows if row.main}
    done = {row.presentation for row in found.rows if row.absent not in _UNDONE}
    splits = {item.id: item.split for item in study.items}
    apart = [one for one in study.presentations if one.id in done]
    trained = sum(1 for one in apart if splits.get(one.item_id) is Split.TRAINING)
    again = sum(1 for one in apart if one.repeat)
    left = tuple(
        text
        for text in (
            f"{plural(trained, 'presentation')}: training" if trained else "",
            f"{plural(again, 'presentation')}: hidden repeats, for self-agreement alone" if again else "",
        )
        if text
    )
    analysed = len(kept & done)
    steps = (
        (f"{plural(len(study.items), 'item')} in the study{for_training}", ()),
        (
            f"{plural(covered.presentations, 'presentation')} to {plural(len(study.raters), 'rater')}",
            _unsubmitted(found),
        ),
        (f"{plural(len(apart), 'presentation')} submitted", left),
        (f"{plural(analysed, 'presentation')} analysed, with {_judged(found)}", ()),
    )
    planned = plural(covered.presentations, "presentation")
    note = f"{plural(covered.ratings, 'rating')} were handed in for {planned}."
    return Section("flow", "Flow", (Flow("What became of every presentation", steps, note),))


def _unsubmitted(found: Results) -> tuple[str, ...]:
    """Why presentations have no submitted rating, with numbers."""
    counted = (
        (found.coverage.total(state), text)
        for state, text in (
            (State.MISSING, "not rated, or the file is not here"),
            (State.BEGUN, "begun, not submitted"),
            (State.LATER, "put off"),
            (State.CANNOT_RATE, "cannot be rated"),
        )
    )
    return tuple(f"{plural(count, 'presentation')}: {text}" for count, text in counted if count)


def methods(found: Results, about: Circumstances) -> tuple[str, ...]:
    """Paragraphs for the methods of a paper, from what was really done."""
    last = f"Ratings were made and analysed with MedS Workbench {about.program}."
    texts = (_setting(found, about), _reliability(found), _comparison(found), last)
    return tuple(text for text in texts if text)


def _setting(found: Results, about: Circumstances) -> str:
    """Who judged what, and who was blind to what."""
    study, instrument = found.study, found.study.instrument
    main = sum(1 for item in study.items if item.split is not Split.TRAINING)
    seal = f" (SHA-256 {study.key_sha256[:16]}…)" if study.key_sha256 else ""
    texts = [
        f"{_raters(found, about)} judged answers of {plural(len(found.arms), 'arm')} to "
        f"{plural(main, 'item')} with the instrument “{instrument.title}” ({instrument.id}, version "
        f"{instrument.version}) and guidelines of version {study.guidelines_version}",
        _overlap(found),
        "Answers were shown under random identifiers; their sides and the order of items were drawn by a "
        "keyed hash from a secret that raters did not have",
        f"Which answer was of which arm was kept in a sealed file{seal} until the ratings were in",
        _masking(found),
    ]
    if study.pass_mark is not None:
        texts.append(_training(found))
    return " ".join(f"{text[0].upper()}{text[1:]}." for text in texts)


def _reliability(found: Results) -> str:
    """How agreement was computed."""
    again = sum(1 for one in found.study.presentations if one.repeat)
    texts = [
        "Agreement between raters is given as percent agreement, Krippendorff's α with the distance of the "
        "scale, Gwet's AC1 or AC2, κ and, for scores, ICC(2,1) and ICC(2,k) for absolute agreement, with "
        f"95 % intervals from {found.resampling.resamples:,} bootstrap samples of instances (seed "
        f"{found.resampling.seed}).",
        "Severity and drift of raters come from a least-squares fit of item, rater and rater by time.",
        "Where a question was not answered, the reason was kept, and no value was put in its place.",
    ]
    if again:
        told = plural(again, "hidden repeat")
        texts.insert(1, f"Agreement of raters with themselves comes from {told}.")
    return " ".join(texts)


def _comparison(found: Results) -> str:
    """How arms were compared."""
    axes = rated_questions(found.study.instrument.questions)
    texts = []
    if axes:
        texts.append(
            f"Arms were compared on {listed(name_of(axis) for axis in axes)} by each instance's mean over "
            "raters, with a permutation test of the paired differences, adjusted by Holm over "
            f"{plural(len(found.tests), 'test')}; 95 % intervals are from drawing instances again."
        )
    if found.preferences:
        texts.append(
            "Preferences were fitted by the model of Bradley and Terry with Davidson's ties and a term for "
            "the side; intervals are from drawing instances and raters again."
        )
    return " ".join(texts)


def known_facts(found: Results, about: Circumstances) -> dict[str, str]:
    """What the items of checklists can be filled with."""
    models = "; ".join(
        f"{arm.id}: {arm.model}, {arm.quantization or 'no quantization'}, SHA-256 "
        f"{arm.sha256[:12] or 'unknown'}"
        for arm in found.key.arms
    )
    sampling = "; ".join(f"{arm.id}: {arm.engine}, {arm.sampling}" for arm in found.key.arms)
    study = found.study
    items = sum(1 for item in study.items if item.split is not Split.TRAINING)
    sources = listed(sorted({item.source for item in study.items if item.source})) or "not recorded"
    return {
        "models": models,
        "sampling": sampling,
        "questions": f"{plural(items, 'item')} of "
        f"{listed(sorted({item.task_id for item in study.items}))}; sources: {sources}",
        "judging": f"{_raters(found, about)}, {study.instrument.id} version "
        f"{study.instrument.version}, blinded; see Methods",
        "sample": f"{plural(items, 'item')}, {_overlap(found)}; why so many: to be written",
        "analysis": "see Methods",
        "agreement": f"guidelines version {study.guidelines_version}; see Agreement between raters",
        "results": "see Ratings, Preferences, and Errors, omissions and checklists",
        "limits": "see Limitations; the rest is to be written",
        "flow": "see Flow",
        "consent": "raters agreed to a text before the first item; ethics: to be written"
        if study.consent
        else "",
        "data": "CSV files with a codebook stand beside this report; the rest is to be written",
    }


_UNDONE = (Absent.NOT_RATED, Absent.NOT_SUBMITTED, Absent.LATER, Absent.CANNOT_RATE)


def _judged(found: Results) -> str:
    values = sum(1 for row in found.rows if row.main and row.value is not None)
    return plural(values, "answered question")


def _raters(found: Results, about: Circumstances) -> str:
    """How many raters, and what they are as far as they said."""
    text = plural(len(found.study.raters), "rater")
    specialties = Counter(one.specialty for one in about.raters if one.specialty)
    years = sorted(one.years for one in about.raters if one.years is not None)
    countries = sorted({one.country for one in about.raters if one.country})
    told = [f"{name} ({count})" for name, count in specialties.most_common()]
    if years:
        told.append(
            f"{years[0]} to {years[-1]} years of practice"
            if years[0] < years[-1]
            else plural(years[0], "year") + " of practice"
        )
    if countries:
        told.append(listed(countries))
    return f"{text} ({', '.join(told)})" if told else text


def _overlap(found: Results) -> str:
    """How many raters each item was given to."""
    held: dict[str, set[str]] = {}
    for row in found.rows:
        if row.main:
            held.setdefault(row.item_id, set()).add(row.rater)
    numbers = sorted({len(raters) for raters in held.values()})
    if not numbers:
        return "no item was given to a rater"
    many = str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]} to {numbers[-1]}"
    return f"each item was given to {many} {'rater' if many == '1' else 'raters'}"


def _training(found: Results) -> str:
    items = sum(1 for item in found.study.items if item.split is Split.TRAINING)
    if not items:
        return "there was no training"
    text = f"raters first went through {plural(items, 'training item')} with feedback"
    if found.study.pass_mark is None:
        return text
    return f"{text}, and went on from {100 * found.study.pass_mark:.0f} % of expected values"


def _masking(found: Results) -> str:
    changes = len(found.key.changes)
    if not changes:
        return "answers were shown as they were made, without masking"
    told = plural(changes, "change was", "changes were")
    return f"before the study {told} made to answers that told of their arm"
