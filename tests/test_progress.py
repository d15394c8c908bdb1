import pytest

from classify.progress import Silent, Within


@pytest.mark.parametrize(("verb", "arguments"), [("stage", ("x",)), ("advance", (1, 2)), ("warn", ("x",))])
def test_silent_says_nothing(capsys, verb, arguments):
    getattr(Silent(), verb)(*arguments)
    assert capsys.readouterr() == ("", "")


def test_a_part_tells_the_whole_under_its_heading():
    told = []

    class Listener:
        def stage(self, text):
            told.append(text)

        def advance(self, done, total):
            told.append((done, total))

        def warn(self, text):
            told.append(text)

    part = Within(Listener(), "Fold 1 of 2")
    part.stage("Fitting")
    part.advance(3, 5)
    part.warn("rare topic")
    assert told == ["Fold 1 of 2: fitting", (3, 5), "Fold 1 of 2: rare topic"]
