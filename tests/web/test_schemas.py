import pytest
from pydantic import BaseModel, ValidationError

from classify.verbs.retrain import Change, Moved, Retrained
from classify.web import schemas
from classify.web.retraining import State

FINE = {
    schemas.TagRequest: {"texts": [{"text": "Oil."}]},
    schemas.ExplainRequest: {"text": "Oil."},
    schemas.CorrectionRequest: {"text": "Oil.", "topics": []},
    schemas.UndoRequest: {"revision": 1},
    schemas.QueueRequest: {},
}
WRONG = [
    (schemas.TagRequest, {"texts": ["Oil."]}),
    (schemas.TagRequest, {"texts": [{"text": 5}]}),
    (schemas.TagRequest, {"texts": [{"text": None}]}),
    (schemas.TagRequest, {"texts": [{"text": "Oil.", "name": ""}]}),
    (schemas.TagRequest, {"texts": [{"text": "Oil.", "nme": "a"}]}),
    (schemas.TagRequest, {"unit": "word"}),
    (schemas.TagRequest, {"explain": "yes"}),
    (schemas.TagRequest, {"explain": 1}),
    (schemas.TagRequest, {"topics": "energy"}),
    (schemas.ExplainRequest, {"top": -1}),
    (schemas.ExplainRequest, {"top": 2.5}),
    (schemas.ExplainRequest, {"top": True}),
    (schemas.CorrectionRequest, {"topics": None}),
    (schemas.CorrectionRequest, {"topics": [["energy"]]}),
    (schemas.CorrectionRequest, {"revision": "1"}),
    (schemas.CorrectionRequest, {"revision": -1}),
    (schemas.CorrectionRequest, {"revision": 2**63}),
    (schemas.CorrectionRequest, {"position": 2**31}),
    (schemas.CorrectionRequest, {"note": "\ud800"}),
    (schemas.UndoRequest, {"revision": None}),
    (schemas.QueueRequest, {"count": 0}),
    (schemas.QueueRequest, {"skip": [1]}),
]


@pytest.mark.parametrize("model", FINE)
def test_the_least_that_a_request_must_hold_is_enough(model):
    model.model_validate(FINE[model])


@pytest.mark.parametrize(("model", "change"), WRONG)
def test_wrong_types_and_values_are_refused_not_bent(model, change):
    with pytest.raises(ValidationError):
        model.model_validate({**FINE[model], **change})


@pytest.mark.parametrize("model", FINE)
def test_a_field_that_nobody_knows_is_refused(model):
    with pytest.raises(ValidationError, match="explian"):
        model.model_validate({**FINE[model], "explian": True})


def fields(model):
    return set(model.model_fields)


def agrees(model, answer):
    """Assert that an answer holds what its schema promises, and nothing that it does not speak of."""
    model.model_validate(answer)
    required = {name for name, field in model.model_fields.items() if field.is_required()}
    assert required <= set(answer) <= fields(model)


@pytest.mark.parametrize("explain", [False, True])
def test_answers_that_are_written_by_hand_hold_what_their_schema_says(client, explain):
    body = {"texts": [{"text": "Crude oil refinery. Xyzzy."}], "explain": explain}
    answer = client.post("/api/tag", json=body).json()
    agrees(schemas.TagAnswer, answer)
    for row in answer["rows"]:
        agrees(schemas.Row, row)
        assert ("why" in row) is explain
    agrees(schemas.Summary, answer["articles"][0])
    agrees(schemas.TopicShare, answer["articles"][0]["topics"][0])


def test_a_shown_article_holds_what_its_schema_says(client):
    opened = client.post("/api/articles", json={"text": "Crude oil refinery."}).json()
    client.put("/api/corrections", json={"text": "Crude oil refinery.", "topics": []})
    answer = client.get(f"/api/articles/{opened['id']}").json()
    agrees(schemas.ArticleAnswer, answer)
    agrees(schemas.CorrectionAnswer, answer["corrections"]["0"])


def test_the_outcome_of_a_retraining_is_told_whole():
    change, none = Change(0.5, 0.75, (-0.1, 0.6)), Change(None, None, None)
    moved = (Moved("Oil.", ("energy",), (), ("energy",)),)
    outcome = Retrained(5, 2, {"micro_f1": change}, {"energy": none}, 3, 1, 0, 1, moved).as_json()
    told = schemas.RetrainState.model_validate(State("ready", outcome=outcome)).model_dump(mode="json")
    assert told["outcome"] == {
        **outcome,
        "headlines": {"micro_f1": {"before": 0.5, "after": 0.75, "interval": [-0.1, 0.6]}},
        "moved": [{"text": "Oil.", "wanted": ["energy"], "before": [], "after": ["energy"]}],
    }


def test_every_schema_says_what_it_is():
    models = [each for each in vars(schemas).values() if isinstance(each, type) and issubclass(each, BaseModel)]
    assert [each.__name__ for each in models if not each.__name__.startswith("_") and not each.__doc__] == []
