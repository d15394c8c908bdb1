"""What happens where numba is missing, its cache cannot be written, or a thread fails."""

import os
import subprocess
import sys

import pytest

from classify.features import compiled
from classify.features.compiled import compiles_first, on_all_cores

COMPILE_TWO = """
import numpy as np
from classify.features.hashing import grown, pairs_of
print(len(grown(np.zeros(4, np.uint64))), len(pairs_of(np.zeros(3, np.uint64))[0]))
"""


def run(code, **environment):
    return subprocess.run(
        [sys.executable, "-W", "always", "-c", code],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_full_disk_costs_the_cache_and_not_the_run():
    code = (
        "import numba.core.caching as caching\n"
        "def fail(*_): raise OSError(28, 'No space left on device')\n"
        "caching.IndexDataCacheFile.save = fail\n"
        "caching.IndexDataCacheFile.load = lambda *_: None\n"
    )
    done = run(code + COMPILE_TWO)
    assert done.stdout == "8 3\n", done.stderr
    assert done.stderr.count("cannot be kept on disk") == 1


def test_no_folder_for_the_cache_is_said_once():
    done = run("import numba.core.caching as caching\ncaching.CacheImpl._locator_classes = []\n" + COMPILE_TWO)
    assert done.stdout == "8 3\n", done.stderr
    assert done.stderr.count("cannot be kept on disk") == 1


WITHOUT_NUMBA = """
import importlib.util as util
find = util.find_spec
util.find_spec = lambda name, *rest: None if name == "numba" else find(name, *rest)
"""


def test_without_numba_it_is_said_once():
    done = run(f"{WITHOUT_NUMBA}\nfrom classify.features.compiled import available\nprint(available(), available())")
    assert done.stdout == "False False\n"
    assert done.stderr.count("numba is not installed") == 1


def test_without_numba_training_still_works(corpus, tmp_path):
    code = f"""{WITHOUT_NUMBA}
import sys
sys.modules["numba"] = None
sys.argv = ["classify", "train", "--config", {str(corpus / "small.yaml")!r}, "--output", {str(tmp_path / "m")!r}]
from classify.cli.main import main
main()
"""
    done = run(code)
    assert done.returncode == 0, done.stderr
    assert "note: numba is not installed" in done.stderr
    assert (tmp_path / "m" / "manifest.json").exists()


def test_results_come_in_order_and_the_first_failure_is_raised():
    assert on_all_cores(lambda a, b: a * b, [(n, 2) for n in range(20)], 3) == [2 * n for n in range(20)]
    with pytest.raises(ZeroDivisionError):
        on_all_cores(lambda n: 1 // n, [(n,) for n in range(5)], 2)


def test_the_first_run_is_told_apart_by_what_is_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    assert compiles_first()
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "kernel.nbi").touch()
    assert not compiles_first()
    monkeypatch.setattr(compiled, "available", lambda: False)
    assert not compiles_first()


def test_numba_is_loaded_without_scipy_and_works():
    done = run(
        "import sys\n"
        "from classify.features.compiled import load_without_scipy\n"
        "load_without_scipy()\n"
        "print('numba.np.arraymath' in sys.modules, 'scipy' in sys.modules)\n"
        "import scipy\n" + COMPILE_TWO
    )
    assert done.stdout.split() == ["True", "False", "8", "3"], done.stderr


def test_a_scipy_that_is_there_already_stays():
    script = "import sys, scipy\nfrom classify.features.compiled import load_without_scipy\nload_without_scipy()\n"
    done = run(script + "print(sys.modules['scipy'] is scipy, 'numba' in sys.modules)")
    assert done.stdout.split() == ["True", "False"], done.stderr
