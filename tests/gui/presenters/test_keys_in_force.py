"""What a pressed key means on the Rate screen while keys are changed."""

from collections.abc import Iterator

import pytest

from workbench.domain.key_table import Where
from workbench.domain.keys import Keymap
from workbench.gui.presenters import keys_in_force as keys


@pytest.fixture(autouse=True)
def changed() -> Iterator[None]:
    """Later is X, the next sentence is “]”, submitting is F2."""
    keys.put_in_force(Keymap({"rate.later": "X", "rate.next-sentence": "]", "rate.submit": "F2"}))
    yield
    keys.put_in_force(Keymap())


def test_a_changed_key_means_what_the_old_one_did_and_the_old_one_nothing() -> None:
    """Others are as at first; what was never a key passes."""
    pressed = {
        key: keys.usual_key(key, noting=False) for key in ("X", "S", "F", "]", "J", "F2", "Return", "Q")
    }
    assert pressed == {
        **{"X": "S", "S": "", "F": "F", "]": "J", "J": "", "F2": "Return", "Return": "", "Q": "Q"}
    }


def test_while_something_is_noted_options_stay_what_they_say() -> None:
    """X is the kind of error called X; Enter and Escape go on and back as in every dialog."""
    options = frozenset({"S", "X", "1"})
    for key in ("S", "X", "1", "Return", "Escape"):
        assert keys.usual_key(key, noting=True, options=options) == key
    assert keys.usual_key("]", noting=True, options=options) == "J"
    assert keys.usual_key("X", noting=True, options=frozenset({"S"})) == ""


def test_keys_are_said_as_they_are_now() -> None:
    """In sentences and on caps; what is no name is a key already."""
    assert keys.keys_said("S") == "X"
    assert keys.keys_said("J", "K") == "] / K"
    assert keys.keys_said("Alt+Left") == "Alt+←"
    assert keys.name_of("S") == "rate.later"
    assert keys.name_of("Q") == "Q"
    assert keys.name_of("S", Where.ADJUDICATE) == "adjudicate.slip"
    assert (keys.key_of("rate.later"), keys.key_of("Escape")) == ("X", "Escape")
    assert keys.keymap_in_force().key("rate.submit") == "F2"
