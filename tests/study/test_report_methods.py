"""Methods come from facts."""

from dataclasses import replace

from tests.study.reported import ABOUT, section, whole, words
from tests.study.simulated import key_of, ratings_of, simulated, study_of
from workbench.domain.reports import Facts, Flow
from workbench.domain.studies import Rating
from workbench.evaluation.statistics.estimates import Resampling
from workbench.study.report_methods import flow_section, known_facts, methods
from workbench.study.results import Results, results


def _flow(ratings: tuple[Rating, ...]) -> Flow:
    """The flow of ratings of the simulated study."""
    *_, found = results(study_of(), key_of(), ratings, resampling=Resampling(resamples=20))
    assert isinstance(found, Results)
    (flow,) = flow_section(found).blocks
    assert isinstance(flow, Flow)
    return flow


def test_design_has_its_facts() -> None:
    """Numbers, versions, the seal."""
    (facts,) = section(whole(), "design").blocks
    assert isinstance(facts, Facts)
    told = dict(facts.pairs)
    assert told["Instances"] == "1 training item, 36 main items, 4 anchor items"
    assert (
        told["Raters"]
        == "3 raters (cardiology (2), general practice (1), 4 to 12 years of practice, DE and FR)"
    )
    assert told["Seal of the key"] == "ab" * 32


def test_flow_adds_up() -> None:
    """147 presentations less what left is what was analysed."""
    ratings = ratings_of(study_of(), key_of())
    flow = _flow((replace(ratings[1], submitted=False, later=True), *ratings[2:]))
    assert [text.split()[0] for text, _ in flow.steps] == ["41", "147", "145", "119"]
    left = [int(one.split()[0]) for _, asides in flow.steps for one in asides]
    assert 147 - sum(left) == 119
    assert "2 presentations: training" in flow.steps[2][1]


def test_methods_have_the_real_numbers() -> None:
    """Instrument, versions, resamples, seed, repeats."""
    text = words(section(whole(), "methods"))
    for part in (
        "test-4, version 2",
        "guidelines of version 3",
        "300 bootstrap samples",
        "seed 0",
        "24 hidden repeats",
    ):
        assert part in text, part
    assert "4 to 12 years of practice" in " ".join(methods(simulated(), ABOUT))


def test_checklist_facts_are_known_or_empty() -> None:
    """Never invented."""
    known = known_facts(simulated(), ABOUT)
    assert "model-1, Q4_K_M, SHA-256 000000000000" in known["models"]
    assert "sources: MedQA" in known["questions"]
