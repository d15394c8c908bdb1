import json

import pytest
from tagged_samples import Sink, sample

from classify.tagging.rows import as_row
from classify.writing.jsonl import JsonlForm


@pytest.mark.parametrize("why", [False, True])
@pytest.mark.parametrize("kinds", [("text",), ("headline", "sentence")])
def test_lines_are_the_records_of_the_contract(kinds, why):
    tagged = sample(kinds=kinds, why=why)
    lines = JsonlForm().render(tagged).decode().split("\n")
    assert lines.pop() == ""
    reasons = tagged.why or [None] * len(lines)
    for line, (position, one), reason in zip(lines, tagged.sentences(), reasons, strict=True):
        found, expected = json.loads(line), as_row(tagged.source, position, one, tagged.topics, reason)
        assert found.pop("scores") == pytest.approx(expected.pop("scores"), abs=1e-7)
        assert found == expected


def test_batches_follow_each_other():
    out, form = Sink(), JsonlForm()
    form.begin(out)
    assert form.append(form.render(sample()), out) == ""
    form.append(form.render(sample(1)), out)
    form.finish(out)
    assert out.data == form.render(sample()) + form.render(sample(1))
