from classify.corpus.findings import Finding, short


def test_a_finding_is_plain_json():
    record = Finding("error", "leak", "a:1", "m").as_json()
    assert record == {"severity": "error", "kind": "leak", "place": "a:1", "message": "m"}


def test_long_texts_are_cut_and_put_on_one_line():
    assert short("a\n b") == "a b"
    assert short("x" * 80) == "x" * 59 + "…"
