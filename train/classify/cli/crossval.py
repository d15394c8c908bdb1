"""`classify crossval`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from classify.cli.options import PrintFormat, ScoreFormat


def crossval(
    config: Annotated[Path, typer.Option("--config", "-c", metavar="FILE", help="The settings, in YAML.")] = Path(
        "configs/monitor.yaml"
    ),
    folds: Annotated[int, typer.Option("--folds", min=2, max=50, help="How many folds of articles.")] = 5,
    output_format: PrintFormat = ScoreFormat.table,
) -> None:
    """Judge a config by nested cross-validation: its scores, and how far they differ from fold to fold.

    \b
    First run:   classify crossval --config configs/monitor.yaml

    Everything that `classify train` chooses is chosen anew within the training part of every fold.
    """
    from classify.cli.console import progress_on_stderr
    from classify.cli.process import holding_much
    from classify.cli.results import print_result
    from classify.cli.score_tables import print_crossval
    from classify.config import load_config
    from classify.verbs.crossval import crossval as run

    settings = load_config(config)
    with progress_on_stderr() as progress, holding_much():
        crossed = run(settings, folds, progress)
    basis = f"nested cross-validation by article, {folds} folds"
    print_result(crossed, output_format, lambda console: print_crossval(console, crossed, basis))
