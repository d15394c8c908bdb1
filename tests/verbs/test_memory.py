"""Memory that was freed inside the heap goes back to the system."""

import ctypes
import subprocess
import sys
from pathlib import Path

import pytest

from classify.verbs.memory import give_back

SCRIPT = """
from pathlib import Path
from classify.verbs.memory import give_back
def held():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096
many = [bytes(60_000) for _ in range(2000)]
kept = many[::100]
many.clear()
before = held()
give_back()
print(before - held())
"""


@pytest.mark.parametrize("library", [object(), None])
def test_another_c_library_is_left_alone(monkeypatch, library):
    def load(_):
        if library is None:
            raise OSError
        return library

    monkeypatch.setattr(ctypes, "CDLL", load)
    give_back()


@pytest.mark.skipif(
    not Path("/proc/self/statm").exists() or not hasattr(ctypes.CDLL(None), "malloc_trim"),
    reason="the system does not tell, or its C library gives back by itself",
)
def test_freed_memory_between_what_is_kept_is_given_back():
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    assert int(done.stdout) > 50_000_000
