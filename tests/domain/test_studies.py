"""Studies are plain values."""

from workbench.domain.studies import Instrument, Presentation, Study


def test_a_study_knows_its_raters_in_order() -> None:
    """Each rater once, as the presentations name them."""
    instrument = Instrument("core-6", 1, "Core", "en", "", ())
    shown = tuple(
        Presentation(f"p{place}", rater, "item", ("o1", "o2"), place)
        for place, rater in enumerate(("r2", "r1", "r2"))
    )
    study = Study("id", "t", 1, "2026-01-01T00:00:00Z", instrument, "", 1, (), (), shown)
    assert study.raters == ("r2", "r1")
