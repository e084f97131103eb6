"""What a check says about a draft."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    """Must be corrected before the draft is given out: MedS-Ins files cannot be read without it."""
    WARNING = "warning"
    """Likely a mistake; the author decides."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something an author should look at."""

    index: int | None
    """Zero-based place of the instance; None when it concerns the head of the task."""
    field: str
    """The field as `Task` and `Instance` name it, such as "definition" or "references"."""
    check: str
    """The check's name, such as "schema"."""
    message: str
    """What is wrong and what to do."""
    severity: Severity
