"""How sure a model was, as a project keeps it: four bytes for a token, JSON for options."""

import json
import struct
from collections.abc import Sequence

from workbench.domain.runs import OptionChance, TokenChance

_TOKEN = struct.Struct("<He")
_LOWEST = -65504.0
"""The smallest number of half precision; a probability below is 0 for every purpose."""


def packed(chances: Sequence[TokenChance] | None) -> bytes | None:
    """`chances` for a column.

    A logarithm keeps half precision, about three digits: as a probability it is right to a thousandth.
    """
    if chances is None:
        return None
    return b"".join(_TOKEN.pack(one.characters, max(one.logprob, _LOWEST)) for one in chances)


def unpacked(column: bytes | None) -> tuple[TokenChance, ...] | None:
    """What `packed` put into a column, rounded."""
    if column is None:
        return None
    return tuple(TokenChance(characters, logprob) for characters, logprob in _TOKEN.iter_unpack(column))


def options_json(options: Sequence[OptionChance] | None) -> str | None:
    """`options` for a column, as precise as they are."""
    if options is None:
        return None
    return json.dumps([[one.text, one.tokens, one.logprob] for one in options])


def options_of(column: str | None) -> tuple[OptionChance, ...] | None:
    """What `options_json` put into a column."""
    if column is None:
        return None
    return tuple(OptionChance(text, tokens, logprob) for text, tokens, logprob in json.loads(column))
