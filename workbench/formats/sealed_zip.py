"""Zip files in which every byte is accounted for: written always the same, read with suspicion.

Such a file holds a manifest.json, which names its format and schema and the SHA-256 of every other member,
and those members in the order of their names, all with the same time. Whatever else could be in a zip (a
comment, other times, gaps, text before or behind) is refused, so a file that can be read is one that was
written here and is whole. Nothing is unpacked to disk.
"""

import hashlib
import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.domain.errors import FormatError
from workbench.formats import json_stream
from workbench.formats.files import open_file

LARGEST = 1 << 28
"""Bytes a file may have."""
MOST_UNPACKED = 1 << 30
"""Bytes that all members may have together when they are unpacked."""
MOST_MEMBERS = 256
MOST_RATIO = 200
"""Times its own size that a member may have when it is unpacked; honest text stays below 30."""
SMALL = 1 << 16
"""Bytes up to which a member may be unpacked whatever the ratio."""
MANIFEST = "manifest.json"

_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*", re.ASCII)
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION, _UNIX, _DATE, _MODE = 20, 3 << 8, (1 << 5) | 1, 0o100644 << 16
"""2.0, made on Unix, 1 January 1980, an ordinary file: the same for every member."""
_BROKEN = (zipfile.BadZipFile, struct.error, EOFError, OSError, NotImplementedError, ValueError)
"""What the directory of a damaged zip raises."""
_KINDS = {"medstudy": "a study", "medratings": "a file of ratings", "medkey": "the key of a study"}


@dataclass(frozen=True, slots=True)
class _Member:
    """What the directory says of a member, and its bytes as they are packed."""

    name: str
    method: int
    crc: int
    size: int
    packed: bytes


@dataclass(frozen=True, slots=True)
class Opened:
    """What is in a file that was found to be whole."""

    manifest: dict[str, Any]
    members: dict[str, bytes]
    """All but the manifest."""
    sha256: str
    """Of the manifest, which names the hashes of all else: the same however the file was packed."""


def sealed(
    kind: str, schema: int, told: Mapping[str, object], members: Mapping[str, bytes], *, stored: bool = False
) -> bytes:
    """A file of the given kind; equal contents give equal bytes.

    Args:
        kind: its ending, such as "medstudy".
        told: what the manifest says besides format, schema and members.
        stored: whether members are left as they are, so that no version of zlib decides the bytes.
    """
    return packed({**members, MANIFEST: manifest(kind, schema, told, members)}, stored=stored)


def manifest(kind: str, schema: int, told: Mapping[str, object], members: Mapping[str, bytes]) -> bytes:
    """The manifest of such a file; its SHA-256 is `Opened.sha256`."""
    hashes = {name: {"sha256": sha256(data), "bytes": len(data)} for name, data in members.items()}
    return json_bytes({**told, "format": kind, "schema": schema, "members": hashes})


def packed(members: Mapping[str, bytes], *, stored: bool = False) -> bytes:
    """A zip of the members: the manifest, then the others by name."""
    names = sorted(members, key=lambda name: (name != MANIFEST, name))
    return _assembled([_packed_member(name, members[name], stored) for name in names])


def opened(path: Path, data: bytes, kind: str, schema: int) -> Opened:
    """The manifest and the other members of the file whose bytes are `data`.

    Raises:
        FormatError: it is none, of another kind or schema, damaged, changed, or made to do harm.
    """
    members = unpacked(path, data)
    if MANIFEST not in members:
        raise FormatError(path, f"it is a zip file, but not {_KINDS[kind]}: it has no {MANIFEST}")
    text = members.pop(MANIFEST)
    told = json_object(path, MANIFEST, text)
    found = told.get("format")
    if found != kind:
        other = _KINDS.get(found) if isinstance(found, str) else None
        raise FormatError(path, f"it is {other or 'something else'}, not {_KINDS[kind]} (*.{kind})")
    _check_schema(path, told.get("schema"), schema)
    _check_members(path, told.get("members"), members)
    return Opened(told, members, sha256(text))


