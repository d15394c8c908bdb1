"""Pickles with places left open, and filling them without loading the classes that they are of.

A pickle names classes and holds the attributes of their objects. To read one here makes a placeholder of each class,
which is written again by the name of the class: nothing has to be loaded, and nothing of what is read can run.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import count
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    class File(Protocol):
        """What is written to."""

        def write(self, data: bytes, /) -> object:
            """Take some bytes."""


_PROTOCOL = 3
"""The last one without frames, whose lengths would have to be known beforehand."""
_AT_ONCE = 100_000
"""Characters of text."""


@dataclass(frozen=True)
class Place:
    """A place left open, by name."""

    name: str


@dataclass(frozen=True)
class Later:
    """What is made when it comes to be written."""

    make: Callable[[], Any]


@dataclass(frozen=True)
class Numbered:
    """Lines of text, written as a dictionary of their numbers: as one string they take a fifth of the memory."""

    lines: str


class _Placeholder:
    """An object of a class that is not loaded."""


class _Opener(pickle.Pickler):
    """Writes objects with places; arrays go as plain values."""

    def persistent_id(self, value: object) -> tuple[Any, ...] | None:
        if isinstance(value, Place):
            return (value.name,)
        if isinstance(value, np.ndarray):
            return "", value.dtype.str, value.tolist()
        return None


def pickled(value: object) -> bytes:
    """Pickle an object with places."""
    file = BytesIO()
    _Opener(file, _PROTOCOL).dump(value)
    return file.getvalue()


class _Filler(pickle.Unpickler):
    """Reads objects with places, and puts something there."""

    def __init__(self, file: BytesIO, values: Mapping[str, object]) -> None:
        super().__init__(file)
        self._values = values

    def persistent_load(self, reference: tuple[Any, ...]) -> Any:
        name, *array = reference
        return np.array(array[1], array[0]) if array else self._values[name]

    def find_class(self, module: str, name: str) -> type:
        return _placeholder(module, name)


@cache
def _placeholder(module: str, name: str) -> type:
    return type(name, (_Placeholder,), {"__module__": module})


def filled(template: bytes, values: Mapping[str, object]) -> Any:
    """Read a pickle with places.

    Args:
        template: as `pickled` returns it.
        values: what to put in its places, by name.

    Returns:
        An object, or several in one another, of placeholders; `write` writes it.

    Raises:
        Exception: of any kind, where the pickle is damaged or holds something other than objects of plain attributes.
    """
    return _Filler(BytesIO(template), values).load()


def write(value: object, file: File) -> None:
    """Write what `filled` returned as a pickle of the real classes.

    `pickle.Pickler` would have to load them, and the one in Python, which can be told not to, is changed by other
    libraries for all (dill). What stands in two places is written twice.
    """
    file.write(pickle.PROTO + bytes([_PROTOCOL]))
    _write(value, file)
    file.write(pickle.STOP)


def _write(value: Any, file: File) -> None:
    if isinstance(value, Later):
        _write(value.make(), file)
    elif isinstance(value, Numbered):
        _write_numbered(value, file)
    elif isinstance(value, _Placeholder):
        _write(type(value), file)
        file.write(pickle.EMPTY_TUPLE + pickle.NEWOBJ)
        _write(vars(value), file)
        file.write(pickle.BUILD)
    elif isinstance(value, type) and issubclass(value, _Placeholder):
        file.write(pickle.GLOBAL + f"{value.__module__}\n{value.__name__}\n".encode())
    elif isinstance(value, dict):
        _write_all((part for item in value.items() for part in item), pickle.DICT, file)
    elif isinstance(value, list | tuple):
        _write_all(value, pickle.LIST if isinstance(value, list) else pickle.TUPLE, file)
    else:
        file.write(_bare(value))


def _write_all(parts: Iterable[object], closing: bytes, file: File) -> None:
    file.write(pickle.MARK)
    for part in parts:
        _write(part, file)
    file.write(closing)


def _write_numbered(numbered: Numbered, file: File) -> None:
    file.write(pickle.EMPTY_DICT)
    first = 0
    for part in _parts(numbered.lines):
        items = _bare(dict(zip(part, count(first))))
        file.write(items[len(pickle.EMPTY_DICT) :])  # they are added to the dictionary that was begun before
        first += len(part)


def _parts(lines: str) -> Iterator[list[str]]:
    """Take lines apart, some at a time."""
    start = 0
    while start < len(lines):
        end = lines.find("\n", start + _AT_ONCE)
        end = len(lines) if end == -1 else end
        yield lines[start:end].split("\n")
        start = end + 1


def _bare(value: object) -> bytes:
    """Return the pickle of a value of Python or numpy, without what begins and ends one."""
    file = BytesIO()
    pickler = pickle.Pickler(file, _PROTOCOL)
    pickler.fast = True  # which remembers nothing: numbers of what is remembered would mean other things here
    pickler.dump(value)
    return file.getvalue()[len(pickle.PROTO) + 1 : -len(pickle.STOP)]
