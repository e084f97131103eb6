"""The Keys page of the Settings screen: give something another key, or the one it had at first. No Qt."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from workbench.domain.errors import KeyRefusedError
from workbench.domain.key_table import KEYS, NamedKey
from workbench.domain.keys import Keymap, keymap_of, named_key


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One key of the window."""

    named: NamedKey
    key: str
    """The one in force."""

    @property
    def changed(self) -> bool:
        """Whether it is not as at first."""
        return self.key != self.named.default


@dataclass(frozen=True, slots=True)
class KeysState:
    """Everything the Keys page shows."""

    rows: tuple[KeyRow, ...]
    text: str = ""
    """Only rows with these words are shown."""
    chosen: str | None = None
    """The name of the row that is chosen."""
    catching: bool = False
    """Whether the next key that is pressed becomes the chosen row's."""
    message: str = ""
    failed: bool = False

    @property
    def row(self) -> KeyRow | None:
        """The row that is chosen."""
        return next((one for one in self.rows if one.named.name == self.chosen), None)

    @property
    def can_reset(self) -> bool:
        """Whether the chosen key is not as at first."""
        return self.row is not None and self.row.changed


class KeySettingsPresenter:
    """Changes keys, keeps each change on disk, and puts it in force at once."""

    def __init__(
        self,
        chosen: Mapping[str, str],
        save: Callable[[Mapping[str, str]], None],
        wear: Callable[[Keymap], None],
    ) -> None:
        """`chosen` is what the settings file has; `wear` puts keys in force."""
        self._save, self._wear = save, wear
        self._written = dict(chosen)
        self._keymap, self._passed_over = keymap_of(chosen)
        wear(self._keymap)
        self._render: Callable[[KeysState], None] = lambda _state: None
        self.state = KeysState(
            self._rows(""), message=" ".join(self._passed_over), failed=bool(self._passed_over)
        )

    @property
    def complaint(self) -> str:
        """What of the settings file is passed over; "" for nothing."""
        return " ".join(self._passed_over)

    def attach(self, render: Callable[[KeysState], None]) -> None:
        """Send the present state, and every later one, to `render`."""
        self._render = render
        render(self.state)

    def search(self, text: str) -> None:
        """Show only keys with these words."""
        self._show(replace(self.state, text=text, rows=self._rows(text), catching=False))

    def choose(self, name: str) -> None:
        """This row is the chosen one."""
        if name != self.state.chosen:
            self._show(replace(self.state, chosen=name, catching=False, message="", failed=False))

    def catch(self) -> None:
        """Wait for the chosen row's new key."""
        row = self.state.row
        if row is not None:
            words = f"Press the new key for “{row.named.what}”. Esc leaves it as it is."
            self._show(replace(self.state, catching=True, message=words, failed=False))

    def leave(self) -> None:
        """Wait no more."""
        if self.state.catching:
            self._show(replace(self.state, catching=False, message=""))

    def give(self, key: str) -> None:
        """This key was pressed: it becomes the chosen row's, unless it is taken."""
        row = self.state.row
        if row is not None and self.state.catching:
            self._try(row.named, lambda: self._keymap.with_key(row.named.name, key))

    def reset(self) -> None:
        """The chosen row has the key again that it had at first."""
        row = self.state.row
        if row is not None:
            self._try(row.named, lambda: self._keymap.without(row.named.name))

    def reset_all(self) -> None:
        """Every key is as at first."""
        self._written = {}
        self._change(Keymap(), "Every key is as at first.")

    def _try(self, named: NamedKey, change: Callable[[], Keymap]) -> None:
        try:
            keymap = change()
        except KeyRefusedError as error:
            # Still waiting: another key may do.
            self._show(replace(self.state, message=str(error), failed=True))
            return
        self._written.pop(named.name, None)
        if named.name in keymap.chosen:
            self._written[named.name] = keymap.chosen[named.name]
        self._change(keymap, f"{keymap.key(named.name)}: {named_key(named.name).what}")

    def _change(self, keymap: Keymap, message: str) -> None:
        self._save(dict(self._written))
        self._keymap = keymap
        self._wear(keymap)
        rows = self._rows(self.state.text)
        self._show(replace(self.state, rows=rows, catching=False, message=message, failed=False))

    def _rows(self, text: str) -> tuple[KeyRow, ...]:
        rows = (KeyRow(one, self._keymap.key(one.name)) for one in KEYS)
        words = text.lower().split()
        return tuple(
            one
            for one in rows
            if all(
                word in f"{one.named.where} {one.named.what} {one.key} {one.named.name}".lower()
                for word in words
            )
        )

    def _show(self, state: KeysState) -> None:
        self.state = state
        self._render(state)
