import os
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from classify.features.compiled import cache_folder
from classify.features.tfidf import Block
from classify.tagging import template as module
from classify.tagging.template import template_for

BLOCK = Block("words", 1, 2, True, "oil", np.ones(1, np.float32))


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "kept"))
    return tmp_path / "kept"


def test_a_template_is_made_once_and_kept(cache, monkeypatch):
    made = template_for([BLOCK], "multi", 4)
    (kept,) = cache.iterdir()
    before = kept.stat().st_mtime_ns
    assert template_for([BLOCK], "multi", 15) == made
    assert kept.stat().st_mtime_ns == before


def test_scikit_learn_is_not_loaded_for_one_that_is_kept(cache):
    script = """
import sys
from dataclasses import replace
import numpy as np
from classify.features.tfidf import Block
from classify.tagging.template import template_for
template_for([Block("words", 1, 2, True, "oil", np.ones(1, np.float32))], "multi", 4)
print("sklearn" in sys.modules)
"""
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(cache)}
    runs = [
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment)
        for _ in range(2)
    ]
    assert [run.stdout.strip() for run in runs] == ["True", "False"]


@pytest.mark.parametrize(
    "other",
    [
        ([BLOCK, Block("characters", 1, 2, True, "oil", np.ones(1, np.float32))], "multi", 4),
        ([Block("characters", 1, 2, True, "oil", np.ones(1, np.float32))], "multi", 4),
        ([Block("words", 2, 2, True, "oil", np.ones(1, np.float32))], "multi", 4),
        ([Block("words", 1, 2, False, "oil", np.ones(1, np.float32))], "multi", 4),
        ([BLOCK], "single", 4),
        ([BLOCK], "single", 2),
    ],
)
def test_other_settings_have_another_template(cache, other):
    assert template_for(*other) != template_for([BLOCK], "multi", 4)


def test_another_scikit_learn_has_another_template(cache, monkeypatch):
    template_for([BLOCK], "multi", 4)
    monkeypatch.setattr(module, "version", lambda _: "99.0")
    template_for([BLOCK], "multi", 4)
    assert len(list(cache.iterdir())) == 2


@pytest.mark.parametrize("content", [b"", b"damaged", b"\x80\x03N."])
def test_a_damaged_one_is_made_anew(cache, content):
    made = template_for([BLOCK], "multi", 4)
    (kept,) = cache.iterdir()
    kept.write_bytes(content)
    assert template_for([BLOCK], "multi", 4) == made
    assert kept.read_bytes() != content


def test_where_it_cannot_be_kept_it_is_made_every_time(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "file" / "kept"))
    assert template_for([BLOCK], "multi", 4) == template_for([BLOCK], "multi", 4)


def test_it_is_kept_beside_the_compiled_code(monkeypatch):
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    assert cache_folder().name == "__pycache__"
    assert module._path([BLOCK], "multi", 4).parent == cache_folder()


def test_every_lead_has_a_template_of_its_own(cache):
    made = {template_for([BLOCK, replace(BLOCK, lead=lead)], "multi", 4).pipeline for lead in (4, 5, 9)}
    assert len(made) == len(list(cache.iterdir())) == 3
