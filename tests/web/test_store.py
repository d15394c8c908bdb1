import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest

from classify.errors import InputError, JobError
from classify.web.articles import keep, list_articles
from classify.web.store import FILE, Store


def test_what_is_written_is_there_when_opened_again(tmp_path):
    store = Store(tmp_path)
    keep(store, "a.txt", "Oil.")
    again = Store(tmp_path)
    assert [article.name for article in list_articles(again)] == ["a.txt"]


def test_it_is_in_wal_mode_and_flushes_every_commit(tmp_path):
    with Store(tmp_path).reading() as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert connection.execute("PRAGMA synchronous").fetchone()[0] == 2


def test_a_transaction_that_fails_leaves_nothing(tmp_path):
    store = Store(tmp_path)
    with pytest.raises(KeyError), store.transaction() as connection:
        connection.execute("INSERT INTO article VALUES ('a', 'b', 'c', 'd')")
        raise KeyError
    assert list_articles(store) == []


@pytest.mark.parametrize("way", ["reading", "transaction"])
def test_what_the_disk_refuses_is_an_error_in_two_lines(tmp_path, way):
    store = Store(tmp_path)
    with pytest.raises(JobError, match=r"desk\.sqlite: could not be"), getattr(store, way)():
        raise sqlite3.OperationalError("disk I/O error")
    assert list_articles(store) == []


def test_two_servers_on_one_file_lose_nothing(tmp_path):
    stores = [Store(tmp_path), Store(tmp_path)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: keep(stores[n % 2], f"{n}", f"text {n}"), range(60)))
    assert len(list_articles(stores[0])) == 60


def test_a_file_that_is_no_database_is_refused_and_kept(tmp_path):
    (tmp_path / FILE).write_text("my notes, which are no database at all" * 10)
    with pytest.raises(InputError, match="no file of corrections"):
        Store(tmp_path)
    assert (tmp_path / FILE).read_text().startswith("my notes")


def test_a_file_of_a_newer_version_is_refused(tmp_path):
    Store(tmp_path).close()
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(InputError, match="newer version"):
        Store(tmp_path)


def test_a_folder_that_cannot_be_made_is_an_error_in_two_lines(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(JobError):
        Store(tmp_path / "file" / "desk")
