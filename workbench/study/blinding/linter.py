"""Everything that would spoil the blinding of a study, one answer after the other."""

import unicodedata
from collections.abc import Iterator, Sequence

from workbench.study.blinding.content import unfair
from workbench.study.blinding.findings import Finding, Kind, Output
from workbench.study.blinding.names import named
from workbench.study.blinding.residue import left_over


def lint(outputs: Sequence[Output]) -> Iterator[Finding]:
    """What is found in each answer, in the order of the answers; stop iterating to cancel.

    The names of the arms are looked for too. How arms differ in style is asked of `style.style_gaps`.
    """
    arms = {output.arm for output in outputs}
    seen: dict[tuple[str, str], Output] = {}
    for output in outputs:
        yield from named(output, arms)
        yield from left_over(output)
        yield from unfair(output)
        flat = folded(output.text)
        if not flat:
            continue
        other = seen.setdefault((output.instance, flat), output)
        if other.arm != output.arm:
            sentence = f"The same answer as {other.id}: there is nothing to prefer."
            yield Finding(output.id, 0, len(output.text), Kind.IDENTICAL, sentence)


def folded(text: str) -> str:
    """`text` without what two writings of the same differ in: case, width, spaces, punctuation."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())
