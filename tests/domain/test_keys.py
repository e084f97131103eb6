"""Keys are read as people write them, and changed so that no two in one place are the same."""

import pytest

from workbench.domain.errors import KeyRefusedError
from workbench.domain.key_table import KEYS, Where
from workbench.domain.keys import Keymap, keymap_of, named_key, read_key


def test_every_default_could_be_chosen() -> None:
    """What is refused to a person is no default either."""
    for one in KEYS:
        assert Keymap({one.name: "F24"}).without(one.name) == Keymap()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("ctrl+shift+z", "Ctrl+Shift+Z"),
        ("Shift + Ctrl + z", "Ctrl+Shift+Z"),
        ("esc", "Escape"),
        ("enter", "Return"),
        ("f5", "F5"),
        ("ö", "Ö"),
        ("?", "?"),
        ("Ctrl++", "Ctrl++"),
        ("+", "+"),
        ("Ctrl+,", "Ctrl+,"),
        ("PgUp", "PageUp"),
        ("Alt+left", "Alt+Left"),
        ("", None),
        ("Ctrl+", None),
        ("Ctrl+Ctrl+A", None),
        ("Hyper+A", None),
        ("wobble", None),
        ("F25", None),
        ("Shift+3", None),
        ("Ctrl", None),
    ],
)
def test_a_key_is_read_as_people_write_it(text: str, key: str | None) -> None:
    """In any case and order; what is no key is none."""
    assert read_key(text) == key


def test_a_changed_key_is_in_force_and_can_be_taken_back() -> None:
    """The old key does nothing any more; given again, nothing is left changed."""
    changed = Keymap().with_key("rate.later", "x")
    assert (changed.key("rate.later"), changed.name(Where.RATE, "X")) == ("X", "rate.later")
    assert changed.name(Where.RATE, "S") is None
    assert changed.with_key("rate.later", "s") == changed.without("rate.later") == Keymap()


@pytest.mark.parametrize(
    ("name", "key", "said"),
    [
        ("rate.later", "F", "F is taken on Rate: Flag, or no longer (rate.flag)"),
        ("rate.later", "Ctrl+1", "Ctrl+1 is taken everywhere: Browse (window.browse)"),
        ("window.browse", "Ctrl+F", "Ctrl+F is taken on Browse: Search all text"),
        ("rate.undo", "Backspace", "Nothing can be discarded by Backspace or Delete"),
        ("models.stop", "Shift+Delete", "Nothing can be discarded by Backspace or Delete"),
        ("rate.flag", "Ctrl+C", "Ctrl+C copies text everywhere"),
        ("window.browse", "B", "A key that works everywhere has Ctrl or Alt"),
        ("window.browse", "Escape", "A key that works everywhere has Ctrl or Alt"),
        ("rate.flag", "wobble", "“wobble” is no key"),
        ("rate.wobble", "X", "No key is called “rate.wobble”"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(name: str, key: str, said: str) -> None:
    """A collision names what has the key; Backspace and Delete are never given to anything."""
    with pytest.raises(KeyRefusedError) as refused:
        Keymap().with_key(name, key)
    assert said in str(refused.value)


def test_the_same_key_may_do_something_else_on_another_screen() -> None:
    """S on Browse is free although Rate has it."""
    assert Keymap().with_key("browse.draft", "S").key("browse.draft") == "S"


def test_a_default_that_was_given_away_is_not_taken_back_silently() -> None:
    """Who has it now is named."""
    keymap = Keymap().with_key("rate.later", "X").with_key("rate.flag", "S")
    with pytest.raises(KeyRefusedError, match="S is taken on Rate"):
        keymap.without("rate.later")


def test_two_keys_in_a_file_may_have_changed_places() -> None:
    """Only all of them together show what meets what."""
    swapped = {"rate.later": "F", "rate.flag": "S"}
    assert keymap_of(swapped) == (Keymap(swapped), ())


def test_what_a_file_says_wrong_is_passed_over_and_named() -> None:
    """Unknown names, what is no key, Backspace, and a key that is taken; the rest is in force."""
    keymap, complaints = keymap_of(
        {
            "rate.gone": "X",
            "rate.flag": "wobble",
            "rate.undo": "Delete",
            "rate.later": "n",
            "rate.comment": "Ctrl+M",
            "rate.error": "e",
        }
    )
    assert keymap == Keymap({"rate.comment": "Ctrl+M"})
    assert [one.split()[1] for one in complaints] == ["rate.gone", "rate.flag", "rate.undo", "rate.later"]
    assert "taken by rate.not-applicable" in complaints[-1]
    assert named_key("rate.comment").where is Where.RATE
