import json

import pytest
from tagged_samples import Sink, sample

from classify.writing.jsonl import JsonlForm


def record(source, position, tagged, why):
    """Return the record of the contract."""
    text = tagged.sentence
    row = {"file": source, "position": position, "start": text.start, "end": text.end, "text": text.text}
    row |= {"topics": list(tagged.topics), "scores": tagged.scores, "kind": text.kind}
    if why is None:
        return row
    lists = [{topic: [list(part) for part in side[topic]] for topic in side} for side in (why.ngrams, why.words)]
    return {**row, "why": lists[0], "why_words": lists[1], "why_not": why.missed.as_json(), "why_fallback": None}


@pytest.mark.parametrize("why", [False, True])
@pytest.mark.parametrize("kinds", [("text",), ("headline", "sentence")])
def test_lines_are_the_records_of_the_contract(kinds, why):
    tagged = sample(kinds=kinds, why=why)
    lines = JsonlForm().render(tagged).decode().split("\n")
    assert lines.pop() == ""
    reasons = tagged.why or [None] * len(lines)
    for line, (position, one), reason in zip(lines, tagged.sentences(), reasons, strict=True):
        found, expected = json.loads(line), record(tagged.source, position, one, reason)
        assert found.pop("scores") == pytest.approx(expected.pop("scores"), abs=1e-7)
        assert found == expected


def test_batches_follow_each_other():
    out, form = Sink(), JsonlForm()
    form.begin(out)
    assert form.append(form.render(sample()), out) == ""
    form.append(form.render(sample(1)), out)
    form.finish(out)
    assert out.data == form.render(sample()) + form.render(sample(1))
