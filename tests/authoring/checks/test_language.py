"""Texts are in the languages the task declares."""

from itertools import permutations

import pytest

from tests.authoring.samples import TEXTS, draft, instance
from workbench.authoring.checks.language import check
from workbench.authoring.drafts import ListField, set_list
from workbench.domain.languages import LANGUAGES
from workbench.store.drafts import Draft


def _declared(subject: Draft, *names: str) -> Draft:
    return set_list(set_list(subject, ListField.INPUT_LANGUAGE, names), ListField.OUTPUT_LANGUAGE, names)


@pytest.mark.parametrize(("written", "declared"), list(permutations(TEXTS, 2)))
def test_an_input_in_another_language_is_found(written: str, declared: str) -> None:
    """For each pair of the six languages, the finding names the one that was written in."""
    subject = _declared(draft(instance(1, TEXTS[written][0], "B")), LANGUAGES[declared])
    found = [finding for finding in check(subject) if finding.index == 0]
    assert [finding.field for finding in found] == ["input"]
    assert LANGUAGES[written] in found[0].message


@pytest.mark.parametrize("language", TEXTS)
def test_an_input_in_the_declared_language_is_right(language: str) -> None:
    """No false alarm in any of the six."""
    subject = _declared(draft(instance(1, TEXTS[language][0], "B")), LANGUAGES[language])
    assert list(check(subject)) == []


def test_a_reference_in_another_language_is_found() -> None:
    """References answer in the output language."""
    subject = _declared(draft(instance(1, TEXTS["en"][0], TEXTS["ru"][1])), "English")
    (found,) = check(subject)
    assert (found.index, found.field) == (0, "references")


def test_short_texts_tell_nothing() -> None:
    """A letter, a dose or a drug's name is not taken for a language."""
    rows = (instance(n, text, "B") for n, text in enumerate(("el 5 mg", "pH 7.1", "12")))
    assert list(check(_declared(draft(*rows), "English"))) == []


def test_a_language_beyond_the_six_rules_nothing_out() -> None:
    """A task that declares German is not told that it looks English."""
    assert list(check(_declared(draft(), "German", "English"))) == []


def test_a_declared_language_that_nobody_writes_in_is_found() -> None:
    """A file that declares Chinese has at least one Chinese instance."""
    (found,) = check(_declared(draft(), "English", "Chinese"))
    assert (found.index, found.field) == (None, "input_language")
    assert found.message.startswith("Chinese is declared")
