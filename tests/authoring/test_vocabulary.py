"""The words of MedS-Ins lead to the categories of the benchmark."""

from workbench.authoring.vocabulary import CATEGORIES, LANGUAGE_NAMES
from workbench.domain.catalogue import Category, category_of
from workbench.domain.languages import language_code


def test_the_first_eleven_are_the_benchmarks() -> None:
    """A task written with one of them is listed under the paper's category, in the paper's order."""
    assert [category_of("task10001", [name]) for name in CATEGORIES[:11]] == [c.value for c in Category]


def test_no_category_is_there_twice() -> None:
    """MedS-Ins has 19."""
    assert len(set(CATEGORIES)) == len(CATEGORIES) == 19


def test_every_language_has_a_code() -> None:
    """A name that is offered is one that the reader of files knows."""
    assert all(language_code(name) for name in LANGUAGE_NAMES)
