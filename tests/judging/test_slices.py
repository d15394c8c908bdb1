import numpy as np
from judged_samples import noisy_answers

from classify.judging.metrics import judge
from classify.judging.slices import slices

ANSWERS = noisy_answers(30)


def test_a_slice_has_the_scores_of_its_texts_alone():
    values = ["north" if int(article) % 3 else "east" for article in ANSWERS.articles]
    east, north = slices(ANSWERS, values)
    assert (east.value, east.texts, east.articles) == ("east", 50, 10)
    alone = judge(ANSWERS.of_texts(np.flatnonzero(np.array(values) == "north")))
    assert north.micro_f1 == alone.headlines["micro_f1"]
    assert north.macro_f1 == alone.headlines["macro_f1"]


def test_a_slice_of_one_article_has_no_interval():
    parts = slices(ANSWERS, ANSWERS.articles)
    assert len(parts) == 30
    assert all(part.micro_f1.interval is None for part in parts)
