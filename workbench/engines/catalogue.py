"""The models there are: described in models/*.toml, or simply found as GGUF files in a models folder."""

import os
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.domain.errors import FormatError, ModelFileError, UnknownNameError
from workbench.engines.llama.gguf import quantization
from workbench.engines.llama.header import read_header

_UNITS = {"B": 1, "kB": 10**3, "MB": 10**6, "GB": 10**9}


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """A model a person can choose."""

    name: str
    """What it is called on the command line."""
    title: str
    file_name: str
    file: Path | None
    """Where it is on this machine; None when it is not."""
    size: int | None
    """Bytes; None when nobody has said."""
    quantization: str
    licence: str
    note: str
    """What a person should know before choosing it; for a file that cannot be used, why not."""
    prompt_format: str | None = None
    """Name of the form its prompts take; None when nobody has said."""
    sha256: str | None = None
    """Of the right file; None when nobody has said."""
    url: str | None = None
    """Where a person can read about it."""


def available_models(folders: Sequence[Path]) -> tuple[ModelEntry, ...]:
    """Every model that a catalogue file in `folders` describes, and every other GGUF file in them.

    Raises:
        FormatError: a catalogue file cannot be read.
    """
    described: dict[str, ModelEntry] = {}
    for folder in folders:
        for file in sorted(folder.glob("*.toml")):
            entry = _described(file, folders)
            # An earlier folder has precedence.
            described.setdefault(entry.name, entry)
    files = {entry.file for entry in described.values()}
    for folder in folders:
        for file in sorted(folder.glob("*.gguf")):
            if file not in files and file.stem not in described:
                described[file.stem] = _found(file)
    return tuple(described.values())


def resolve_model(name: str | Path, folders: Sequence[Path]) -> Path:
    """The file that `name` means: a path, a file's name with or without its ending, or a model's name.

    Raises:
        UnknownNameError: there is no such model; the message lists what there is.
        ModelFileError: the model is known, and its file is not on this machine.
    """
    path = Path(name).expanduser()
    if path.is_file():
        return path.absolute()
    wanted = str(name).casefold()
    entries = available_models(folders)
    for entry in entries:
        names = {entry.name, entry.file_name, entry.file_name.removesuffix(".gguf")}
        if wanted not in {known.casefold() for known in names}:
            continue
        if entry.file is None:
            places = " or ".join(f"“{folder}”" for folder in folders)
            raise ModelFileError(
                f"“{entry.title}” is not on this machine. Put {entry.file_name} into {places}."
            )
        return entry.file
    raise UnknownNameError("model", str(name), [entry.name for entry in entries if entry.file is not None])


def _described(file: Path, folders: Iterable[Path]) -> ModelEntry:
    try:
        fields = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise FormatError(file, str(error)) from error
    file_name = _text(file, fields, "file")
    # A catalogue file comes from anywhere; it names a file, never a place.
    if Path(file_name).name != file_name or os.sep in file_name:
        raise FormatError(file, f"“file” must be a name without folders, not “{file_name}”")
    places = [folder / file_name for folder in (file.parent, *folders)]
    return ModelEntry(
        name=_text(file, fields, "name"),
        title=_text(file, fields, "title"),
        file_name=file_name,
        file=next((place for place in places if place.is_file()), None),
        size=_size(file, fields.get("size")),
        quantization=_text(file, fields, "quantization", "unknown"),
        licence=_text(file, fields, "licence", "unknown"),
        note=_text(file, fields, "note", ""),
        prompt_format=_optional(file, fields, "prompt_format"),
        sha256=_optional(file, fields, "sha256"),
        url=_optional(file, fields, "url"),
    )


def _found(file: Path) -> ModelEntry:
    title, kind, note = file.stem, "unknown", ""
    try:
        header = read_header(file)
    except ModelFileError as error:
        note = str(error)
    else:
        title, kind = header.text("general.name") or title, quantization(header)
    return ModelEntry(
        name=file.stem,
        title=title,
        file_name=file.name,
        file=file,
        size=file.stat().st_size,
        quantization=kind,
        licence="unknown",
        note=note,
    )


def _text(file: Path, fields: Mapping[str, object], key: str, otherwise: str | None = None) -> str:
    value = _optional(file, fields, key)
    if value is not None:
        return value
    if otherwise is None:
        raise FormatError(file, f"“{key}” is missing")
    return otherwise


def _optional(file: Path, fields: Mapping[str, object], key: str) -> str | None:
    value = fields.get(key)
    if value is not None and not isinstance(value, str):
        raise FormatError(file, f"“{key}” must be a text, not {value!r}")
    return value


def _size(file: Path, value: object) -> int | None:
    """Bytes, from a number or from a text such as "4.92 GB"."""
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    parts = _words(value)
    number, unit = next(parts, ""), next(parts, "B")
    try:
        return round(float(number) * _UNITS[unit])
    except (KeyError, ValueError):
        raise FormatError(file, f"“size” must be bytes or a text such as “4.92 GB”, not {value!r}") from None


def _words(value: object) -> Iterator[str]:
    return iter(value.split() if isinstance(value, str) else ())
