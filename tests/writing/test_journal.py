import pytest

from classify.errors import InputError
from classify.writing.journal import Entry, Journal

RUN = {"model": "m", "options": ["a", None], "input": [["f", 3, 5]]}
ENTRIES = [Entry(1, 10, 5, 100, ""), Entry(3, 30, 7, 300, "note")]


@pytest.fixture
def partial(tmp_path):
    (tmp_path / "p").write_bytes(b"x" * 300)
    return tmp_path / "p"


@pytest.fixture
def journal(tmp_path):
    journal = Journal(tmp_path / "j")
    journal.open(RUN, resumed=False)
    for entry in ENTRIES:
        journal.add(entry)
    journal.close()
    return journal


def test_entries_are_read_back(journal, partial):
    assert journal.read(RUN, partial) == ENTRIES


def test_half_a_line_is_not_read_and_is_written_over(journal, partial):
    with journal.path.open("ab") as file:
        file.write(b'{"batches": 4, "te')
    assert journal.read(RUN, partial) == ENTRIES
    journal.open(RUN, resumed=True)
    journal.add(Entry(4, 40, 8, 300, ""))
    journal.close()
    assert journal.read(RUN, partial) == [*ENTRIES, Entry(4, 40, 8, 300, "")]


@pytest.mark.parametrize(("key", "value"), [("model", "n"), ("options", ["b", None]), ("input", [["f", 4, 5]])])
def test_another_run_is_not_gone_on_with(journal, partial, key, value):
    with pytest.raises(InputError, match=f"the {key} changed since") as caught:
        journal.read(RUN | {key: value}, partial)
    assert "without --resume" in caught.value.remedy


def test_files_that_were_tampered_with_are_refused(journal, partial):
    partial.write_bytes(b"x" * 299)
    with pytest.raises(InputError, match="shorter than its journal says"):
        journal.read(RUN, partial)
    journal.path.write_bytes(b"not json\n")
    with pytest.raises(InputError, match="damaged"):
        journal.read(RUN, partial)


def test_no_journal_is_a_fresh_start(tmp_path, partial):
    assert Journal(tmp_path / "none").read(RUN, partial) == []
    (tmp_path / "none").write_bytes(b'{"mod')
    assert Journal(tmp_path / "none").read(RUN, partial) == []
