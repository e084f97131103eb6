"""A JSON document read through a small window is what it is read as a whole."""

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.errors import FormatError
from workbench.formats import json_stream
from workbench.formats.json_stream import JsonStream, Number, RepeatedKey, decode

FILE = Path("task1_x.json")

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
values = st.recursive(
    st.none() | st.booleans() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


def stream(data: bytes) -> JsonStream:
    """A stream over `data`."""
    return JsonStream(io.BytesIO(data), FILE)


def read_all(data: bytes) -> object:
    """The one value of `data`."""
    reader = stream(data)
    made = reader.value()
    reader.end()
    return made


@pytest.fixture(params=[1, 2, 3, 7, 64])
def window(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """A window so small that every token is cut somewhere."""
    size: int = request.param
    monkeypatch.setattr(json_stream, "WINDOW", size)
    return size


SAMPLE = {
    "a": [True, None, "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"), "糖尿病\r\n\t\x00"],
    "b\\": {"c": "", "": [[], {}]},
}


@pytest.mark.parametrize("ascii_only", [True, False])
@pytest.mark.parametrize("indent", [None, 4])
def test_no_token_is_lost_where_windows_meet(window: int, ascii_only: bool, indent: int | None) -> None:
    """Escapes, pairs of escapes, characters of four bytes and literals may be cut anywhere."""
    assert read_all(json.dumps(SAMPLE, ensure_ascii=ascii_only, indent=indent).encode()) == SAMPLE


def test_numbers_cut_by_a_window_stay_whole(window: int) -> None:
    """A number that touches the window's end is read on."""
    assert read_all(b" 1234567890.5e10 ") == Number("1234567890.5e10")
    assert list(stream(b"[12345678, -1,0.25 ]").elements()) == [
        Number("12345678"),
        Number("-1"),
        Number("0.25"),
    ]


@given(values, st.integers(1, 9))
def test_windows_of_any_size_read_the_same(value: object, size: int) -> None:
    """What the standard library reads as a whole, the stream reads in pieces."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_stream, "WINDOW", size)
        assert read_all(b" " + json.dumps(value).encode()) == value


@given(st.binary(max_size=60) | texts.map(str.encode))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Nothing but FormatError comes out, and its line is one of the file's."""
    error = None
    try:
        read_all(data)
    except FormatError as caught:
        error = caught
    assert error is None or error.line is None or 1 <= error.line <= data.count(b"\n") + 1


def test_numbers_keep_their_spelling() -> None:
    """NaN, Infinity, long and huge numbers are read without losing a digit or taking time."""
    assert read_all(b"[1.10, NaN, -Infinity, 1e999]") == [
        Number("1.10"),
        Number("NaN"),
        Number("-Infinity"),
        Number("1e999"),
    ]
    assert read_all(b"9" * 100_000) == Number("9" * 100_000)


def test_lone_surrogates_are_kept_to_be_seen() -> None:
    """An escape that is no character is not replaced by another one."""
    assert read_all(b'"a\\ud83d"') == "a\ud83d"


def test_a_repeated_key_is_marked() -> None:
    """Which of two values was meant cannot be known, so the object says so."""
    made = read_all(b'{"a": 1, "b": 2, "a": 3}')
    assert isinstance(made, RepeatedKey)
    assert made.key == "a"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('{"a": 1,\n "b" 2}', 2),
        ('{"a": 1,\n\n "b": nul}', 3),
        ('{"a": "x\ny"}', 1),
        ('["a",\n"b"\n', 3),
        ("[1,\n]", 2),
        ('{"a": "\\x"}', 1),
        ('{\n"a": "never closed', 2),
        ('{"a": 1}\n\n}', 3),
    ],
)
def test_faults_know_their_line(window: int, text: str, line: int) -> None:
    """The line of an error is the one an editor shows, however the windows fall."""
    with pytest.raises(FormatError) as caught:
        read_all(text.encode())
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf  \n", "empty"),
        ('{"a": "é"}'.encode("utf-16"), "UTF-16"),
        ('{"a": "é"}'.encode("utf-16-le"), "binary"),
        ('{"a": "é"}'.encode("utf-32"), "UTF-32"),
        ('{"a":\n "é"}'.encode("latin-1"), "not UTF-8 text (byte 0xE9)"),
        (b"\x89PNG\r\n\x1a\n\0\0", "binary"),
        (b'"\xed\xa0\xbd"', "not UTF-8"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\n", "git lfs pull"),
    ],
)
def test_other_encodings_are_refused(data: bytes, words: str) -> None:
    """The reason says what the file is and what to do."""
    with pytest.raises(FormatError, match=FILE.name) as caught:
        read_all(data)
    assert words in caught.value.reason


def test_a_bad_byte_knows_its_line(window: int) -> None:
    """The line of a byte that is no UTF-8 is counted over all windows."""
    with pytest.raises(FormatError) as caught:
        read_all(b'{"a": "fine",\n\n "b": "\xe9"}')
    assert caught.value.line == 3


@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_deep_nesting_is_refused(opening: str) -> None:
    """A hundred thousand brackets end in a sentence, not in a crash."""
    with pytest.raises(FormatError, match="nested too deeply"):
        read_all(opening.encode() * 100_000)
    with pytest.raises(ValueError, match="nested too deeply"):
        decode(opening * 100_000)


def test_one_endless_value_is_refused(window: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory stays flat: a value that outgrows every row that exists is not taken in."""
    monkeypatch.setattr(json_stream, "LONGEST_VALUE", 100)
    with pytest.raises(FormatError, match="longer than 100 characters"):
        read_all(b'["' + b"x" * 1000 + b'"]')


def test_members_and_elements_follow_the_file() -> None:
    """Keys come in the file's order; each value is read by whoever iterates."""
    reader = stream(b'\xef\xbb\xbf {"a": 1, "l": [ "x" , "y" ], "e": [], "o": {} }\r\n')
    found: dict[str, object] = {}
    for key in reader.members():
        found[key] = list(reader.elements()) if key in {"l", "e"} else reader.value()
    reader.end()
    assert found == {"a": Number("1"), "l": ["x", "y"], "e": [], "o": {}}


class BrokenDisk(io.BytesIO):
    """A file of which only the beginning can be read."""

    def read(self, size: int | None = -1, /) -> bytes:
        """The first bytes, then an error."""
        if self.tell():
            raise OSError(5, "Input/output error")
        return super().read(size)


def test_a_disk_that_fails_is_said(window: int) -> None:
    """What the system says stands in the message."""
    with pytest.raises(FormatError, match="it cannot be read: Input/output error"):
        JsonStream(BrokenDisk(b'["' + b"x" * 1000 + b'"]'), FILE).value()
