import subprocess
import sys

import pytest

import classify

HEAVY = {"sklearn", "scipy", "pandas", "datasets", "numba", "pyarrow", "joblib"}


def loaded_by(code: str) -> set[str]:
    """Return the top-level packages that are loaded after running some code in a fresh interpreter."""
    script = f"{code}\nimport sys\nprint(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    return set(done.stdout.split())


def test_importing_the_package_loads_nothing_heavy():
    assert not loaded_by("import classify") & (HEAVY | {"numpy"})


def test_loading_and_tagging_load_nothing_heavy(model_folder):
    code = f"import classify\nclassify.load({str(model_folder)!r}).tag_article('Oil prices rose. Rebels fled.')"
    assert not loaded_by(code) & HEAVY


def test_public_names_are_there():
    assert {"load", "Tagger", "__version__"} <= set(classify.__all__)
    assert classify.Tagger.__name__ == "Tagger"


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'lood'"):
        _ = classify.lood


def test_a_notebook_completes_the_public_names():
    assert dir(classify) == sorted(classify.__all__)
