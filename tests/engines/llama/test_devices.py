"""What counts as a graphics card."""

from workbench.engines.llama.devices import Device, DeviceKind, cards, named

CPU = Device("CPU", "A processor", DeviceKind.CPU, 16 << 30, 8 << 30)
CARD = Device("Vulkan0", "A card", DeviceKind.GPU, 8 << 30, 8 << 30)
INSIDE = Device("Vulkan1", "A unit", DeviceKind.IGPU, 8 << 30, 8 << 30)


def test_a_card_comes_before_what_the_processor_has() -> None:
    """As llama.cpp does it."""
    assert cards((CPU, INSIDE, CARD)) == (CARD,)
    assert cards((CPU, INSIDE)) == (INSIDE,)
    assert named((CPU, INSIDE)) == "A unit"
    assert named((CPU,)) is None
