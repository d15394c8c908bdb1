import sqlite3
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.web.corrections import (
    Change,
    ConflictError,
    all_corrections,
    count,
    find,
    history,
    key_of,
    pace,
    save,
    undo,
)
from classify.web.store import FILE, Store

OIL = Change("Oil rose.", ("energy",), ("economy",), "sure", "Ann", "a1", 3)


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path)


def test_a_correction_is_kept_with_who_and_when(store):
    saved = save(store, OIL, 0)
    (found,) = all_corrections(store)
    assert found == saved
    assert (found.topics, found.guess, found.note, found.author) == (("energy",), ("economy",), "sure", "Ann")
    assert found.at.endswith("+00:00")


def test_white_space_does_not_make_another_text(store):
    save(store, OIL, 0)
    assert find(store, [key_of("Oil\n rose. ")])[key_of("Oil rose.")].topics == ("energy",)


def test_a_change_on_an_old_revision_is_a_conflict_and_changes_nothing(store):
    first = save(store, OIL, 0)
    second = save(store, replace(OIL, topics=("economy",), author="Bo"), first.revision)
    for stale in (0, first.revision, second.revision + 1):
        with pytest.raises(ConflictError) as caught:
            save(store, OIL, stale)
        assert caught.value.current == second
        with pytest.raises(ConflictError):
            undo(store, first.key, stale, "Ann")
    assert all_corrections(store) == [second]


@given(st.lists(st.sampled_from(["energy", "economy", "peace", "undo"]), max_size=14))
def test_undo_goes_back_step_by_step(tmp_path_factory, steps):
    store = Store(tmp_path_factory.mktemp("undo"))
    expected, revision = [], 0
    for step in steps:
        if step != "undo":
            expected.append(step)
            revision = save(store, replace(OIL, topics=(step,)), revision).revision
        elif (back := undo(store, key_of(OIL.text), revision, "Ann")) is None:
            assert expected == []
        else:
            expected.pop()
            revision = back.revision
    standing = [correction.topics for correction in all_corrections(store)]
    assert standing == ([(expected[-1],)] if expected else [])
    assert count(store) == len(standing)
    store.close()


def test_all_that_was_said_stays_in_the_history(store):
    first = save(store, OIL, 0)
    undo(store, first.key, first.revision, "Bo")
    assert [(row.topics, row.author) for row in history(store, first.key)] == [(("energy",), "Ann"), (None, "Bo")]


def test_pace_counts_the_last_stretch_alone(store):
    for number in range(5):
        save(store, replace(OIL, text=f"Text {number}."), 0)
    times = ["09:00:00", "09:01:00", "12:00:00", "12:00:30", "12:01:00"]
    with sqlite3.connect(store.path.with_name(FILE)) as connection:
        for number, time in enumerate(times, 1):
            connection.execute(
                "UPDATE correction SET at = ? WHERE revision = ?", (f"2026-01-05T{time}.000+00:00", number)
            )
    found = pace(store)
    assert (found.texts, found.stretch, found.per_hour) == (5, 3, 120.0)


def test_pace_counts_each_text_once_and_none_that_was_taken_back(store):
    first = save(store, OIL, 0)
    for topics in (("economy",), ()):
        first = save(store, replace(OIL, topics=topics, note="again"), first.revision)
    other = save(store, replace(OIL, text="Gas fell."), 0)
    undo(store, other.key, other.revision, "Ann")
    assert (pace(store).texts, pace(store).stretch) == (1, 1)
    again = find(store, [other.key])[other.key]
    save(store, replace(OIL, text="Gas fell."), again.revision)
    assert (pace(store).texts, pace(store).stretch) == (2, 2)


def test_some_seconds_of_labelling_say_nothing_of_an_hour(store):
    for number in range(3):
        save(store, replace(OIL, text=f"Text {number}."), 0)
    assert pace(store).per_hour is None


def test_pace_of_nothing(store):
    assert pace(store).per_hour is None
