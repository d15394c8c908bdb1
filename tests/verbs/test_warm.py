import subprocess
import sys
import threading
from pathlib import Path

import pytest
from conftest import Listener

from classify.config import parse_config
from classify.verbs import warm
from classify.verbs.warm import compile_first, kernels_loading

CONFIG = parse_config({"name": "m", "data": {"path": "a.jsonl"}}, Path("c.yaml"))
SCRIPT = """
from pathlib import Path
from classify.config import parse_config
from classify.verbs.warm import kernels_loading
with kernels_loading(parse_config({"name": "m", "data": {"path": "a.jsonl"}}, Path("c.yaml"))):
    pass
from classify.features.filling import fill_rows
from classify.learning.descent import descend
print(len(fill_rows.signatures), len(descend.signatures))
"""


def test_after_the_block_the_kernels_are_loaded():
    subprocess.run([sys.executable, "-c", "import classify.learning.descent"], check=True)
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "1"]


def test_an_error_in_the_block_leaves_no_thread_behind():
    before = threading.active_count()
    with pytest.raises(KeyError), kernels_loading(CONFIG):
        raise KeyError
    assert threading.active_count() == before


def test_what_is_still_to_be_compiled_is_said_and_compiled_at_once(monkeypatch):
    listener, used = Listener(), []
    monkeypatch.setattr(warm, "_use_once", used.append)
    monkeypatch.setattr(warm, "compiles_first", lambda: False)
    compile_first(CONFIG, listener)
    assert (listener.stages, used) == ([], [])
    monkeypatch.setattr(warm, "compiles_first", lambda: True)
    compile_first(CONFIG, listener)
    assert listener.stages[0].startswith("Compiling the code")
    assert used == [CONFIG]
