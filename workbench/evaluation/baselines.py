"""What an accuracy is to be held against: blind guessing, and always giving the commonest answer."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from workbench.domain.scores import Answer
from workbench.evaluation.metrics.corrected.accuracy import LETTERS, Reads, right_answers
from workbench.evaluation.metrics.corrected.choices import choices_of

_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Baselines:
    """What can be had without reading the questions, in percent."""

    chance: float | None
    """Expected from naming one label at random; None where there are no labels."""
    majority: float | None
    """From always giving the answer that is right most often; None where there are no labels."""
    commonest: str | None
    """That answer."""


NO_BASELINES = Baselines(None, None, None)


Known = tuple[frozenset[Hashable], int]
"""What is right for an instance, and how many labels it has."""


def baselines(answers: Iterable[Answer], reads: Reads) -> Baselines:
    """The baselines of the instances that `answers` are about, as `reads` reads their references.

    What was answered does not count. An instance whose references cannot be read is left out, as in the
    accuracy itself. Where several letters are right together, a random letter never is.
    """
    return baselines_of([one for answer in answers if (one := known_of(answer, reads)) is not None])


def known_of(answer: Answer, reads: Reads) -> Known | None:
    """What `baselines` needs of an instance; None when its references cannot be read."""
    right = right_answers(reads, answer)
    if not right:
        return None
    return right, len(choices_of(answer.input)) if reads is LETTERS else len(set(answer.labels))


def baselines_of(known: Sequence[Known]) -> Baselines:
    """The baselines of instances, of which not the texts are wanted."""
    if not known or min(size for _, size in known) < _FEWEST:
        return NO_BASELINES
    rights = [right for right, _ in known]
    commonest, share = majority(rights)
    return Baselines(chance(rights, [size for _, size in known]), share, str(commonest))


def chance(rights: Sequence[frozenset[Hashable]], sizes: Sequence[int]) -> float:
    """The expected accuracy of naming one of an instance's labels at random, in percent.

    Args:
        rights: what is right for each instance.
        sizes: how many labels each has.
    """
    singles = (sum(", " not in str(one) for one in right) for right in rights)
    return 100 * sum(count / size for count, size in zip(singles, sizes, strict=True)) / len(sizes)


def majority(rights: Sequence[frozenset[Hashable]]) -> tuple[Hashable, float]:
    """The answer that is right most often, and how often it is, in percent; of equals the first by name."""
    counts = Counter(one for right in rights for one in right)
    best = min(counts, key=lambda one: (-counts[one], str(one)))
    return best, 100 * counts[best] / len(rights)
