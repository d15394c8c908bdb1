"""Dual coordinate descent for L2-regularized logistic regression (Yu, Huang and Lin 2011), compiled.

The primal problem is ``|w|^2 / 2 + C sum log(1 + exp(-y w.x))``, with the intercept a last weight on a
feature that is always 1. Its dual has a variable a row, ``0 < alpha < C``, and ``w = sum y alpha x``; each
step solves one row's problem by Newton's method.

Where features are scaled, each topic by scales s of its own, the weights kept are those of the features as they are,
``v = s w``: then ``|w|^2`` is ``sum v^2 / s^2``, and a step adds ``s^2 x`` to them.

Topics are solved `WIDE` at a time, side by side: a row's features are read once for all of them, and the
weights of a feature lie side by side, as long as a cache line, so that a few instructions work on all of them.
A group of one is solved by the same code.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from classify.features.compiled import bare, inlined, jit
from classify.features.intrinsics import prefetch
from classify.learning.objective import dual, primal
from classify.learning.vectors import add, dots

_MOST_NEWTON = 100
_LINE = 16
_AHEAD = 2
_LONGEST_PAUSE = 7
_REST = 0.1
_WORTH_A_LOOK = 6.0
_CLOSE = 1e-3
"""How exactly a row's own problem is solved; the sum of all rows' errors is held by the duality gap."""


@inlined
def _best(old: Any, odds: Any, C: Any, square: Any, slope: Any) -> Any:
    """Return where ``square (z - old) + slope + log(z / (C - z))`` is 0 in (0, C), and the logarithm."""
    z = old
    if C - z < 0.5 * C:
        z = 0.1 * z
        odds = np.log(z / (C - z))
    error = square * (z - old) + slope + odds
    for _ in range(_MOST_NEWTON):
        if abs(error) < _CLOSE:
            break
        step = error / (square + C / (C - z) / z)
        z = z - step if z > step else 0.1 * z
        odds = np.log(z / (C - z))
        error = square * (z - old) + slope + odds
    return z, odds


@inlined
def _step(state: Any, C: Any, square: Any, slope: Any) -> Any:
    """Solve one row's problem for one topic.

    Args:
        state: its alpha, C - alpha and their log-odds; set to the solution.
        C: inverse of the regularization's strength.
        square: ``|x|^2 + 1`` of the row.
        slope: ``y w.x`` of the row.

    Returns:
        By how much alpha has grown.
    """
    low, high = state[0], state[1]
    if 0.5 * square * (high - low) + slope < 0:  # work from the nearer end, where digits are
        z, odds = _best(high, -state[2], C, square, -slope)
        state[0], state[1], state[2] = C - z, z, -odds
        return high - z
    z, odds = _best(low, state[2], C, square, slope)
    state[0], state[1], state[2] = z, C - z, odds
    return z - low


@inlined
def _shuffle(order: Any, generator: Any) -> Any:
    """Shuffle in place (Fisher-Yates over xorshift64*); return the generator's next state."""
    for last in range(order.size - 1, 0, -1):
        generator ^= generator >> np.uint64(12)
        generator ^= generator << np.uint64(25)
        generator ^= generator >> np.uint64(27)
        other = np.int64(((generator * np.uint64(2685821657736338717)) >> np.uint64(33)) % np.uint64(last + 1))
        order[last], order[other] = order[other], order[last]
    return generator


@inlined
def _ask_for_row(indices: Any, values: Any, begin: Any, end: Any) -> None:
    for place in range(begin, end, _LINE):
        prefetch(indices, place)
        prefetch(values, place)


@inlined
def _step_topics(row: Any, states: Any, signs: Any, C: Any, squares: Any, small: Any, seen: Any, steps: Any) -> Any:
    """Take one row's step for every topic that has one to take; say whether any has.

    Args:
        row: the row.
        states: alpha, C - alpha and their log-odds by row and topic; set to the solution.
        signs: by row and topic, 1 where the text has the topic, else -1.
        C: inverse of the regularization's strength.
        squares: ``|x|^2 + 1`` of each row, in one column for all topics or one for each.
        small: the part of the duality gap that is worth no step, a number a topic; infinite for a topic that
            is solved.
        seen: the row's part of the duality gap is added to it.
        steps: ``w.x`` for each topic; set to by how much the row is to be added to its weights.
    """
    moved = False
    for topic in range(signs.shape[1]):
        slope = signs[row, topic] * steps[topic]
        state = states[row, topic]
        error = slope + state[2]
        gap = 0.5 * error * error * state[0] * state[1] / C
        seen[topic] += gap
        steps[topic] = 0.0
        if gap >= small[topic] or (abs(error) > 1 and small[topic] < np.inf):
            moved = True
            square = squares[row, min(topic, squares.shape[1] - 1)]
            steps[topic] = signs[row, topic] * _step(state, C, square, slope)
    return moved


