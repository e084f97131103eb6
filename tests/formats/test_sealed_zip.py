"""Zips that are damaged, foreign or made to do harm are refused with the reason."""

import json
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.studies import central, members_of, patched, plain_zip, renamed_raw
from workbench.domain.errors import FormatError
from workbench.formats import sealed_zip
from workbench.formats.files import write_whole
from workbench.formats.sealed_zip import (
    MANIFEST,
    file_bytes,
    json_bytes,
    json_object,
    json_objects,
    opened,
    packed,
    sealed,
    sha256,
    unpacked,
)

FILE = Path("x.medkey")
MEMBERS = {"a.json": b'{"a":1}\n' * 50, "folder/b.md": b"text", "empty": b""}
SEALED = sealed("medkey", 1, {"study": "s"}, MEMBERS)


def refusal(data: bytes, schema: int = 1) -> str:
    """Why a file is refused."""
    with pytest.raises(FormatError) as error:
        opened(FILE, data, "medkey", schema)
    return error.value.reason


@pytest.mark.parametrize("stored", [False, True])
def test_members_come_back_and_bytes_are_always_the_same(stored: bool) -> None:
    """The order in which members are given decides nothing; other programs can read the file."""
    data = sealed("medkey", 1, {"study": "s"}, MEMBERS, stored=stored)
    turned = dict(reversed(MEMBERS.items()))
    assert sealed("medkey", 1, {"study": "s"}, turned, stored=stored) == data
    found = opened(FILE, data, "medkey", 1)
    assert found.members == MEMBERS
    assert found.manifest["study"] == "s"
    assert found.sha256 == sha256(members_of(data)[MANIFEST])
    assert members_of(data).keys() == {MANIFEST, *MEMBERS}
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {(info.date_time, info.comment, info.extra) for info in archive.infolist()} == {
            ((1980, 1, 1, 0, 0, 0), b"", b"")
        }


def test_the_hash_is_of_the_content_however_it_is_packed() -> None:
    """Stored or deflated."""
    both = {
        opened(FILE, sealed("medkey", 1, {}, MEMBERS, stored=one), "medkey", 1).sha256
        for one in (False, True)
    }
    assert len(both) == 1


@given(st.data())
def test_no_flipped_bit_passes(data: st.DataObject) -> None:
    """Every byte is accounted for; only the last, unused bits of a packed stream may differ."""
    place = data.draw(st.integers(0, len(SEALED) - 1))
    changed = bytearray(SEALED)
    changed[place] ^= 1 << data.draw(st.integers(0, 7))
    try:
        found = opened(FILE, bytes(changed), "medkey", 1)
    except FormatError:
        return
    assert found == opened(FILE, SEALED, "medkey", 1)


@given(st.integers(0, len(SEALED) - 1))
def test_every_truncation_is_refused(length: int) -> None:
    """Wherever the file is cut."""
    with pytest.raises(FormatError):
        opened(FILE, SEALED[:length], "medkey", 1)


@given(st.binary(max_size=200), st.integers(0, len(SEALED)))
def test_bytes_put_in_are_refused(more: bytes, place: int) -> None:
    """Before, between and behind the members."""
    changed = SEALED[:place] + more + SEALED[place:]
    if changed != SEALED:
        with pytest.raises(FormatError):
            opened(FILE, changed, "medkey", 1)


@given(st.binary(max_size=400))
def test_arbitrary_bytes_are_refused(data: bytes) -> None:
    """Also such as begin like a zip."""
    for start in (b"", b"PK\x03\x04", SEALED[:100]):
        with pytest.raises(FormatError):
            opened(FILE, start + data, "medkey", 1)


def test_what_is_no_zip_says_so() -> None:
    """Empty, text, cut off."""
    assert refusal(b"") == "it is empty"
    assert refusal(b"hello") == "it is no zip file"
    assert "cut off or damaged" in refusal(SEALED[:-5])


def test_a_member_changed_and_packed_again_is_refused() -> None:
    """Whoever changes a member and its checksum meets the hash in the manifest."""
    members = members_of(SEALED)
    assert "“a.json” was changed: its SHA-256" in refusal(packed({**members, "a.json": b"{}"}))


def test_members_that_are_missing_or_too_many_are_named() -> None:
    """Both ways."""
    members = members_of(SEALED)
    assert refusal(packed({**members, "more.txt": b""})) == "“more.txt” does not belong in it"
    members.pop("a.json")
    assert refusal(packed(members)) == "“a.json” is missing from it"


def test_foreign_zips_and_other_kinds_are_told_apart() -> None:
    """A zip without a manifest; one of ours of another kind; one of nobody's."""
    assert "not the key of a study: it has no manifest.json" in refusal(packed({"a": b""}))
    assert refusal(sealed("medstudy", 1, {}, {})) == "it is a study, not the key of a study (*.medkey)"
    assert refusal(sealed("other", 1, {}, {})).startswith("it is something else")
    assert "manifest.json is no JSON" in refusal(packed({MANIFEST: b"{"}))
    assert "no JSON object" in refusal(packed({MANIFEST: b"[]"}))
    assert "stands twice" in refusal(packed({MANIFEST: b'{"a":1,"a":2}'}))


