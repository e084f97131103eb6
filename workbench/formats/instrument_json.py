"""An instrument as JSON, as `resources/instruments/schema.json` describes it: UTF-8, keys in a fixed order.

Read strictly: a key that is not known, a value of another type, a condition that leads nowhere are
refused with the place, because an instrument that was half understood would ask raters something else.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from workbench.domain.errors import FormatError
from workbench.domain.instruments import faults
from workbench.domain.studies import About, Condition, Instrument, Kind, Level, Question
from workbench.formats.files import open_file, write_whole
from workbench.formats.strict_json import Node, parsed

FORMAT = "meds-workbench instrument"
FORMAT_VERSION = 1
LARGEST_FILE = 1 << 21
"""Bytes; the largest instrument that the limits of `domain.instruments` let be useful has a tenth."""

_HEAD = frozenset(
    "format format_version id version language title about source questions error_types omission_types "
    "severities labels".split()
)
_QUESTION = frozenset(
    "id kind about name text levels required cannot_judge not_applicable shown_if evidence_if points".split()
)


def read(path: Path) -> Instrument:
    """The instrument in a file.

    Raises:
        FormatError: it is no instrument; the message names the place.
    """
    return parse(_bytes(path), path)


def parse(raw: bytes, file: Path) -> Instrument:
    """The instrument in the bytes of `file`, such as a member of a study.

    Raises:
        FormatError: it is no instrument; the message names the place.
    """
    return instrument_of(parsed(raw, file, LARGEST_FILE), file)


def instrument_of(value: object, file: Path) -> Instrument:
    """The instrument that a JSON value describes; `file` is named when it describes none.

    Raises:
        FormatError: it is no instrument; the message names the place.
    """
    instrument = _instrument(Node(value, file))
    for fault in faults(instrument):
        if fault.grave:
            raise FormatError(file, f"{fault.place}: {fault.message}")
    return instrument


def read_unchecked(path: Path) -> Instrument:
    """The instrument in a file, whatever `domain.instruments.faults` says of it: for those who correct it.

    Raises:
        FormatError: it is no JSON, or a value is missing, not known or of another type.
    """
    return _instrument(Node(parsed(_bytes(path), path, LARGEST_FILE), path))


def text(instrument: Instrument) -> str:
    """The instrument as a JSON text, the same for the same instrument."""
    return json.dumps(document(instrument), ensure_ascii=False, indent=2) + "\n"


def write(path: Path, instrument: Instrument) -> None:
    """Put the instrument into a file: the whole of it, or what was there before stays."""
    made = text(instrument).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, made)


def document(instrument: Instrument) -> dict[str, object]:
    """The instrument as a JSON object. What is empty is left out."""
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "id": instrument.id,
        "version": instrument.version,
        "language": instrument.language,
        "title": instrument.title,
        **_given(about=instrument.about, source=instrument.source),
        "questions": [_question_document(question) for question in instrument.questions],
        **_given(
            error_types=list(instrument.error_types),
            omission_types=list(instrument.omission_types),
            severities=list(instrument.severities),
            labels=dict(instrument.labels or {}),
        ),
    }


def _bytes(path: Path) -> bytes:
    """No more of a file than is needed to tell that it is too large."""
    with open_file(path) as file:
        return file.read(LARGEST_FILE + 1)


def _question_document(question: Question) -> dict[str, object]:
    condition = question.shown_if
    made: dict[str, object] = {
        "id": question.id,
        "kind": question.kind.value,
        "about": question.about.value,
        **_given(name=question.name),
        "text": question.text,
        **_given(levels=[_level_document(level) for level in question.levels]),
        "required": question.required,
        "cannot_judge": question.cannot_judge,
        "not_applicable": question.not_applicable,
    }
    if condition is not None:
        made["shown_if"] = {"question": condition.question, "values": list(condition.values)}
    made |= _given(evidence_if=list(question.evidence_if))
    if question.points is not None:
        whole = float(question.points).is_integer()
        made["points"] = int(question.points) if whole else question.points
    return made


def _level_document(level: Level) -> dict[str, object]:
    return {"value": level.value, "label": level.label, **_given(anchor=level.anchor)}


def _given(**values: object) -> dict[str, object]:
    """What is not empty."""
    return {name: value for name, value in values.items() if value}


def _instrument(node: Node) -> Instrument:
    node.only(_HEAD)
    if node.text("format") != FORMAT:
        raise node.fault("format", f"must be “{FORMAT}”")
    if (version := node.whole("format_version")) != FORMAT_VERSION:
        raise node.fault(
            "format_version", f"{version} is not understood; this program reads {FORMAT_VERSION}"
        )
    return Instrument(
        id=node.text("id"),
        version=node.whole("version"),
        title=node.text("title"),
        language=node.text("language"),
        about=node.text("about", ""),
        questions=tuple(_question(one) for one in node.items("questions")),
        error_types=node.texts("error_types"),
        omission_types=node.texts("omission_types"),
        severities=node.texts("severities"),
        labels=_labels(node),
        source=node.text("source", ""),
    )


def _labels(node: Node) -> Mapping[str, str] | None:
    labels = node.part("labels")
    return {name: labels.text(name) for name in labels.names} if labels is not None and labels.names else None


def _question(node: Node) -> Question:
    node.only(_QUESTION)
    condition = node.part("shown_if")
    return Question(
        id=node.text("id"),
        kind=Kind(node.one_of("kind", [kind.value for kind in Kind])),
        about=About(node.one_of("about", [about.value for about in About])),
        text=node.text("text"),
        name=node.text("name", ""),
        levels=tuple(_level(one) for one in node.items("levels", needed=False)),
        required=node.truth("required", True),
        cannot_judge=node.truth("cannot_judge", True),
        not_applicable=node.truth("not_applicable", False),
        shown_if=_condition(condition) if condition is not None else None,
        evidence_if=node.wholes("evidence_if"),
        points=node.number("points"),
    )


def _level(node: Node) -> Level:
    node.only(frozenset({"value", "label", "anchor"}))
    return Level(node.whole("value"), node.text("label"), node.text("anchor", ""))


def _condition(node: Node) -> Condition:
    node.only(frozenset({"question", "values"}))
    return Condition(node.text("question"), node.wholes("values", needed=True))
