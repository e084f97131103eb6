"""Where one can go, and by which key."""

import pytest

pytest.importorskip("PySide6")

from workbench.gui.places import PLACES, SETTINGS, WINDOW_KEYS


def test_every_place_has_a_key_of_its_own_and_stands_on_the_list() -> None:
    """No two places share a key, and F1 shows them all."""
    places = (*PLACES, SETTINGS)
    assert len({place.key for place in places}) == len(places)
    assert {(place.key, place.title) for place in places} <= set(WINDOW_KEYS.keys)
