import threading
import time

import pytest

from classify.errors import InputError
from classify.features.compiled import core_count
from classify.verbs.pipeline import ITEMS_A_CORE, in_order


def run(items, work=lambda item: item * 10):
    taken = []
    in_order(iter(items), work, lambda item, made: taken.append((item, made)))
    return taken


def test_items_are_taken_in_order_whichever_is_ready_first():
    assert run(range(20), lambda item: time.sleep(0.02 * (item % 3 == 0)) or item * 10) == [
        (item, item * 10) for item in range(20)
    ]


def test_few_items_are_in_memory():
    out = set()
    most = []

    def items():
        for item in range(40 * core_count()):
            out.add(item)
            most.append(len(out))
            yield item

    in_order(items(), lambda item: time.sleep(0.001), lambda item, _: out.discard(item))
    assert max(most) <= ITEMS_A_CORE * core_count() + 2


def test_an_error_in_reading_comes_after_all_before_it_are_taken():
    def items():
        yield from range(5)
        raise InputError("broken", "mend")

    taken = []
    with pytest.raises(InputError, match="broken"):
        in_order(items(), lambda item: time.sleep(0.01), lambda item, _: taken.append(item))
    assert taken == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("where", ["work", "take"])
def test_nothing_is_taken_after_an_item_that_failed(where):
    taken = []

    def fail(item):
        if item == 3:
            raise OSError("full")

    def take(item, _):
        if where == "take":
            fail(item)
        taken.append(item)

    with pytest.raises(OSError, match="full"):
        in_order(iter(range(50)), fail if where == "work" else lambda item: None, take)
    assert taken == [0, 1, 2]


def test_an_interrupt_ends_it_without_what_has_not_begun():
    worked = []

    def items():
        yield from range(3)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        in_order(items(), lambda item: time.sleep(0.05) or worked.append(item), lambda item, _: None)
    assert threading.active_count() <= 2
    assert len(worked) <= 3
