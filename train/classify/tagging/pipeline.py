"""scikit-learn's Pipeline as a template: what its own fitting leaves, with the fitted numbers left open.

It is built of scikit-learn's own classes alone, so that `joblib.load` needs no `classify`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import FeatureUnion, Pipeline

from classify.features.reference import new_vectorizer
from classify.tagging.pickles import Place, pickled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sklearn.feature_extraction.text import TfidfVectorizer

    from classify.features.tfidf import Block
    from classify.learning.probabilities import TaskKind

_WORDS = "ab", "cd", "ef"


def new_template(blocks: Sequence[Block], kind: TaskKind, topics: int) -> tuple[bytes, bytes, bytes]:
    """Fit a Pipeline on a few words, and leave open what fitting on other texts would change.

    Args:
        blocks: what is counted; their terms do not matter.
        kind: whether a text has any number of topics or exactly one.
        topics: how many topics there are; more than three are the same as three.

    Returns:
        Pickles with places, of the Pipeline, its classifier, and the estimator of one output; see `Template`.
    """
    longest = max(block.longest for block in blocks)
    texts = [" ".join([word] * longest) for word in _WORDS]
    classifier = OneVsRestClassifier(LogisticRegression(solver="liblinear"))
    pipeline = Pipeline([("features", _extractor(blocks)), ("classifier", classifier)])
    pipeline.fit(texts, _labels(kind, topics))
    classifier.label_binarizer_.classes_ = classifier.classes_ = Place("topics")
    classifier.n_features_in_ = Place("size")
    estimator, classifier.estimators_ = classifier.estimators_[0], Place("estimators")
    estimator.coef_, estimator.intercept_ = Place("coefficients"), Place("intercept")
    estimator.n_features_in_ = Place("size")
    pipeline.steps[1] = ("classifier", Place("classifier"))
    for number, vectorizer in enumerate(_vectorizers(pipeline)):
        vectorizer.vocabulary_ = Place(f"vocabulary {number}")
        tfidf = vectorizer._tfidf
        tfidf.idf_, tfidf.n_features_in_ = Place(f"idf {number}"), Place(f"size {number}")
    return pickled(pipeline), pickled(classifier), pickled(estimator)


def _extractor(blocks: Sequence[Block]) -> TfidfVectorizer | FeatureUnion:
    if len(blocks) == 1:
        return _vectorizer(blocks[0])
    return FeatureUnion([(block.name, _vectorizer(block)) for block in blocks])


def _vectorizer(block: Block) -> TfidfVectorizer:
    return new_vectorizer(block.analyzer, (block.shortest, block.longest), block.sublinear_tf, block.lead)


def _vectorizers(pipeline: Pipeline) -> list[TfidfVectorizer]:
    extractor = pipeline.steps[0][1]
    if isinstance(extractor, FeatureUnion):
        return [vectorizer for _, vectorizer in extractor.transformer_list]
    return [extractor]


def _labels(kind: TaskKind, topics: int) -> np.ndarray:
    if kind == "multi":
        return np.eye(len(_WORDS), dtype=int)
    return np.array([str(text % max(topics, 2)) for text in range(len(_WORDS))])
