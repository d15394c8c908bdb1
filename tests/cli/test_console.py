import re

import pytest

from classify.cli.console import BulkMeter, StderrProgress, note


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


@pytest.fixture
def clock(monkeypatch):
    now = [100.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    return now


def test_bulk_in_a_pipe_is_quiet_but_for_a_line_at_the_end_of_a_long_run(capsys, clock):
    for seconds, expected in ((1.0, ""), (10.0, "  10.0 s  2,000 texts, 50 MB, 5 MB/s\n")):
        meter = BulkMeter(to_file=True)
        clock[0] += seconds
        meter.moved(2000, 50_000_000, 100_000_000)
        meter.done()
        assert capsys.readouterr() == ("", expected)


def test_bulk_on_a_terminal_shows_the_time_left(capsys, clock, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    meter = BulkMeter(to_file=True)
    clock[0] += 10
    meter.moved(2000, 50_000_000, 700_000_000)
    assert capsys.readouterr().err.endswith("2,000 texts, 50 MB, 5 MB/s, 2:10 left")
    clock[0] += 1
    meter.moved(2100, 50_000_000, None)
    assert capsys.readouterr().err.endswith("2,100 texts, 50 MB, 5 MB/s")


def test_nothing_is_drawn_over_output_on_the_same_terminal(capsys, clock, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    meter = BulkMeter(to_file=False)
    clock[0] += 1
    meter.moved(2000, 50_000_000, None)
    assert capsys.readouterr() == ("", "")
