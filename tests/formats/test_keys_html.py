"""The page of keys that is printed."""

from pathlib import Path

from workbench.domain.key_table import KEYS
from workbench.domain.keys import Keymap
from workbench.formats.keys_html import keys_page, write_keys_page


def test_the_page_has_every_key_in_force_and_needs_nothing(tmp_path: Path) -> None:
    """Each once with what it does; changed ones as they are now; no address in it."""
    write_keys_page(tmp_path / "keys.html", Keymap({"rate.later": "Ctrl+<"}))
    page = (tmp_path / "keys.html").read_text(encoding="utf-8")
    assert page == keys_page(Keymap({"rate.later": "Ctrl+<"}))
    assert page.count("<kbd>") == len(KEYS)
    assert "<kbd>Ctrl+&lt;</kbd></td><td>Later" in page
    assert "://" not in page
