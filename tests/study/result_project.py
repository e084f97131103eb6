"""A project with a study whose raters have handed in."""

from pathlib import Path

from tests.study.simulated import RATERS, key_of, ratings_of, study_of
from workbench.domain.event_chain import last_link
from workbench.domain.raters import HandOver, Rater, Sitting
from workbench.domain.studies import Study
from workbench.formats import ratings_bundle, study_bundle, study_key
from workbench.store.project import Project

ITEMS = 8


def rated_project(path: Path, *, with_key: bool = True) -> Study:
    """Make the project; returns its study, sealed with the key of `key_of(ITEMS)`."""
    key = key_of(ITEMS)
    study = study_key.sealing(study_of(ITEMS, repeats=2, training=0), key)
    file = study_bundle.packed(study)
    ratings = ratings_of(study, key)
    raters = {shown.id: shown.rater for shown in study.presentations}
    with Project.create(path) as project:
        project.studies.add(study, file, study_key.packed(key) if with_key else None)
        for rater in RATERS:
            given = HandOver(
                study_id=study.id,
                bundle_sha256=study_bundle.parsed(path, file).sha256,
                instrument_id=study.instrument.id,
                instrument_version=study.instrument.version,
                guidelines_version=study.guidelines_version,
                program="0.1.0",
                created="2025-03-05T10:00:00Z",
                rater=Rater(rater, "cardiology", 5, "DE"),
                events=(),
                ratings=tuple(one for one in ratings if raters[one.presentation] == rater),
                sittings=(Sitting("s1", "2025-03-05T08:00:00Z", "2025-03-05T10:00:00Z", 3_600_000, 0, 1),),
            )
            last = last_link(study.id, rater, ())
            project.studies.keep(study.id, rater, 0, last, ratings_bundle.packed(given))
    return study
