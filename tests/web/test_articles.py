from classify.web.articles import get, keep, list_articles, remove
from classify.web.store import Store


def test_an_article_is_kept_listed_and_removed(tmp_path):
    store = Store(tmp_path)
    article = keep(store, "a.txt", "Oil rose.")
    assert get(store, article.id) == article
    assert [found.name for found in list_articles(store)] == ["a.txt"]
    assert remove(store, article.id)
    assert not remove(store, article.id)
    assert get(store, article.id) is None


def test_the_same_text_again_comes_to_the_top_once(tmp_path):
    store = Store(tmp_path)
    first = keep(store, "a.txt", "Oil rose.")
    keep(store, "b.txt", "Gas fell.")
    assert keep(store, "c.txt", "Oil rose.").id == first.id
    assert [found.name for found in list_articles(store)] == ["c.txt", "b.txt"]
