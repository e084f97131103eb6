"""Preferred and rejected answers as JSON lines for training by direct preference optimisation (DPO).

One object a line with prompt, chosen and rejected, as trainers read it (Rafailov et al. 2023, arXiv
2305.18290); what else is known of the pair stands beside them.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PreferredPair:
    """A clear preference whose chosen answer is acceptable."""

    item_id: str
    prompt: str
    chosen: str
    rejected: str
    chosen_model: str
    rejected_model: str
    raters: int
    """That preferred the chosen one or found both equal; nobody preferred the other."""
    margin: float
    """The mean preference, in steps of the instrument's scale, above 0."""


def text(pairs: Iterable[PreferredPair]) -> str:
    """The lines."""
    return "".join(
        json.dumps(
            {
                "prompt": pair.prompt,
                "chosen": pair.chosen,
                "rejected": pair.rejected,
                "id": pair.item_id,
                "chosen_model": pair.chosen_model,
                "rejected_model": pair.rejected_model,
                "raters": pair.raters,
                "margin": pair.margin,
            },
            ensure_ascii=False,
        )
        + "\n"
        for pair in pairs
    )
