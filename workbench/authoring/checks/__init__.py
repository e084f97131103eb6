"""What is looked at in a draft before it is given out. One check, one file; all of them pure."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from workbench.authoring.checks import (
    duplicates,
    empty,
    identifiers,
    language,
    length,
    near_equal,
    schema,
)
from workbench.authoring.checks.findings import Finding, Severity
from workbench.formats.medsins_json import Profile
from workbench.store.drafts import Draft

__all__ = ["CHECKS", "Finding", "Severity", "check_draft", "errors"]

Check = Callable[[Draft, Profile], Iterator[Finding]]


def _in_both(check: Callable[[Draft], Iterator[Finding]]) -> Check:
    """A check that is the same in both profiles."""
    return lambda draft, _profile: check(draft)


CHECKS: dict[str, Check] = {schema.NAME: schema.check} | {
    module.NAME: _in_both(module.check)
    for module in (empty, identifiers, duplicates, near_equal, language, length)
}
"""Every check by its name, in the order their findings are listed."""


def check_draft(draft: Draft, profile: Profile, *, adding: bool = False) -> tuple[Finding, ...]:
    """Everything the checks find: the head first, then instance by instance.

    A draft that is `adding` to a task of the project cannot change the head: what would have to be
    corrected there is a warning, and what might be is not said.
    """
    found = [finding for check in CHECKS.values() for finding in check(draft, profile)]
    if adding:
        found = [finding for one in found if (finding := _of_fixed_head(one)) is not None]
    return tuple(sorted(found, key=lambda finding: -1 if finding.index is None else finding.index))


def _of_fixed_head(finding: Finding) -> Finding | None:
    """What is left of a finding when the head stays as it is."""
    if finding.index is not None or finding.field == "instances":
        return finding
    return replace(finding, severity=Severity.WARNING) if finding.severity is Severity.ERROR else None


def errors(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Those of `findings` that must be corrected before the draft is given out."""
    return tuple(finding for finding in findings if finding.severity is Severity.ERROR)
