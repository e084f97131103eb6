"""A rater at work until killed: `python -m tests.study.rating_on STUDY FOLDER SEED`.

Opens the work file as the window does, and does whatever a rater can do, at random; every decision is told
once the call that made it has returned.
"""

import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from tests.study.invented import MISSING, RATER, SEVERITIES, TYPES
from tests.study.kills import DOING, begun, told
from workbench.domain.studies import Action, Omission, Unanswered
from workbench.formats import study_bundle
from workbench.store.journal import Journal, journal_file
from workbench.study.instrument_logic import What
from workbench.study.recorder import new_id
from workbench.study.session import Session
from workbench.study.sheet import span_in

LETTERS = "Unsure: 患者 𠮷 is not what it says. "
Call = Callable[[], object]
Way = Callable[[Session, random.Random], Iterator[Call]]


def scores(session: Session, chance: random.Random) -> Iterator[Call]:
    """Some of the values that lack."""
    for lack in session.state.lacks[: chance.randint(1, 6)]:
        if lack.what is What.EVIDENCE:
            yield partial(session.sheet.decline, lack.question, "It concerns all of it", lack.output)
        else:
            value = {"preference": (-3, 3), "acceptable": (0, 1)}.get(lack.question, (1, 3))
            yield partial(session.sheet.answer, lack.question, chance.randint(*value), lack.output)


def another(session: Session, chance: random.Random) -> Iterator[Call]:
    """A value again, or that it cannot be judged."""
    output = chance.choice(_outputs(session))
    yield partial(session.sheet.answer, "correctness", chance.choice((1, 5, Unanswered.CANNOT_JUDGE)), output)


def letters(session: Session, chance: random.Random) -> Iterator[Call]:
    """A comment, letter by letter; some are taken away again."""
    text = session.sheet.rating.comment[-80:]
    for _ in range(chance.randint(1, 12)):
        text = text[:-1] if chance.random() < 0.2 else text + chance.choice(LETTERS)
        yield partial(session.sheet.comment, text)


def error(session: Session, chance: random.Random) -> Iterator[Call]:
    """An error in a stretch of an answer, which is then less or more severe; at some point there is none."""
    output = session.outputs[chance.choice(_outputs(session))]
    start = chance.randrange(len(output.text))
    end = chance.randint(start + 1, len(output.text))
    mark = span_in(output, start, end, chance.choice(TYPES), chance.choice(SEVERITIES))
    yield partial(session.sheet.mark, None, mark)
    yield partial(session.sheet.mark, mark, replace(mark, severity=chance.choice(SEVERITIES)))
    held = session.sheet.rating.spans
    if len(held) > 3:
        yield partial(session.sheet.mark, chance.choice(held), None)


def omission(session: Session, chance: random.Random) -> Iterator[Call]:
    """Something is missing; at some point it is not."""
    output, kind = chance.choice(_outputs(session)), chance.choice(MISSING)
    yield partial(
        session.sheet.omit, None, Omission(new_id(), output, "dose", kind, chance.choice(SEVERITIES))
    )
    held = session.sheet.rating.omissions
    if len(held) > 3:
        yield partial(session.sheet.omit, chance.choice(held), None)


def small(session: Session, chance: random.Random) -> Iterator[Call]:
    """A flag, a look at the reference, or at the guidelines, or a break."""
    if chance.random() < 0.5:
        yield partial(session.sheet.flag, not session.sheet.rating.flagged)
    elif chance.random() < 0.5:
        yield session.sheet.reveal
    else:
        yield partial(session.note, Action.GUIDELINES)
        yield partial(session.note, Action.PAUSE)
        yield partial(session.note, Action.RESUME)


def turns(session: Session, chance: random.Random) -> Iterator[Call]:
    """Back and forth, across presentations."""
    for _ in range(chance.randint(1, 5)):
        yield partial(session.turn, back=chance.random() < 0.6)


def submission(session: Session, chance: random.Random) -> Iterator[Call]:
    """Everything that lacks, then submitted, then the next."""
    while session.state.lacks:
        yield from scores(session, chance)
    yield partial(session.submit, chance.choice(("", "I had pressed a wrong key")))
    yield session.next_open


def elsewhere(session: Session, chance: random.Random) -> Iterator[Call]:
    """Later, cannot be rated, or just another one."""
    if chance.random() < 0.3:
        yield session.later
    elif chance.random() < 0.3:
        yield partial(session.cannot_rate, chance.choice((None, "The text cannot be read")))
        yield session.next_open
    else:
        yield partial(session.step, chance.choice((-1, 1)))


WAYS: tuple[Way, ...] = (
    *(scores, another, letters, letters, error, omission),
    *(small, turns, submission, elsewhere),
)


def _outputs(session: Session) -> tuple[str, ...]:
    return session.sheet.presentation.outputs


def _tell(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def main(sent: Path, folder: Path, seed: int) -> None:
    """Rate until killed."""
    chance = random.Random(seed)
    _tell("opening")
    found = study_bundle.read(sent)
    study = found.study
    path = journal_file(folder, study.id, found.sha256, RATER)
    session = Session(study, RATER, Journal(path, study.id, found.sha256, RATER, study.title))
    session.next_open()
    _tell(begun(session))
    while True:
        if session.on_screen is None:
            session.go(chance.choice(session.shown).id)
        for call in chance.choice(WAYS)(session, chance):
            _tell(DOING)
            call()
            _tell(told(session))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
