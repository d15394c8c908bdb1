"""Reading: tag texts, say why, list topics, tell how the server is."""

from __future__ import annotations

from fastapi import APIRouter, Response
from fastapi.concurrency import run_in_threadpool

import classify
from classify.web import corrections, limits
from classify.web.desk import InUse, check_topics
from classify.web.errors import RESPONSES
from classify.web.explaining import explain
from classify.web.request import DeskOf
from classify.web.schemas import ExplainAnswer, ExplainRequest, Health, TagAnswer, TagRequest, TopicInfo
from classify.web.tagging import read_text, records, summary, tag

router = APIRouter(prefix="/api", tags=["read"], responses=RESPONSES)


@router.get("/health")
def health(desk: DeskOf) -> Health:
    """Say what is running."""
    model = desk.model
    return Health(
        status="ok",
        version=classify.__version__,
        model=model.name,
        fingerprint=model.fingerprint,
        kind="single" if model.tagger.kind == "single" else "multi",
        topics=len(model.codes),
        corrections=corrections.count(desk.store),
    )


@router.get("/topics")
def topics(desk: DeskOf) -> list[TopicInfo]:
    """List the topics, in the model's order, with what each covers."""
    model = desk.model
    tagger = model.tagger
    return [
        TopicInfo(
            id=topic,
            title=tagger.titles[topic],
            definition=tagger.definitions[topic],
            threshold=None if tagger.rule.by_rank else tagger.thresholds[topic],
            code=model.codes[topic],
            key=model.keys.get(topic),
        )
        for topic in model.codes
    ]


@router.post("/tag", responses={200: {"model": TagAnswer}}, response_class=Response)
async def tag_texts(request: TagRequest, desk: DeskOf) -> Response:
    """Tag a batch of texts: the records of `classify predict --format jsonl`, and a summary of each text."""
    # Handing a short article to another thread takes as long as tagging it; all else would keep others waiting.
    if _quick(request):
        body = _tagged(request, desk.model)
    else:
        body = await run_in_threadpool(_tagged, request, desk.model)
    return Response(body, media_type="application/json")


def _quick(request: TagRequest) -> bool:
    """Whether a request takes some milliseconds alone; reasons take several times as long as topics."""
    short = sum(len(text.text) for text in request.texts) <= limits.SHORT_CHARACTERS
    return short and len(request.texts) <= limits.FEW_TEXTS and not request.explain


def _tagged(request: TagRequest, model: InUse) -> bytes:
    wanted = None if request.topics is None else check_topics(model, request.topics)
    whole = request.unit == "document"
    tagged = [
        tag(model.tagger, read_text(text.name, text.text, whole), wanted, request.explain) for text in request.texts
    ]
    rows = b",".join(records(batch)[1:-1] for batch in tagged)
    articles = b",".join(summary(batch) for batch in tagged)
    return b'{"rows":[%b],"articles":[%b]}' % (rows, articles)


@router.post("/explain")
def explain_text(request: ExplainRequest, desk: DeskOf) -> ExplainAnswer:
    """Say which n-grams and words speak for and against topics of one text, and how far it is from the thresholds."""
    model = desk.model
    wanted = list(model.codes) if request.topics is None else check_topics(model, request.topics)
    return explain(model.tagger, request.text, wanted, request.top)
