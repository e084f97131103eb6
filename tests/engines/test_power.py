"""Mains or battery, from what each system tells."""

from pathlib import Path

import pytest

from workbench.engines.power import on_battery, pmset_says, told_by

Supply = dict[str, str]

PLUGGED: Supply = {"type": "Mains", "online": "1"}
UNPLUGGED: Supply = {"type": "Mains", "online": "0"}
MOUSE: Supply = {"type": "Battery", "scope": "Device", "status": "Discharging"}


def battery(status: str) -> Supply:
    """The machine's battery."""
    return {"type": "Battery", "status": status}


def folder(place: Path, *supplies: Supply) -> Path:
    """A tree as Linux has it."""
    for number, supply in enumerate(supplies):
        own = place / f"S{number}"
        own.mkdir(parents=True)
        for name, value in supply.items():
            (own / name).write_text(f"{value}\n", encoding="utf-8")
    return place


@pytest.mark.parametrize(
    ("supplies", "told"),
    [
        ((), None),
        ((PLUGGED,), None),
        ((MOUSE,), None),
        ((UNPLUGGED, battery("Discharging")), True),
        ((PLUGGED, battery("Charging")), False),
        ((PLUGGED, battery("Discharging")), False),
        ((UNPLUGGED, battery("Unknown")), True),
        ((UNPLUGGED, battery("Full"), battery("Discharging")), True),
        (({"type": "USB", "online": "0"}, {"type": "USB", "online": "1"}, battery("Not charging")), False),
        ((battery("Full"),), False),
        ((battery("Discharging"),), True),
        ((battery("Unknown"),), None),
        ((battery(""),), None),
        ((battery("Full"), MOUSE), False),
    ],
)
def test_linux_tells_by_its_folder(tmp_path: Path, supplies: tuple[Supply, ...], told: bool | None) -> None:
    """A desktop has no battery; a plug counts more than a battery that is emptied beside it; mice do not."""
    assert told_by(folder(tmp_path / "power_supply", *supplies)) is told


def test_no_folder_is_no_battery(tmp_path: Path) -> None:
    """As in a container."""
    assert told_by(tmp_path / "none") is None


def test_an_unreadable_supply_says_nothing(tmp_path: Path) -> None:
    """A file that is a folder, or holds no text, is as good as absent."""
    place = folder(tmp_path / "power_supply", UNPLUGGED, battery("Discharging"))
    (place / "S2").mkdir()
    (place / "S2" / "type").write_bytes(b"\xff\xfe")
    (place / "S1" / "scope").mkdir()
    assert told_by(place) is True


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Now drawing from 'Battery Power'\n -InternalBattery-0 (id=1)\t93%; discharging\n", True),
        ("Now drawing from 'AC Power'\n -InternalBattery-0 (id=1)\t100%; charged\n", False),
        ("Now drawing from 'AC Power'\n", None),
        ("", None),
    ],
)
def test_macos_tells_in_words(said: str, told: bool | None) -> None:
    """Without a battery inside there is nothing to wait for."""
    assert pmset_says(said) is told


def test_this_machine_can_be_asked() -> None:
    """Whatever it is: an answer and no error."""
    assert on_battery() in {True, False, None}
