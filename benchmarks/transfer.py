"""How far the tagger carries over: trained on one part of the world, tested on the other.

Usage: python benchmarks/transfer.py [--config configs/monitor.yaml]

For each direction three models are judged on the same held-out articles of the target region: one trained on the other
region alone ("from afar"), one on as many articles of the target region itself, and one on everything. Off-topic briefs
go with every training set. The loss is what the target's own articles would have gained.
"""

import argparse
import json
from pathlib import Path

from classify.config import load_config
from classify.corpus.splits import fraction, hold_out
from classify.judging.metrics import judge
from classify.progress import Silent
from classify.verbs.answers import answers_of
from classify.verbs.learn import learn
from classify.verbs.task import read_task

REGIONS = ("eurasia", "world")


def regions(config) -> dict[str, str]:
    """Return the region of every article, read from the rows themselves."""
    found = {}
    for pattern in config.data.path:
        for path in sorted(Path(config.resolve(".")).glob(pattern)):
            for line in path.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                found[row["article"]] = row["region"]
    return found


def same_size(examples, articles: int):
    """Return the examples of as many articles, chosen by hash."""
    chosen = set(sorted({e.article for e in examples}, key=lambda name: fraction(name, "transfer"))[:articles])
    return [example for example in examples if example.article in chosen]


def main() -> None:
    """Print a table of the two directions."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--config", type=Path, default=Path("configs/monitor.yaml"))
    config = load_config(parser.parse_args().config)
    region_of, task = regions(config), read_task(config)
    training, testing = hold_out(task.examples, config.data.held_out.share, config.data.held_out.always)

    def micro(examples, test):
        model = learn(config, examples, task.topics, task.kind, Silent()).model
        return judge(answers_of(model, test), config.seed).micro_f1

    print("| tested on | from afar | from as many of its own | loss | from everything |\n|---|---|---|---|---|")
    for target in REGIONS:
        test = [example for example in testing if region_of[example.article] == target]
        own = [example for example in training if region_of[example.article] == target]
        afar = [example for example in training if region_of[example.article] != target]
        off = [example for example in training if region_of[example.article] not in REGIONS]
        size = min(len({e.article for e in own}), len({e.article for e in afar}) - len({e.article for e in off}))
        far, near = micro(same_size(afar, size) + off, test), micro(same_size(own, size) + off, test)
        print(f"| {target} | {far:.3f} | {near:.3f} | {near - far:.3f} | {micro(training, test):.3f} |", flush=True)


if __name__ == "__main__":
    main()
