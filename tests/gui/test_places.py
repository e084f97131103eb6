"""Where one can go, and by which key."""

import pytest

pytest.importorskip("PySide6")

from workbench.domain.keys import named_key
from workbench.gui.places import PLACES, SETTINGS


def test_every_place_has_a_key_of_its_own_and_stands_on_the_list() -> None:
    """No two places share a key, and the list of keys calls them as the rail does."""
    places = (*PLACES, SETTINGS)
    assert len({place.key for place in places}) == len(places)
    assert [named_key(place.key).what for place in places] == [place.title for place in places]
