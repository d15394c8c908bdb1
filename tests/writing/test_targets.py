import os

import pytest

from classify.errors import InputError, JobError
from classify.writing import targets
from classify.writing.targets import behind_links, check_target


def test_targets_that_must_not_be_written(tmp_path):
    data = tmp_path / "data.jsonl"
    data.write_text("{}")
    check_target(tmp_path / "new.jsonl", [data], "--output")
    for path, message in [
        (tmp_path / "none" / "a.jsonl", "no such folder"),
        (tmp_path, "this is a folder"),
        (data, "one of the inputs"),
    ]:
        with pytest.raises(InputError, match=message):
            check_target(path, [data], "--output")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_no_file_takes_the_place_of_a_device_or_a_pipe(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match="device or a pipe") as caught:
        check_target(tmp_path / "pipe", [], "--output")
    assert "--output" in caught.value.remedy


def test_what_a_link_stands_for_is_written(tmp_path):
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "there" / "a.jsonl")
    assert behind_links(tmp_path / "link") == tmp_path / "there" / "a.jsonl"
    assert behind_links(tmp_path / "a.jsonl") == tmp_path / "a.jsonl"


def test_a_folder_that_takes_no_file_is_found_before_the_work(tmp_path, monkeypatch):
    def refused(**_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(targets, "TemporaryFile", refused)
    with pytest.raises(JobError, match=r"a\.jsonl: could not be written: Permission denied") as caught:
        check_target(tmp_path / "a.jsonl", [], "--differences")
    assert "--differences" in caught.value.remedy
