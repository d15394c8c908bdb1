"""The values of the primal and of the dual problem that `classify.learning.descent` solves, compiled.

Both are of a group of topics at once; shapes and scales are those of `descend`.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from classify.features.compiled import bare
from classify.learning.vectors import dots


@bare
def half_squares(scales: Any, weights: Any, out: Any) -> None:
    """Write ``|w|^2 / 2`` of each topic."""
    out[:] = 0.0
    for feature in range(weights.shape[0]):
        for topic in range(weights.shape[1]):
            square = weights[feature, topic] * weights[feature, topic]
            out[topic] += 0.5 * (square if scales.size == 0 else square / scales[feature, topic])


@bare
def dual(rows: Any, states: Any, scales: Any, weights: Any, out: Any) -> None:
    """Write the value of each topic's dual problem, which is never over the primal's."""
    half_squares(scales, weights, out)
    for topic in range(out.size):
        total = 0.0
        for row in rows:
            low, high, odds = states[row, topic, 0], states[row, topic, 1], states[row, topic, 2]
            # -(low log(low / C) + high log(high / C)), by the odds: one logarithm near 0
            far = np.log1p(np.exp(-abs(odds)))
            total += low * (far + max(-odds, 0.0)) + high * (far + max(odds, 0.0))
        out[topic] = total - out[topic]


@bare
def primal(
    starts: Any,
    indices: Any,
    values: Any,
    rows: Any,
    signs: Any,
    C: Any,
    scales: Any,
    weights: Any,
    scratch: Any,
    out: Any,
) -> None:
    """Write the value of each topic's primal problem on some of the rows."""
    half_squares(scales, weights, out)
    for row in rows:
        dots(indices, values, starts[row], starts[row + 1], weights, scratch)
        for topic in range(weights.shape[1]):
            margin = signs[row, topic] * scratch[topic]
            out[topic] += C * (max(-margin, 0.0) + np.log1p(np.exp(-abs(margin))))
