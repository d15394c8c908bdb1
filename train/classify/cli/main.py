"""The entry point: registers the commands, and turns errors into two lines and an exit status."""

from __future__ import annotations

import sys
from functools import wraps
from typing import TYPE_CHECKING, Annotated

import typer

import classify
from classify.cli.compare import compare
from classify.cli.console import drop_output, open_closed_streams, show_warnings_as_notes, write_what_can_be
from classify.cli.corpus import agreement, check, merge, suspects
from classify.cli.crossval import crossval
from classify.cli.evaluate import evaluate
from classify.cli.predict import predict
from classify.cli.process import leave, search_seldom
from classify.cli.serve import serve
from classify.cli.suggest import suggest
from classify.cli.train import train
from classify.cli.tune import tune
from classify.errors import ClassifyError
from classify.writing.output import standard_output_failed

if TYPE_CHECKING:
    from collections.abc import Callable

_INTERRUPTED = 130

app = typer.Typer(
    name="classify",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _guarded(command: Callable[..., None]) -> Callable[..., None]:
    """Have a command end in two lines and an exit status instead of a traceback, where the fault is not ours."""

    @wraps(command)
    def guarded(*arguments: object, **options: object) -> None:
        show_warnings_as_notes()
        try:
            command(*arguments, **options)
            sys.stdout.flush()
        except ClassifyError as error:
            _say(f"error: {error.cause}\n  fix: {error.remedy}")
            sys.exit(error.exit_status)
        except KeyboardInterrupt:
            _say("\nstopped: what was there before is unchanged.\n  fix: run the same command again.")
            sys.exit(_INTERRUPTED)
        except BrokenPipeError:
            drop_output()  # the reader has gone, which is no error
            sys.exit(0)
        except PermissionError as error:
            _say(f"error: {error.filename}: {error.strerror}.\n  fix: Check the permissions, or name another file.")
            sys.exit(2)

    return guarded


corpus_app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="Check and correct labelled data, compare labellings."
)
app.add_typer(corpus_app, name="corpus")
_TOP_LEVEL: tuple[tuple[Callable[..., None], str], ...] = (
    (train, "Train a tagger on labelled texts and save it as a folder."),
    (predict, "Tag texts by topic: articles by sentence, tables by row."),
    (evaluate, "Judge a tagger on labelled texts, with intervals."),
    (crossval, "Judge a config by nested cross-validation."),
    (compare, "Compare models on the same labelled texts."),
    (tune, "Search for better features and C within a budget of time."),
    (serve, "Open a page to read articles, put tags right and teach."),
    (suggest, "List the texts that are worth labelling next."),
)
_OF_CORPUS: tuple[tuple[Callable[..., None], str], ...] = (
    (check, "Check labelled data for what is wrong with them."),
    (agreement, "Compare two labellings of the same texts."),
    (suspects, "Find the labels that cross-validation contradicts."),
    (merge, "Put corrected topics back into labelled data."),
)
for _command, _short in _TOP_LEVEL:
    app.command(short_help=_short)(_guarded(_command))
for _command, _short in _OF_CORPUS:
    corpus_app.command(short_help=_short)(_guarded(_command))


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"classify {classify.__version__}")
        raise typer.Exit


@app.callback()
def _classify(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Tag every sentence of an article by topic, on your own machine, with the reason for each tag.

    \b
    First run:
      classify train
      classify predict data/articles/monitor-1996-12-17.txt
    """


def main() -> None:
    """Run the command line and exit with its status: 0 done, 1 the job failed, 2 the input or usage was wrong."""
    search_seldom()
    open_closed_streams()
    write_what_can_be()
    try:
        app()
    except SystemExit as ended:
        leave(ended.code)
    except OSError as error:  # help and version are printed before any command guards its output
        if error.filename is not None:
            raise
        failed = standard_output_failed(error, "Free some space, or print to another place.")
        _say(f"error: {failed.cause}\n  fix: {failed.remedy}")
        leave(failed.exit_status)


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
