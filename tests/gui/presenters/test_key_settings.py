"""Keys are changed one by one, kept at once, in force at once; what cannot be is said."""

from collections.abc import Mapping

from workbench.domain.key_table import KEYS
from workbench.domain.keys import Keymap
from workbench.gui.presenters.key_settings import KeySettingsPresenter


class Kept:
    """What was written and what is in force."""

    def __init__(self, chosen: Mapping[str, str] | None = None) -> None:
        self.written: list[Mapping[str, str]] = []
        self.worn: list[Keymap] = []
        self.presenter = KeySettingsPresenter(chosen or {}, self.written.append, self.worn.append)


def test_the_keys_of_the_file_are_in_force_from_the_start() -> None:
    """And what of it is passed over is said, and left in the file."""
    kept = Kept({"rate.later": "X", "rate.gone": "Y"})
    assert kept.worn == [Keymap({"rate.later": "X"})]
    assert "rate.gone" in kept.presenter.complaint
    assert kept.presenter.state.failed
    kept.presenter.choose("rate.flag")
    kept.presenter.catch()
    kept.presenter.give("Ctrl+G")
    assert kept.written == [{"rate.later": "X", "rate.gone": "Y", "rate.flag": "Ctrl+G"}]


def test_a_key_is_pressed_and_kept() -> None:
    """Choose, press, done: on disk and in force before it is shown; then as at first again."""
    kept = Kept()
    presenter = kept.presenter
    presenter.choose("rate.later")
    presenter.catch()
    assert presenter.state.catching
    assert "Press the new key" in presenter.state.message
    presenter.give("X")
    assert kept.written[-1] == {"rate.later": "X"}
    assert kept.worn[-1] == Keymap({"rate.later": "X"})
    row = presenter.state.row
    assert row is not None
    assert (row.key, row.changed, presenter.state.can_reset, presenter.state.catching) == (
        "X",
        True,
        True,
        False,
    )
    presenter.reset()
    assert kept.written[-1] == {}
    assert not presenter.state.can_reset


def test_a_key_that_is_taken_is_refused_and_another_can_be_pressed() -> None:
    """The sentence names what has it; nothing is written; it still waits."""
    kept = Kept()
    kept.presenter.choose("rate.undo")
    kept.presenter.catch()
    for key, said in (("F", "Flag, or no longer"), ("Backspace", "Nothing can be discarded")):
        kept.presenter.give(key)
        assert kept.presenter.state.failed
        assert said in kept.presenter.state.message
        assert kept.presenter.state.catching
    assert kept.written == []
    kept.presenter.leave()
    assert not kept.presenter.state.catching


def test_all_keys_are_as_at_first_again() -> None:
    """In one step, also what was passed over."""
    kept = Kept({"rate.later": "X", "rate.gone": "Y"})
    kept.presenter.reset_all()
    assert (kept.written, kept.worn[-1]) == ([{}], Keymap())


def test_the_list_is_searched() -> None:
    """By screen, by what a key does and by the key; without a chosen row nothing is given."""
    kept = Kept()
    kept.presenter.search("rate sentence")
    assert [row.named.name for row in kept.presenter.state.rows] == [
        "rate.next-sentence",
        "rate.previous-sentence",
    ]
    kept.presenter.catch()
    kept.presenter.give("X")
    kept.presenter.reset()
    assert kept.written == []
    kept.presenter.search("")
    assert len(kept.presenter.state.rows) == len(KEYS)
