import re

from classify.cli.console import StderrProgress, note


def test_a_pipe_gets_a_line_a_stage_and_no_control_characters(capsys):
    progress = StderrProgress()
    progress.stage("Reading")
    progress.advance(1, 5)
    progress.warn("odd")
    progress.done()
    out, err = capsys.readouterr()
    assert out == ""
    assert re.fullmatch(r" *\d+\.\d s  Reading \.\.\.\nwarning: odd\n", err)


def test_a_terminal_sees_the_stage_advance(capsys, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    progress = StderrProgress()
    progress.stage("Folding")
    progress.advance(2, 5)
    progress.done()
    err = capsys.readouterr().err
    assert "Folding ... 2/5" in err
    assert err.endswith("\n")


def test_notes_go_to_stderr(capsys):
    note("read as cp1252")
    assert capsys.readouterr() == ("", "note: read as cp1252\n")
