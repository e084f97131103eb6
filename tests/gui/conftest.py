"""The same look on every machine: our own fonts, one style, nothing that blinks or moves."""

import gc
from collections.abc import Iterator
from importlib.util import find_spec

import pytest

from workbench.paths import resources
from workbench.settings import ThemeChoice

if find_spec("PySide6") is not None and find_spec("pytestqt") is not None:
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtWidgets import QApplication

    from workbench.domain.keys import Keymap
    from workbench.gui.presenters.keys_in_force import put_in_force
    from workbench.gui.theme import Theme, apply_theme, load_fonts

    @pytest.fixture(scope="session", autouse=True)
    def fixed_look(qapp: QApplication) -> str:
        """Fonts and style of every window test; the family in use."""
        family = load_fonts(resources() / "fonts")
        qapp.setStyle("Fusion")
        qapp.setCursorFlashTime(0)
        for effect in (Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_AnimateCombo, Qt.UIEffect.UI_FadeMenu):
            qapp.setEffectEnabled(effect, False)
        return family

    @pytest.fixture(autouse=True)
    def widgets_gone() -> Iterator[None]:
        """What a test made is gone after it: a theme goes through every widget that there is.

        Keys are as at first.
        """
        yield
        put_in_force(Keymap())
        application = QApplication.instance()
        if isinstance(application, QApplication) and application.allWidgets():
            gc.collect()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    @pytest.fixture
    def light(qapp: QApplication, fixed_look: str) -> None:
        """The light theme at 100 %."""
        apply_theme(qapp, Theme.chosen(ThemeChoice.LIGHT, 100, fixed_look))

    @pytest.fixture(params=["light", "dark"])
    def tone(request: pytest.FixtureRequest, qapp: QApplication, fixed_look: str) -> Iterator[str]:
        """Each of the two themes at 100 %; light again afterwards."""
        apply_theme(qapp, Theme.chosen(ThemeChoice(request.param), 100, fixed_look))
        yield request.param
        apply_theme(qapp, Theme.chosen(ThemeChoice.LIGHT, 100, fixed_look))
