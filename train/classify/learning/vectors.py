"""A sparse row times the weights of a group of topics, and the weights plus a row.

For eight topics at once both are written in plain LLVM, over a vector of eight doubles: numba makes no vector
code of such a loop. They compile on any processor, in as many pieces as it needs.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils

from classify.features.compiled import inlined
from classify.features.intrinsics import operation

WIDE = 8
_DOUBLE, _FLOAT, _SHORT, _WORD = ir.DoubleType(), ir.FloatType(), ir.IntType(32), ir.IntType(64)
_VECTOR = ir.VectorType(_DOUBLE, WIDE)


def _data(context: Any, builder: Any, kind: Any, array: Any) -> Any:
    return context.make_array(kind)(context, builder, array).data


def _splat(builder: Any, value: Any) -> Any:
    one = builder.insert_element(ir.Constant(_VECTOR, ir.Undefined), value, _SHORT(0))
    mask = ir.Constant(ir.VectorType(_SHORT, WIDE), [0] * WIDE)
    return builder.shuffle_vector(one, ir.Constant(_VECTOR, ir.Undefined), mask)


def _row(builder: Any, weights: Any, feature: Any) -> Any:
    place = builder.gep(weights, [builder.mul(feature, _WORD(WIDE))])
    return builder.bitcast(place, _VECTOR.as_pointer())


def _entry(builder: Any, indices: Any, values: Any, place: Any) -> tuple[Any, Any]:
    feature = builder.sext(builder.load(builder.gep(indices, [place])), _WORD)
    value = builder.fpext(builder.load(builder.gep(values, [place])), _DOUBLE)
    return feature, _splat(builder, value)


@operation
def wide_dots(
    typing_context: Any,  # noqa: ARG001
    indices: Any,
    values: Any,
    begin: Any,  # noqa: ARG001
    end: Any,  # noqa: ARG001
    weights: Any,
    sums: Any,
) -> Any:
    """Add ``weights[indices[i]] * values[i]`` for i from begin to end - 1 to `sums`.

    Args:
        typing_context: given by numba.
        indices: int32.
        values: float32.
        begin: the first place.
        end: the one after the last.
        weights: float64 of shape (n, WIDE).
        sums: float64 of shape (WIDE,).
    """

    def emit(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        kinds = signature.args
        data = [_data(context, builder, kinds[each], arguments[each]) for each in (0, 1, 4, 5)]
        out = builder.bitcast(data[3], _VECTOR.as_pointer())
        utilities: Any = cgutils
        total = utilities.alloca_once(builder, _VECTOR)
        builder.store(builder.load(out, align=8), total)
        with cgutils.for_range_slice(builder, arguments[2], arguments[3], _WORD(1)) as (place, _):
            feature, value = _entry(builder, data[0], data[1], place)
            row = builder.load(_row(builder, data[2], feature), align=8)
            builder.store(builder.fadd(builder.load(total), builder.fmul(row, value)), total)
        builder.store(builder.load(total), out, align=8)
        return context.get_dummy_value()

    return types.void(indices, values, types.int64, types.int64, weights, sums), emit


def _emit_add(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    """Emit what `wide_add` and `wide_scaled_add` do; between the steps and the weights there may be scales."""
    kinds = signature.args
    places = (0, 1, *range(4, len(kinds)))
    indices, values, steps, *scales, weights = [_data(context, builder, kinds[n], arguments[n]) for n in places]
    step = builder.load(builder.bitcast(steps, _VECTOR.as_pointer()), align=8)
    with cgutils.for_range_slice(builder, arguments[2], arguments[3], _WORD(1)) as (place, _):
        feature, value = _entry(builder, indices, values, place)
        added = builder.fmul(step, value)
        for scale in scales:
            added = builder.fmul(added, builder.load(_row(builder, scale, feature), align=8))
        row = _row(builder, weights, feature)
        builder.store(builder.fadd(builder.load(row, align=8), added), row, align=8)
    return context.get_dummy_value()


@operation
def wide_add(
    typing_context: Any,  # noqa: ARG001
    indices: Any,
    values: Any,
    begin: Any,  # noqa: ARG001
    end: Any,  # noqa: ARG001
    steps: Any,
    weights: Any,
) -> Any:
    """Add ``values[i] * steps`` to ``weights[indices[i]]``, for the places and shapes of `wide_dots`."""
    return types.void(indices, values, types.int64, types.int64, steps, weights), _emit_add


@operation
def wide_scaled_add(
    typing_context: Any,  # noqa: ARG001
    indices: Any,
    values: Any,
    begin: Any,  # noqa: ARG001
    end: Any,  # noqa: ARG001
    steps: Any,
    scales: Any,
    weights: Any,
) -> Any:
    """Add ``values[i] * steps * scales[indices[i]]`` as `wide_add` does; `scales` have the weights' shape."""
    return types.void(indices, values, types.int64, types.int64, steps, scales, weights), _emit_add


@inlined
def dots(indices: Any, values: Any, begin: Any, end: Any, weights: Any, sums: Any) -> None:
    """Write ``w.x`` of a row for every topic of a group into `sums`."""
    wide = weights.shape[1]
    last = weights.shape[0] - 1
    if wide == 1:
        first = second = third = fourth = 0.0  # four sums at a time: one would wait for itself
        place = begin
        while place + 4 <= end:
            first += weights[indices[place], 0] * values[place]
            second += weights[indices[place + 1], 0] * values[place + 1]
            third += weights[indices[place + 2], 0] * values[place + 2]
            fourth += weights[indices[place + 3], 0] * values[place + 3]
            place += 4
        while place < end:
            first += weights[indices[place], 0] * values[place]
            place += 1
        sums[0] = (first + second) + (third + fourth) + weights[last, 0]
        return
    for topic in range(WIDE):
        sums[topic] = weights[last, topic]
    wide_dots(indices, values, begin, end, weights, sums)


@inlined
def add(indices: Any, values: Any, begin: Any, end: Any, steps: Any, scales: Any, weights: Any) -> None:
    """Add a row, times a step for every topic of a group and the scales of its features, to the weights.

    Where `scales` are empty, all are 1.
    """
    wide = weights.shape[1]
    last = weights.shape[0] - 1
    if wide == 1:
        step = steps[0]
        if scales.size == 0:
            for place in range(begin, end):
                weights[indices[place], 0] += step * values[place]
        else:
            for place in range(begin, end):
                weights[indices[place], 0] += step * values[place] * scales[indices[place], 0]
        weights[last, 0] += step
        return
    if scales.size == 0:
        wide_add(indices, values, begin, end, steps, weights)
    else:
        wide_scaled_add(indices, values, begin, end, steps, scales, weights)
    for topic in range(WIDE):
        weights[last, topic] += steps[topic]
