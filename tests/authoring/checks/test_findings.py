"""What a check says can be compared and kept."""

from workbench.authoring.checks.findings import Finding, Severity


def test_equal_findings_are_one() -> None:
    """Findings are values: the same thing said twice can be told from two things."""
    one = Finding(0, "input", "empty", "The input is empty.", Severity.ERROR)
    assert {one, Finding(0, "input", "empty", "The input is empty.", Severity.ERROR)} == {one}


def test_severities_are_said_as_words() -> None:
    """The command prints the same words that the window shows."""
    assert [str(severity) for severity in Severity] == ["error", "warning"]
