"""Accuracy from readings."""

import time

import pytest

from workbench.domain.scores import Answer, Score
from workbench.evaluation.metrics.corrected.accuracy import (
    AGE_GENDER,
    LABELS,
    LETTERS,
    LISTS,
    NO_REFERENCE,
    WORDS,
    Reads,
    accuracy_of,
    mean,
    right_answers,
    unread,
)

INPUT = "Question: Which?\nOptions: A: liver\tB: heart\tC: lung\tD: skin\t"


@pytest.mark.parametrize(
    ("reads", "answer", "value"),
    [
        (LETTERS, Answer("task57", ("The right answer is B: heart",), "b)", INPUT), 100),
        (LETTERS, Answer("task57", ("The right answer is B: heart",), "C", INPUT), 0),
        (LABELS, Answer("task900", ("gout", "asthma"), "Asthma", labels=("gout", "asthma")), 100),
        (WORDS, Answer("task123", ("yes",), "The answer is yes"), 100),
        (LISTS, Answer("task1", ("a, b",), "b; a"), 100),
        (LISTS, Answer("task1", ("a, b",), "a"), 0),
        (AGE_GENDER, Answer("task74", ("Gender: M\n\nAge: [[1.0, 'year']]",), "a boy of 12 months"), 100),
    ],
)
def test_an_answer_that_says_what_a_reference_says_is_right(
    reads: Reads, answer: Answer, value: float
) -> None:
    """However either is written; any of several references will do."""
    (score,) = accuracy_of(reads).score(answer)
    assert score.value == value
    assert score.reading is not None


def test_an_unread_answer_is_wrong_and_counted_apart() -> None:
    """It has 0 %, a reason and no reading."""
    measure = accuracy_of(WORDS)
    scores = [measure.score(Answer("task123", ("yes",), output))[0] for output in ("yes", "", "no", "", "x")]
    assert [score.value for score in scores] == [100, 0, 0, 0, 0]
    assert unread(scores) == {"the answer is empty": 2, "it gives none of the possible answers": 1}
    assert measure.total(scores) == 20


@pytest.mark.parametrize("reads", [LETTERS, LABELS, WORDS, LISTS, AGE_GENDER])
def test_a_reference_that_says_nothing_gives_no_score(reads: Reads) -> None:
    """It is missing, and not wrong."""
    answer = Answer("task900", (" ",), "x", labels=("a", "b"))
    assert accuracy_of(reads).score(answer) == (Score("accuracy", None, NO_REFERENCE),)
    assert right_answers(reads, answer) == frozenset()


def test_the_mean_of_nothing_is_none() -> None:
    """Never 0."""
    assert mean(()) is None
    assert mean((Score("accuracy", None, NO_REFERENCE),)) is None


def test_plain_answers_cost_little() -> None:
    """20,000 plain answers in well under two fifths of a second of processor time: 100,000 in under 2 s."""
    measures = [(accuracy_of(LETTERS), 57, "The right answer is B: heart"), (accuracy_of(WORDS), 123, "yes")]
    answers = [
        (one, Answer(f"task{number}", (text,), text, INPUT)) for one, number, text in measures
    ] * 10_000
    started = time.process_time()
    assert all(measure.score(answer)[0].value for measure, answer in answers)
    assert time.process_time() - started < 0.4
