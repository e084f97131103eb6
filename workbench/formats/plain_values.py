"""Domain values as JSON has them and back, by their types: nothing is guessed, nothing is left over."""

import types
from collections.abc import Callable, Hashable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Made = TypeVar("Made")
_Reader = Callable[[Any, str], Any]


class NotPlainError(ValueError):
    """A value that is not of the type it should have; says where it stands."""


def plain(value: Any) -> Any:
    """`value` as objects, lists, text and numbers."""
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    return value.value if isinstance(value, StrEnum) else value


def made(kind: type[Made], value: Any, place: str = "") -> Made:
    """The value of the given dataclass that `plain` took apart; `place` begins what an error says.

    Fields that have a default may be missing.

    Raises:
        NotPlainError: a field is missing, unknown, or of another type.
    """
    try:
        return cast("Made", _reader(cast("Hashable", kind))(value, ""))
    except NotPlainError as error:
        raise NotPlainError(f"{place}: {error}" if place else str(error)) from None


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

    def read(value: Any, place: str) -> Any:
        if not isinstance(value, dict):
            raise NotPlainError(f"{place or 'it'} is no object")
        found = {}
        for name, one in value.items():
            if name not in readers:
                raise NotPlainError(f"{_inside(place, name)} is unknown")
            found[name] = readers[name](one, _inside(place, name))
        if not needed <= found.keys():
            raise NotPlainError(f"{_inside(place, min(needed - found.keys()))} is missing")
        return kind(**found)

    return read


def _of_union(kinds: tuple[Any, ...]) -> _Reader:
    optional = type(None) in kinds
    readers = [_reader(kind) for kind in kinds if kind is not type(None)]

    def read(value: Any, place: str) -> Any:
        if value is None and optional:
            return None
        for reader in readers[:-1]:
            try:
                return reader(value, place)
            except NotPlainError:
                continue
        return readers[-1](value, place)

    return read


def _of_tuple(kinds: tuple[Any, ...]) -> _Reader:
    several = len(kinds) == 2 and kinds[1] is Ellipsis
    readers = [_reader(kind) for kind in kinds if kind is not Ellipsis]

    def read(value: Any, place: str) -> Any:
        if not isinstance(value, list) or not (several or len(value) == len(readers)):
            raise NotPlainError(f"{place} is no list" if several else f"{place} is no list of {len(readers)}")
        every = readers * len(value) if several else readers
        return tuple(
            reader(one, f"{place}[{number}]")
            for number, (reader, one) in enumerate(zip(every, value, strict=True))
        )

    return read


def _of_mapping(kind: Any) -> _Reader:
    reader = _reader(kind)

    def read(value: Any, place: str) -> Any:
        if not isinstance(value, dict):
            raise NotPlainError(f"{place} is no object")
        return {key: reader(one, _inside(place, key)) for key, one in value.items()}

    return read


def _of_enum(kind: type[StrEnum]) -> _Reader:
    known = {one.value: one for one in kind}

    def read(value: Any, place: str) -> Any:
        if not isinstance(value, str) or value not in known:
            raise NotPlainError(f"{place} is none of: {', '.join(known)}")
        return known[value]

    return read


_NAMES: dict[Any, str] = {str: "text", int: "whole number", float: "number", bool: "true or false"}


def _of_simple(kind: Any) -> _Reader:
    name = _NAMES[kind]
    wanted = (int, float) if kind is float else kind

    def read(value: Any, place: str) -> Any:
        # True is an int to Python, and to nobody else.
        if not isinstance(value, wanted) or (isinstance(value, bool) and kind is not bool):
            raise NotPlainError(f"{place} is no {name}")
        return value

    return read


def _inside(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name
