"""`classify train`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from classify.verbs.train import Trained


def train(
    config: Annotated[Path, typer.Option("--config", "-c", metavar="FILE", help="The settings, in YAML.")] = Path(
        "configs/monitor.yaml"
    ),
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="DIR", help="The model folder [default: models/NAME]."),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace a model of another name too, or one taught more on the desk.")
    ] = False,
    learning_curve: Annotated[
        bool, typer.Option("--learning-curve", help="Add the learning curve to the report: trains four times more.")
    ] = False,
) -> None:
    """Train a tagger on labelled texts and save it as a folder.

    \b
    First run:   classify train
    Your data:   classify train --config my.yaml
      my.yaml:     name: mine
                   data: {path: labelled.jsonl}
      a row:       {"article": "a1", "text": "...", "topics": ["arms-trade"]}
    """
    from classify.cli.console import printing
    from classify.cli.process import holding_much

    with holding_much():
        trained = _train(config, output, force, learning_curve)
    folder = trained.folder
    with printing(f"The model is saved in {folder}; only its scores were not printed (they are in its README.md)."):
        _show(trained)


def _train(config: Path, output: Path | None, force: bool, with_curve: bool) -> Trained:
    from classify.cli.console import progress_on_stderr

    with progress_on_stderr() as progress:
        from classify.config import load_config
        from classify.features.compiled import load_without_scipy
        from classify.verbs.train import train as run

        settings = load_config(config)
        load_without_scipy()
        folder = output or Path("models") / settings.name
        return run(settings, folder, force=force, with_curve=with_curve, progress=progress)


def _show(trained: Trained) -> None:
    if trained.scores is None:
        typer.echo("Nothing was measured: thresholds.folds is null and no article is held out.")
    else:
        from classify.cli.score_tables import print_scores
        from classify.cli.tables import new_console

        print_scores(new_console(), trained.scores, trained.measured_on)
    typer.echo(f" saved in {trained.folder}")
