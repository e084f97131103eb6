"""Age and sex in answers."""

from workbench.domain.scores import Answer, Reading
from workbench.evaluation.metrics.corrected.age_gender import UNSTATED, age_gender_key, read_age_gender
from workbench.evaluation.metrics.corrected.plain import DECLINED, EMPTY


def test_the_form_of_the_references() -> None:
    """Read with full confidence, with both places."""
    found = read_age_gender(Answer("task74", (), "Gender: F\n\nAge: \"[[18.0, 'year']]\""))
    assert found == Reading("female, 18 years", 1.0, ((8, 9), (19, 30)))


def test_why_nothing_is_read() -> None:
    """Empty, declined, or without either."""
    assert read_age_gender(Answer("task74", (), "")) == EMPTY
    assert read_age_gender(Answer("task74", (), "I cannot tell.")) == DECLINED
    assert read_age_gender(Answer("task74", (), "A case report.")) == UNSTATED


def test_both_sexes_are_none() -> None:
    """Nobody knows who is meant."""
    found = read_age_gender(Answer("task74", (), "A woman and a man, 30 years"))
    assert isinstance(found, Reading)
    assert found.text == "no sex, 30 years"


def test_equal_ages_are_equal_in_other_units() -> None:
    """A year is twelve months, two days are 48 hours; no age is none of these."""
    assert age_gender_key("male, 1 year") == age_gender_key("male, 12 months")
    assert age_gender_key("male, 2 days") == age_gender_key("male, 48 hours")
    assert age_gender_key("male, 1 week") == age_gender_key("male, 7 days")
    assert age_gender_key("male, 1 year") != age_gender_key("female, 1 year")
    assert age_gender_key("male, no age") != age_gender_key("male, 0 days")
