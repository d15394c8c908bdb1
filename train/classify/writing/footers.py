"""Parquet footers for row groups that are moved to another place in a file.

A footer is a structure in Thrift's compact protocol. Only the places in it change, so it is copied value by value;
what the fields mean is in the format's ``parquet.thrift``.
"""

from __future__ import annotations

_PLACES = frozenset(
    {
        (4, 5),  # row group: its first page
        (4, 1, 2),  # column chunk: its metadata, 0 where they are in the footer alone
        (4, 1, 4),  # column chunk: its offset index
        (4, 1, 6),  # column chunk: its column index
        (4, 1, 3, 9),  # its first data page
        (4, 1, 3, 10),  # its index page
        (4, 1, 3, 11),  # its dictionary
        (4, 1, 3, 14),  # its Bloom filter
    }
)
_TRUE, _FALSE, _BYTE, _DOUBLE, _BINARY, _LIST, _SET, _STRUCT = 1, 2, 3, 7, 8, 9, 10, 12
_INTEGERS = frozenset({4, 5, 6})


def moved_footer(footer: bytes, distance: int) -> bytes:
    """Return the footer of row groups that lie `distance` bytes further on in their file.

    Args:
        footer: the structure alone, without its length and the mark after it.
        distance: how far they were moved.
    """
    copy = _Copy(footer, distance)
    copy.struct(())
    return bytes(copy.out)


class _Copy:
    def __init__(self, data: bytes, distance: int) -> None:
        self._data = data
        self._at = 0
        self._distance = distance
        self.out = bytearray()

    def struct(self, path: tuple[int, ...]) -> None:
        """Copy fields up to the stop; `path` holds the numbers of the fields that lead here."""
        field = 0
        while (head := self._bytes(1)[0]) != 0:
            field = field + (head >> 4) if head >> 4 else _signed(self._varint())
            if head & 15 not in {_TRUE, _FALSE}:
                self._value(head & 15, (*path, field))

    def _value(self, kind: int, path: tuple[int, ...]) -> None:
        if kind in _INTEGERS:
            self._integer(moved=path in _PLACES)
        elif kind == _BINARY:
            self._bytes(self._varint())
        elif kind in {_LIST, _SET}:
            head = self._bytes(1)[0]
            for _ in range(self._varint() if head >> 4 == 15 else head >> 4):
                self._value(head & 15, path)
        elif kind == _STRUCT:
            self.struct(path)
        elif kind in {_TRUE, _FALSE, _BYTE, _DOUBLE}:
            self._bytes(8 if kind == _DOUBLE else 1)
        else:
            raise ValueError(f"a footer holds a value of the unknown kind {kind}")

    def _integer(self, moved: bool) -> None:
        begin = len(self.out)
        value = _signed(self._varint())
        if moved and value:
            del self.out[begin:]
            self.out += _varint(2 * (value + self._distance))

    def _varint(self) -> int:
        value = shift = 0
        while True:
            byte = self._bytes(1)[0]
            value |= (byte & 127) << shift
            if byte < 128:
                return value
            shift += 7

    def _bytes(self, count: int) -> bytes:
        piece = self._data[self._at : self._at + count]
        self._at += count
        self.out += piece
        return piece


def _signed(value: int) -> int:
    return (value >> 1) ^ -(value & 1)


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)
