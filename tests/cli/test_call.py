"""What a command gets."""

import argparse
import io
from pathlib import Path

from workbench.cli.call import Call
from workbench.cli.engines import open_engine
from workbench.cli.output import Output
from workbench.paths import user_paths


def test_a_line_can_be_pasted() -> None:
    """The command that is suggested names the same project, quoted for a shell; the default is left out."""

    def call(project: Path | None) -> Call:
        output = Output(False, io.StringIO(), io.StringIO())
        args = argparse.Namespace(project=project)
        return Call(args, project or Path("default"), user_paths(), output, open_engine)

    assert call(None).line("run", "--resume", "r-1") == "meds-workbench run --resume r-1"
    assert call(Path("my study.medswb")).line("runs") == "meds-workbench --project 'my study.medswb' runs"
