from dataclasses import replace

import pytest

from classify.errors import InputError
from classify.web import pool as module
from classify.web.articles import keep, remove
from classify.web.corrections import Change, key_of, save, undo
from classify.web.desk import Desk, Places
from classify.web.pool import Pool

SENTENCES = ["Oil report one.", "Bank news two.", "Siege story three.", "Tea time four."]


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "pool"
    folder.mkdir()
    for number, sentence in enumerate(SENTENCES):
        (folder / f"{number}.txt").write_text(sentence)
    return folder


@pytest.fixture
def pool(desk, folder):
    return Pool(desk.store, folder)


@pytest.fixture
def scored(monkeypatch):
    """Tell how many texts are scored, call by call."""
    counts, score = [], module.score_candidates
    monkeypatch.setattr(
        module, "score_candidates", lambda tagger, texts: (counts.append(len(texts)), score(tagger, texts))[1]
    )
    return counts


def texts(answer):
    left, suggestions = answer
    return left, {each.candidate.sentence.text for each in suggestions}


def test_without_a_folder_and_articles_there_is_nothing_to_ask(desk):
    assert Pool(desk.store, None).next(desk.model, 20, []) == (0, [])


def test_a_folder_with_nothing_to_read_is_refused(desk, tmp_path):
    (tmp_path / "empty").mkdir()
    for path in (tmp_path / "empty", tmp_path / "none"):
        with pytest.raises(InputError):
            Pool(desk.store, path)


def test_no_more_is_given_than_was_asked_for(desk, pool):
    left, suggestions = pool.next(desk.model, 2, [])
    assert (left, len(suggestions)) == (4, 2)
    assert texts(pool.next(desk.model, 200, [])) == (4, set(SENTENCES))


def test_labelled_texts_are_done_and_skipped_ones_only_wait(desk, pool):
    saved = save(desk.store, Change(SENTENCES[0], ()), 0)
    skipped = [key_of(SENTENCES[1]), "0" * 24]
    assert texts(pool.next(desk.model, 200, skipped)) == (3, set(SENTENCES[2:]))
    undo(desk.store, saved.key, saved.revision, "")
    assert texts(pool.next(desk.model, 200, [])) == (4, set(SENTENCES))


def test_everything_skipped_leaves_nothing_to_ask_but_all_to_do(desk, pool):
    assert pool.next(desk.model, 200, [key_of(text) for text in SENTENCES]) == (4, [])


def test_the_keys_to_skip_are_gone_through_once(desk, pool):
    class Counting(list):
        times = 0

        def __iter__(self):
            self.times += 1
            return super().__iter__()

    skipped = Counting(["0" * 24])
    pool.next(desk.model, 5, skipped)
    assert skipped.times == 1


def test_the_same_text_in_folder_and_article_is_asked_for_once(desk, pool):
    keep(desk.store, "again", f"{SENTENCES[0]}  Zebras drank.")
    assert texts(pool.next(desk.model, 200, [])) == (5, {*SENTENCES, "Zebras drank."})


def test_an_article_that_was_removed_is_not_asked_for(desk, pool):
    article = keep(desk.store, "a", "Zebras drank.")
    assert pool.next(desk.model, 200, [])[0] == 5
    remove(desk.store, article.id)
    assert texts(pool.next(desk.model, 200, [])) == (4, set(SENTENCES))


def test_each_text_is_scored_once_for_a_model(desk, pool, scored):
    pool.next(desk.model, 5, [])
    pool.next(desk.model, 5, [])
    keep(desk.store, "a", "Zebras drank. Lions slept.")
    pool.next(desk.model, 5, [])
    assert scored == [4, 2]


def test_another_model_scores_all_anew(desk, pool, scored, model_folder, tmp_path):
    pool.next(desk.model, 5, [])
    pool.next(replace(desk.model, fingerprint="another"), 5, [])
    assert scored == [4, 4]


def test_the_scores_are_those_of_the_texts_whatever_came_when(desk, pool):
    first = keep(desk.store, "a", "Crude oil gas pipeline.")
    pool.next(desk.model, 5, [])
    keep(desk.store, "b", "Rebels ambush siege.")
    remove(desk.store, first.id)
    pool.next(desk.model, 5, [])
    fresh = Pool(desk.store, desk.places.pool)
    fresh._from_folder = pool._from_folder
    fresh.next(desk.model, 5, [])
    assert pool._keys == fresh._keys
    assert pool._scores == pytest.approx(fresh._scores)


def test_a_full_pool_leaves_the_rest(desk, pool, monkeypatch):
    monkeypatch.setattr(module, "MOST", 3)
    assert pool.next(desk.model, 200, [])[0] == 3


def test_a_desk_reads_its_folder_when_it_opens(model_folder, folder, tmp_path):
    desk = Desk(Places(model_folder, tmp_path / "desk", None, folder))
    for path in folder.iterdir():
        path.unlink()
    assert desk.pool.next(desk.model, 1, [])[0] == 4
    desk.close()


def test_its_texts_are_those_of_the_folder_and_of_the_desk_each_once(desk, pool):
    keep(desk.store, "a", "Oil report one. Wolves howled.")
    assert sorted(pool.texts()) == sorted([*SENTENCES, "Wolves howled."])
