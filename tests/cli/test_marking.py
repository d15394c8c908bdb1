import io

import numpy as np
import pytest
from rich.console import Console

from classify.cli.marking import marked, reason_line, shown
from classify.tagging.words import Words, word_spans

TEXT = ' Crude\n oil, rose\x1b[31m  "then".'
WORDS = Words(TEXT, word_spans(TEXT), {"energy": np.array([2.0, 0.7, -1.3, 0.1])}, {"energy": -3.0}, known=True)


def console(**options):
    return Console(file=io.StringIO(), width=200, highlight=False, markup=False, **options)


def test_words_are_marked_with_signs_where_there_is_no_colour():
    for plain in (console(), console(force_terminal=True, color_system="standard", no_color=True)):
        assert marked(WORDS, "energy", plain).plain == 'Crude⁺ oil⁺, rose\ufffd[31m⁻ "then".'


def test_words_are_coloured_by_weight_and_told_apart_without_hue():
    line = marked(WORDS, "energy", console(force_terminal=True, color_system="standard"))
    styles = {line.plain[span.start : span.end]: span.style for span in line.spans}
    assert line.plain == shown(TEXT)
    assert styles == {"Crude": "bold green", "oil": "green", "rose\ufffd[31m": "bold red underline"}


def test_the_reason_adds_up():
    text = reason_line(WORDS, "energy").plain
    assert text.startswith("energy: for crude +2.00, oil +0.70, then +0.10; against rose")
    assert text.endswith("-1.30; other words +0.00, intercept -3.00")


@pytest.mark.parametrize("text", ["", "   ", "…"])
def test_a_text_without_words_is_shown(text):
    words = Words(text, word_spans(text), {"energy": np.zeros(len(text.split()))}, {"energy": -3.0}, known=False)
    assert marked(words, "energy", console()).plain == text.strip()
    assert "no known words" in reason_line(words, "energy").plain
