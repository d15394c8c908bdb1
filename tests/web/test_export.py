import csv
import io
import json
import re
from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pages import Reader, needs_nothing

from classify.web.articles import keep
from classify.web.corrections import Change, save, undo
from classify.web.export import as_csv, as_html, as_jsonl, attachment, corrected_rows, standing
from classify.web.tagging import read_text, tag

OIL, SIEGE, TEA = "Crude oil flowed to the refinery.", "Rebels met the <b>offensive</b> with an ambush.", "Tea came."


@pytest.fixture
def tagged(desk):
    return tag(desk.model.tagger, read_text("a <b>.txt", f"{OIL} {SIEGE} {TEA}"))


def correct(desk, text, topics, **extra):
    return save(desk.store, Change(text, topics, **extra), 0)


def rows_of(desk, tagged):
    return corrected_rows(tagged, standing(desk.store, tagged))


def page_of(desk, tagged):
    page = as_html(tagged, standing(desk.store, tagged), desk.model).decode()
    return page, " ".join(Reader(page).text.split())


def test_corrections_are_found_wherever_their_text_stands(desk, tagged):
    saved = correct(desk, f"  {SIEGE.replace(' ', chr(10))}", (), article="another")
    correct(desk, "Something else.", ())
    assert standing(desk.store, tagged) == {1: saved}


def test_a_corrected_row_has_the_persons_topics_and_the_models_beside(desk, tagged):
    saved = correct(desk, OIL, ("economy",), note="so", author="Ann")
    first, second, _ = rows_of(desk, tagged)
    assert (first["topics"], first["model_topics"]) == (["economy"], ["energy"])
    assert (first["author"], first["note"], first["corrected"]) == ("Ann", "so", saved.at)
    assert first["scores"]["energy"] > 0.5
    assert "model_topics" not in second


def test_what_was_taken_back_is_no_correction(desk, tagged):
    saved = correct(desk, OIL, ("economy",))
    undo(desk.store, saved.key, saved.revision, "")
    assert rows_of(desk, tagged)[0]["topics"] == ["energy"]
    assert "✓" not in page_of(desk, tagged)[1].replace("marked ✓", "")


def test_jsonl_is_an_object_a_line_whatever_is_in_it(desk, tagged):
    correct(desk, OIL, (), note="two\nlines\u2028 and é")
    lines = as_jsonl(rows_of(desk, tagged)).decode().split("\n")
    assert [json.loads(line)["position"] for line in lines[:-1]] == [0, 1, 2]
    assert json.loads(lines[0])["note"] == "two\nlines\u2028 and é"
    assert lines[-1] == ""


@pytest.mark.parametrize("note", ['=1+1, "so"', "a\nb", "a\rb", "a\r\nb", ";'", ""])
def test_csv_gives_back_what_was_said(desk, tagged, note):
    correct(desk, OIL, ("energy", "economy"), note=note)
    data = as_csv(rows_of(desk, tagged), tagged.topics).decode()
    first, second, _ = csv.DictReader(io.StringIO(data, newline=""))
    assert (first["note"], first["topics"], first["model_topics"]) == (note, "energy;economy", "energy")
    assert (second["note"], second["model_topics"]) == ("", "")
    assert float(first["energy"]) == pytest.approx(tagged.scores[0, tagged.topics.index("energy")], abs=1e-7)


def test_the_page_has_the_persons_topics_and_counts_them(desk, tagged):
    correct(desk, OIL, ("economy",), note="<i>so</i>", author="Ann")
    page, text = page_of(desk, tagged)
    assert "set by Ann; the model gives energy. <i>so</i>" in text
    assert re.search(r"all 3 sentences armed-conflict 1 economy 1 ", text)
    assert re.search(rf"{re.escape(OIL)} economy 0\.\d\d ✓", text)
    assert page.count("set by") == 1


def test_the_page_tells_what_was_confirmed_and_what_has_no_topic(desk, tagged):
    correct(desk, OIL, ("energy",), author="Ann")
    correct(desk, SIEGE, ())
    correct(desk, TEA, ("energy",))
    _, text = page_of(desk, tagged)
    assert "✓ confirmed by Ann" in text
    assert "no topic ✓ set; the model gives armed-conflict" in text
    assert "✓ set; the model gives no topic" in text


def test_a_topic_that_the_model_no_longer_knows_is_kept_in_rows_and_told_on_the_page(desk, tagged):
    correct(desk, OIL, ("sport",), author="Ann")
    assert rows_of(desk, tagged)[0]["topics"] == ["sport"]
    assert "no topic ✓ set by Ann; set to sport, which this model has not" in page_of(desk, tagged)[1]


def test_the_page_shows_markup_as_text_and_needs_nothing(desk, tagged):
    page, text = page_of(desk, tagged)
    assert SIEGE in text
    assert "a <b>.txt" in text
    assert "Tagged with the model small." in text
    needs_nothing(page)


def test_exporting_changes_nothing(desk, tagged):
    keep(desk.store, "a", OIL)
    correct(desk, OIL, ("economy",))
    given = tagged.given.copy()
    page_of(desk, tagged)
    rows_of(desk, tagged)
    assert (tagged.given == given).all()


@given(st.text(max_size=90), st.sampled_from(["csv", "html"]))
@example("\u202etxt.exe", "csv")
@example("../../a\r\nX: y", "html")
def test_any_name_of_an_article_makes_a_name_of_a_file(name, form):
    header = attachment(name, form)
    simple, full = re.fullmatch(r"attachment; filename=\"([^\"]+)\"; filename\*=UTF-8''(\S+)", header).groups()
    assert header.isascii()
    assert header.isprintable()
    for each in (simple, unquote(full)):
        assert each.isprintable()
        assert not set(each) & set('/\\:*?"<>|')
        assert each.endswith(f".{form}")
        assert not each.startswith(".")


def test_the_suffix_of_the_article_gives_way():
    assert attachment("War: part 2.txt", "csv").startswith('attachment; filename="War part 2.csv"; ')
