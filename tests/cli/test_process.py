import gc
import subprocess
import sys

import pytest

from classify.cli.process import holding_much, search_seldom

LEAVING = """
import atexit
from classify.cli.process import leave
atexit.register(print, "taken apart")
print("said", end="")
leave({})
"""


def test_the_search_for_cycles_stands_still_and_goes_on_after_an_error():
    with pytest.raises(KeyError), holding_much():
        assert not gc.isenabled()
        raise KeyError
    assert gc.isenabled()


def test_what_was_allocated_meanwhile_is_not_searched_afterwards():
    before = gc.get_freeze_count()
    try:
        with holding_much():
            held = [[] for _ in range(10_000)]
        assert gc.get_freeze_count() > before + len(held)
    finally:
        gc.unfreeze()


def test_loading_a_command_searches_no_cycles():
    script = "import sys\nfrom classify.cli import main\nsys.argv = ['classify', 'predict', '--help']\n"
    script += "main.leave = lambda _: None\nimport gc\nbefore = gc.get_stats()[0]['collections']\nmain.main()\n"
    script += "print(gc.get_stats()[0]['collections'] - before)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "0"


def test_cycles_are_still_searched_for():
    before = gc.get_threshold()
    try:
        search_seldom()
        assert gc.isenabled()
        assert 0 < gc.get_threshold()[0] < 1_000_000
    finally:
        gc.set_threshold(*before)


@pytest.mark.parametrize(("given", "status"), [(None, 0), (0, 0), (2, 2), ("'a reason'", 1)])
def test_a_process_ends_at_once_with_all_that_it_said(given, status):
    done = subprocess.run([sys.executable, "-c", LEAVING.format(given)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (status, "said")


def test_a_closed_output_keeps_nothing_from_ending():
    script = "import sys; sys.stdout.close(); " + LEAVING.replace('print("said", end="")', "").format(0)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
