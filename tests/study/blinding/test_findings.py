"""Findings are values."""

from workbench.study.blinding.findings import Finding, Kind, Output


def test_findings_and_outputs_compare_by_what_they_say() -> None:
    """So that they can be stored, sorted out and looked up."""
    assert Finding("o", 0, 3, Kind.NAME, "x") == Finding("o", 0, 3, Kind.NAME, "x")
    assert len({Output("o", "i", "a", "text"), Output("o", "i", "a", "text")}) == 1
