"""The two demo models, as their files and their catalogue entries name them."""

from dataclasses import dataclass

from .tokenizer import END, HEADER, HEADER_END, TURN_END


@dataclass(frozen=True, slots=True)
class Card:
    """What a model is called, and what its file says about it."""

    file: str
    """Without its ending."""
    title: str
    """In the program's list of models."""
    name: str
    description: str
    ends_with: str
    """The control token that ends an answer."""
    unread: tuple[str, ...] = ()
    """Control tokens it has never read; its file makes them a blank instead of noise."""


BASE = Card(
    "demo-base",
    "Demo (base)",
    "MedS Workbench demo (base)",
    "Has only read the demo tasks as plain text. For trying the program; knows no medicine.",
    END,
    (HEADER, HEADER_END, TURN_END),
)
INSTRUCT = Card(
    "demo-instruct",
    "Demo (instruct)",
    "MedS Workbench demo (instruct)",
    "Answers the demo tasks in their form. For trying the program; knows no medicine.",
    TURN_END,
)
