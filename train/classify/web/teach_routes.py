"""Teaching: what to label next, retraining, and putting models in use."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter

from classify.web import corrections
from classify.web.articles import list_articles
from classify.web.corrections import key_of
from classify.web.errors import BUSY, RESPONSES
from classify.web.request import DeskOf
from classify.web.schemas import PaceAnswer, QueueAnswer, QueueRequest, RetrainState, SuggestionAnswer

router = APIRouter(prefix="/api", tags=["teach"], responses=RESPONSES)


@router.post("/queue")
def queue(request: QueueRequest, desk: DeskOf) -> QueueAnswer:
    """Choose the texts worth labelling next, and say how the labelling goes."""
    model = desk.model
    left, chosen = desk.pool.next(model, request.count, request.skip)
    known = corrections.find(desk.store, [key_of(each.candidate.sentence.text) for each in chosen])
    names = {article.id: article.name for article in list_articles(desk.store)}
    suggestions = [
        SuggestionAnswer(
            key=(key := key_of(each.candidate.sentence.text)),
            revision=known[key].revision if key in known else 0,
            article=each.candidate.article,
            name=names.get(each.candidate.article, Path(each.candidate.article).name),
            position=each.candidate.position,
            text=each.candidate.sentence.text,
            topics=list(each.tagged.topics),
            scores=each.tagged.scores,
            asked_for=each.asked_for,
            distance=each.distance,
        )
        for each in chosen
    ]
    pace = PaceAnswer.model_validate(corrections.pace(desk.store))
    return QueueAnswer(left=left, pace=pace, suggestions=suggestions)


@router.get("/retrain")
def state(desk: DeskOf) -> RetrainState:
    """Say how the retraining is, and what the new model changes once it is ready."""
    return RetrainState.model_validate(desk.retraining.state)


@router.post("/retrain", status_code=202, responses=BUSY)
def start(desk: DeskOf) -> RetrainState:
    """Learn anew from the data and the corrections, in the background; one run at a time."""
    desk.retraining.start()
    return state(desk)


@router.post("/retrain/accept", responses=BUSY)
def accept(desk: DeskOf) -> RetrainState:
    """Put the new model in use."""
    desk.retraining.accept()
    return state(desk)


@router.post("/retrain/discard", responses=BUSY)
def discard(desk: DeskOf) -> RetrainState:
    """Throw the new model away."""
    desk.retraining.discard()
    return state(desk)


@router.post("/retrain/back", responses=BUSY)
def bring_back(desk: DeskOf) -> RetrainState:
    """Put the model in use that was before the last one accepted."""
    desk.retraining.bring_back()
    return state(desk)
