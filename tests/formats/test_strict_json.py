"""Documents are read strictly, and hostile ones are refused with a reason."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workbench.domain.errors import FormatError
from workbench.formats.strict_json import DEEPEST, Node, parsed

FILE = Path("x.json")


def refused(raw: bytes, largest: int = 1 << 20) -> str:
    """Why the bytes are no document."""
    with pytest.raises(FormatError) as caught:
        parsed(raw, FILE, largest)
    return str(caught.value)


def test_plain_json_is_read() -> None:
    """With a byte order mark too, and as deep as is allowed."""
    assert parsed('\ufeff{"a": ["é", 1, null]}'.encode(), FILE, 100) == {"a": ["é", 1, None]}
    deep = "[" * DEEPEST + "]" * DEEPEST
    assert parsed(deep.encode(), FILE, 100)
    assert parsed(b'["[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\\"[", "\\\\"]', FILE, 100)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"[" * 100_000, "inside each other"),
        (b'{"a":' * 100_000, "inside each other"),
        (b"{", "line 1: it is not JSON"),
        (b'{\n"a": }', "line 2: it is not JSON"),
        (b"", "it is not JSON"),
        (b"[NaN]", "NaN is not a number"),
        (b"[-Infinity]", "-Infinity is not a number"),
        (b"[" + b"9" * 10_000 + b"]", "it is not JSON"),
        (b"\xff\xfe[]", "UTF-8"),
        (b'["\xff"]', "UTF-8"),
        (b" " * (1 << 20) + b"[]", "larger than 1,048,576 bytes"),
    ],
)
def test_what_is_no_document_is_refused(raw: bytes, reason: str) -> None:
    """The message names the file and the reason."""
    message = refused(raw)
    assert message.startswith("x.json")
    assert reason in message


VALUE = {"t": "text", "n": 1, "f": 1.5, "b": True, "l": [1, 2], "s": ["a"], "o": {"k": "v"}, "none": None}


def test_values_come_out_as_what_they_are() -> None:
    """With defaults for what is left out."""
    node = Node(VALUE, FILE)
    node.only(set(VALUE))
    assert (node.text("t"), node.text("x", "d"), node.texts("s"), node.texts("x")) == (
        "text",
        "d",
        ("a",),
        (),
    )
    assert (node.whole("n"), node.wholes("l"), node.number("f"), node.number("n")) == (1, (1, 2), 1.5, 1.0)
    assert (node.number("none"), node.truth("b", False), node.truth("x", True)) == (None, True, True)
    part = node.part("o")
    assert part is not None
    assert (part.names, part.place, part.text("k")) == (("k",), "o", "v")
    assert node.part("none") is None
    assert node.one_of("t", ["text"]) == "text"


@pytest.mark.parametrize(
    ("read", "message"),
    [
        (lambda node: node.text("n"), "n: must be a text"),
        (lambda node: node.text("x"), "x: is missing"),
        (lambda node: node.texts("l"), "l[0]: must be a text"),
        (lambda node: node.items("t"), "t: must be a list"),
        (lambda node: node.items("x"), "x: is missing"),
        (lambda node: node.whole("f"), "f: must be a whole number"),
        (lambda node: node.whole("b"), "b: must be a whole number"),
        (lambda node: node.whole("x"), "x: is missing"),
        (lambda node: node.number("t"), "t: must be a number"),
        (lambda node: node.number("b"), "b: must be a number"),
        (lambda node: node.truth("n", True), "n: must be true or false"),
        (lambda node: node.one_of("t", ["a", "b"]), "t: must be one of “a”, “b”"),
        (lambda node: node.part("l"), "l: must be an object"),
        (lambda node: node.part("o").text("x"), "o.x: is missing"),
        (lambda node: node.items("l")[0].text("x"), "l[0]: must be an object"),
        (lambda node: node.only({"t"}), "n: is not known; is it misspelled?"),
    ],
)
def test_faults_name_their_place(read: Callable[[Any], object], message: str) -> None:
    """From the document down to the value."""
    with pytest.raises(FormatError) as caught:
        read(Node(VALUE, FILE))
    assert str(caught.value) == f"x.json: {message}"


def test_a_document_must_be_an_object() -> None:
    """A list is none."""
    with pytest.raises(FormatError, match="the document: must be an object"):
        Node([], FILE).text("a")


def test_a_key_that_stands_twice_is_refused() -> None:
    """Which of its values was meant cannot be known."""
    value = parsed(b'{"o": {"a": 1, "a": 2}}', FILE, 100)
    with pytest.raises(FormatError, match=r"o\.a: stands there twice"):
        Node(value, FILE).part("o")


def test_a_number_too_large_to_compute_with_is_refused() -> None:
    """Four hundred digits are more than a float holds."""
    with pytest.raises(FormatError, match="too large"):
        Node({"a": 10**400}, FILE).number("a")
