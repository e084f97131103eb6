"""Files, functions and classes stay small enough to read in one go."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "workbench"
FILES = sorted(PACKAGE.rglob("*.py"))

MOST_LINES_OF_A_FUNCTION = 40
MOST_LINES_OF_A_FILE = 400
MOST_METHODS_OF_A_CLASS = 15

EXCEPTIONS: dict[str, str] = {}
"""“file:name” of what may be larger, with the reason."""


def _docstring_lines(tree: ast.AST) -> set[int]:
    """Numbers of the lines that are docstrings, attribute docstrings included."""
    found: set[int] = set()
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str)
        ):
            found.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return found


def _code_lines(text: str, skip: set[int], first: int, last: int) -> int:
    """Lines from `first` to `last` that are neither blank, nor comment, nor in `skip`."""
    lines = enumerate(text.splitlines()[first - 1 : last], first)
    return sum(
        1
        for number, line in lines
        if number not in skip and line.strip() and not line.strip().startswith("#")
    )


def _too_large(file: Path) -> Iterator[str]:
    """What in `file` is over a limit, as “place: size”."""
    text = file.read_text(encoding="utf-8")
    tree = ast.parse(text)
    skip = _docstring_lines(tree)
    place = file.relative_to(PACKAGE).as_posix()
    size = _code_lines(text, skip, 1, len(text.splitlines()))
    if size > MOST_LINES_OF_A_FILE and place not in EXCEPTIONS:
        yield f"{place}: {size} lines"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            size = _code_lines(text, skip, node.lineno, node.end_lineno or node.lineno)
            if size > MOST_LINES_OF_A_FUNCTION and f"{place}:{node.name}" not in EXCEPTIONS:
                yield f"{place}:{node.name}: {size} lines"
        if isinstance(node, ast.ClassDef):
            # A property is read like a field; it is not one more thing to do.
            methods = sum(isinstance(item, ast.FunctionDef) and not item.decorator_list for item in node.body)
            if methods > MOST_METHODS_OF_A_CLASS and f"{place}:{node.name}" not in EXCEPTIONS:
                yield f"{place}:{node.name}: {methods} methods"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_nothing_is_larger_than_agreed(file: Path) -> None:
    """A file has at most 400 lines of code, a function 40, a class 15 methods."""
    assert list(_too_large(file)) == []


def test_exceptions_are_still_needed() -> None:
    """An exception leaves the list when its reason has gone."""
    places = {file.relative_to(PACKAGE).as_posix() for file in FILES}
    assert {name.partition(":")[0] for name in EXCEPTIONS} <= places
