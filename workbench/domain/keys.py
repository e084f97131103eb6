"""How keys are read, which are in force, and how a person changes one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from workbench.domain.errors import KeyRefusedError
from workbench.domain.key_table import KEYS, NamedKey, Where

_NAMED = {one.name: one for one in KEYS}

MODIFIERS = ("Ctrl", "Alt", "Shift")
_SPECIAL = (
    *("Return", "Escape", "Tab", "Space", "Left", "Right", "Up", "Down", "Home", "End"),
    *("PageUp", "PageDown", "Insert", "Backspace", "Delete"),
    *(f"F{number}" for number in range(1, 25)),
)
_BASES = {base.lower(): base for base in _SPECIAL} | {
    **{"enter": "Return", "esc": "Escape", "pgup": "PageUp", "pgdown": "PageDown", "page up": "PageUp"},
    **{"page down": "PageDown", "ins": "Insert", "del": "Delete", "plus": "+", "comma": ","},
}
_OF_TEXT = {"Ctrl+C": "copies", "Ctrl+X": "cuts", "Ctrl+V": "pastes", "Ctrl+A": "selects all of"}


def read_key(text: str) -> str | None:
    """A key as it is written everywhere here, such as “Ctrl+Shift+Z”; None when `text` is no key."""
    rest, held = text.strip(), set()
    while "+" in rest[:-1]:
        modifier, _, after = rest.partition("+")
        said = modifier.strip().capitalize()
        if said not in MODIFIERS or said in held:
            return None
        held.add(said)
        rest = after.strip()
    base = _BASES.get(rest.lower())
    if base is None:
        # A letter with a tail when it is large, such as ß, is a key as it stands.
        base = rest.upper() if len(rest.upper()) == 1 else rest
        if len(base) != 1 or not base.isprintable() or base.isspace():
            return None
        if "Shift" in held and not base.isalpha():
            # Which sign comes of it is up to the keyboard: the sign itself is the key.
            return None
    return "+".join((*(one for one in MODIFIERS if one in held), base))


@dataclass(frozen=True, slots=True)
class Keymap:
    """The keys in force: those a person chose, else the defaults. No two in one place are the same."""

    chosen: Mapping[str, str] = field(default_factory=dict)
    """Name and key of what is not as at first."""

    def key(self, name: str) -> str:
        """The key that does what is called `name`."""
        return self.chosen.get(name) or _NAMED[name].default

    def name(self, where: Where, key: str) -> str | None:
        """What `key` does on this screen, window-wide keys left aside; None for nothing."""
        for one in KEYS:
            if one.where is where and self.key(one.name) == key:
                return one.name
        return None

    def with_key(self, name: str, text: str) -> "Keymap":
        """With another key for `name`.

        Raises:
            KeyRefusedError: there is no such name, `text` is no key, or it is taken; says by what.
        """
        named = named_key(name)
        key = read_key(text)
        if key is None:
            raise KeyRefusedError(f"“{text}” is no key. Write it like Ctrl+Shift+S, Alt+Left, F5 or J.")
        _refuse_unfit(named, key)
        for other in KEYS:
            if other is not named and _meet(other, named) and self.key(other.name) == key:
                raise KeyRefusedError(
                    f"{key} is taken {_at(other)}: {other.what} ({other.name}). Give that another key first."
                )
        rest = {one: other for one, other in self.chosen.items() if one != name}
        return Keymap(rest if key == named.default else {**rest, name: key})

    def without(self, name: str) -> "Keymap":
        """With the key that `name` had at first.

        Raises:
            KeyRefusedError: there is no such name, or something else has that key now.
        """
        return self.with_key(name, named_key(name).default)


def named_key(name: str) -> NamedKey:
    """What is called `name`.

    Raises:
        KeyRefusedError: nothing is.
    """
    if name not in _NAMED:
        raise KeyRefusedError(f"No key is called “{name}”. “keys list” shows the names.")
    return _NAMED[name]


def keymap_of(chosen: Mapping[str, str]) -> tuple[Keymap, tuple[str, ...]]:
    """The keys in force by a settings file, and what of it is passed over and why."""
    complaints, wanted = [], {}
    for name, text in chosen.items():
        try:
            key = read_key(text)
            if key is None:
                raise KeyRefusedError(f"“{text}” is no key.")
            _refuse_unfit(named_key(name), key)
            wanted[name] = key
        except KeyRefusedError as error:
            complaints.append(f"keys: {name} is passed over. {error}")
    # Two may have changed places, so that only all of them together show what meets what.
    while (clash := _clash(Keymap(wanted))) is not None:
        name, other = clash
        key = wanted.pop(name)
        complaints.append(f"keys: {name} is passed over. {key} is taken by {other} too.")
    kept = {name: key for name, key in wanted.items() if key != _NAMED[name].default}
    return Keymap(kept), tuple(complaints)


def _clash(keymap: Keymap) -> tuple[str, str] | None:
    """A changed key that something else in the same place has too, and what that is."""
    for name in reversed(list(keymap.chosen)):
        for other in KEYS:
            named = _NAMED[name]
            if other is not named and _meet(other, named) and keymap.key(other.name) == keymap.key(name):
                return name, other.name
    return None


def _meet(one: NamedKey, other: NamedKey) -> bool:
    """Whether both can be pressed at one place."""
    return one.where is other.where or Where.EVERYWHERE in {one.where, other.where}


def _at(named: NamedKey) -> str:
    return "everywhere" if named.where is Where.EVERYWHERE else f"on {named.where}"


def _refuse_unfit(named: NamedKey, key: str) -> None:
    """Refuse keys that belong to text, and plain ones for what works everywhere."""
    base = key.rpartition("+")[2]
    if base in {"Backspace", "Delete"}:
        raise KeyRefusedError(
            f"{key} stays with text. Nothing can be discarded by Backspace or Delete, so they are no keys."
        )
    if key in _OF_TEXT:
        raise KeyRefusedError(f"{key} {_OF_TEXT[key]} text everywhere.")
    plain = not key.startswith(("Ctrl+", "Alt+")) and not (base[0] == "F" and base[1:].isdigit())
    if named.where is Where.EVERYWHERE and plain:
        raise KeyRefusedError(
            f"{key} alone is typed or moves. A key that works everywhere has Ctrl or Alt with it, "
            "or is F1 to F24."
        )
