from classify.writing.pages import hues, template


def test_what_is_put_into_a_page_is_escaped():
    page = template("tagged_batch.html").render(source="<b>&", key="a", texts=[], rollup=(), number={})
    assert "&lt;b&gt;&amp;" in page
    assert "<b>" not in page


def test_templates_of_another_folder_are_escaped_too(tmp_path):
    (tmp_path / "a.html").write_text("<p>{{ name }}")
    assert template("a.html", tmp_path).render(name="<b>") == "<p>&lt;b&gt;"


def test_topics_have_hues_of_their_own():
    found = hues([str(number) for number in range(90)])
    assert len(set(found.values())) >= 85
    assert all(0 <= hue < 360 for hue in found.values())
