from xml.etree import ElementTree

from classify.judging.charts import Line, chart

LINES = [Line([(0, 0), (1, 1)]), Line([(0.5, 0.25)], joined=False, dots=True)]


def test_a_chart_is_svg_without_script_style_or_date():
    drawn = str(chart("How <it> is & was", "x axis", "y axis", LINES))
    root = ElementTree.fromstring(drawn)
    assert root.tag.endswith("svg")
    assert root.find("{*}title").text == "How <it> is & was"
    assert not {"script", "style", "defs"} & {element.tag.split("}")[1] for element in root.iter()}
    assert "<!--" not in drawn
    assert "http" not in drawn.replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert {"x axis", "y axis"} <= {element.text for element in root.iter()}


def test_what_is_drawn_is_told_apart_by_number():
    drawn = str(chart("", "x", "y", LINES))
    assert drawn.count("<circle") == 1
    assert 'class="series serie-0 color-0"' in drawn
    assert 'class="series serie-1 color-1"' in drawn


def test_the_same_chart_is_the_same_to_the_byte():
    assert chart("t", "x", "y", LINES) == chart("t", "x", "y", LINES)
