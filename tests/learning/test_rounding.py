import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from classify.learning.rounding import from_steps, rounded, to_steps

COEFFICIENTS = arrays(
    np.float64, array_shapes(min_dims=2, max_dims=2, max_side=8), elements=st.floats(-1e6, 1e6, width=32)
)


@given(COEFFICIENTS)
def test_rounding_is_by_at_most_half_a_step_and_a_step_is_small(coefficients):
    numbers, steps = to_steps(coefficients)
    assert (np.abs(from_steps(numbers, steps) - coefficients) <= steps / 2).all()
    greatest = np.abs(coefficients).max(axis=0)
    assert (steps[greatest > 1e-27] < 2.0001 * greatest[greatest > 1e-27] / 127).all()
    assert (np.log2(steps) % 1 == 0).all()


@given(COEFFICIENTS)
def test_rounding_again_changes_nothing(coefficients):
    once = rounded(coefficients)
    np.testing.assert_array_equal(rounded(once), once)
    numbers, steps = to_steps(once)
    np.testing.assert_array_equal(from_steps(numbers, steps), once)


def test_no_features_and_outputs_without_coefficients():
    assert rounded(np.zeros((0, 2))).shape == (0, 2)
    assert rounded(np.zeros((3, 1))).tolist() == [[0.0]] * 3
