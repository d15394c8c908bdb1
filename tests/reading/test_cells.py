from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.errors import InputError
from classify.reading.blocks import Block
from classify.reading.cells import cell_rows

CELLS = st.text(st.sampled_from('ab,;"\t\n\ré '), max_size=6)


def read(text, name="a.csv"):
    data = text.encode()
    return [(row.line, row.cells) for row in cell_rows(Path(name), [Block(data, data.isascii(), len(data))])]


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1), st.sampled_from(",;\t"))
def test_what_the_csv_module_writes_is_read_again(rows, delimiter):
    import csv
    from io import StringIO

    page = StringIO(newline="")
    csv.writer(page, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([("text", "label"), *rows])
    assert [tuple(cells) for _, cells in read(page.getvalue())[1:]] == rows


@pytest.mark.parametrize(
    ("text", "name", "header"),
    [
        ("text,label\n", "a.csv", ["text", "label"]),
        ("id;text;label\n", "a.csv", ["id", "text", "label"]),
        ("text\tlabel\n", "a.csv", ["text", "label"]),
        ("a;b,c;d\n", "a.csv", ["a", "b,c", "d"]),
        ('"a;b;c",text\n', "a.csv", ["a;b;c", "text"]),
        ("a,b,c\n", "a.tsv", ["a,b,c"]),
        ("a\tb\n", "a.tsv.gz", ["a", "b"]),
        ("text", "a.csv", ["text"]),
    ],
)
def test_the_delimiter_is_that_of_the_header(text, name, header):
    assert read(text, name) == [(1, header)]


def test_a_row_has_the_line_that_it_begins_on():
    assert [line for line, _ in read('text\n"a\nb"\n\nc\n')] == [1, 2, 5]


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ('text,n\na,1\n"b,2\nc,3\n', "a.csv:3: a quote in this row is not closed (read on to line 4)"),
        ('text,n\n"a,1\nb,2\n"c",3\n', "a.csv:2: a quote in this row is not closed (read on to line 4)"),
        ("text,n\na,1\nb, c,2\n", "a.csv:3: 3 cells where the header has 2"),
        ("\ntext,n,text\na,1,b\n", "a.csv:2: the header names the column 'text' twice"),
    ],
)
def test_what_would_swallow_text_is_refused(text, cause):
    with pytest.raises(InputError) as caught:
        read(text)
    assert cause in caught.value.cause


def test_whoever_listens_is_told_of_every_wrong_row_and_given_the_others():
    wrong = []
    data = b'text,n\na,1\nb,2,3\n"c,4\nd,"5"\ne,6\n"f,7\n'
    rows = list(cell_rows(Path("a.csv"), [Block(data, True, len(data))], wrong.append))
    assert [(row.line, row.cells) for row in rows] == [(1, ["text", "n"]), (2, ["a", "1"]), (6, ["e", "6"])]
    assert [error.cause.partition(": ")[0] for error in wrong] == ["a.csv:3", "a.csv:4", "a.csv:7"]


def test_a_header_that_cannot_be_read_is_refused_whoever_listens():
    with pytest.raises(InputError, match="a quote in this row is not closed"):
        list(cell_rows(Path("a.csv"), [Block(b'"text,n\na,1\n', True, 12)], print))


def test_a_quote_within_a_cell_and_empty_cells_at_the_end_are_taken():
    assert [cells for _, cells in read('text,n\n5" pipe,1,,\n')] == [["text", "n"], ['5" pipe', "1", "", ""]]


def test_columns_without_a_name_may_repeat():
    assert read("text,,\na,,\n")[0][1] == ["text", "", ""]


def test_nothing_has_no_rows():
    assert read("") == []
