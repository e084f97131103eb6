"""Many tests at once: p-values that may be read side by side."""

from collections.abc import Sequence


def holm(p_values: Sequence[float | None]) -> tuple[float | None, ...]:
    """Adjusted p-values in the order given: those below a level may all be believed at that level.

    Holm 1979, A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics
    6:65-70; adjusted as in Wright 1992, Biometrics 48:1005-1013. Tests that were not done (None) stay None
    and do not count. Raises ValueError for what is no probability.
    """
    done = [(p, place) for place, p in enumerate(p_values) if p is not None]
    if not all(0 <= p <= 1 for p, _ in done):
        raise ValueError("a p-value is not between 0 and 1")
    adjusted: list[float | None] = [None] * len(p_values)
    highest = 0.0
    for rank, (p, place) in enumerate(sorted(done)):
        highest = max(highest, min(1.0, (len(done) - rank) * p))
        adjusted[place] = highest
    return tuple(adjusted)
