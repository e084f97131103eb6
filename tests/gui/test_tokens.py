"""The colours of both themes."""

from dataclasses import asdict

import pytest

from workbench.gui.tokens import DARK, LIGHT, READ_ON, Tokens, contrast


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_everything_written_can_be_read(colours: Tokens) -> None:
    """4.5:1 and better for all words, on every ground they are written on."""
    values = asdict(colours)
    poor = {
        (ink, ground): round(contrast(values[ink], values[ground]), 2)
        for ink, grounds in READ_ON.items()
        for ground in grounds
        if contrast(values[ink], values[ground]) < 4.5
    }
    assert poor == {}


def test_contrast_is_that_of_wcag() -> None:
    """Black on white is 21, a colour on itself 1, and #767676 on white the well-known 4.54."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#123456", "#123456") == pytest.approx(1)
    assert contrast("#ffffff", "#767676") == pytest.approx(4.54, abs=0.01)
