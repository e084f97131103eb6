"""What can compute on this machine, as llama.cpp names it. Imports neither llama_cpp nor numpy."""

from dataclasses import dataclass
from enum import StrEnum


class DeviceKind(StrEnum):
    """What a device is."""

    CPU = "cpu"
    GPU = "gpu"
    """A graphics card with memory of its own."""
    IGPU = "igpu"
    """A graphics unit that uses the processor's memory."""
    ACCELERATOR = "accelerator"
    """Helps the processor; holds no layers."""


@dataclass(frozen=True, slots=True)
class Device:
    """A processor or a graphics card that this build of llama.cpp can use."""

    name: str
    """llama.cpp's, such as “Vulkan0”."""
    description: str
    """The maker's."""
    kind: DeviceKind
    total: int | None
    """Bytes of its memory; None where it does not tell."""
    free: int | None
    """Bytes that are free; None where it does not tell."""


def cards(devices: tuple[Device, ...]) -> tuple[Device, ...]:
    """Those that llama.cpp gives layers to: graphics cards, or else what the processor has of that kind."""
    own = tuple(device for device in devices if device.kind is DeviceKind.GPU)
    return own or tuple(device for device in devices if device.kind is DeviceKind.IGPU)


def named(devices: tuple[Device, ...]) -> str | None:
    """The graphics cards' names, for people; None without a card."""
    return ", ".join(card.description for card in cards(devices)) or None
