import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from classify.writing.footers import moved_footer


@pytest.fixture
def file():
    out = io.BytesIO()
    table = pa.table({"text": ["oil", "gas"] * 50, "n": list(range(100)), "list": [["a"], []] * 50, "b": [True] * 100})
    pq.write_table(table, out, row_group_size=3, write_page_index=True)  # more than 15 groups: long lists
    return out.getvalue()


def footer_of(file):
    size = int.from_bytes(file[-8:-4], "little")
    return file[-8 - size : -8]


def test_a_footer_that_is_not_moved_stays_as_it_is(file):
    assert moved_footer(footer_of(file), 0) == footer_of(file)


@pytest.mark.parametrize("distance", [1, 1000, 5_000_000_000])
def test_every_place_is_moved_and_nothing_else(file, distance):
    footer = moved_footer(footer_of(file), distance)
    moved = pq.read_metadata(io.BytesIO(b"PAR1" + footer + len(footer).to_bytes(4, "little") + b"PAR1"))
    before = pq.read_metadata(io.BytesIO(file))
    assert moved.num_row_groups == before.num_row_groups == 34
    for group in range(before.num_row_groups):
        for column in range(before.num_columns):
            old, new = before.row_group(group).column(column).to_dict(), moved.row_group(group).column(column).to_dict()
            for place in ("data_page_offset", "dictionary_page_offset"):
                if old[place] is not None:
                    assert new.pop(place) == old.pop(place) + distance
            assert new == old


def test_moved_groups_can_be_read(file):
    size = len(footer_of(file))
    shifted = b"PAR1" + b"x" * 1000 + file[4 : -8 - size]
    footer = moved_footer(footer_of(file), 1000)
    whole = shifted + footer + len(footer).to_bytes(4, "little") + b"PAR1"
    assert pq.read_table(io.BytesIO(whole)).equals(pq.read_table(io.BytesIO(file)))
