"""What readers of results give back."""

from workbench.formats.results import Results


def test_results_hold_what_a_reader_found() -> None:
    """The model, the rows to come, and how far the file is read."""
    results = Results("x", iter(()), lambda: 7)
    assert (results.model, list(results.rows), results.bytes_read()) == ("x", [], 7)
