import pytest

from classify.errors import ClassifyError, InputError, JobError, counted, listed, nearest


def test_exit_statuses_tell_whose_mistake_it_was():
    assert InputError("c", "r").exit_status == 2
    assert JobError("c", "r").exit_status == 1
    assert issubclass(InputError, ClassifyError)


def test_the_message_holds_cause_and_remedy():
    assert str(InputError("no such file", "check the path")) == "no such file\ncheck the path"


def test_nearest_names_a_close_name_whatever_its_case():
    assert nearest("Enrgy", ["energy", "economy"]) == " (did you mean 'energy'?)"
    assert nearest("football", ["energy", "economy"]) == ""


def test_listed_cuts_long_lists():
    assert listed([]) == "none"
    assert listed("abc") == "a, b, c"
    assert listed("abcd", limit=2) == "a, b and 2 more"


@pytest.mark.parametrize(("number", "phrase"), [(0, "0 texts"), (1, "1 text"), (2, "2 texts")])
def test_a_number_agrees_with_its_noun(number, phrase):
    assert counted(number, "text") == phrase
