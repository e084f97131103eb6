"""One list of keys: each name once, no two keys in one place."""

from itertools import combinations

from workbench.domain.key_table import KEYS, Where
from workbench.domain.keys import read_key


def test_names_are_single_and_defaults_are_keys_that_never_meet() -> None:
    """Every name once; every default readable; no two in one place, and none like a window-wide one."""
    assert len({one.name for one in KEYS}) == len(KEYS)
    assert all(read_key(one.default) == one.default for one in KEYS)
    for one, other in combinations(KEYS, 2):
        if one.where is other.where or Where.EVERYWHERE in {one.where, other.where}:
            assert one.default != other.default, (one.name, other.name)
