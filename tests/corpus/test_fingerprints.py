from classify.corpus.fingerprints import file_fingerprints, fingerprint, met_again, text_fingerprints
from classify.records import Example


def test_the_fingerprint_changes_with_any_part_of_the_data():
    base = [Example("t", ("x", "y"), "a", "p"), Example("u", (), "b", "p")]
    changed = [
        [Example("t!", ("x", "y"), "a", "p"), base[1]],
        [Example("t", ("xy",), "a", "p"), base[1]],
        [Example("t", ("x", "y"), "b", "p"), base[1]],
        base[::-1],
    ]
    prints = {fingerprint(base), *(fingerprint(other) for other in changed)}
    assert len(prints) == 5
    assert fingerprint([Example("t", ("x", "y"), "a", "elsewhere"), base[1]]) == fingerprint(base)


def test_a_file_is_met_again_whatever_its_name_and_what_stands_beside_it():
    known = file_fingerprints([Example(text, (), text, f"{text[0]}.jsonl:{text[1]}") for text in ("a1", "a2", "b1")])
    again = [
        Example("new", (), "new", "new.jsonl:1"),
        *(Example(f"a{n}", (), f"a{n}", f"x.csv: row {n}") for n in "12"),
    ]
    assert met_again(again, known) == 2
    assert met_again(again[:2], known) == 0


def test_a_text_with_its_topics_is_told_again_wherever_it_stands():
    first = Example("A b.", ("x", "y"), "a", "p:1")
    (known,) = text_fingerprints([first])
    same, *others = text_fingerprints(
        [
            Example(" A\nb.", ("y", "x"), "b", "q:7"),
            Example("A c.", ("x", "y"), "a", "p:1"),
            Example("A b.", ("x",), "a", "p:1"),
        ]
    )
    assert same == known
    assert known not in others
