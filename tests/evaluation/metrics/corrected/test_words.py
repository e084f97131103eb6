"""Yes, no, maybe; true, false; 0, 1, 2."""

import pytest

from workbench.domain.scores import Answer, Reading
from workbench.evaluation.metrics.corrected.plain import DECLINED, EMPTY, Unread
from workbench.evaluation.metrics.corrected.words import NO_LABELS, SEVERAL, UNNAMED, read_word


def read(task_id: str, output: str, labels: tuple[str, ...] = ()) -> Reading | Unread:
    """What is read in an answer to a task."""
    return read_word(Answer(task_id, (), output, labels=labels))


def test_labels_come_from_the_catalogue_when_the_answer_has_none() -> None:
    """And are spelled as it spells them."""
    assert read("task117", "TRUE.") == Reading("True", 1.0, ((0, 5),))
    assert read("task900", "yes", ("Yes", "No")) == Reading("Yes", 1.0, ((0, 3),))
    assert read("task57", "yes") == NO_LABELS
    assert read("task900", "yes") == NO_LABELS


def test_why_nothing_is_read() -> None:
    """The reasons differ."""
    assert read("task123", "") == EMPTY
    assert read("task123", "yes or no") == SEVERAL
    assert read("task123", "Yes and no, as it were") == SEVERAL
    assert read("task123", "I don't know") == DECLINED
    assert read("task123", "mitochondria") == UNNAMED


@pytest.mark.parametrize(
    ("task_id", "output", "word"),
    [
        ("task123", "there is no effect, so the answer is maybe", "maybe"),
        ("task12", "It did not work.\nno", "no"),
        ("task12", "Not at all", "no"),
        ("task117", "It is not true that she stays", "False"),
        ("task16", "The paragraph refutes it", "0"),
        ("task16", "The paragraph supports it", "2"),
        ("task16", "It is supported and contradicted", "1"),
        ("task16", "I give it a 1", "1"),
    ],
)
def test_words_within_sentences(task_id: str, output: str, word: str) -> None:
    """Declared, alone at the end, denied, described."""
    found = read(task_id, output)
    assert isinstance(found, Reading)
    assert found.text == word


def test_a_denied_word_names_another_only_where_there_are_two() -> None:
    """ "Not yes" may be no or maybe."""
    assert read("task123", "It is not maybe") == UNNAMED