def unpacked(path: Path, data: bytes) -> dict[str, bytes]:
    """The members of the zip whose bytes are `data`; `path` is for messages.

    Raises:
        FormatError: it is damaged, changed, made to do harm, or was not made by `packed`.
    """
    if not data.startswith(b"PK\x03\x04"):
        raise FormatError(path, "it is empty" if not data else "it is no zip file")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos, comment = archive.infolist(), archive.comment
    except _BROKEN:
        raise FormatError(path, "it is cut off or damaged: its list of members cannot be read") from None
    _check_directory(path, infos)
    members = [_read(path, data, info) for info in infos]
    found = {member.name: _content(path, member) for member in members}
    if comment or _assembled(members) != data or list(found) != sorted(found, key=_place):
        raise FormatError(
            path, "it holds bytes that belong to nothing: it was changed, or packed again by another program"
        )
    return found


def file_bytes(path: Path) -> bytes:
    """What the file at `path` holds.

    Raises:
        FormatError: it cannot be read, or is larger than such a file may be.
    """
    with open_file(path) as file:
        try:
            data = file.read(LARGEST + 1)
        except OSError as error:
            raise FormatError(path, f"it cannot be read: {error.strerror}") from None
    if len(data) > LARGEST:
        raise FormatError(path, f"it is larger than {LARGEST:,} bytes")
    return data


def sha256(data: bytes) -> str:
    """The hash of a member, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def json_bytes(value: object) -> bytes:
    """`value` as a line of JSON: keys sorted, letters as they are. A lone surrogate is its own escape."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f"{text}\n".encode("utf-8", "backslashreplace")


def json_lines(values: Iterable[object]) -> bytes:
    """A line of JSON for each value."""
    return b"".join(map(json_bytes, values))


def json_object(path: Path, name: str, data: bytes, line: int | None = None) -> dict[str, Any]:
    """The object in a member, or in a line of it.

    Raises:
        FormatError: it is none.
    """
    place = name if line is None else f"{name}, line {line}"
    try:
        value = _DECODER.decode(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise FormatError(path, f"{place} is no JSON: {error}") from None
    if not isinstance(value, dict):
        raise FormatError(path, f"{place} is no JSON object")
    return value


def json_objects(path: Path, name: str, data: bytes) -> list[dict[str, Any]]:
    """The object in each line of a member."""
    lines = data.removesuffix(b"\n").split(b"\n") if data else []
    return [json_object(path, name, line, number) for number, line in enumerate(lines, start=1)]


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError(f"the key “{json_stream.RepeatedKey(pairs).key}” stands twice")
    return made


def _no_number(text: str) -> float:
    raise ValueError(f"{text} is no number")


_DECODER = json.JSONDecoder(object_pairs_hook=_without_repeats, parse_constant=_no_number)


def _place(name: str) -> tuple[bool, str]:
    return name != MANIFEST, name


def _packed_member(name: str, data: bytes, stored: bool) -> _Member:
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name} is no name for a member")
    if stored:
        return _Member(name, zipfile.ZIP_STORED, zlib.crc32(data), len(data), data)
    press = zlib.compressobj(6, zlib.DEFLATED, -15)
    return _Member(
        name, zipfile.ZIP_DEFLATED, zlib.crc32(data), len(data), press.compress(data) + press.flush()
    )


def _assembled(members: Iterable[_Member]) -> bytes:
    """The zip of members that are packed already."""
    body, directory = bytearray(), bytearray()
    count = 0
    for member in members:
        name = member.name.encode("ascii", "replace")
        head = _VERSION, 0, member.method, 0, _DATE, member.crc, len(member.packed), member.size, len(name), 0
        directory += _CENTRAL.pack(b"PK\x01\x02", _UNIX | _VERSION, *head, 0, 0, 0, _MODE, len(body)) + name
        body += _LOCAL.pack(b"PK\x03\x04", *head) + name + member.packed
        count += 1
    return bytes(
        body + directory + _END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), len(body), 0)
    )


