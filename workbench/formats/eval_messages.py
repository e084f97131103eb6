"""What the logs of other evaluation programs have in common: chats, lists of targets, names of tasks."""

import re
from collections.abc import Mapping

from workbench.formats import json_stream

_task_id = re.compile(r"(?<![A-Za-z0-9])task\d+(?![0-9])").search
_CHAT = '[{"'


def task_named(text: str) -> str | None:
    """The benchmark's task in the name of a file or of a task elsewhere, such as "meds_task57_en"."""
    found = _task_id(text)
    return found[0] if found else None


def question_in(value: object) -> str | None:
    """The text that a model was asked last: of a chat what its last user said; None when there is none."""
    if isinstance(value, str):
        if value.startswith(_CHAT):
            try:
                return question_in(json_stream.decode(value)) or value
            except ValueError:
                return value
        return value
    if not isinstance(value, list):
        return None
    if len(value) == 1 and isinstance(value[0], str):
        return question_in(value[0])
    asked = [one for one in value if isinstance(one, dict) and one.get("role") == "user"]
    return text_in(asked[-1].get("content")) if asked else None


def text_in(content: object) -> str | None:
    """A message's text: its own, or that of its parts one after the other; None when it has none."""
    if isinstance(content, str):
        return content
    if not isinstance(content, list):
        return None
    parts = [part["text"] for part in content if isinstance(part, dict) and isinstance(part.get("text"), str)]
    return "\n".join(parts) if parts else None


def first_target(value: object) -> str | None:
    """The first of the answers that count as right; None when the log tells none."""
    if isinstance(value, list):
        value = value[0] if value else None
    return value if isinstance(value, str) else number_text(value)


def number_text(value: object) -> str | None:
    """A number as the file spells it; None for anything else."""
    return value.text if isinstance(value, json_stream.Number) else None


def field(values: Mapping[str, object], *names: str) -> str | None:
    """The first of the fields `names` that is a text."""
    return next((value for name in names if isinstance(value := values.get(name), str)), None)
