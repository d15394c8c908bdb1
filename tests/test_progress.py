import pytest

from classify.progress import Silent


@pytest.mark.parametrize(("verb", "arguments"), [("stage", ("x",)), ("advance", (1, 2)), ("warn", ("x",))])
def test_silent_says_nothing(capsys, verb, arguments):
    getattr(Silent(), verb)(*arguments)
    assert capsys.readouterr() == ("", "")
