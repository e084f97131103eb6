"""Study files (*.medstudy): what a rater gets. Nothing in them leads to an arm.

A sealed zip (see `sealed_zip`) with items.jsonl, outputs.jsonl (by id, and ids are random), instrument.json,
guidelines.md, design.json (who sees what in which order) and the licences' texts under LICENSES/.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from workbench.domain.errors import FormatError, UnknownNameError
from workbench.domain.studies import Instrument, Presentation, Study, StudyItem, StudyOutput
from workbench.formats import instrument_json
from workbench.formats.files import write_whole
from workbench.formats.plain_values import NotPlainError, made, plain
from workbench.formats.sealed_zip import (
    file_bytes,
    json_bytes,
    json_lines,
    json_object,
    json_objects,
    manifest,
    opened,
    sealed,
    sha256,
)

KIND, SCHEMA = "medstudy", 1
_ITEMS, _OUTPUTS, _DESIGN = "items.jsonl", "outputs.jsonl", "design.json"
_INSTRUMENT, _GUIDELINES, _LICENCES = "instrument.json", "guidelines.md", "LICENSES/"
_NEEDED = (_ITEMS, _OUTPUTS, _DESIGN, _INSTRUMENT, _GUIDELINES)

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class StudyFile:
    """A study as a file holds it."""

    study: Study
    rater: str | None
    """Whose file it is; None when it holds the presentations of all."""
    sha256: str
    """Of its content, however it was packed; files of ratings name it."""
    licences: Mapping[str, str] = field(default_factory=dict)
    """Texts by name."""


@dataclass(frozen=True, slots=True)
class _Head:
    """What the manifest says of the study."""

    id: str
    title: str
    version: int
    created: str
    key_sha256: str


@dataclass(frozen=True, slots=True)
class _Design:
    """design.json."""

    presentations: tuple[Presentation, ...]
    consent: str
    pass_mark: float | None
    shows_reference: bool
    arms: int
    guidelines_version: int


def packed(study: Study, for_rater: str | None = None, licences: Mapping[str, str] | None = None) -> bytes:
    """The study as a file, the same bytes for the same study; with one rater's presentations or all.

    Raises:
        UnknownNameError: no presentation is `for_rater`'s.
    """
    return sealed(KIND, SCHEMA, *_contents(study, for_rater, licences or {}))


def content_sha256(
    study: Study, for_rater: str | None = None, licences: Mapping[str, str] | None = None
) -> str:
    """What `StudyFile.sha256` of such a file is, without packing it."""
    return sha256(manifest(KIND, SCHEMA, *_contents(study, for_rater, licences or {})))


def write(
    path: Path, study: Study, for_rater: str | None = None, licences: Mapping[str, str] | None = None
) -> None:
    """Write a study file to `path`, see `packed`."""
    write_whole(path, packed(study, for_rater, licences))


def read(path: Path) -> StudyFile:
    """The study in the file at `path`.

    Raises:
        FormatError: it is no study file, of another version, damaged, changed or made to do harm.
    """
    return parsed(path, file_bytes(path))


def parsed(path: Path, data: bytes) -> StudyFile:
    """The study in a file whose bytes are `data`; `path` is for messages."""
    found = opened(path, data, KIND, SCHEMA)
    members = found.members
    _check_names(path, members)
    head = value_of(path, _Head, found.manifest.get("study"), "manifest.json: study")
    design = value_of(path, _Design, json_object(path, _DESIGN, members[_DESIGN]), _DESIGN)
    study = Study(
        id=head.id,
        title=head.title,
        version=head.version,
        created=head.created,
        instrument=_instrument_of(path, members[_INSTRUMENT]),
        guidelines=_text(path, _GUIDELINES, members[_GUIDELINES]),
        guidelines_version=design.guidelines_version,
        items=values_of(path, StudyItem, _ITEMS, members[_ITEMS]),
        outputs=values_of(path, StudyOutput, _OUTPUTS, members[_OUTPUTS]),
        presentations=design.presentations,
        consent=design.consent,
        pass_mark=design.pass_mark,
        shows_reference=design.shows_reference,
        arms=design.arms,
        key_sha256=head.key_sha256,
    )
    rater = found.manifest.get("rater")
    if found.manifest.get("counts") != _counts(study, study.presentations):
        raise FormatError(path, "it does not hold as many items, outputs or presentations as it says")
    if rater is not None and study.raters != (rater,):
        raise FormatError(path, f"it says that it is for the rater “{rater}”, and is for others")
    fault = _fault(study)
    if fault is not None:
        raise FormatError(path, fault)
    licences = {
        name.removeprefix(_LICENCES): _text(path, name, text)
        for name, text in members.items()
        if name.startswith(_LICENCES)
    }
    return StudyFile(study, rater, found.sha256, licences)


def for_one(study: Study, rater: str) -> Study:
    """The study with one rater's presentations, as their file has it."""
    return replace(study, presentations=tuple(one for one in study.presentations if one.rater == rater))


