"""A study of 5,000 instances and three raters: built, packed, opened by a rater, its ratings taken in."""

import random
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from tests.study.projects import answered_project, decided, handing_over, order
from workbench.domain.judgements import Judgement, Missing, Scale, ScaleKind
from workbench.domain.tasks import Instance
from workbench.evaluation.statistics.estimates import Resampling
from workbench.formats import ratings_bundle, study_bundle, study_key
from workbench.study.agreement.report import axis_agreement
from workbench.study.building import Prepared, build
from workbench.study.importing import take

INSTANCES = 5_000
Made = TypeVar("Made")
WORDS = 250
"""Of an answer; a prompt has as many."""


def measure() -> dict[str, object]:
    """Seconds of each step, and megabytes of the files."""
    source = random.Random(1)
    words = [
        "".join(source.choices("abcdefghijklmnopqrstuvwxyz", k=source.randint(2, 10))) for _ in range(3000)
    ]

    def text() -> str:
        return " ".join(source.choices(words, k=WORDS))

    def prepare(_text: str, _instance: Instance) -> Prepared:
        return Prepared(text())

    found: dict[str, object] = {"instances": INSTANCES}
    with tempfile.TemporaryDirectory(prefix="bench-study-") as place:
        folder = Path(place)
        project, runs = answered_project(folder / "a.medswb", count=INSTANCES, tasks=("task1",))
        with project:
            made = _timed(found, "build", lambda: build(project, order(runs), prepare=prepare))
            items = tuple(replace(item, prompt=text()) for item in made.study.items)
            study = study_key.sealing(replace(made.study, items=items), made.key)
            data = _timed(found, "pack for all raters", lambda: study_bundle.packed(study))
            found["study MB"] = len(data) / 1e6
            project.studies.add(study, data, study_key.packed(made.key))
            study_bundle.write(folder / "a.medstudy", study, "r01")
            opened = _timed(found, "open as a rater", lambda: study_bundle.read(folder / "a.medstudy"))
            _timed(found, "open with all raters", lambda: study_bundle.parsed(folder / "a.medstudy", data))
            events = decided(opened.study, "r01", INSTANCES)
            given = handing_over(opened.study, opened.sha256, events, "r01")
            ratings_bundle.write(folder / "a.medratings", given)
            found["events"] = len(events)
            found["ratings MB"] = (folder / "a.medratings").stat().st_size / 1e6
            taken = _timed(found, "take ratings in", lambda: take(project, folder / "a.medratings"))
            found["outcome"] = taken.outcome.value
    _agreement(found)
    return found


def _agreement(found: dict[str, object]) -> None:
    """200 items, three raters, six axes of five levels, a twentieth missing; every coefficient."""
    chance = random.Random(2)
    scale = Scale(ScaleKind.ORDINAL, (1, 2, 3, 4, 5))
    axes = []
    for _axis in range(6):
        given = []
        for item in range(200):
            truth = chance.randint(1, 5)
            for rater in ("r01", "r02", "r03"):
                level = min(5, max(1, truth + chance.choice((-1, 0, 0, 0, 1))))
                missing = Missing.CANNOT_JUDGE if chance.random() < 0.05 else None
                given.append(Judgement(f"i{item}", rater, None if missing else level, missing))
        axes.append(given)
    for name, over_raters in (("", False), (", raters drawn too", True)):
        _timed(
            found,
            f"agreement, 200 x 3 x 6 axes, 2,000 resamples{name}",
            lambda over=over_raters: [  # type: ignore[misc]
                axis_agreement(f"a{at}", given, scale, resampling=Resampling(2000), over_raters=over)
                for at, given in enumerate(axes)
            ],
        )


def _timed(found: dict[str, object], name: str, step: Callable[[], Made]) -> Made:
    """What a step makes; its seconds go into `found`."""
    begun = time.perf_counter()
    made = step()
    found[f"{name} s"] = time.perf_counter() - begun
    return made


if __name__ == "__main__":
    for name, value in measure().items():
        print(f"{name:<24}{value}")
