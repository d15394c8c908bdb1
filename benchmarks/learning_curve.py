"""How F1 grows with the training articles, as a table and a plot.

Usage: python benchmarks/learning_curve.py [--config configs/monitor.yaml] [--output docs/learning_curve.svg]

Models are trained on 12.5, 25, 50 and 100 % of the training articles (chosen by hash, so the smaller parts lie in the
larger) and judged on the same articles held out. The bars are 95 % intervals by bootstrap over articles.
Needs matplotlib (the extra `dev`).
"""

import argparse
from pathlib import Path

import matplotlib.pyplot as plt

from classify.config import load_config
from classify.corpus.splits import hold_out
from classify.progress import Silent
from classify.verbs.curve import learning_curve
from classify.verbs.task import read_task


def plot(points, path: Path) -> None:
    """Draw micro and macro F1 over the number of sentences, on a logarithmic axis."""
    figure, axes = plt.subplots(figsize=(6.4, 4.0))
    sentences = [point.texts for point in points]
    for name, marker in (("micro", "o"), ("macro", "s")):
        figures = [point.scores.headlines[f"{name}_f1"] for point in points]
        values, spans = [figure.value for figure in figures], [figure.interval for figure in figures]
        errors = [[v - low for v, (low, _) in zip(values, spans, strict=True)],
                  [high - v for v, (_, high) in zip(values, spans, strict=True)]]  # fmt: skip
        axes.errorbar(sentences, values, yerr=errors, marker=marker, capsize=3, label=f"{name} F1")
    axes.set_xscale("log", base=2)
    axes.set_xticks(sentences, [f"{count:,}" for count in sentences])
    axes.minorticks_off()
    axes.set_xlabel("sentences learnt from")
    axes.set_ylabel("F1 on articles held out")
    axes.grid(alpha=0.3)
    axes.legend(loc="lower right")
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    """Print the table and draw the plot."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--config", type=Path, default=Path("configs/monitor.yaml"))
    parser.add_argument("--output", type=Path, default=Path("docs/learning_curve.svg"))
    options = parser.parse_args()
    points = []
    print("| articles | sentences | micro F1 | macro F1 |\n|---|---|---|---|")
    config = load_config(options.config)
    task = read_task(config)
    parts = hold_out(task.examples, config.data.held_out.share, config.data.held_out.always)
    for point in learning_curve(config, task, *parts, Silent()):
        points.append(point)
        figures = f"{point.scores.micro_f1:.3f} | {point.scores.macro_f1:.3f}"
        print(f"| {point.articles} | {point.texts} | {figures} |", flush=True)
    plt.rcParams["svg.hashsalt"] = "classify"
    plot(points, options.output)
    print(f"plot: {options.output}")


if __name__ == "__main__":
    main()
