"""What an event says was decided, as JSON and back."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from workbench.domain.studies import Omission, Span, Unanswered

Value = int | str | Unanswered
"""What a question can have for an answer."""


def value_told(value: Value | None) -> str | None:
    """An answer as JSON; None for none. "Cannot judge" is told apart from those words typed as a text."""
    if value is None:
        return None
    return _json({"unanswered": value.value} if isinstance(value, Unanswered) else value)


def value_heard(text: str | None) -> Value | None:
    """The answer in JSON that `value_told` made."""
    if text is None:
        return None
    value: Any = json.loads(text)
    if isinstance(value, Mapping):
        return Unanswered(value["unanswered"])
    assert isinstance(value, int | str)
    return value


def mark_told(mark: Span | Omission | None) -> str | None:
    """A marked error or an omission as JSON; None for none."""
    return None if mark is None else _json(asdict(mark))


def span_heard(text: str | None) -> Span | None:
    """The error in JSON that `mark_told` made."""
    return None if text is None else Span(**json.loads(text))


def omission_heard(text: str | None) -> Omission | None:
    """The omission in JSON that `mark_told` made."""
    return None if text is None else Omission(**json.loads(text))


def plain_told(value: str | bool | None) -> str | None:
    """A comment, a reason, a flag as JSON; None for none."""
    return None if value is None else _json(value)


def plain_heard(text: str | None) -> Any:
    """What is in JSON that `plain_told` made."""
    return None if text is None else json.loads(text)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
