"""The keys in force, as every part of the window reads them. No Qt.

Like the theme they are the window's as a whole, and change while it is open.
"""

from workbench.domain.key_table import KEYS, Where
from workbench.domain.keys import Keymap, named_key

_NAMES = frozenset(one.name for one in KEYS)
_USUAL = {where: {one.default: one.name for one in KEYS if one.where is where} for where in Where}
_ALWAYS = frozenset({"Return", "Ctrl+Return", "Escape"})
"""What goes on and what goes back on pages of words and while something is noted, as in every dialog."""

_SAID = {"Left": "←", "Right": "→", "Return": "Enter", "Escape": "Esc"}
"""What keys are called in a sentence."""


class _InForce:
    """Holds the one keymap."""

    keymap = Keymap()


def put_in_force(keymap: Keymap) -> None:
    """From now on these are the keys."""
    _InForce.keymap = keymap


def keymap_in_force() -> Keymap:
    """The keys that are in force now."""
    return _InForce.keymap


def key_of(name: str) -> str:
    """The key in force for a name such as “browse.next”; what is no name is a key already."""
    return _InForce.keymap.key(name) if name in _NAMES else name


def name_of(usual: str, where: Where = Where.RATE) -> str:
    """What is called by name that `usual` does at first on a screen; itself for nothing."""
    return _USUAL[where].get(usual, usual)


def keys_said(*usual: str, where: Where = Where.RATE) -> str:
    """The keys in force for these, as they are read in a sentence: “Alt+←”, “J / K”."""
    keys = " / ".join(key_of(name_of(one, where)) for one in usual)
    for name, said in _SAID.items():
        keys = keys.replace(name, said)
    return keys


def usual_key(
    pressed: str, *, noting: bool, options: frozenset[str] = frozenset(), where: Where = Where.RATE
) -> str:
    """The key that does at first what `pressed` does now where keys are heard by a screen; "" for nothing.

    While something is noted (`noting`) the letters and digits that choose among `options` stay what they
    say, and Enter and Escape what they are everywhere.
    """
    if noting and (pressed in options or pressed in _ALWAYS):
        return pressed
    name = _InForce.keymap.name(where, pressed)
    if name is None:
        return "" if pressed in _USUAL[where] else pressed
    usual = named_key(name).default
    return "" if noting and usual in options else usual
