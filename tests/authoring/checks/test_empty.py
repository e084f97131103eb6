"""Nothing is empty that must hold text."""

import pytest

from tests.authoring.samples import draft, instance
from workbench.authoring.checks.empty import check
from workbench.authoring.drafts import ListField, set_list


@pytest.mark.parametrize(
    ("text", "references", "expected"),
    [
        ("a", ("b",), []),
        ("", ("b",), ["input"]),
        (" \n\u3000", ("b",), ["input"]),
        ("a", ("",), ["references"]),
        ("a", ("b", " "), ["references"]),
        ("", ("",), ["input"]),
    ],
)
def test_empty_texts_are_found_once(text: str, references: tuple[str, ...], expected: list[str]) -> None:
    """Input and references, empty or white space of any script; an empty instance is said once."""
    found = list(check(draft(instance(1, text, *references))))
    assert [finding.field for finding in found] == expected


def test_an_empty_reference_is_named_by_its_number() -> None:
    """An author with four references must know which."""
    (found,) = check(draft(instance(1, "a", "b", "", "c")))
    assert found.message == "Reference 2 is empty. Write it or remove it."


def test_a_later_wording_must_not_be_empty() -> None:
    """A second wording is written or removed."""
    (found,) = check(set_list(draft(), ListField.DEFINITION, ["a", ""]))
    assert found.field == "definition"