def _contents(
    study: Study, for_rater: str | None, licences: Mapping[str, str]
) -> tuple[dict[str, object], dict[str, bytes]]:
    """What the manifest tells, and the members."""
    shown = tuple(one for one in study.presentations if for_rater in {None, one.rater})
    if for_rater is not None and not shown:
        raise UnknownNameError("rater", for_rater, study.raters)
    design = _Design(
        shown, study.consent, study.pass_mark, study.shows_reference, study.arms, study.guidelines_version
    )
    members = {
        _ITEMS: json_lines(map(plain, study.items)),
        # By id, which is random: the order in which they were made may lead to the arm.
        _OUTPUTS: json_lines(map(plain, sorted(study.outputs, key=lambda one: one.id))),
        _DESIGN: json_bytes(plain(design)),
        _INSTRUMENT: instrument_json.text(study.instrument).encode(),
        _GUIDELINES: _text_bytes(study.guidelines),
        **{f"{_LICENCES}{name}": _text_bytes(text) for name, text in licences.items()},
    }
    head = _Head(study.id, study.title, study.version, study.created, study.key_sha256)
    return {"study": plain(head), "rater": for_rater, "counts": _counts(study, shown)}, members


def value_of(path: Path, kind: type[Made], value: Any, place: str) -> Made:
    """The dataclass in `value`, as `plain_values` reads it.

    Raises:
        FormatError: it is none.
    """
    try:
        return made(kind, value, place)
    except NotPlainError as error:
        raise FormatError(path, str(error)) from None


def values_of(path: Path, kind: type[Made], name: str, data: bytes) -> tuple[Made, ...]:
    """The dataclass in each line of a member."""
    return tuple(
        value_of(path, kind, value, f"{name}, line {number}")
        for number, value in enumerate(json_objects(path, name, data), start=1)
    )


def _instrument_of(path: Path, data: bytes) -> Instrument:
    try:
        return instrument_json.parse(data, path)
    except FormatError as error:
        raise FormatError(path, f"{_INSTRUMENT}: {error.reason}") from None


def _counts(study: Study, shown: tuple[Presentation, ...]) -> dict[str, int]:
    return {
        "items": len(study.items),
        "outputs": len(study.outputs),
        "presentations": len(shown),
        "raters": len({one.rater for one in shown}),
    }


def _check_names(path: Path, members: Iterable[str]) -> None:
    for name in _NEEDED:
        if name not in members:
            raise FormatError(path, f"“{name}” is missing from it")
    for name in members:
        if name not in _NEEDED and not name.startswith(_LICENCES):
            raise FormatError(path, f"“{name}” does not belong in a study")


def _fault(study: Study) -> str | None:
    """What in a study refers to nothing, or stands twice; None when all fits."""
    items = {one.id for one in study.items}
    about = {one.id: one.item_id for one in study.outputs}
    if len(items) != len(study.items) or len(about) != len(study.outputs):
        return "an item or an output is in it twice"
    if list(about) != sorted(about):
        return "its outputs are not in the order of their ids"
    if not items >= set(about.values()):
        return "an output in it is about no item"
    return _presentation_fault(study, about)


def _presentation_fault(study: Study, about: Mapping[str, str]) -> str | None:
    """What is wrong with the presentations; `about` is the item of each output."""
    if len({one.id for one in study.presentations}) != len(study.presentations):
        return "a presentation is in it twice"
    numbers: dict[str, int] = {}
    for one in study.presentations:
        numbers[one.rater] = numbers.get(one.rater, 0) + 1
        if one.number != numbers[one.rater]:
            return f"the presentation {one.id} is not in its rater's order"
        wrong = not one.outputs or len(set(one.outputs)) != len(one.outputs)
        if wrong or any(about.get(output) != one.item_id for output in one.outputs):
            return f"the presentation {one.id} shows outputs that are not of its item"
    return None


def _text_bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _text(path: Path, name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise FormatError(path, f"“{name}” in it is no UTF-8 text") from None
