"""nltk's data for the tests that compare with nltk itself."""

import nltk
import pytest

from workbench.domain.errors import WorkbenchError
from workbench.evaluation.metrics.paper.punkt import data_folder


@pytest.fixture
def punkt(monkeypatch: pytest.MonkeyPatch) -> None:
    """nltk finds the English punkt_tab, or the test is skipped."""
    try:
        folder = data_folder()
    except WorkbenchError as error:
        pytest.skip(str(error))
    monkeypatch.setattr(nltk.data, "path", [str(folder.parents[2])])
