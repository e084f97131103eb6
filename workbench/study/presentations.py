"""Raters' orders with their sides: what the coordinator keeps of them, and what a rater's file holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.study.assignment import Order, Part, Turn
from workbench.study.sides import ID_DIGITS, Secret, Side, shown, sides


@dataclass(frozen=True, slots=True)
class Shown:
    """One presentation as a rater's file holds it: nothing here leads to an arm without the key."""

    id: str
    place: int
    """From 1 on."""
    instance: str
    outputs: tuple[str, ...]
    """The identities of the answers from left to right."""
    training: bool
    """Whether feedback follows. What is an anchor or a repeat is not told."""


@dataclass(frozen=True, slots=True)
class Presented:
    """One presentation as the coordinator's key holds it."""

    turn: Turn
    side: Side
    shown: Shown


def presented(
    secret: Secret, orders: Mapping[str, Order], arms: Mapping[str, Sequence[str]]
) -> dict[str, tuple[Presented, ...]]:
    """Every presentation of every rater, in order; `arms` names those of each instance.

    Sides are balanced over what is counted; those of training are balanced by themselves.
    """
    placed: dict[tuple[str, Turn], Side] = {}
    for trained in (True, False):
        turns = {
            rater: [turn for turn in order.turns if (turn.part is Part.TRAINING) == trained]
            for rater, order in orders.items()
        }
        wanted = {rater: {turn.instance: arms[turn.instance] for turn in own} for rater, own in turns.items()}
        again = {rater: [turn.instance for turn in own if turn.passage == 2] for rater, own in turns.items()}
        found = sides(secret, wanted, again)
        for rater, own in turns.items():
            placed |= {(rater, turn): found[rater, turn.instance, turn.passage] for turn in own}
    return {
        rater: tuple(
            _presented(secret, place, turn, placed[rater, turn])
            for place, turn in enumerate(order.turns, start=1)
        )
        for rater, order in orders.items()
    }


def _presented(secret: Secret, place: int, turn: Turn, side: Side) -> Presented:
    """One presentation from its place, its turn and its side."""
    named = secret.number("presentation", side.rater, turn.instance, turn.part).hex()[:ID_DIGITS]
    public = Shown(named, place, turn.instance, shown(secret, side), turn.part is Part.TRAINING)
    return Presented(turn, side, public)
