"""The colours of both themes, and how well one can be read on another. No Qt."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tokens:
    """The named colours of a theme."""

    tone: str
    """light or dark."""
    background: str
    pane: str
    """Cards."""
    rail: str
    """Navigation, table headers, what lies behind."""
    line: str
    """Borders, one pixel."""
    text: str
    soft: str
    """Secondary text."""
    accent: str
    accent_soft: str
    """Behind what is selected."""
    accent_on: str
    """Text on accent."""
    severity: str
    """Errors. On `severity_soft` words are `text`: light severity reaches only 4.4:1 there."""
    severity_soft: str
    good: str
    """Passed, done."""
    likely: str
    """Behind words that a model was fairly sure of, the first of three steps of doubt."""
    doubtful: str
    unlikely: str


LIGHT = Tokens(
    tone="light",
    background="#f6f7f9",
    pane="#ffffff",
    rail="#eef0f4",
    line="#dfe3ea",
    text="#1b2330",
    soft="#5a6577",
    accent="#1f6f8b",
    accent_soft="#e3f0f4",
    accent_on="#ffffff",
    severity="#b4532a",
    severity_soft="#fbeee7",
    good="#2f7d4f",
    likely="#f8ece6",
    doubtful="#edd3c7",
    unlikely="#e0b7a6",
)
DARK = Tokens(
    tone="dark",
    background="#14181f",
    pane="#1b2029",
    rail="#10141a",
    line="#2c3440",
    text="#e6eaf0",
    soft="#9aa6b6",
    accent="#5fb7d0",
    accent_soft="#1e3640",
    accent_on="#0d1216",
    severity="#f09a72",
    severity_soft="#3a241b",
    good="#7cc79a",
    likely="#362e30",
    doubtful="#54403c",
    unlikely="#745348",
)

READ_ON = {
    "text": (
        *("background", "pane", "rail", "accent_soft", "severity_soft"),
        *("likely", "doubtful", "unlikely"),
    ),
    "soft": ("background", "pane", "rail", "accent_soft"),
    "accent": ("background", "pane", "rail", "accent_soft"),
    "accent_on": ("accent",),
    "severity": ("background", "pane"),
    "good": ("background", "pane"),
}
"""What is written on what. Anything else is not used for words."""


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours by WCAG 2, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
