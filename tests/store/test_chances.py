"""How sure a model was survives being kept, to about three digits."""

import struct
from math import exp, log

import pytest

from workbench.domain.runs import OptionChance, TokenChance
from workbench.store.chances import options_json, options_of, packed, unpacked


def test_four_bytes_a_token_low_byte_first() -> None:
    """Files can be read by anybody: an unsigned 16-bit count, a 16-bit float."""
    kept = packed((TokenChance(5, -0.5), TokenChance(0, -2.0)))
    assert kept == b"\x05\x00\x00\xb8\x00\x00\x00\xc0"
    assert list(struct.iter_unpack("<He", kept)) == [(5, -0.5), (0, -2.0)]
    assert unpacked(kept) == (TokenChance(5, -0.5), TokenChance(0, -2.0))


def test_a_probability_is_kept_to_a_thousandth() -> None:
    """From certain to hardly thinkable."""
    for thousandths in range(1, 1001):
        probability = thousandths / 1000
        (kept,) = unpacked(packed((TokenChance(1, log(probability)),))) or ()
        assert exp(kept.logprob) == pytest.approx(probability, abs=0.0005)


@pytest.mark.parametrize("logprob", [-1e9, float("-inf")])
def test_impossible_tokens_stay_impossible(logprob: float) -> None:
    """What half precision cannot hold is its lowest number."""
    (kept,) = unpacked(packed((TokenChance(1, logprob),))) or ()
    assert exp(kept.logprob) == 0.0


def test_missing_is_none_and_nothing_written_is_empty() -> None:
    """An engine that does not tell is not one that wrote nothing."""
    assert packed(None) is None
    assert unpacked(None) is None
    assert unpacked(packed(())) == ()
    assert options_json(None) is None
    assert options_of(None) is None


def test_options_come_back_as_they_were() -> None:
    """Any text, and the whole number."""
    options = (OptionChance("正确答案是 A", 4, -0.1234567890123), OptionChance("half \ud83d", 2, -700.5))
    assert options_of(options_json(options)) == options
