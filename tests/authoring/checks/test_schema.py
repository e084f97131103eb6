"""A file of the chosen profile is complete."""

from dataclasses import replace

import pytest

from tests.authoring.samples import draft
from workbench.authoring.checks.findings import Severity
from workbench.authoring.checks.schema import check
from workbench.authoring.drafts import Examples, ListField, add_example, set_example, set_list
from workbench.domain.tasks import Example
from workbench.formats.medsins_json import Profile
from workbench.store.drafts import Draft


def _fields(subject: Draft, profile: Profile = Profile.README) -> dict[str, Severity]:
    return {finding.field: finding.severity for finding in check(subject, profile)}


@pytest.mark.parametrize(
    "field",
    ["definition", "categories", "input_language", "output_language", "instruction_language"],
)
def test_what_readers_cannot_do_without_is_an_error(field: str) -> None:
    """An empty list, and a list of nothing but white space, are both missing."""
    for nothing in ([], ["  "]):
        subject = set_list(draft(), ListField(field), nothing)
        assert _fields(subject) == {field: Severity.ERROR}


@pytest.mark.parametrize("field", ["contributors", "source", "domains"])
def test_what_a_reader_would_like_to_know_is_a_warning(field: str) -> None:
    """Upstream's own files leave these empty; the author is asked, not stopped."""
    subject = set_list(draft(), ListField(field), ())
    assert _fields(subject) == {field: Severity.WARNING}


def test_the_title_is_needed_because_the_file_is_named_after_it() -> None:
    """A draft without a title is not given out."""
    assert _fields(replace(draft(), task=replace(draft().task, name=" "))) == {"name": Severity.ERROR}


def test_the_first_wording_must_not_be_empty() -> None:
    """Upstream's loader reads the first wording and no other."""
    subject = replace(draft(), task=replace(draft().task, definition=(" ", "Name the diagnosis.")))
    assert _fields(subject) == {"definition": Severity.ERROR}


def test_a_task_has_instances() -> None:
    """A head alone is no task."""
    assert _fields(replace(draft(), instances=())) == {"instances": Severity.ERROR}


def test_only_the_guideline_asks_for_a_split_type() -> None:
    """The README's profile has no such key."""
    subject = replace(draft(), task=replace(draft().task, split_type=None))
    assert _fields(subject, Profile.GUIDELINE) == {"split_type": Severity.ERROR}
    assert _fields(subject, Profile.README) == {}


def test_a_negative_example_explains_itself() -> None:
    """A wrong output without the reason teaches nothing. Positive ones may stay without."""
    told = Example("in", "out")
    negative = set_example(add_example(draft(), Examples.NEGATIVE), Examples.NEGATIVE, 0, told)
    positive = set_example(add_example(draft(), Examples.POSITIVE), Examples.POSITIVE, 0, told)
    assert _fields(negative) == {"negative_examples": Severity.ERROR}
    assert _fields(positive) == {}


def test_an_example_has_input_and_output() -> None:
    """An example without either is found in the profile that has examples, and only there."""
    subject = add_example(draft(), Examples.POSITIVE)
    assert _fields(subject) == {"positive_examples": Severity.ERROR}
    assert _fields(subject, Profile.GUIDELINE) == {}