def _check_directory(path: Path, infos: list[zipfile.ZipInfo]) -> None:
    """Refuse what no honest file has, before anything is unpacked."""
    if len(infos) > MOST_MEMBERS:
        raise FormatError(path, f"it holds {len(infos):,} members; at most {MOST_MEMBERS} belong in it")
    seen: set[str] = set()
    for info in infos:
        name = info.orig_filename
        if info.external_attr >> 16 & 0o170000 == 0o120000:
            raise FormatError(path, f"“{name}” in it is a link to another file")
        if not _NAME.fullmatch(name) or ".." in name:
            raise FormatError(path, f"“{name}” in it is no plain name: it could lead out of the file")
        if name.casefold() in seen:
            raise FormatError(path, f"“{name}” is in it twice")
        seen.add(name.casefold())
        if info.flag_bits & 0x41:
            raise FormatError(path, f"“{name}” in it is encrypted")
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise FormatError(path, f"“{name}” in it is packed in another way")
        if info.file_size > max(SMALL, MOST_RATIO * info.compress_size):
            raise FormatError(
                path,
                f"“{name}” in it would unpack from {info.compress_size:,} to {info.file_size:,} bytes: "
                "it is made to fill the memory",
            )
    total = sum(info.file_size for info in infos)
    if total > MOST_UNPACKED:
        raise FormatError(path, f"it would unpack to {total:,} bytes; at most {MOST_UNPACKED:,} are read")


def _read(path: Path, data: bytes, info: zipfile.ZipInfo) -> _Member:
    """A member as the file holds it, found where the directory says."""
    start = info.header_offset
    if not 0 <= start <= len(data) - _LOCAL.size:
        raise FormatError(path, f"it is cut off or damaged at “{info.orig_filename}”")
    named, extra = _LOCAL.unpack_from(data, start)[-2:]
    begin = start + _LOCAL.size + named + extra
    if begin + info.compress_size > len(data):
        raise FormatError(path, f"it is cut off or damaged at “{info.orig_filename}”")
    held = data[begin : begin + info.compress_size]
    return _Member(info.orig_filename, info.compress_type, info.CRC, info.file_size, held)


def _content(path: Path, member: _Member) -> bytes:
    """What is in a member; never more than its size says."""
    found, whole = member.packed, True
    if member.method == zipfile.ZIP_DEFLATED:
        unpack = zlib.decompressobj(-15)
        try:
            found = unpack.decompress(member.packed, member.size + 1)
        except zlib.error:
            raise FormatError(path, f"“{member.name}” in it is damaged") from None
        # What was read to its limit may only lack the mark of its end.
        whole = len(found) <= member.size and unpack.eof and not unpack.unused_data
    if not whole or len(found) != member.size:
        raise FormatError(path, f"“{member.name}” in it is damaged: it has not the size it should have")
    if zlib.crc32(found) != member.crc:
        raise FormatError(path, f"“{member.name}” in it is damaged: its checksum is wrong")
    return found


def _check_schema(path: Path, found: object, schema: int) -> None:
    if not isinstance(found, int) or isinstance(found, bool) or found < 1:
        raise FormatError(path, f"its {MANIFEST} does not say which schema it has")
    if found > schema:
        raise FormatError(
            path,
            f"it was written by a later version of the program (schema {found}; this one knows {schema}). "
            "Install the newest version to open it",
        )
    if found < schema:
        raise FormatError(
            path,
            f"it was written by an earlier version of the program (schema {found}, not {schema}). "
            "Export it again",
        )


def _check_members(path: Path, told: object, members: Mapping[str, bytes]) -> None:
    """Refuse a member that is not the one the manifest names, that it lacks, or that is not named."""
    if not isinstance(told, dict):
        raise FormatError(path, f"its {MANIFEST} does not name its members")
    for name in told:
        if name not in members:
            raise FormatError(path, f"“{name}” is missing from it")
    for name, data in members.items():
        if name not in told:
            raise FormatError(path, f"“{name}” does not belong in it")
        if told[name] != {"sha256": sha256(data), "bytes": len(data)}:
            raise FormatError(path, f"“{name}” was changed: its SHA-256 is not the one in {MANIFEST}")
