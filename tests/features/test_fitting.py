import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from classify.config import FeatureSettings
from classify.errors import InputError
from classify.features import fitting
from classify.features.fitting import fit_features

TEXTS = ["oil and gas", "gas and coal", "coal, oil and gas prices", "prices rose"]


@pytest.fixture(autouse=True, params=[True, False], ids=["compiled", "numba missing"])
def engine(request, monkeypatch):
    monkeypatch.setattr(fitting, "available", lambda: request.param)


def test_words_are_scikit_learns_vectorizer():
    features, matrix = fit_features(TEXTS, FeatureSettings(min_df=2))
    reference = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    expected = reference.fit_transform(TEXTS)
    assert list(features.blocks[0].terms) == reference.get_feature_names_out().tolist()
    np.testing.assert_allclose(features.blocks[0].idf, reference.idf_, rtol=1e-6)
    np.testing.assert_allclose(matrix.csr.toarray(), expected.toarray(), atol=1e-6)


def test_characters_stand_after_words():
    features, matrix = fit_features(TEXTS, FeatureSettings(characters=(3, 4)))
    assert [block.analyzer for block in features.blocks] == ["words", "characters"]
    assert matrix.shape == (4, features.size)


def test_words_of_the_lead_stand_last():
    features, matrix = fit_features(TEXTS, FeatureSettings(characters=(3, 4), min_df=1, lead=3))
    assert [block.name for block in features.blocks] == ["words", "characters", "lead"]
    assert features.blocks[2].terms == ("coal", "gas", "oil", "prices")
    assert matrix.shape == (4, features.size)


@pytest.mark.parametrize("settings", [{"characters": (3, 4)}, {"lead": 7}])
def test_a_text_gets_the_vector_it_was_fitted_with(settings):
    features, matrix = fit_features(TEXTS, FeatureSettings(min_df=1, **settings))
    for row, text in enumerate(TEXTS):
        indices, values = features.vector(text)
        dense = np.zeros(features.size)
        dense[indices] = values
        np.testing.assert_allclose(dense, matrix.csr[row].toarray()[0], atol=1e-6)


def test_nothing_left_is_refused():
    with pytest.raises(InputError, match=r"no n-gram of words \[1, 2\] occurs in 9 of the 4 texts"):
        fit_features(TEXTS, FeatureSettings(min_df=9))
    with pytest.raises(InputError, match="none of the 2 texts holds an n-gram of words") as caught:
        fit_features(["!", "?"], FeatureSettings())
    assert "characters" in caught.value.remedy
    with pytest.raises(InputError, match="neither words nor characters"):
        fit_features(TEXTS, FeatureSettings(words=None))
    with pytest.raises(InputError, match=r"lead counts words, and features\.words is null"):
        fit_features(TEXTS, FeatureSettings(words=None, characters=(3, 4), lead=9))
    with pytest.raises(InputError, match=r"no n-gram of words \[1, 1\] in the lead of 1 characters occurs in 3"):
        fit_features(["oil gas", "gas gas", "oil gas"], FeatureSettings(words=(1, 1), min_df=3, lead=1))


def test_an_error_of_who_listens_is_not_taken_for_texts_without_ngrams():
    def on_features(_):
        raise ValueError("of somebody else")

    with pytest.raises(ValueError, match="of somebody else"):
        fit_features(TEXTS, FeatureSettings(), on_features)
