import json

from conftest import run_cli


def test_a_table_for_people_and_progress_beside_it(corpus):
    done = run_cli("crossval", "--config", corpus / "small.yaml", "--folds", "2")
    assert done.returncode == 0, done.stderr.decode()
    assert "nested cross-validation by article, 2 folds" in done.stdout.decode()
    assert b"Fold 2 of 2" in done.stderr


def test_json_has_the_spread(corpus):
    done = run_cli("crossval", "--config", corpus / "small.yaml", "--folds", "2", "--format", "json")
    record = json.loads(done.stdout)
    assert len(record["spread"]["macro_f1"]["folds"]) == 2
    assert set(record["per_topic"]) == {"armed-conflict", "economy", "energy"}


def test_wrong_numbers_of_folds_are_status_2(corpus):
    assert run_cli("crossval", "--config", corpus / "small.yaml", "--folds", "1").returncode == 2
    done = run_cli("crossval", "--config", corpus / "small.yaml", "--folds", "40")
    assert done.returncode == 2
    assert b"fix: Give more articles, or a lower --folds" in done.stderr
