"""The same model as a scikit-learn Pipeline, for scripts that have scikit-learn and nothing else.

It is built of scikit-learn's own classes alone, with the fitted attributes set from the model's arrays, so that
`joblib.load` needs no `classify`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.preprocessing import LabelBinarizer

from classify.features.reference import new_vectorizer

if TYPE_CHECKING:
    from sklearn.feature_extraction.text import TfidfVectorizer

    from classify.features.tfidf import Block
    from classify.tagging.model import Model


def as_pipeline(model: Model) -> Pipeline:
    """Return a fitted Pipeline whose `predict_proba` agrees with the model's scores."""
    blocks = model.features.blocks
    if len(blocks) == 1:
        features: TfidfVectorizer | FeatureUnion = _vectorizer(blocks[0])
    else:
        features = FeatureUnion([(block.analyzer, _vectorizer(block)) for block in blocks])
    return Pipeline([("features", features), ("classifier", _one_vs_rest(model))])


def _vectorizer(block: Block) -> TfidfVectorizer:
    vectorizer = new_vectorizer(
        block.analyzer, (block.shortest, block.longest), block.sublinear_tf, vocabulary=block.position
    )
    vectorizer.idf_ = block.idf.astype(np.float64)
    vectorizer.vocabulary_ = block.position
    return vectorizer


def _one_vs_rest(model: Model) -> OneVsRestClassifier:
    classifier = OneVsRestClassifier(LogisticRegression(solver="liblinear"))
    classifier.estimators_ = [_logistic_regression(model, output) for output in range(model.coefficients.shape[1])]
    binarizer = LabelBinarizer(sparse_output=True)
    names = np.array([topic.id for topic in model.topics])
    binarizer.fit(np.eye(len(names), dtype=int) if model.kind == "multi" else names)
    binarizer.classes_ = names
    classifier.label_binarizer_ = binarizer
    classifier.classes_ = names
    classifier.n_features_in_ = model.features.size
    return classifier


def _logistic_regression(model: Model, output: int) -> LogisticRegression:
    fitted = LogisticRegression(solver="liblinear")
    fitted.coef_ = np.ascontiguousarray(model.coefficients[:, output])[None, :]
    fitted.intercept_ = model.intercepts[output : output + 1]
    fitted.classes_ = np.array([0, 1])
    fitted.n_iter_ = np.array([1], dtype=np.int32)
    fitted.n_features_in_ = model.features.size
    return fitted
