"""What an estimate is made with."""

import subprocess
import sys

import pytest

from workbench.evaluation.statistics.estimates import Resampling, check_level


def test_a_level_is_a_share() -> None:
    """95 for 0.95 is a mistake that would otherwise give an interval of everything."""
    check_level(0.95)
    for level in (0.0, 1.0, 95.0, -0.1):
        with pytest.raises(ValueError, match="level"):
            check_level(level)


def test_something_must_be_drawn() -> None:
    """No resamples, no interval."""
    with pytest.raises(ValueError, match="0 resamples"):
        Resampling(resamples=0)


def test_nothing_heavy_is_loaded_before_something_is_computed() -> None:
    """The window and the command line may name all of it and stay quick to start."""
    code = (
        "import sys; import workbench.evaluation.run_comparison\n"
        "from workbench.evaluation.statistics import calibration, sample_size\n"
        "sys.exit(any(name in sys.modules for name in ('numpy', 'scipy')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
