"""Names listed in answers and references."""

import pytest

from workbench.domain.scores import Answer, Reading
from workbench.evaluation.metrics.corrected.entities import (
    UNLISTED,
    Listed,
    entities_of,
    entity_key,
    listed,
    read_entities,
)
from workbench.evaluation.metrics.corrected.plain import DECLINED, EMPTY


def names(output: str, reference: str = "x.", task_id: str = "task126") -> tuple[str, ...] | object:
    """The names that are read in an answer."""
    found = listed(Answer(task_id, (reference,), output))
    return found.names if isinstance(found, Listed) else found


def test_why_nothing_is_read() -> None:
    """An empty answer, a refusal, a list of nothing."""
    assert names("") == EMPTY
    assert names("I'm sorry, I cannot do that") == DECLINED
    assert names(" ; , and") == UNLISTED
    assert names("...") == ()
    assert names("none, none") == ()
    assert read_entities(Answer("task126", (), "")) == EMPTY


def test_a_reading_tells_where_each_name_stands() -> None:
    """In code points of the answer."""
    assert read_entities(Answer("task126", (), "Names: é1, b2")) == Reading(
        "é1; b2", 0.85, ((7, 9), (11, 13))
    )


def test_names_of_the_reference_stay_whole() -> None:
    """Whatever separators they have."""
    assert names("Rg1 and Rb1 ginsenosides, x", "Rg1 and Rb1 ginsenosides.") == (
        "Rg1 and Rb1 ginsenosides",
        "x",
    )
    assert names("NO", "NO.") == ("NO",)
    assert names("NO", "x.") == ()


def test_phrases_of_studies_keep_their_and() -> None:
    """ "Men and women" is one group of participants."""
    assert names("men and women", task_id="task1") == ("men and women",)
    assert names("men, and women", task_id="task1") == ("men", "women")


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ('{"Medicine": "aspirin", "Dose": "5 mg"}', ("Medicine: aspirin", "Dose: 5 mg")),
        ('[{"kind": "drug"}, {"name": "aspirin"}]', ("drug", "aspirin")),
        ('["a", "b"', ('["a', "b")),
        ("['a', 'b']", ("a", "b")),
        ('{"n": [1, "a"]}', ("a",)),
        ('["it\\u00e9"]', ("ité",)),
        ("{}", ()),
        ('["a", "."]', ("a",)),
    ],
)
def test_data_is_read_as_data(output: str, expected: tuple[str, ...]) -> None:
    """JSON and Python lists, records and fields; broken data as text."""
    assert names(output) == expected


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("a, b.", ("a", "b")),
        ("a, A, a", ("a",)),
        ("There is no related enetity.", ()),
        ("There is no related entity.", ()),
        ("not found", ()),
        ("NO, NA.", ("NO", "NA")),
        ("cortex , and white matter.", ("cortex , and white matter",)),
        ("S - ( - ) - 10 , 11 - x, y.", ("S - ( - ) - 10 , 11 - x", "y")),
    ],
)
def test_names_of_references(reference: str, expected: tuple[str, ...]) -> None:
    """As the benchmark writes them: a comma after a space belongs to a name."""
    assert entities_of(reference) == expected


def test_a_tokenizers_spaces_do_not_tell_names_apart() -> None:
    """Nor do case, accents and a closing full stop."""
    assert entity_key("2 - p - ( 2 - Carboxyethyl ) .") == entity_key("2-p-(2-carboxyethyl)")