@bare
def _epoch(
    starts: Any,
    indices: Any,
    values: Any,
    squares: Any,
    order: Any,
    signs: Any,
    C: Any,
    small: Any,
    states: Any,
    scales: Any,
    weights: Any,
    pauses: Any,
    seen: Any,
    steps: Any,
) -> None:
    """Take a step for every row in the order given, save those at rest.

    A row whose part of the duality gap is `small` for all topics rests for 1, then 3, then 7 epochs. The gap
    that ends a fit is taken over all rows, so resting costs no exactness. `seen` is set to about the duality
    gap of each topic, as met on the way.
    """
    seen[:] = 0.0
    for turn in range(order.size):
        row = order[turn]
        if turn + _AHEAD < order.size:
            ahead = order[turn + _AHEAD]
            if pauses[ahead, 0] == 0:
                _ask_for_row(indices, values, starts[ahead], starts[ahead + 1])
        if pauses[row, 0] > 0:
            pauses[row, 0] -= 1
            continue
        begin, end = starts[row], starts[row + 1]
        dots(indices, values, begin, end, weights, steps)
        if _step_topics(row, states, signs, C, squares, small, seen, steps):
            pauses[row, 1] = 0
            add(indices, values, begin, end, steps, scales, weights)
        else:
            pauses[row, 1] = min(2 * pauses[row, 1] + 1, _LONGEST_PAUSE)
            pauses[row, 0] = pauses[row, 1]


@bare
def start_states(
    starts: Any,
    indices: Any,
    values: Any,
    rows: Any,
    signs: Any,
    C: Any,
    odds: Any,
    states: Any,
    scales: Any,
    weights: Any,
    steps: Any,
) -> None:
    """Set alpha, C - alpha and the weights from the log-odds of alpha."""
    for row in rows:
        for topic in range(weights.shape[1]):
            states[row, topic, 0] = C / (1.0 + np.exp(-odds[row, topic]))
            states[row, topic, 1] = C / (1.0 + np.exp(odds[row, topic]))
            states[row, topic, 2] = odds[row, topic]
            steps[topic] = signs[row, topic] * states[row, topic, 0]
        add(indices, values, starts[row], starts[row + 1], steps, scales, weights)


@bare
def _measure(primals: Any, duals: Any, tolerance: Any, epoch: Any, gaps: Any, epochs: Any) -> Any:
    """Write the gap of each topic that is not solved yet, and the epoch; say whether one is left unsolved."""
    left = False
    for topic in range(gaps.size):
        if gaps[topic] > tolerance:
            gaps[topic] = (primals[topic] - duals[topic]) / duals[topic]
            epochs[topic] = epoch
            left |= gaps[topic] > tolerance
    return left


@jit
def descend(
    starts: Any,
    indices: Any,
    values: Any,
    squares: Any,
    rows: Any,
    signs: Any,
    C: Any,
    generator: Any,
    tolerance: Any,
    most: Any,
    scales: Any,
    odds: Any,
    weights: Any,
    epochs: Any,
    gaps: Any,
) -> None:
    """Solve for a group of topics.

    Args:
        starts: where each row starts in the matrix, int64 of shape (n_rows + 1,); with `indices` and `values`
            a CSR.
        indices: the feature of each value, int32.
        values: float32.
        squares: ``|x|^2 + 1`` of each row, float64 of shape (n_rows, 1), or (n_rows, group) where features are
            scaled.
        rows: int64, the rows to fit on; shuffled.
        signs: float64 of shape (n_rows, group): 1 where the text has the topic, else -1. A group is 1 or
            `WIDE`.
        C: inverse of the regularization's strength.
        generator: uint64, not 0: the seed of the order.
        tolerance: the duality gap to reach, as a share of the dual's value.
        most: the most epochs.
        scales: float64 of shape (n_features + 1, group): the squares of the features' scales, 1 at the last, which is
            the intercept's; or of shape (0, group), where features are not scaled.
        odds: float64 of shape (n_rows, group), the log-odds of the dual variables: the start, and then the
            solution.
        weights: float64 of shape (n_features + 1, group), zeros; filled with the solution.
        epochs: int64 of shape (group,): 0, or -1 at a topic that is not to be solved; filled with the epoch at
            which the gap was last measured.
        gaps: float64 of shape (group,), filled with the relative duality gaps; infinite where none was measured.
    """
    group = weights.shape[1]
    states, pauses = np.ones((odds.shape[0], group, 3)), np.zeros((odds.shape[0], 2), np.int8)
    seen, small, steps = np.zeros(group), np.zeros(group), np.zeros(group)
    duals, primals = np.ones(group), np.zeros(group)
    start_states(starts, indices, values, rows, signs, C, odds, states, scales, weights, steps)
    dual(rows, states, scales, weights, duals)
    gaps[:] = np.where(epochs >= 0, np.inf, 0.0)
    left, epoch = np.any(epochs >= 0), 0
    while left and epoch < most:
        epoch += 1
        generator = _shuffle(rows, generator)
        small[:] = np.where(gaps > tolerance, _REST * tolerance * duals / rows.size, np.inf)
        _epoch(starts, indices, values, squares, rows, signs, C, small, states, scales, weights, pauses, seen, steps)
        dual(rows, states, scales, weights, duals)
        if np.any((gaps > tolerance) & (seen <= _WORTH_A_LOOK * tolerance * duals)):
            primal(starts, indices, values, rows, signs, C, scales, weights, steps, primals)
            pauses[:] = 0
            left = _measure(primals, duals, tolerance, epoch, gaps, epochs)
    for row in rows:
        odds[row] = states[row, :, 2]


@jit
def squared_lengths(starts: Any, indices: Any, values: Any, scales: Any) -> Any:
    """Return ``|x|^2 + 1`` of every row, as `descend` wants it: the 1 is the intercept's feature."""
    wide = scales.shape[1] if scales.size else 1
    squares = np.ones((starts.size - 1, wide))
    for row in range(squares.shape[0]):
        for place in range(starts[row], starts[row + 1]):
            square = np.float64(values[place]) * np.float64(values[place])
            for topic in range(wide):
                squares[row, topic] += square * scales[indices[place], topic] if scales.size else square
    return squares
