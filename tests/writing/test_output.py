import io
import sys

import pytest

from classify.errors import InputError, JobError
from classify.writing.journal import Entry
from classify.writing.output import FileOutput, StandardOutput

RUN = {"model": "m"}


def test_a_file_gets_its_name_when_it_is_whole(tmp_path):
    path = tmp_path / "out.jsonl"
    path.write_text("old")
    out = FileOutput(path, RUN, resume=False)
    out.write(b"new")
    assert path.read_text() == "old"
    out.finish()
    assert path.read_text() == "new"
    assert [entry.name for entry in tmp_path.iterdir()] == ["out.jsonl"]


def test_a_full_disk_leaves_the_old_file_and_names_the_partial_one(tmp_path, monkeypatch):
    path = tmp_path / "out.jsonl"
    path.write_text("old")
    out = FileOutput(path, RUN, resume=False)
    out.write(b"row\n")
    out.commit(Entry(1, 1, 0, 4, ""))
    out.write(b"half a r")

    class Full:
        def __init__(self, file):
            self.file = file

        def __getattr__(self, name):
            return getattr(self.file, name)

        def write(self, data):
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(out, "_file", Full(out._file))
    with pytest.raises(JobError, match="No space left") as caught:
        out.write(b"ow\n")
    out.abandon(keep=True)
    assert "out.jsonl.partial" in caught.value.remedy
    assert "--resume" in caught.value.remedy
    assert path.read_text() == "old"
    assert out.partial.read_bytes() == b"row\n"


def test_a_run_goes_on_where_the_journal_says(tmp_path):
    out = FileOutput(tmp_path / "out", RUN, resume=False)
    out.write(b"one\n")
    out.commit(Entry(1, 1, 0, 4, ""))
    out.write(b"two, not committed")
    out._file.close()  # as when the run is killed
    again = FileOutput(tmp_path / "out", RUN, resume=True)
    assert again.entries == [Entry(1, 1, 0, 4, "")]
    again.write(b"two\n")
    again.finish()
    assert (tmp_path / "out").read_bytes() == b"one\ntwo\n"


def test_without_resume_a_run_begins_anew(tmp_path):
    out = FileOutput(tmp_path / "out", RUN, resume=False)
    out.write(b"one\n")
    out.commit(Entry(1, 1, 0, 4, ""))
    out._file.close()
    again = FileOutput(tmp_path / "out", RUN, resume=False)
    assert again.entries == []
    assert again.partial.read_bytes() == b""


@pytest.mark.parametrize("keep", [False, True])
def test_nothing_is_left_of_nothing_unless_it_was_told(tmp_path, keep):
    out = FileOutput(tmp_path / "out", RUN, resume=False)
    out.write(b"half")
    out.abandon(keep)
    assert len(list(tmp_path.iterdir())) == (2 if keep else 0)


def test_a_missing_folder_and_a_folder_are_refused(tmp_path):
    with pytest.raises(InputError, match="no such folder"):
        FileOutput(tmp_path / "no" / "out.jsonl", RUN, resume=False)
    with pytest.raises(InputError, match="this is a folder"):
        FileOutput(tmp_path, RUN, resume=False)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such locks")
@pytest.mark.parametrize("resume", [False, True])
def test_a_second_run_to_the_same_file_is_refused(tmp_path, resume):
    out = FileOutput(tmp_path / "out", RUN, resume=False)
    out.write(b"one\n")
    out.commit(Entry(1, 1, 0, 4, ""))
    with pytest.raises(InputError, match=r"out\.partial: another run is writing it"):
        FileOutput(tmp_path / "out", RUN, resume)
    out.write(b"two\n")
    out.finish()
    assert (tmp_path / "out").read_bytes() == b"one\ntwo\n"
    FileOutput(tmp_path / "out", RUN, resume).abandon(keep=False)


def test_a_folder_that_cannot_be_written_is_not_asked_for_space(tmp_path, monkeypatch):
    monkeypatch.setattr(
        type(tmp_path), "touch", lambda self: (_ for _ in ()).throw(PermissionError(13, "Permission denied"))
    )
    with pytest.raises(JobError, match="Permission denied") as caught:
        FileOutput(tmp_path / "out", RUN, resume=False)
    assert caught.value.remedy.startswith("Check the permissions of the folder")


def test_standard_output_that_is_full_is_an_error_of_the_job(monkeypatch):
    class Full(io.RawIOBase):
        def writable(self):
            return True

        def write(self, data):
            raise OSError(28, "No space left on device")

    class Stdout:
        buffer = Full()

    monkeypatch.setattr(sys, "stdout", Stdout())
    with pytest.raises(JobError, match="standard output: could not be written: No space left"):
        StandardOutput().write(b"x")


def test_a_link_stays_and_its_target_is_written(tmp_path):
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "there" / "out.jsonl")
    out = FileOutput(tmp_path / "link", RUN, resume=False)
    out.write(b"new")
    out.finish()
    assert (tmp_path / "link").is_symlink()
    assert [entry.name for entry in (tmp_path / "there").iterdir()] == ["out.jsonl"]
    assert (tmp_path / "link").read_text() == "new"
