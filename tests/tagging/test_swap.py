import os
import subprocess
import sys

import pytest

from classify.errors import JobError
from classify.tagging import swap
from classify.tagging.swap import recover, refuse_unwritable, replacing


def fill(folder, text):
    with replacing(folder) as new:
        (new / "a").write_text(text)


@pytest.fixture(params=["exchange", "two renames"])
def system(request, monkeypatch):
    if request.param == "two renames":
        monkeypatch.setattr(swap, "_exchange", lambda one, other: False)


@pytest.mark.usefixtures("system")
def test_a_folder_is_made_and_replaced(tmp_path):
    folder = tmp_path / "deep" / "m"
    for text in ("one", "two", "three"):
        fill(folder, text)
        assert (folder / "a").read_text() == text
        assert os.listdir(folder.parent) == ["m"]


def test_linux_exchanges_folders_in_one_step(tmp_path):
    if sys.platform != "linux":
        pytest.skip("other systems may rename twice")
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    (one / "x").touch()
    assert swap._exchange(one, two)
    assert os.listdir(two) == ["x"]


def test_a_failure_inside_leaves_the_old_folder(tmp_path):
    folder = tmp_path / "m"
    fill(folder, "old")
    with pytest.raises(ZeroDivisionError), replacing(folder) as new:
        (new / "a").write_text("half")
        _ = 1 / 0
    assert (folder / "a").read_text() == "old"
    assert os.listdir(tmp_path) == ["m"]


def test_a_full_disk_is_a_job_that_failed(tmp_path):
    folder = tmp_path / "m"
    fill(folder, "old")
    with pytest.raises(JobError, match="No space left") as caught, replacing(folder):
        raise OSError(28, "No space left on device")
    assert "--output" in caught.value.remedy
    assert (folder / "a").read_text() == "old"


def test_what_a_killed_run_left_is_swept_away(tmp_path):
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    (tmp_path / f".m.new-{dead.pid}").mkdir()
    (tmp_path / f".m.new-{os.getppid()}").mkdir()
    fill(tmp_path / "m", "one")
    assert sorted(os.listdir(tmp_path)) == [f".m.new-{os.getppid()}", "m"]


def test_a_run_killed_between_two_renames_is_put_right(tmp_path):
    folder = tmp_path / "m"
    fill(folder, "old")
    os.rename(folder, tmp_path / ".m.old")
    recover(folder)
    assert (folder / "a").read_text() == "old"


def test_a_place_that_cannot_be_written_is_found_before_the_work(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(JobError, match="could not be written") as caught:
        refuse_unwritable(tmp_path / "file" / "deep" / "m")
    assert caught.value.remedy.startswith("Name another folder with --output")
    refuse_unwritable(tmp_path / "deep" / "m")
    refuse_unwritable(tmp_path)
    assert os.listdir(tmp_path) == ["file"]


def test_some_space_is_asked_for_where_it_helps(tmp_path):
    with pytest.raises(JobError) as caught, replacing(tmp_path / "m"):
        raise OSError(28, "No space left on device")
    assert caught.value.remedy.startswith("Free some space or name another folder")
