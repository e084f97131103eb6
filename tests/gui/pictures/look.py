"""Pictures of screens against those agreed to.

`PICTURES=update pytest tests/gui/pictures` agrees to the present look. A picture that differs leaves
expected, actual and difference in `actual/`, and one page, `actual/index.html`, that shows them all.
The platform of record is Linux with Qt's offscreen platform: elsewhere, and where the fonts are missing, the
tests skip themselves and say why.
"""

import html
import os
import sys
from pathlib import Path

import numpy
import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QWidget

FOLDER = Path(__file__).parent
EXPECTED = FOLDER / "expected"
ACTUAL = FOLDER / "actual"
SIZE = QSize(1440, 860)
FONTS = ("Inter", "Noto Sans CJK SC", "Noto Sans CJK JP")
SEEN = 24
"""Of 255, in one channel: a smaller difference is not seen."""
ALLOWED = 0.002
"""Share of pixels that may be seen to differ: the smoothing of letters, never a moved word."""


def needs_fonts() -> None:
    """Skip where the pictures cannot be the same."""
    if not sys.platform.startswith("linux") or QGuiApplication.platformName() != "offscreen":
        pytest.skip("pictures are compared on Linux with QT_QPA_PLATFORM=offscreen only")
    missing = [family for family in FONTS if not QFontDatabase.hasFamily(family)]
    if missing:
        pytest.skip(f"pictures need the fonts {', '.join(missing)} (Debian: fonts-noto-cjk)")


def check_picture(view: QWidget, name: str, size: QSize = SIZE) -> None:
    """Compare `view` at `size` with the agreed picture `name`."""
    needs_fonts()
    actual = taken(view, size)
    expected_file = EXPECTED / f"{name}.png"
    if os.environ.get("PICTURES") == "update":
        EXPECTED.mkdir(exist_ok=True)
        if not expected_file.exists() or differing(QImage(str(expected_file)), actual) > 0:
            actual.save(str(expected_file))
        return
    if not expected_file.exists():
        _leave(name, None, actual)
        pytest.fail(f"there is no agreed picture “{name}”; look at {ACTUAL / name}.png, then PICTURES=update")
    expected = QImage(str(expected_file))
    share = differing(expected, actual)
    if share > ALLOWED:
        _leave(name, expected, actual)
        pytest.fail(f"“{name}” differs in {share:.2%} of its pixels; see {ACTUAL / 'index.html'}")


def taken(view: QWidget, size: QSize) -> QImage:
    """A picture of `view` once everything in it has settled."""
    view.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    view.setFixedSize(size)
    view.show()
    # Layouts settle in a few turns: a text that grows asks for its height after its width is known.
    for _turn in range(5):
        QApplication.processEvents()
    picture = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    view.hide()
    return picture


def differing(one: QImage, other: QImage) -> float:
    """The share of pixels that can be seen to differ; all of them when the sizes do."""
    if one.size() != other.size():
        return 1.0
    return float((numpy.abs(_pixels(one) - _pixels(other)).max(axis=2) > SEEN).mean())


def _pixels(image: QImage) -> "numpy.ndarray[tuple[int, ...], numpy.dtype[numpy.int16]]":
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    raw = numpy.frombuffer(plain.constBits(), dtype=numpy.uint8)
    return raw.reshape(plain.height(), plain.width(), 4)[:, :, :3].astype(numpy.int16)


def _leave(name: str, expected: QImage | None, actual: QImage) -> None:
    """Put what is needed to judge into `actual/`."""
    ACTUAL.mkdir(exist_ok=True)
    actual.save(str(ACTUAL / f"{name}.png"))
    if expected is not None:
        expected.save(str(ACTUAL / f"{name}.expected.png"))
        if expected.size() == actual.size():
            seen = (numpy.abs(_pixels(expected) - _pixels(actual)).max(axis=2) > SEEN).astype(numpy.uint8)
            plain = numpy.ascontiguousarray(255 - seen * 255)
            height, width = plain.shape
            difference = QImage(plain.tobytes(), width, height, width, QImage.Format.Format_Grayscale8)
            difference.save(str(ACTUAL / f"{name}.difference.png"))
    _write_page()


def _write_page() -> None:
    names = sorted(
        file.stem for file in ACTUAL.glob("*.png") if not file.stem.endswith((".expected", ".difference"))
    )
    parts = ["<!doctype html><meta charset=utf-8><title>Pictures that differ</title>"]
    for name in names:
        parts.append(f"<h2>{html.escape(name)}</h2>")
        for kind, suffix in (("expected", ".expected"), ("actual", ""), ("difference", ".difference")):
            file = ACTUAL / f"{name}{suffix}.png"
            if file.exists():
                parts.append(
                    f"<figure><figcaption>{kind}</figcaption><img src='{html.escape(file.name)}'></figure>"
                )
    (ACTUAL / "index.html").write_text("\n".join(parts), encoding="utf-8")
