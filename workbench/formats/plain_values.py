"""Domain values as JSON has them and back, by their types: nothing is guessed, nothing is left over."""

import types
from collections.abc import Callable, Hashable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Made = TypeVar("Made")
_Reader = Callable[[Any], Any]


class NotPlainError(ValueError):
    """A value that is not of the type it should have; says where it stands."""

    def __init__(self, said: str, place: str = "") -> None:
        super().__init__(f"{place or 'it'} {said}")
        self.said = said
        self.place = place

    def inside(self, outer: str) -> "NotPlainError":
        """The same, seen from what holds the value."""
        dot = "." if self.place and not self.place.startswith("[") else ""
        return NotPlainError(self.said, f"{outer}{dot}{self.place}")


def plain(value: Any) -> Any:
    """`value` as objects, lists, text and numbers."""
    if isinstance(value, StrEnum):
        return value.value
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Mapping):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    return {name: plain(getattr(value, name)) for name in _names(cast("Hashable", type(value)))}


def made(kind: type[Made], value: Any, place: str = "") -> Made:
    """The value of the given dataclass that `plain` took apart; `place` begins what an error says.

    Fields that have a default may be missing.

    Raises:
        NotPlainError: a field is missing, unknown, or of another type.
    """
    try:
        return cast("Made", _reader(cast("Hashable", kind))(value))
    except NotPlainError as error:
        raise (NotPlainError(error.said, f"{place}: {error.place or 'it'}") if place else error) from None


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@cache
def _reader(kind: Any) -> _Reader:
    """What reads values of a type."""
    origin = get_origin(kind)
    if is_dataclass(kind):
        return _of_dataclass(kind)
    if origin in {Union, types.UnionType}:
        return _of_union(get_args(kind))
    if origin is tuple:
        return _of_tuple(get_args(kind))
    if origin is not None and issubclass(origin, Mapping):
        return _of_mapping(get_args(kind)[1])
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _of_enum(kind)
    return _of_simple(kind)


def _of_dataclass(kind: Any) -> _Reader:
    hints = get_type_hints(kind)
    readers = {field.name: _reader(hints[field.name]) for field in fields(kind)}
    needed = {
        field.name for field in fields(kind) if field.default is MISSING and field.default_factory is MISSING
    }

    def read(value: Any) -> Any:
        if not isinstance(value, dict):
            raise NotPlainError("is no object")
        if not value.keys() <= readers.keys():
            raise NotPlainError("is unknown", min(value.keys() - readers.keys()))
        if not needed <= value.keys():
            raise NotPlainError("is missing", min(needed - value.keys()))
        return kind(**_each(readers.__getitem__, value))

    return read


def _each(reader: Callable[[str], _Reader], value: dict[str, Any]) -> dict[str, Any]:
    """Every value of an object by the reader of its name."""
    found, name = {}, ""
    try:
        for name, one in value.items():
            found[name] = reader(name)(one)
    except NotPlainError as error:
        raise error.inside(name) from None
    return found


def _of_union(kinds: tuple[Any, ...]) -> _Reader:
    optional = type(None) in kinds
    readers = [_reader(kind) for kind in kinds if kind is not type(None)]

    def read(value: Any) -> Any:
        if value is None and optional:
            return None
        for reader in readers[:-1]:
            try:
                return reader(value)
            except NotPlainError:
                continue
        return readers[-1](value)

    return read


def _of_tuple(kinds: tuple[Any, ...]) -> _Reader:
    several = len(kinds) == 2 and kinds[1] is Ellipsis
    readers = [_reader(kind) for kind in kinds if kind is not Ellipsis]

    def read(value: Any) -> Any:
        if not isinstance(value, list) or not (several or len(value) == len(readers)):
            raise NotPlainError("is no list" if several else f"is no list of {len(readers)}")
        found: list[Any] = []
        try:
            for place, one in enumerate(value):
                found.append(readers[0 if several else place](one))
        except NotPlainError as error:
            raise error.inside(f"[{len(found)}]") from None
        return tuple(found)

    return read


def _of_mapping(kind: Any) -> _Reader:
    reader = _reader(kind)

    def read(value: Any) -> Any:
        if not isinstance(value, dict):
            raise NotPlainError("is no object")
        return _each(lambda _name: reader, value)

    return read


def _of_enum(kind: type[StrEnum]) -> _Reader:
    known = {one.value: one for one in kind}

    def read(value: Any) -> Any:
        if not isinstance(value, str) or value not in known:
            raise NotPlainError(f"is none of: {', '.join(known)}")
        return known[value]

    return read


_NAMES: dict[Any, str] = {str: "text", int: "whole number", float: "number", bool: "true or false"}


def _of_simple(kind: Any) -> _Reader:
    said = f"is no {_NAMES[kind]}"
    # True is an int to Python, and to nobody else.
    wanted = {int, float} if kind is float else {kind}

    def read(value: Any) -> Any:
        if type(value) not in wanted:
            raise NotPlainError(said)
        return value

    return read
