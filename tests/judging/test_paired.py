import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from judged_samples import answers, drawn_answers, noisy_answers

from classify.judging.measures import HEADLINES
from classify.judging.metrics import judge
from classify.judging.paired import compare


@given(drawn_answers())
def test_a_tagger_does_not_differ_from_itself(sample):
    paired = compare(sample, sample)
    for difference in paired.headlines.values():
        assert difference.value == 0
        assert not difference.moved


def test_differences_are_those_of_the_figures_and_turn_round():
    first, second = noisy_answers(40, 0.2), noisy_answers(40, 0.1, seed=1)
    there, back = compare(first, second), compare(second, first)
    for measure in HEADLINES:
        expected = judge(second).headlines[measure.name].value - judge(first).headlines[measure.name].value
        difference, opposite = there.headlines[measure.name], back.headlines[measure.name]
        assert difference.value == pytest.approx(expected)
        assert difference.interval == pytest.approx((-opposite.interval[1], -opposite.interval[0]))
    assert there.headlines["micro_f1"].moved
    assert there.headlines["micro_f1"].value > 0


def test_pairing_narrows_the_interval():
    first = noisy_answers(60, 0.2)
    given_ = first.given.copy()
    given_[::25] = first.targets[::25]
    low, high = compare(first, replace(first, given=given_)).headlines["micro_f1"].interval
    alone = judge(first).headlines["micro_f1"].interval
    assert high - low < (alone[1] - alone[0]) / 2


def test_only_the_topic_that_changed_moves():
    first = noisy_answers(60, 0.2)
    given_ = first.given.copy()
    given_[:, 1] = first.targets[:, 1]
    moved = {topic for topic, row in compare(first, replace(first, given=given_)).per_topic.items() if row.moved}
    assert moved == {"b"}


def test_what_cannot_be_compared_has_no_difference():
    nothing = answers([[1, 0], [1, 0]], [[0.9, 0.1], [0.9, 0.1]])
    row = compare(nothing, nothing).per_topic["b"]
    assert (row.value, row.interval, row.moved) == (None, None, False)
    one = replace(nothing, articles=("x", "x"))
    assert compare(one, one).headlines["micro_f1"].interval is None


def test_differences_are_plain_json():
    record = json.loads(json.dumps(compare(noisy_answers(10), noisy_answers(10, seed=1)).as_json()))
    assert set(record["headlines"]["micro_f1"]) == {"value", "interval", "moved"}
    assert set(record["per_topic"]) == {"a", "b", "c"}
    assert not np.isnan(record["headlines"]["macro_f1"]["value"])
