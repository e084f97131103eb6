"""What is looked at in a draft before it is given out. One check, one file; all of them pure."""

from collections.abc import Callable, Iterator

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


def check_draft(draft: Draft, profile: Profile) -> tuple[Finding, ...]:
    """Everything the checks find: the head first, then instance by instance."""
    found = [finding for check in CHECKS.values() for finding in check(draft, profile)]
    return tuple(sorted(found, key=lambda finding: -1 if finding.index is None else finding.index))


def errors(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Those of `findings` that must be corrected before the draft is given out."""
    return tuple(finding for finding in findings if finding.severity is Severity.ERROR)
