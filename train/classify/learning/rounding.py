"""Coefficients rounded to a byte each, so that a model is small on disk and quick to load.

The coefficients of an output are multiples of a power of two, at most 127 of them either way. Texts are vectors of
length 1, so the error of a text's log-odds is like that of a single coefficient: half a step at most in the worst
coefficient's direction, and a hundredth of the greatest coefficient as a rule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MOST_STEPS = 127
_LEAST_STEP = 2.0**-100


def to_steps(coefficients: NDArray[np.floating]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Round coefficients to whole numbers of steps.

    Args:
        coefficients: of shape (n_features, n_outputs).

    Returns:
        The numbers of steps, int8 of the same shape, and the step of each output, a power of two, of shape
        (n_outputs,).
    """
    greatest = np.abs(coefficients).max(axis=0, initial=0.0).astype(np.float64)
    fraction, exponent = np.frexp(greatest / _MOST_STEPS)  # fraction * 2 ** exponent, with 0.5 <= fraction < 1
    steps = np.ldexp(1.0, np.where(fraction == 0.5, exponent - 1, exponent))
    steps = np.where(steps < _LEAST_STEP, 1.0, steps)  # such coefficients are nothing
    return np.rint(coefficients / steps).astype(np.int8), steps.astype(np.float32)


def from_steps(numbers: NDArray[np.int8], steps: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the coefficients that `to_steps` has rounded to, exactly."""
    return numbers * steps


def rounded(coefficients: NDArray[np.floating]) -> NDArray[np.float32]:
    """Round coefficients, of shape (n_features, n_outputs), to what a model keeps; rounding again changes nothing."""
    return from_steps(*to_steps(coefficients))
