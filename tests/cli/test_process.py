import gc

import pytest

from classify.cli.process import holding_much, ready_to_end


def test_the_search_for_cycles_stands_still_and_goes_on_after_an_error():
    with pytest.raises(KeyError), holding_much():
        assert not gc.isenabled()
        raise KeyError
    assert gc.isenabled()


def test_at_the_end_nothing_is_left_to_search():
    ready_to_end()
    try:
        assert gc.get_freeze_count() > 1000
    finally:
        gc.unfreeze()
