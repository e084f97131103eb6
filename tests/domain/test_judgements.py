"""Scales and judgements refuse what makes no sense."""

import pytest

from workbench.domain.judgements import Judgement, Missing, Scale, ScaleKind, Value, is_number


@pytest.mark.parametrize(
    ("kind", "levels", "message"),
    [
        (ScaleKind.NOMINAL, ("safe", "safe"), "same level twice"),
        (ScaleKind.ORDINAL, (), "needs its levels"),
        (ScaleKind.INTERVAL, ("low", "high"), "are numbers"),
        (ScaleKind.ORDINAL, (5, 4, 3), "from the lowest up"),
        (ScaleKind.INTERVAL, (1, 3, 2), "from the lowest up"),
    ],
)
def test_a_scale_that_is_none_is_refused(kind: ScaleKind, levels: tuple[Value, ...], message: str) -> None:
    """With what is wrong about it."""
    with pytest.raises(ValueError, match=message):
        Scale(kind, levels)


def test_a_scale_is_numeric_when_every_level_is_a_number() -> None:
    """Labels in an order are none, nor is a scale without levels, nor are yes and no."""
    assert Scale(ScaleKind.ORDINAL, (1, 2.5)).numeric
    assert not Scale(ScaleKind.ORDINAL, ("none", "minor", "major")).numeric
    assert not Scale(ScaleKind.INTERVAL).numeric
    assert not is_number(True)
    assert Scale(ScaleKind.NOMINAL, (2, 1)).levels == (2, 1)


def test_a_judgement_has_a_value_or_a_reason() -> None:
    """Never both, never neither; 0 is a value."""
    assert Judgement("i", "a", 0).missing is None
    assert Judgement("i", "a", None, Missing.NOT_APPLICABLE).value is None
    for value, missing in ((None, None), (1, Missing.CANNOT_JUDGE)):
        with pytest.raises(ValueError, match="either a value or the reason"):
            Judgement("i", "a", value, missing)
