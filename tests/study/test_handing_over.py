"""What a rater hands over."""

from pathlib import Path

from tests.study.invented import RATER, Hand, study
from workbench.domain.studies import Action
from workbench.formats import ratings_bundle
from workbench.store.journal import Journal
from workbench.study.handing_over import hand_over, ratings_name, sittings
from workbench.study.session import Session


def test_what_is_handed_over_is_read_again(tmp_path: Path) -> None:
    """Events, ratings and sittings go through the file of ratings unchanged, with the chain whole."""
    made, hand = study(2, consent="I agree."), Hand()
    for _sitting in range(2):
        with Journal(tmp_path / "w.medwork", made.id, "ab" * 32, RATER) as journal:
            session = Session(made, RATER, journal, hand.clocks())
            session.note(Action.CONSENT)
            session.next_open()
            hand.pass_ms(90_000)
            session.sheet.answer("correctness", 4, "o1a")
            session.sheet.comment("𠮷 unsure")
            session.note(Action.PAUSE)
            hand.pass_ms(600_000)
            session.note(Action.RESUME)
            session.close()
            events = journal.events
    given = hand_over(made, "ab" * 32, RATER, events)
    file = tmp_path / ratings_name(made, RATER, given.created)
    ratings_bundle.write(file, given)
    assert ratings_bundle.read(file) == given
    ratings_bundle.check_fits(file, made, ["ab" * 32], given)
    assert given.rater.consented is not None
    first = sittings(events)[0]
    assert (first.active_ms, first.idle_ms, first.breaks) == (60_000, 30_000, 1)
