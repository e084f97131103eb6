"""What was found about raters is plain values."""

import subprocess
import sys

from tests.study.agreement.examples import LABELS, judgements
from workbench.domain.judgements import ScaleKind
from workbench.study.agreement.findings import Coefficient
from workbench.study.agreement.report import axis_agreement


def test_a_coefficient_is_found_by_its_name() -> None:
    """Or is None where it does not apply to the scale."""
    found = axis_agreement("safety", judgements([[1, 1], [2, 3]]), LABELS)
    assert isinstance(found.coefficient("Cohen's κ"), Coefficient)
    assert found.coefficient("ICC(2,1)") is None
    assert found.scale.kind is ScaleKind.NOMINAL


def test_values_and_sentences_load_no_numpy() -> None:
    """A screen that shows them does not wait for it."""
    code = (
        "import sys, workbench.study.agreement.findings, workbench.study.agreement.sentences;"
        "sys.exit('numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
