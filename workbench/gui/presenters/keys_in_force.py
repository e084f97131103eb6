"""The keys in force, as every part of the window reads them. No Qt.

Like the theme they are the window's as a whole, and change while it is open.
"""

from workbench.domain.keys import KEYS, Keymap, Where

_NAMES = frozenset(one.name for one in KEYS)
_RATE = {one.default: one.name for one in KEYS if one.where is Where.RATE}
_ALWAYS = frozenset({"Return", "Ctrl+Return", "Escape"})
"""What goes on and what goes back on pages of words and while something is noted, as in every dialog."""


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


def rate_name(usual: str) -> str:
    """What is called by name that `usual` does on the Rate screen at first; itself for nothing."""
    return _RATE.get(usual, usual)


def rate_key(usual: str) -> str:
    """The key in force for what `usual` does on the Rate screen at first."""
    return key_of(rate_name(usual))


def rate_said(*usual: str) -> str:
    """The keys in force for these, as they are read in a sentence: “Alt+←”, “J / K”."""
    keys = (rate_key(one).replace("Left", "←").replace("Right", "→") for one in usual)
    return " / ".join(keys)


def usual_key(pressed: str, *, noting: bool, options: frozenset[str] = frozenset()) -> str:
    """The key that does at first what `pressed` does now on the Rate screen; "" for nothing.

    While something is noted (`noting`) the letters and digits that choose among `options` stay what they
    say, and Enter and Escape what they are everywhere.
    """
    if noting and (pressed in options or pressed in _ALWAYS):
        return pressed
    name = _InForce.keymap.name(Where.RATE, pressed)
    if name is None:
        return "" if pressed in _RATE else pressed
    usual = next(one.default for one in KEYS if one.name == name)
    return "" if noting and usual in options else usual
