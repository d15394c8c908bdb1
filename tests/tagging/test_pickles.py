import pickle
import pickletools
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.tagging.pickles import Later, Numbered, Place, filled, pickled, write


class Pair:
    """What is pickled here."""

    def __init__(self, left, right):
        self.left, self.right = left, right


def read_again(value):
    file = BytesIO()
    write(value, file)
    return pickle.loads(file.getvalue())


def through(value, **values):
    return read_again(filled(pickled(value), values))


def test_what_is_filled_in_stands_in_its_places():
    pair = through(Pair(Place("one"), [Place("two"), 3, "text", None]), one=1.5, two=np.arange(3))
    assert type(pair) is Pair
    assert pair.left == 1.5
    np.testing.assert_array_equal(pair.right[0], [0, 1, 2])
    assert pair.right[1:] == [3, "text", None]


def test_arrays_classes_and_objects_in_objects_come_back():
    pair = through(Pair(np.array([0.5, 2], np.float32), Pair(np.float64, Counter)))
    np.testing.assert_array_equal(pair.left, np.array([0.5, 2], np.float32))
    assert pair.left.dtype == np.float32
    assert (pair.right.left, pair.right.right) == (np.float64, Counter)


def test_no_class_is_loaded_to_fill_it():
    template = pickled(Pair(Place("one"), None))
    script = f"""
import sys
from classify.tagging.pickles import filled, write
value = filled({template!r}, {{"one": 1}})
write(value, sys.stdout.buffer)
assert {__name__!r} not in sys.modules
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert pickle.loads(done.stdout).left == 1


class Runs:
    """What runs a function when it is read by `pickle`."""

    def __reduce__(self):
        return timedelta, (1,)


def test_what_would_run_is_refused():
    with pytest.raises(TypeError):
        filled(pickled(Runs()), {})


def test_a_place_that_nothing_is_put_in_is_an_error():
    with pytest.raises(KeyError, match="two"):
        filled(pickled([Place("one"), Place("two")]), {"one": 1})


def test_what_is_made_later_is_made_when_it_is_due():
    made = []

    def make():
        made.append(True)
        return filled(pickled(Pair(1, 2)), {})

    value = filled(pickled(Pair(Place("classifier"), 3)), {"classifier": Later(make)})
    assert not made
    assert read_again(value).left.right == 2
    assert made == [True]


LINES = st.lists(st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), min_size=1), unique=True)


@given(lines=LINES, more=st.booleans())
def test_lines_become_a_dictionary_of_their_numbers(lines, more):
    pair = through(Pair(Place("lines"), Place("after")), lines=Numbered("\n".join(lines)), after=Pair("same", "same"))
    assert pair.left == {line: number for number, line in enumerate(lines)}
    assert pair.right.left == "same"


def test_many_lines_are_taken_apart_bit_by_bit(monkeypatch):
    monkeypatch.setattr("classify.tagging.pickles._AT_ONCE", 100)
    lines = [f"line {number}" for number in range(2500)]
    assert through(Place("lines"), lines=Numbered("\n".join(lines))) == {line: n for n, line in enumerate(lines)}


def test_two_dictionaries_keep_apart():
    place = SimpleNamespace(first=Place("a"), again=Place("a"), second=Place("b"))
    read = through(place, a=Numbered("x\ny"), b=Numbered("x\nz"))
    assert read.first == read.again == {"x": 0, "y": 1}
    assert read.second == {"x": 0, "z": 1}


def test_it_is_written_the_same_where_a_library_has_changed_how_python_pickles():
    pytest.importorskip("dill")  # which `datasets` loads
    assert type(through(Pair(Place("one"), Pair(1, 2)), one=3).right) is Pair


def test_what_is_written_is_a_plain_pickle():
    file = BytesIO()
    write(filled(pickled(Pair(Place("a"), 1)), {"a": Numbered("x")}), file)
    names = [argument for opcode, argument, _ in pickletools.genops(file.getvalue()) if opcode.name == "GLOBAL"]
    assert names == [f"{__name__} Pair"]
