"""Four machine operations that numba has no name for. Each is plain LLVM, so it compiles on any processor."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

if TYPE_CHECKING:
    from collections.abc import Callable

_BYTE = ir.IntType(8)
_FLAG = ir.IntType(1)
_WORD = ir.IntType(64)
_BLOCK = 64


def operation(emitter: Callable[..., Any]) -> Callable[..., Any]:
    """Make an operation for kernels out of a function that emits its LLVM."""
    made: Callable[..., Any] = intrinsic(emitter)
    return made


def _address(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    """Return the address of ``array[index]``, the first two arguments."""
    data = context.make_array(signature.args[0])(context, builder, arguments[0]).data
    return builder.gep(data, [arguments[1]])


@operation
def prefetch(typing_context: Any, array: Any, index: Any) -> Any:  # noqa: ARG001
    """Ask for the cache line of ``array[index]`` (one dimension, C order): a hint, never a fault."""

    def emit(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        place = builder.bitcast(_address(context, builder, signature, arguments), cgutils.voidptr_t)
        number = ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), [cgutils.voidptr_t, number, number, number])
        utilities: Any = cgutils
        function = utilities.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")
        builder.call(function, [place, number(0), number(3), number(1)])
        return context.get_dummy_value()

    return types.void(array, types.intp), emit


@operation
def lowest_bit(typing_context: Any, word: Any) -> Any:  # noqa: ARG001
    """Return the place of the lowest bit set in a uint64, from 0; 64 if none is."""

    def emit(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:  # noqa: ARG001
        return builder.cttz(arguments[0], _FLAG(0))

    return types.int64(types.uint64), emit


@operation
def load_eight(typing_context: Any, array: Any, index: Any) -> Any:  # noqa: ARG001
    """Return ``array[index : index + 8]`` (uint8, all inside) as a uint64, the first byte lowest."""

    def emit(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        place = _address(context, builder, signature, arguments)
        word = builder.load(builder.bitcast(place, _WORD.as_pointer()), align=1)
        return word if sys.byteorder == "little" else builder.bswap(word)

    return types.uint64(array, types.intp), emit


def _inside_words(builder: Any, block: Any, of: Any) -> Any:
    letter = builder.icmp_unsigned("<", builder.sub(builder.or_(block, of(0x20)), of(ord("a"))), of(26))
    digit = builder.icmp_unsigned("<", builder.sub(block, of(ord("0"))), of(10))
    other = builder.or_(builder.icmp_unsigned("==", block, of(ord("_"))), builder.icmp_unsigned(">=", block, of(0x80)))
    return builder.or_(builder.or_(letter, digit), other)


def _inside_runs(builder: Any, block: Any, of: Any) -> Any:
    control = builder.icmp_unsigned("<", builder.sub(block, of(0x09)), of(5))
    separator = builder.icmp_unsigned("<", builder.sub(block, of(0x1C)), of(5))
    return builder.not_(builder.or_(control, separator))


@operation
def token_bits(typing_context: Any, array: Any, index: Any, words: Any) -> Any:  # noqa: ARG001
    """Say which of ``array[index : index + 64]`` (uint8, all inside the array) may belong to a token.

    Args:
        typing_context: given by numba.
        array: UTF-8 bytes.
        index: where the block begins.
        words: true for the word characters of ASCII, false for all but its white space; bytes over 0x7F
            always may.

    Returns:
        A bit a byte, the first byte lowest, as a uint64.
    """

    def emit(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        vector = ir.VectorType(_BYTE, _BLOCK)
        place = _address(context, builder, signature, arguments)
        block = builder.load(builder.bitcast(place, vector.as_pointer()), align=1)

        def of(value: int) -> Any:
            return ir.Constant(vector, [_BYTE(value)] * _BLOCK)

        as_words = builder.bitcast(_inside_words(builder, block, of), _WORD)
        as_runs = builder.bitcast(_inside_runs(builder, block, of), _WORD)
        return builder.select(arguments[2], as_words, as_runs)

    return types.uint64(array, types.intp, types.boolean), emit
