"""The instruments there are: those that come with the program, and one's own; combined, and in versions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.domain.errors import FormatError, InstrumentError, UnknownNameError
from workbench.domain.ids import content_id
from workbench.domain.instruments import faults
from workbench.domain.studies import Instrument, Question
from workbench.formats.instrument_json import document, read, write
from workbench.paths import resources

ENGLISH = "en"
_SCHEMA = "schema.json"


@dataclass(frozen=True, slots=True)
class KnownInstrument:
    """An instrument and where it is."""

    instrument: Instrument
    file: Path
    own: bool
    """Whether it is somebody's own, not one that comes with the program."""


@dataclass(frozen=True, slots=True)
class KnownInstruments:
    """All instruments that can be used, and the files that hold none."""

    entries: tuple[KnownInstrument, ...]
    problems: tuple[FormatError, ...] = ()


def shipped_folder() -> Path:
    """Where the instruments are that come with the program."""
    return resources() / "instruments"


def known_instruments(own: Sequence[Path] = ()) -> KnownInstruments:
    """The instruments in one's own folders, then those that come with the program.

    Of several with the same id and language the first one counts, so that one's own version of an
    instrument stands in for ours. A file that holds no instrument keeps no other from being found.
    """
    entries: dict[tuple[str, str], KnownInstrument] = {}
    problems = []
    for folder in (*own, shipped_folder()):
        for file in sorted(folder.glob("*.json")) if folder.is_dir() else ():
            if file.name == _SCHEMA:
                continue
            try:
                instrument = read(file)
            except FormatError as error:
                problems.append(error)
                continue
            entry = KnownInstrument(instrument, file, folder != shipped_folder())
            entries.setdefault((instrument.id, instrument.language), entry)
    return KnownInstruments(tuple(entries[key] for key in sorted(entries)), tuple(problems))


def find_instrument(name: str, language: str = ENGLISH, own: Sequence[Path] = ()) -> KnownInstrument:
    """The instrument with the id `name` in a language; in English where it is not translated into it.

    Raises:
        UnknownNameError: there is none of that id.
    """
    entries = known_instruments(own).entries
    found = {entry.instrument.language: entry for entry in entries if entry.instrument.id == name}
    if not found:
        raise UnknownNameError(
            "instrument", name, tuple(dict.fromkeys(entry.instrument.id for entry in entries))
        )
    return found.get(language) or found.get(ENGLISH) or next(iter(found.values()))


def content(instrument: Instrument) -> str:
    """An id of what the instrument asks and says, whatever its version: equal content has equal ids."""
    return content_id("instrument", document(replace(instrument, version=1)))


def structure(instrument: Instrument) -> str:
    """An id of what answers to it mean to a program: equal in all languages of an instrument."""
    plain = document(replace(instrument, version=1, language=ENGLISH, title="-", about="", labels=None))
    return content_id("structure", {**plain, "questions": [_skeleton(one) for one in instrument.questions]})


def _skeleton(question: Question) -> list[object]:
    condition = question.shown_if
    return [
        *(question.id, question.kind.value, question.about.value),
        [level.value for level in question.levels],
        *(question.required, question.cannot_judge, question.not_applicable),
        [condition.question, *condition.values] if condition else None,
        *(list(question.evidence_if), question.points),
    ]


def revised(before: Instrument, changed: Instrument) -> Instrument:
    """The changed instrument with the next version's number; the one before when nothing has changed."""
    if content(before) == content(changed):
        return before
    return replace(changed, version=before.version + 1)


def keep_instrument(folder: Path, instrument: Instrument, own: Sequence[Path] = ()) -> KnownInstrument:
    """Put an instrument into one's own folder, as the next version of the one with its id and language.

    Nothing is written when it says what that one says.

    Args:
        own: the folders in which that one is looked for besides `folder`.

    Raises:
        InstrumentError: something in it must be corrected first.
    """
    _sound(instrument)
    name, language = instrument.id, instrument.language
    file = folder / (f"{name}.json" if language == ENGLISH else f"{name}.{language}.json")
    for entry in known_instruments((folder, *own)).entries:
        if (entry.instrument.id, entry.instrument.language) == (name, language):
            instrument = revised(entry.instrument, instrument)
            if instrument is entry.instrument:
                return entry
            file = entry.file if entry.file.parent == folder else file
    write(file, instrument)
    return KnownInstrument(instrument, file, True)


def combine(parts: Sequence[Instrument], name: str, title: str) -> Instrument:
    """One instrument with the questions of several, in their order.

    A question whose id an earlier part has already gets its part's id in front, also where conditions
    name it. Error types, omission types and severities are those of all parts.

    Raises:
        InstrumentError: there is nothing to combine, the parts are in different languages, order
            severities differently, or do not fit together.
    """
    languages = sorted({part.language for part in parts})
    if len(languages) != 1:
        raise InstrumentError(
            f"Instruments in different languages ({', '.join(languages)}) cannot be combined."
            if languages
            else "There is no instrument to combine."
        )
    questions: list[Question] = []
    for part in parts:
        _sound(part)
        taken = {question.id for question in questions}
        questions.extend(_renamed(part, taken))
    made = Instrument(
        id=name,
        version=1,
        title=title,
        language=languages[0],
        about="\n".join(dict.fromkeys(part.about for part in parts if part.about)),
        questions=tuple(questions),
        error_types=_together([part.error_types for part in parts]),
        omission_types=_together([part.omission_types for part in parts]),
        severities=_severities(parts),
        labels={key: label for part in reversed(parts) for key, label in sorted((part.labels or {}).items())}
        or None,
        source="\n".join(dict.fromkeys(part.source for part in parts if part.source)),
    )
    _sound(made)
    return made


def _renamed(part: Instrument, taken: set[str]) -> list[Question]:
    """The questions of a part; ids that are taken have the part's id in front."""
    names = {one.id: f"{part.id}-{one.id}" if one.id in taken else one.id for one in part.questions}
    renamed = []
    for question in part.questions:
        condition = question.shown_if
        if condition is not None:
            condition = replace(condition, question=names[condition.question])
        renamed.append(replace(question, id=names[question.id], shown_if=condition))
    return renamed


def _together(lists: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for entries in lists for one in entries))


def _severities(parts: Sequence[Instrument]) -> tuple[str, ...]:
    orders = list(dict.fromkeys(part.severities for part in parts if part.severities))
    if len(orders) > 1:
        raise InstrumentError("The instruments do not have the same severities in the same order.")
    return orders[0] if orders else ()


def _sound(instrument: Instrument) -> None:
    """Refuse an instrument with grave faults."""
    for fault in faults(instrument):
        if fault.grave:
            raise InstrumentError(f"The instrument “{instrument.id}”, {fault.place}: {fault.message}.")
