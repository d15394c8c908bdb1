"""The same model as a scikit-learn Pipeline, for scripts that have scikit-learn and nothing else.

It is built of scikit-learn's own classes alone, with the fitted attributes set from the model's arrays, so that
`joblib.load` needs no `classify`.
"""

from __future__ import annotations

import pickle
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.preprocessing import LabelBinarizer

from classify.features.reference import new_vectorizer

if TYPE_CHECKING:
    from collections.abc import Callable

    from sklearn.feature_extraction.text import TfidfVectorizer

    from classify.features.tfidf import Block, Features
    from classify.tagging.model import Model


class _Pickler(pickle.Pickler):
    """Pickles a Pipeline, and completes its classifier when it comes to that."""

    def __init__(self, file: Any, classifier: OneVsRestClassifier, model: Callable[[], Model]) -> None:
        super().__init__(file, protocol=4)
        self._classifier, self._model = classifier, model

    def reducer_override(self, value: object) -> Any:
        """Complete the classifier, and leave the pickling of everything as it is."""
        if value is self._classifier:
            _complete(self._classifier, self._model())
        return NotImplemented


class _Packer:
    """A file that packs what is written to it."""

    def __init__(self) -> None:
        self._compressor = zlib.compressobj(1)
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> None:
        """Take some bytes."""
        self._parts.append(self._compressor.compress(data))

    def packed(self) -> bytes:
        """Return all that was written, packed."""
        return b"".join([*self._parts, self._compressor.flush()])


def packed_pipeline(features: Features, model: Callable[[], Model]) -> bytes:
    """Return a fitted Pipeline as `joblib.load` reads it, whose `predict_proba` agrees with the model's scores.

    `joblib.dump` would write the same with Python's own pickler, ten times slower.

    Args:
        features: the model's features.
        model: gives the model; called when its coefficients are due. What comes before them, most of the work, is
            packed by then.
    """
    file, classifier = _Packer(), OneVsRestClassifier(LogisticRegression(solver="liblinear"))
    _Pickler(file, classifier, model).dump(Pipeline([("features", _extractor(features)), ("classifier", classifier)]))
    return file.packed()


def _extractor(features: Features) -> TfidfVectorizer | FeatureUnion:
    if len(features.blocks) == 1:
        return _vectorizer(features.blocks[0])
    return FeatureUnion([(block.analyzer, _vectorizer(block)) for block in features.blocks])


def _vectorizer(block: Block) -> TfidfVectorizer:
    vectorizer = new_vectorizer(
        block.analyzer, (block.shortest, block.longest), block.sublinear_tf, vocabulary=block.position
    )
    vectorizer.idf_ = block.idf.astype(np.float64)
    vectorizer.vocabulary_ = block.position
    return vectorizer


def _complete(classifier: OneVsRestClassifier, model: Model) -> None:
    """Set what fitting would."""
    classifier.estimators_ = [_logistic_regression(model, output) for output in range(model.coefficients.shape[1])]
    binarizer = LabelBinarizer(sparse_output=True)
    names = np.array([topic.id for topic in model.topics])
    binarizer.fit(np.eye(len(names), dtype=int) if model.kind == "multi" else names)
    binarizer.classes_ = names
    classifier.label_binarizer_ = binarizer
    classifier.classes_ = names
    classifier.n_features_in_ = model.features.size


def _logistic_regression(model: Model, output: int) -> LogisticRegression:
    fitted = LogisticRegression(solver="liblinear")
    fitted.coef_ = np.ascontiguousarray(model.coefficients[:, output])[None, :]
    fitted.intercept_ = model.intercepts[output : output + 1]
    fitted.classes_ = np.array([0, 1])
    fitted.n_iter_ = np.array([1], dtype=np.int32)
    fitted.n_features_in_ = model.features.size
    return fitted
