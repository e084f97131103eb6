"""The window is killed while a rater presses keys: what was acknowledged is there, and the next goes on."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from tests.study.invented import RATER, study
from tests.study.kills import DOING, next_up, verified
from workbench.domain.studies import Event
from workbench.formats import study_bundle
from workbench.paths import user_paths
from workbench.store.journal import journal_file

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("KILLS", "2"))
RATING = 1.0
"""Seconds at most of pressing keys."""


def killed(sent: Path, round_: int) -> list[str]:
    """Let a window rate and kill it; what it told."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.rating_on", str(sent), str(round_)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    ) as child:
        assert child.stdout is not None
        lines = [child.stdout.readline(), child.stdout.readline()]
        time.sleep(random.Random(round_).uniform(0.1, RATING))
        os.kill(child.pid, signal.SIGKILL)
        lines += child.stdout
    return [line.strip() for line in lines[1:] if line.endswith("\n")]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_kills_of_the_window_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    """Whatever keys came to is in the work file, and the next window begins with it.

    `KILLS=300` does it as often as it takes to be sure.
    """
    sent = tmp_path / "sent.medstudy"
    study_bundle.write(sent, study(5, consent="I take part freely."))
    found = study_bundle.read(sent)
    folder = user_paths().data / "ratings"
    path = journal_file(folder, found.study.id, found.sha256, RATER)
    before: tuple[Event, ...] = ()
    for round_ in range(KILLS):
        opened, *lines = killed(sent, round_)
        _, events, on_screen = json.loads(opened)
        assert events > len(before)
        # When all are done, the window looks back at the last.
        assert on_screen == (next_up(found.study, before) or on_screen)
        acknowledged = [line for line in lines if line != DOING]
        assert acknowledged
        assert path.exists()
        after = verified(folder, found, acknowledged)
        assert after[: len(before)] == before
        before = after
