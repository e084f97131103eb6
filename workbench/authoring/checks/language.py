"""Is every instance in a language that the task declares?"""

from collections.abc import Iterator

from workbench.authoring.checks.findings import Finding, Severity
from workbench.authoring.checks.texts import told_language
from workbench.domain.languages import LANGUAGES, language_code
from workbench.store.drafts import Draft

NAME = "language"

_ENOUGH = 12
"""Characters below which a text tells nothing: “pH 7.1”, “B”, “no”."""


def check(draft: Draft) -> Iterator[Finding]:
    """Inputs and references in another language than declared; a declared language nobody writes in."""
    inputs = _codes(draft.task.input_language)
    outputs = _codes(draft.task.output_language)
    used: set[str] = set()
    for index, instance in enumerate(draft.instances):
        told = _told(instance.input)
        used |= {told} if told is not None else set()
        if inputs and told is not None and told not in inputs:
            yield _mismatch(index, "input", told, "Input_language")
        for reference in instance.references:
            spoken = _told(reference)
            if outputs and spoken is not None and spoken not in outputs:
                yield _mismatch(index, "references", spoken, "Output_language")
                break
    if used:
        for code in sorted(inputs - used):
            message = f"{LANGUAGES[code]} is declared as input language, and no instance is in it yet."
            yield Finding(None, "input_language", NAME, message, Severity.WARNING)


def _codes(names: tuple[str, ...]) -> set[str]:
    """The codes of the declared languages; empty when one is not of the six, because then none can be
    ruled out."""
    codes = [language_code(name) for name in names if name.strip()]
    return set() if None in codes else {code for code in codes if code is not None}


def _told(text: str) -> str | None:
    return told_language(text) if len(text.strip().encode()) >= _ENOUGH else None


def _mismatch(index: int, field: str, code: str, key: str) -> Finding:
    message = f"Looks {LANGUAGES[code]}, which the task does not declare as {key.replace('_', ' ').lower()}."
    return Finding(index, field, NAME, message, Severity.WARNING)
