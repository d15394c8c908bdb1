from conftest import make_rows, write_jsonl

from classify.config import DataSettings, parse_config
from classify.progress import Silent
from classify.verbs.corpus import check, compare_labels


def run(tmp_path, rows, **settings):
    write_jsonl(tmp_path / "a.jsonl", rows)
    raw = {"name": "m", **settings, "data": {"path": "a.jsonl", **settings.get("data", {})}}
    return check(parse_config(raw, tmp_path / "c.yaml"), Silent())


def kinds(checked):
    return {finding.kind for finding in checked.findings if finding.severity == "error"}


def test_a_sound_corpus_has_no_error(tmp_path):
    checked = run(tmp_path, make_rows())
    assert checked.errors == 0
    assert checked.summary["texts"] == 120
    assert [count.topic for count in checked.topics] == ["armed-conflict", "economy", "energy", ""]


def test_every_wrong_row_is_an_error_with_its_line(tmp_path):
    (tmp_path / "t.yaml").write_text("- {id: energy}\n- {id: economy}\n- {id: armed-conflict}\n")
    rows = [
        *make_rows(),
        {"article": "z", "text": "x", "topics": ["enrgy"]},
        {"article": "z", "text": "", "topics": []},
    ]
    checked = run(tmp_path, rows, topics="t.yaml")
    places = [finding.place for finding in checked.findings if finding.kind == "schema"]
    assert places == [f"{tmp_path / 'a.jsonl'}:121", f"{tmp_path / 'a.jsonl'}:122"]
    assert checked.errors == 2


def check_csv(tmp_path, text, **data):
    (tmp_path / "a.csv").write_text(text)
    return check(parse_config({"name": "m", "data": {"path": "a.csv", **data}}, tmp_path / "c.yaml"), Silent())


def test_every_row_of_a_wrong_form_is_an_error_and_the_rest_is_checked(tmp_path):
    rows = [f"{row['article']},{row['text']},{'|'.join(row['topics'])}" for row in make_rows()]
    rows[3:3] = ["z,two cells"]
    rows[50:50] = ["z,four, cells,energy"]
    checked = check_csv(tmp_path, "\n".join(["article,text,topics", *rows]), separator="|")
    found = [(each.place, each.message) for each in checked.findings if each.kind == "schema"]
    assert found == [
        (f"{tmp_path / 'a.csv'}:5", "2 cells where the header has 3."),
        (f"{tmp_path / 'a.csv'}:52", "4 cells where the header has 3."),
    ]
    assert checked.summary["texts"] == 120


def test_lines_that_are_no_json_are_errors_too(tmp_path):
    path = write_jsonl(tmp_path / "a.jsonl", make_rows())
    path.write_text("{\n[]\n" + path.read_text())
    checked = check(parse_config({"name": "m", "data": {"path": "a.jsonl"}}, tmp_path / "c.yaml"), Silent())
    assert [each.place for each in checked.findings if each.kind == "schema"] == [f"{path}:1", f"{path}:2"]
    assert checked.summary["texts"] == 120


def test_where_no_row_can_be_read_all_are_listed(tmp_path):
    checked = check_csv(tmp_path, "text,topics\na\nb\n")
    assert [each.place for each in checked.findings] == [f"{tmp_path / 'a.csv'}:{line}" for line in (2, 3)] + ["a.csv"]
    assert checked.findings[-1].message == "no labelled text in it. Give at least one row."
    assert (checked.topics, checked.errors) == ([], 3)


def test_a_topic_with_fewer_texts_than_folds_is_warned_of(tmp_path):
    (tmp_path / "t.yaml").write_text("- id: rare\n- id: none\n- id: energy\n- id: economy\n- id: armed-conflict\n")
    rows = make_rows()
    rows[7]["topics"] = ["rare"]
    found = [each for each in run(tmp_path, rows, topics="t.yaml").findings if each.kind == "rare topic"]
    assert [(each.severity, each.message) for each in found] == [
        ("warning", "'rare' has 1 text, too few to choose a threshold well: it will rarely be given"),
        ("warning", "'none' has no text to learn from: it will not be given"),
    ]
    assert found[0].place == f"{tmp_path / 'a.jsonl'}:8"


def test_conflicts_and_leaks_are_errors(tmp_path):
    rows = make_rows()
    twin = {**rows[0], "article": "twin", "topics": ["economy", "energy", "armed-conflict"]}
    checked = run(tmp_path, [*rows, twin], data={"held_out": {"always": ["twin"]}})
    assert kinds(checked) == {"conflict", "leak"}


def test_a_wrong_label_is_suspected(tmp_path):
    rows = make_rows(40)
    row = next(row for row in rows if row["topics"] == ["energy"])
    row["topics"] = ["armed-conflict"]
    checked = run(tmp_path, rows)
    line = f"{tmp_path / 'a.jsonl'}:{rows.index(row) + 1}"
    messages = [
        finding.message for finding in checked.findings if finding.kind == "suspect label" and finding.place == line
    ]
    assert len(messages) == 2
    assert any(message.startswith("carries 'armed-conflict'") for message in messages)
    assert any(message.startswith("lacks 'energy'") for message in messages)


def test_too_few_articles_for_folds_are_still_checked(tmp_path):
    assert run(tmp_path, make_rows(2)).errors == 0


def test_two_labellings_are_compared(tmp_path):
    rows = make_rows()
    first = write_jsonl(tmp_path / "a.jsonl", rows)
    second = write_jsonl(tmp_path / "b.jsonl", [{**row, "topics": row["topics"][:1]} for row in rows[:50]])
    compared = compare_labels(DataSettings(path=(str(first),)), DataSettings(path=(str(second),)))
    assert compared.texts == 50
    assert 0.5 < compared.overall.f1 < 1
    assert compared.as_json()["overall"]["topic"] == "all"


def test_several_topics_in_a_cell_are_warned_of(tmp_path):
    rows = [{**row, "topics": ";".join(sorted(row["topics"]))} for row in make_rows()]
    (finding,) = [finding for finding in run(tmp_path, rows).findings if finding.kind == "separator"]
    assert finding.severity == "warning"
    assert "3 labels hold ';': 'armed-conflict;economy'" in finding.message


def test_no_topic_at_all_is_an_error(tmp_path):
    assert kinds(run(tmp_path, [{**row, "topics": []} for row in make_rows()])) == {"no topic"}


def test_texts_to_learn_nothing_from_are_an_error(tmp_path):
    rows = [{"text": f"once{n}", "topics": ["ab"[n % 2]]} for n in range(10)]
    assert kinds(run(tmp_path, rows)) == {"features"}
