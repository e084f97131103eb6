"""What engines say can be told apart and compared."""

from typing import get_args

from workbench.engines import base
from workbench.engines.scripted import ScriptedEngine


def test_events_are_values() -> None:
    """Equal ones are equal, and nobody can change them."""
    assert base.Piece("i1", "a") == base.Piece("i1", "a")
    for kind in get_args(base.EngineEvent):
        assert kind.__dataclass_params__.frozen


def test_an_engine_is_whatever_behaves_like_one() -> None:
    """No base class is needed."""
    engine: base.Engine = ScriptedEngine({})
    with engine as same:
        assert same is engine
