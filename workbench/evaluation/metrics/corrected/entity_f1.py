"""Precision, recall and F1 of the entities that an answer lists.

Names are compared as sets: a name counts once however often the text has it, as in upstream's scorer and
because an answer that lists names does not say how often. "Exact" means the same name (small letters, no
accents, a tokenizer's spaces undone); "relaxed" that the two share a word, each name of one side being
paired with at most one of the other (the "overlap" criterion of Tsai, Wu, Chou et al., BMC Bioinformatics
2006;7:92; micro averages as in Manning, Raghavan and Schütze, Introduction to Information Retrieval,
section 13.6).

A task's number is micro: from the sums of true positives, false positives and false negatives. An item
where there is nothing to find and nothing is found adds nothing to them, as in upstream's scorer. An answer
in which nothing can be read finds nothing; it has no reading and its score says why.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache, partial

from workbench.domain.scores import Answer, Reading, Score
from workbench.evaluation.metrics.corrected.accuracy import NO_REFERENCE, mean
from workbench.evaluation.metrics.corrected.entities import Listed, entities_of, entity_key, listed
from workbench.evaluation.metrics.corrected.plain import Unread
from workbench.evaluation.metrics.measure import Measure

EXACT = "F1 exact"
RELAXED = "F1 relaxed"

Names = tuple[str, ...]
Counts = tuple[int, int, int]
"""True positives, false positives, false negatives."""

_WORD = re.compile(r"\w+")
_TOO_COMMON = frozenset("of the a an and or in with for to by on".split())


def exact_counts(given: Names, right: Names) -> Counts:
    """How many names of `given` and `right`, made comparable, are the same."""
    both = len(set(given) & set(right))
    return both, len(set(given)) - both, len(set(right)) - both


def relaxed_counts(given: Names, right: Names) -> Counts:
    """How many names of `given` can be paired with a name of `right` that has a word of theirs.

    The largest number of pairs (Kuhn's algorithm for bipartite matching).
    """
    ours, theirs = sorted(set(given)), sorted(set(right))
    fits = [[place for place, name in enumerate(theirs) if _share(one, name)] for one in ours]
    taken: dict[int, int] = {}

    def paired(one: int, seen: set[int]) -> bool:
        for place in fits[one]:
            if place not in seen:
                seen.add(place)
                if place not in taken or paired(taken[place], seen):
                    taken[place] = one
                    return True
        return False

    both = sum(paired(one, set()) for one in range(len(ours)))
    return both, len(ours) - both, len(theirs) - both


def _share(one: str, other: str) -> bool:
    """Whether two names are the same or have a word in common that is not everywhere."""
    return one == other or bool(_words(one) & _words(other))


@lru_cache(maxsize=16384)
def _words(name: str) -> frozenset[str]:
    """The words of a name that tell something; single letters and figures do not."""
    return frozenset(word for word in _WORD.findall(name) if len(word) > 1 and word not in _TOO_COMMON)


def f1(counts: Counts | Sequence[int]) -> float | None:
    """F1 in percent, 2tp / (2tp + fp + fn); None when there was nothing to find and nothing was found."""
    tp, fp, fn = counts
    return 200 * tp / (2 * tp + fp + fn) if tp + fp + fn else None


def precision(scores: Sequence[Score]) -> float | None:
    """The share of the names listed that are right, in percent over all items; None when none was listed."""
    tp, fp, _ = _sums(scores)
    return 100 * tp / (tp + fp) if tp + fp else None


def recall(scores: Sequence[Score]) -> float | None:
    """The share of the right names that are listed, in percent over all items; None when there are none."""
    tp, _, fn = _sums(scores)
    return 100 * tp / (tp + fn) if tp + fn else None


def micro(scores: Sequence[Score]) -> float | None:
    """F1 from the sums over all items; where nothing was to be found or found anywhere, the mean."""
    value = f1(_sums(scores))
    return mean(scores) if value is None else value


def macro(scores: Sequence[Score]) -> float | None:
    """The mean of the items' own F1, where finding nothing is right when there is nothing to find."""
    return mean(scores)


def _sums(scores: Sequence[Score]) -> Counts:
    """The counts of all items that have some."""
    counted = [score.counts for score in scores if score.value is not None and len(score.counts) == 3]
    return (sum(one[0] for one in counted), sum(one[1] for one in counted), sum(one[2] for one in counted))


def score(answer: Answer) -> tuple[Score, ...]:
    """Exact and relaxed F1 against the reference that fits best."""
    rights = [_keys(entities_of(one)) for one in answer.references if one.strip()]
    if not rights:
        return tuple(Score(metric, None, NO_REFERENCE) for metric in (EXACT, RELAXED))
    found = listed(answer)
    given = _keys(found.names) if isinstance(found, Listed) else None
    reading = found.reading if isinstance(found, Listed) else None
    reason = found.reason if isinstance(found, Unread) else ""
    return tuple(
        _best(metric, partial(count, given or ()), rights, reading, reason)
        for metric, count in ((EXACT, exact_counts), (RELAXED, relaxed_counts))
    )


def _keys(names: Names) -> Names:
    """Names made comparable."""
    return tuple(map(entity_key, names))


def _best(
    metric: str, count: Callable[[Names], Counts], rights: list[Names], reading: Reading | None, reason: str
) -> Score:
    """The score against the reference that it is highest with."""
    nothing = 0.0 if reading is None else 100.0
    found = (
        (value if (value := f1(counts)) is not None else nothing, counts) for counts in map(count, rights)
    )
    value, counts = max(found, key=lambda one: one[0])
    return Score(metric, value, reason, counts, reading)


ENTITY_F1 = Measure("entity F1", 2, (EXACT, RELAXED), score, micro)
"""Exact and relaxed F1 of entities."""
