"""How many labels the queue of `classify suggest` saves: a simulation on labelled data, whose labels are hidden first.

Usage: python benchmarks/label_queue.py [--config FILE] [--test FILE] [--start 200] [--growth 1.25] [--seeds 1]
                                        [--strategies random,queue,nearest]

From some texts drawn at random, a model is trained, asks for more texts, is told their labels, and so on, until its
macro F1 on the articles held out (or on --test) is 90 % of what all labels give. The table has the number of labels at
which that is reached, interpolated between rounds, and what share of those of random order is saved. Besides the
queue and `nearest` (the texts nearest to any topic's threshold, without turns), the strategies of small-text can be
named where it is installed: least-confidence, breaking-ties, entropy, cvirs.
"""

import argparse
from pathlib import Path

import numpy as np

from classify.config import load_config
from classify.corpus.loading import load_examples
from classify.corpus.splits import hold_out
from classify.judging.metrics import judge
from classify.learning.queries import distances, in_turn
from classify.progress import Silent
from classify.verbs.answers import answers_of
from classify.verbs.learn import learn
from classify.verbs.task import indicator, read_task

ENOUGH = 0.9
SUBSET = 6000  # cvirs compares every text with every other


def queue(scores, thresholds, labelled, count, _):
    gaps = np.abs(distances(scores, thresholds))
    turns = in_turn(gaps, labelled.sum(axis=0))
    return [text for (text, _), _ in zip(turns, range(count), strict=False)]


def nearest(scores, thresholds, _, count, __):
    return np.argsort(np.abs(distances(scores, thresholds)).min(axis=1), kind="stable")[:count].tolist()


def random(scores, _, __, count, draw):
    return draw.permutation(len(scores))[:count].tolist()


def small_text(name):
    """Return a strategy of small-text, which asks a classifier for probabilities that we have already."""
    from scipy import sparse
    from small_text.query_strategies import strategies
    from small_text.query_strategies.multi_label import CategoryVectorInconsistencyAndRanking

    strategy = {
        "least-confidence": strategies.LeastConfidence,
        "breaking-ties": strategies.BreakingTies,
        "entropy": strategies.PredictionEntropy,
        "cvirs": lambda: CategoryVectorInconsistencyAndRanking(pbar=None),
    }[name]()

    def choose(scores, _, labelled, count, draw):
        part = draw.permutation(len(scores))[:SUBSET] if name == "cvirs" else np.arange(len(scores))

        class Classifier:
            @staticmethod
            def predict_proba(rows):
                return scores[part[rows]]

        every = np.arange(len(part))
        known = sparse.csr_matrix(labelled.astype(int))
        chosen = strategy.query(Classifier(), every, every, np.array([], int), known, n=min(count, len(part)))
        return part[np.asarray(chosen)].tolist()

    return choose


STRATEGIES = {"random": random, "queue": queue, "nearest": nearest}


def rounds(config, task, pool, testing, choose, options, seed):
    """Yield the number of labels and the macro F1 of every round."""
    draw = np.random.default_rng(seed)
    targets = indicator(pool, task.topics)
    known = draw.permutation(len(pool))[: options.start].tolist()
    while True:
        model = learn(config, [pool[text] for text in known], task.topics, task.kind, Silent()).model
        yield len(known), judge(answers_of(model, testing)).macro_f1
        rest = np.setdiff1d(np.arange(len(pool)), known)
        if not len(rest):
            return
        scores = model.scores([pool[text].text for text in rest])
        count = min(max(20, round(len(known) * (options.growth - 1))), len(rest))
        known += rest[choose(scores, model.thresholds, targets[known], count, draw)].tolist()


def labels_needed(points, target: float) -> float:
    """Return at how many labels the target is reached, on the line between two rounds."""
    before = next(points)
    for after in points:
        if after[1] >= target:
            share = (target - before[1]) / (after[1] - before[1]) if after[1] > before[1] else 1.0
            return before[0] + max(0.0, share) * (after[0] - before[0])
        before = after
    return float("nan")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--config", type=Path, default=Path("configs/monitor.yaml"))
    parser.add_argument("--test", type=Path, help="labelled texts to judge on, as the config's data")
    parser.add_argument("--start", type=int, default=200)
    parser.add_argument("--growth", type=float, default=1.25)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--strategies", default="random,queue,nearest")
    options = parser.parse_args()
    config = load_config(options.config)
    task = read_task(config)
    if options.test:
        known = {topic.id for topic in task.topics}
        settings = config.data.model_copy(update={"path": (str(options.test),)})
        pool, testing = task.examples, load_examples(settings, known=known)
    else:
        pool, testing = hold_out(task.examples, config.data.held_out.share, config.data.held_out.always)
    full = judge(answers_of(learn(config, pool, task.topics, task.kind, Silent()).model, testing)).macro_f1
    print(f"{len(pool)} texts to choose among, {len(testing)} to judge on; macro F1 with all labels {full:.3f}\n")
    print(f"| strategy | labels to {ENOUGH * full:.3f} | saved |\n|---|---|---|", flush=True)
    baseline = None
    for name in options.strategies.split(","):
        choose = STRATEGIES.get(name) or small_text(name)
        needed = [
            labels_needed(rounds(config, task, pool, testing, choose, options, seed), ENOUGH * full)
            for seed in range(options.seeds)
        ]
        mean = float(np.mean(needed))
        baseline = mean if baseline is None else baseline
        print(f"| {name} | {mean:,.0f} | {1 - mean / baseline:.0%} |", flush=True)


if __name__ == "__main__":
    main()
