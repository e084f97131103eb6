"""A published number is kept as it is printed."""

import pytest

from workbench.domain.published import Published


def number(stated: str | None, source: str = "A", category: str = "NER") -> Published:
    """A number of one model."""
    return Published(category, "BC4Chem", "task125", "F1", "M", stated, source)


def test_value_and_rounding_come_from_what_is_printed() -> None:
    """ "70.0" may be anything from 69.95 to 70.05; "-" is no number."""
    assert number("70.0").value == 70
    assert number("70.0").rounding == pytest.approx(0.05)
    assert number("70").rounding == 0.5
    assert number(None).value is None


@pytest.mark.parametrize(
    "source", ["A Journal 2025;8:58 Table 7", "A Journal 2025;8:58 Overview table", "A Journal 2025;8:58"]
)
def test_tables_of_one_source_belong_together(source: str) -> None:
    """The number of the table is no part of the origin."""
    assert number("1", source).origin == "A Journal 2025;8:58"


def test_overview_is_told_by_its_category() -> None:
    """As the table of categories is written down."""
    assert number("1", category="OVERVIEW: NER").overview
    assert not number("1").overview
