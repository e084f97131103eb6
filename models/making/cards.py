"""The two demo models, as their files and their catalogue entries name them."""

from dataclasses import dataclass

from .tokenizer import END, TURN_END


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


BASE = Card(
    "demo-base",
    "Demo (base)",
    "MedS Workbench demo (base)",
    "Has only read the demo tasks as plain text. For trying the program; knows no medicine.",
    END,
)
INSTRUCT = Card(
    "demo-instruct",
    "Demo (instruct)",
    "MedS Workbench demo (instruct)",
    "Answers the demo tasks in their form. For trying the program; knows no medicine.",
    TURN_END,
)
