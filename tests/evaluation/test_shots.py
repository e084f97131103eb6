"""Seeded choices: the same everywhere, fair enough, and never the question itself."""

from collections import Counter
from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.tasks import Instance
from workbench.evaluation.shots import Shots, sample, shuffled

inputs = st.lists(st.sampled_from("abcdefg"), min_size=1, max_size=12)


def instances(texts: list[str]) -> list[Instance]:
    """One instance for each text."""
    return [Instance(f"i{place}", "task900", text, (text,)) for place, text in enumerate(texts)]


def shots_of(pool: list[Instance], *, count: int = 3, seed: int = 0, fixed: bool = False) -> Shots:
    """Shots drawn from `pool`."""
    return Shots(pool.__getitem__, len(pool), "task900", count=count, seed=seed, fixed=fixed)


@given(size=st.integers(0, 60), key=st.integers())
def test_shuffled_is_a_permutation(size: int, key: int) -> None:
    """Every number below the size comes exactly once."""
    assert sorted(shuffled(size, key)) == list(range(size))


def test_shuffled_is_the_same_for_ever() -> None:
    """These orders may never change: recorded runs are repeated by them."""
    assert list(shuffled(8, "shots", 0, "task57")) == [0, 4, 3, 5, 7, 1, 6, 2]
    assert list(islice(shuffled(134_529, "shots", 1, "task130"), 4)) == [85796, 42717, 10435, 62028]


def test_shuffled_is_even() -> None:
    """Each of five numbers comes first in about a fifth of 5,000 orders."""
    first = Counter(next(shuffled(5, seed)) for seed in range(5000))
    assert all(900 < first[number] < 1100 for number in range(5))


@given(size=st.integers(0, 50), count=st.integers(0, 60), seed=st.integers())
def test_sample_is_ordered_and_bounded(size: int, count: int, seed: int) -> None:
    """A sample holds as many different numbers as there are, in rising order."""
    chosen = sample(size, count, seed)
    assert list(chosen) == sorted(set(chosen))
    assert len(chosen) == min(size, count)
    assert all(0 <= number < size for number in chosen)


@given(texts=inputs, seed=st.integers(), fixed=st.booleans(), count=st.integers(0, 4))
def test_shots_are_never_the_question(texts: list[str], seed: int, fixed: bool, count: int) -> None:
    """No shot is the instance or has its input; there are as many as the task can give."""
    pool = instances(texts)
    shots = shots_of(pool, count=count, seed=seed, fixed=fixed)
    for instance in pool:
        chosen = shots.of(instance)
        assert all(shot.input != instance.input for shot in chosen)
        assert len({shot.id for shot in chosen}) == len(chosen)
        others = sum(text != instance.input for text in texts)
        assert len(chosen) == min(count, others)


@given(texts=inputs, seed=st.integers(), fixed=st.booleans())
def test_shots_do_not_depend_on_who_asked_before(texts: list[str], seed: int, fixed: bool) -> None:
    """The same instance gets the same shots in whatever order instances are asked."""
    pool = instances(texts)
    forward, backward = (shots_of(pool, seed=seed, fixed=fixed) for _ in range(2))
    expected = {instance.id: forward.of(instance) for instance in pool}
    assert {instance.id: backward.of(instance) for instance in reversed(pool)} == expected


@given(size=st.integers(5, 30), seed=st.integers())
def test_fixed_shots_are_shared(size: int, seed: int) -> None:
    """All instances see the same three, but those three see the next in order instead of themselves."""
    pool = instances([str(number) for number in range(size)])
    shots = shots_of(pool, seed=seed, fixed=True)
    order = [pool[place] for place in shuffled(size, "fixed shots", seed, "task900")]
    for instance in pool:
        expected = [other for other in order if other.id != instance.id][:3]
        assert list(shots.of(instance)) == expected


def test_own_shots_differ_between_instances_and_seeds() -> None:
    """Without fixed shots instances see different ones, and another seed chooses others."""
    pool = instances([str(number) for number in range(200)])
    shots = shots_of(pool)
    assert len({shots.of(instance) for instance in pool}) > 190
    other = shots_of(pool, seed=1)
    assert sum(shots.of(instance) == other.of(instance) for instance in pool) < 5


def test_few_instances_are_read() -> None:
    """Three shots from a task of a hundred thousand need a handful of reads, fixed or not."""
    reads = Counter[int]()

    def at(place: int) -> Instance:
        reads[place] += 1
        return Instance(f"i{place}", "task900", str(place), ())

    Shots(at, 100_000, "task900", count=3, seed=0, fixed=False).of(at(5))
    fixed = Shots(at, 100_000, "task900", count=3, seed=0, fixed=True)
    for place in range(6, 9):
        fixed.of(at(place))
    assert reads.total() <= 4 + 3 + 5 + 2