def test_other_schemas_are_refused_with_what_to_do() -> None:
    """Newer, older, none."""
    assert "Install the newest version" in refusal(sealed("medkey", 2, {}, {}))
    assert "Export it again" in refusal(sealed("medkey", 1, {}, {}), schema=2)
    for odd in ("1", None, True, 0, -1):
        value: dict[str, object] = {"format": "medkey", "schema": odd, "members": {}}
        assert "which schema" in refusal(packed({MANIFEST: json_bytes(value)}))
    assert "does not name its members" in refusal(
        packed({MANIFEST: json_bytes({"format": "medkey", "schema": 1})})
    )


def test_a_file_packed_by_another_program_is_refused() -> None:
    """What it holds is the same; what else is in it nobody knows."""
    assert "packed again by another program" in refusal(plain_zip(members_of(SEALED)))
    commented = patched(SEALED, len(SEALED) - 2, "<H", 3) + b"A01"
    assert "belong to nothing" in refusal(commented)


@pytest.mark.parametrize(
    "name",
    [b"../../x", b"/etc/xx", b"C:/a/bb", b"a\\b\\c\\d", b"a/../bb", b".hidden", b"a//bbbb", b"a\0bcdef"],
)
def test_names_that_lead_out_are_refused(name: bytes) -> None:
    """Up, from the root, with a drive, with backslashes, hidden, with a zero."""
    data = renamed_raw(packed({"Z" * len(name): b"x", MANIFEST: b"{}"}), b"Z" * len(name), name)
    assert "no plain name" in refusal(data)


def test_equal_names_are_refused() -> None:
    """Also such as are equal to some file systems alone."""
    data = packed({"aaaa": b"1", "bbbb": b"2"})
    assert "twice" in refusal(renamed_raw(data, b"bbbb", b"aaaa"))
    assert "twice" in refusal(renamed_raw(data, b"bbbb", b"AAAA"))


def test_links_encrypted_and_odd_members_are_refused() -> None:
    """By what the directory says of them."""
    place = central(SEALED, b"a.json")
    assert "is a link" in refusal(patched(SEALED, place + 38, "<L", 0o120777 << 16))
    assert "is encrypted" in refusal(patched(SEALED, place + 8, "<H", 1))
    assert "packed in another way" in refusal(patched(SEALED, place + 10, "<H", 14))


def test_bombs_are_refused_before_they_are_unpacked() -> None:
    """By the ratio that the directory tells, and by the true size when it lies."""
    honest = packed({"a": bytes(100_000_000)})
    assert "made to fill the memory" in refusal(honest)
    place = central(honest, b"a")
    lying = patched(patched(honest, place + 24, "<L", 60_000), 22, "<L", 60_000)
    assert "not the size it should have" in refusal(lying)
    small = patched(honest, place + 24, "<L", 1)
    assert "not the size it should have" in refusal(small)


def test_too_many_members_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """By number, and by what they have together."""
    many = packed({f"m{number}": b"" for number in range(sealed_zip.MOST_MEMBERS + 1)})
    assert "257 members" in refusal(many)
    monkeypatch.setattr(sealed_zip, "MOST_UNPACKED", 100)
    assert "would unpack to" in refusal(SEALED)


def test_members_over_each_other_are_refused() -> None:
    """Two records of the directory for the same bytes."""
    data = packed({"aaaa": b"same", "bbbb": b"same"}, stored=True)
    place = central(data, b"bbbb")
    assert refusal(patched(data, place + 42, "<L", 0))


def test_a_damaged_stream_is_refused() -> None:
    """Bits of the packed data, with the checksum left alone."""
    start = SEALED.index(b"a.json") + len(b"a.json")
    changed = bytearray(SEALED)
    changed[start : start + 4] = b"\xff\xff\xff\xff"
    assert "damaged" in refusal(bytes(changed))


def test_files_are_read_up_to_a_size_and_written_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Too large, a folder, missing; nothing half stands under the name."""
    path = tmp_path / "a.medkey"
    write_whole(path, b"12345")
    assert file_bytes(path) == b"12345"
    assert [one.name for one in tmp_path.iterdir()] == ["a.medkey"]
    monkeypatch.setattr(sealed_zip, "LARGEST", 4)
    for wrong in (path, tmp_path, tmp_path / "none"):
        with pytest.raises(FormatError):
            file_bytes(wrong)


def test_json_is_the_same_text_for_the_same_value() -> None:
    """Keys sorted, letters as they are, halves of surrogate pairs kept."""
    value = {"b": "糖\n", "a": "\ud83d"}
    data = json_bytes(value)
    assert data == '{"a":"\\ud83d","b":"糖\\n"}\n'.encode()
    assert json_object(FILE, "m", data) == value
    assert json_objects(FILE, "m", data * 2) == [value, value]
    assert json_objects(FILE, "m", b"") == []


@pytest.mark.parametrize(
    "data", [b"{}\n\n{}\n", b"[1]\n", b"{}{}\n", b'{"a":NaN}\n', b"\xff\n", b"[" * 99_999]
)
def test_lines_that_are_no_objects_are_named(data: bytes) -> None:
    """With their number."""
    with pytest.raises(FormatError, match=r"m, line \d"):
        json_objects(FILE, "m", data)


def test_names_for_members_are_checked_when_written() -> None:
    """What could not be read again is not written."""
    with pytest.raises(ValueError, match="no name"):
        packed({"../a": b""})


def test_unpacked_gives_members_without_a_manifest_too() -> None:
    """It looks at the zip alone."""
    assert unpacked(FILE, packed({"a": b"1"})) == {"a": b"1"}
    assert zlib.crc32(b"") == 0
    assert json.loads(json_bytes({})) == {}
