"""A rater's program is killed at any moment: what it had acknowledged is there, and work goes on."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.study.invented import RATER, study
from tests.study.kills import DOING, next_up, verified
from workbench.formats import study_bundle
from workbench.store.journal import journal_file

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("KILLS", "6"))
OPENING, RATING = 0.03, 0.25
"""Seconds at most from there on until the kill."""


def killed(sent: Path, folder: Path, round_: int) -> list[str]:
    """Let another process rate and kill it, each third time while it opens the work file; what it told."""
    chance = random.Random(round_)
    words = [sys.executable, "-m", "tests.study.rating_on", str(sent), str(folder), str(round_)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=ROOT) as child:
        assert child.stdout is not None
        lines = [child.stdout.readline()]
        if round_ % 3:
            lines.append(child.stdout.readline())
        time.sleep(chance.uniform(0, RATING if round_ % 3 else OPENING))
        os.kill(child.pid, signal.SIGKILL)
        lines += child.stdout
    assert lines[0] == "opening\n"
    return [line.strip() for line in lines[1:] if line.endswith("\n")]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_kills_while_rating_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    """Scores, marks, letters, undo, submissions: each that was told is there, in a chain that verifies.

    `KILLS=300` does it as often as it takes to be sure.
    """
    sent = tmp_path / "sent.medstudy"
    study_bundle.write(sent, study(5))
    found = study_bundle.read(sent)
    decisions = within = 0
    for round_ in range(KILLS):
        # Another work file now and then: reading thousands of events again is not what takes time here.
        folder = tmp_path / f"{round_ // 10}"
        path = journal_file(folder, found.study.id, found.sha256, RATER)
        before = verified(folder, found, ()) if path.exists() else ()
        lines = killed(sent, folder, round_)
        if lines:
            _, events, on_screen = json.loads(lines[0])
            assert events > len(before)
            assert on_screen == next_up(found.study, before)
        acknowledged = [line for line in lines[1:] if line != DOING]
        after = verified(folder, found, acknowledged) if path.exists() else ()
        assert after[: len(before)] == before
        decisions += len(acknowledged)
        within += lines[-1:] == [DOING]
    sys.stdout.write(f"{KILLS} kills, {within} of them within a call; {decisions} acknowledged\n")
    assert decisions > KILLS
    assert within or KILLS < 50
