"""The checks together: what an author sees beside the draft."""

import time
from dataclasses import replace

from tests.authoring.samples import TEXTS, draft, instance
from workbench.authoring.checks import CHECKS, check_draft, errors
from workbench.authoring.checks.findings import Severity
from workbench.formats.medsins_json import Profile


def test_a_sound_draft_has_no_finding() -> None:
    """Nothing is said where nothing is wrong, in either profile."""
    assert [check_draft(draft(), profile) for profile in Profile] == [()] * len(Profile)


def test_findings_come_in_the_order_of_the_page() -> None:
    """The head first, then instance by instance."""
    found = check_draft(draft(instance(1, "", ""), instance(2, "a", "")), Profile.README)
    places = [-1 if finding.index is None else finding.index for finding in found]
    assert places == sorted(places)
    assert len(set(places)) == 2


def test_errors_are_those_that_must_be_corrected() -> None:
    """A warning leaves the decision to the author; an error does not."""
    found = check_draft(draft(instance(1, "", "")), Profile.README)
    assert errors(found) == tuple(finding for finding in found if finding.severity is Severity.ERROR)
    assert errors(found)


def test_a_finding_names_its_check() -> None:
    """Each check signs what it finds with its own name."""
    found = check_draft(draft(instance(1, "", "")), Profile.README)
    assert {finding.check for finding in found} <= set(CHECKS)


def test_a_thousand_instances_are_checked_while_typing() -> None:
    """After one change to a thousand instances, the checks take less than the pause they run in."""
    rows = [instance(n, f"{n} {TEXTS['en'][0]} {n * 7}", f"reference {n}") for n in range(1000)]
    check_draft(draft(*rows), Profile.README)
    rows[500] = instance(500, "changed", "reference")
    began = time.perf_counter()
    check_draft(draft(*rows), Profile.README)
    assert time.perf_counter() - began < 0.4


def test_a_head_that_stays_keeps_nobody_from_adding() -> None:
    """Where the head cannot be changed, its errors are warnings and its warnings are not said."""
    subject = draft(instance(1, "", "b"))
    subject = replace(subject, task=replace(subject.task, split_type=None, contributors=()))
    found = check_draft(subject, Profile.GUIDELINE, adding=True)
    assert [(finding.field, finding.severity) for finding in found] == [
        ("split_type", Severity.WARNING),
        ("input", Severity.ERROR),
    ]
    empty = check_draft(replace(subject, instances=()), Profile.README, adding=True)
    assert [(finding.field, finding.severity) for finding in empty] == [("instances", Severity.ERROR)]
