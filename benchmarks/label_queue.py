"""How many labels the queue of `classify suggest` saves: a simulation on labelled data, whose labels are hidden first.

Usage: python benchmarks/label_queue.py [--config FILE] [--test FILE] [--start 200] [--growth 1.25] [--seeds 1]
                                        [--strategies random,queue,turns,nearest] [--target F1] [--labelled-alone]

From some texts drawn at random, a model is trained, asks for more texts, is told their labels, and so on, until its
macro F1 on the articles held out (or on --test) is 90 % of what all labels give. Thresholds are chosen as by the desk:
by expectation once most texts were asked for, by labels in random order. Whatever the order, the texts not labelled yet
of which the model is sure are learnt from too, as by the desk, once most labels were given there. The table has the
number of labels at which that is reached, interpolated between rounds, what share of those of random order is saved,
and how many words a labelled text has. Besides the queue there are `turns` (the topics ask in turn for the text nearest
to their threshold), `nearest` (the texts nearest to any threshold), and, where small-text is installed, its strategies
least-confidence, breaking-ties, entropy and cvirs.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from classify.config import load_config
from classify.corpus.loading import load_examples
from classify.corpus.splits import hold_out
from classify.judging.metrics import judge
from classify.learning.queries import distances
from classify.progress import Silent
from classify.records import Sentence
from classify.tagging.model import Model
from classify.tagging.tagger import Tagger
from classify.verbs.answers import answers_of
from classify.verbs.guesses import learn_with_guesses
from classify.verbs.learn import learn
from classify.verbs.split import for_sample, mostly_picked
from classify.verbs.suggest import Candidate, suggest
from classify.verbs.task import indicator, read_task

ENOUGH = 0.9
SUBSET = 6000  # cvirs compares every text with every other


@dataclass(frozen=True)
class Round:
    """What a strategy may look at: the model, the texts to choose among, their scores, and the labels so far."""

    model: Model
    texts: list
    scores: np.ndarray
    labelled: np.ndarray
    draw: np.random.Generator


def queue(now, count):
    """Ask as the desk does."""
    tagger = Tagger(now.model)
    found = [Candidate(each.article, row, Sentence(each.text, 0, len(each.text))) for row, each in enumerate(now.texts)]
    labelled = dict(zip(tagger.topics, now.labelled.sum(axis=0).tolist(), strict=True))
    return [each.candidate.position for each in suggest(tagger, found, now.scores, count, labelled)]


def turns(now, count):
    order = np.argsort(np.abs(distances(now.scores, now.model.thresholds)), axis=0, kind="stable")
    share = 1 / np.sqrt(now.labelled.sum(axis=0) + 1.0)
    credit, asked = np.zeros(len(share)), {}
    left = [iter(column) for column in order.T.tolist()]
    while len(asked) < count:
        credit += share / share.sum()
        topic = int(np.argmax(credit))
        credit[topic] -= 1
        asked[next(text for text in left[topic] if text not in asked)] = None
    return list(asked)


def nearest(now, count):
    gaps = np.abs(distances(now.scores, now.model.thresholds))
    return np.argsort(gaps.min(axis=1), kind="stable")[:count].tolist()


def random(now, count):
    return now.draw.permutation(len(now.scores))[:count].tolist()


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

    def choose(now, count):
        total = len(now.scores)
        part = now.draw.permutation(total)[:SUBSET] if name == "cvirs" else np.arange(total)

        class Classifier:
            @staticmethod
            def predict_proba(rows):
                return now.scores[part[rows]]

        every = np.arange(len(part))
        known = sparse.csr_matrix(now.labelled.astype(int))
        chosen = strategy.query(Classifier(), every, every, np.array([], int), known, n=min(count, len(part)))
        return part[np.asarray(chosen)].tolist()

    return choose


STRATEGIES = {"random": random, "queue": queue, "turns": turns, "nearest": nearest}


def rounds(config, task, pool, testing, choose, options, seed):
    """Yield the number of labels, the macro F1, and the mean number of words of a labelled text, of every round."""
    draw = np.random.default_rng(seed)
    targets = indicator(pool, task.topics)
    known = draw.permutation(len(pool))[: options.start].tolist()
    while True:
        asked = 0 if choose is random else len(known) - options.start
        settings = for_sample(config, task.kind, asked, len(known))
        rest = np.setdiff1d(np.arange(len(pool)), known)
        taught = not options.labelled_alone and mostly_picked(len(known) - options.start, len(known))
        unlabelled = [pool[text].text for text in rest] if taught else []
        labelled = [pool[text] for text in known]
        model = learn_with_guesses(settings, labelled, unlabelled, task.topics, task.kind, Silent()).model
        words = float(np.mean([len(pool[text].text.split()) for text in known]))
        yield len(known), judge(answers_of(model, testing)).macro_f1, words
        if not len(rest):
            return
        texts = [pool[text] for text in rest]
        scores = model.scores([example.text for example in texts])
        count = min(max(20, round(len(known) * (options.growth - 1))), len(rest))
        known += rest[choose(Round(model, texts, scores, targets[known], draw), count)].tolist()


def labels_needed(points, target):
    """Return at how many labels the target is reached, on the line between two rounds, and the words of a text."""
    before = next(points)
    for after in points:
        if after[1] >= target:
            share = (target - before[1]) / (after[1] - before[1]) if after[1] > before[1] else 1.0
            return before[0] + max(0.0, share) * (after[0] - before[0]), after[2]
        before = after
    return float("nan"), before[2]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--config", type=Path, default=Path("configs/monitor.yaml"))
    parser.add_argument("--test", type=Path, help="labelled texts to judge on, as the config's data")
    parser.add_argument("--start", type=int, default=200)
    parser.add_argument("--growth", type=float, default=1.25)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--strategies", default="random,queue,turns,nearest")
    parser.add_argument("--target", type=float, help="macro F1 to reach, in place of 90 %% of that of all labels")
    parser.add_argument("--labelled-alone", action="store_true", help="learn from no text without labels")
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
    target = options.target or ENOUGH * full
    print(f"{len(pool)} texts to choose among, {len(testing)} to judge on; macro F1 with all labels {full:.3f}\n")
    print(f"| strategy | labels to {target:.3f} | saved | words a text |\n|---|---|---|---|", flush=True)
    baseline = None
    for name in options.strategies.split(","):
        choose = STRATEGIES.get(name) or small_text(name)
        needed = [
            labels_needed(rounds(config, task, pool, testing, choose, options, seed), target)
            for seed in range(options.seeds)
        ]
        mean, words = np.mean(needed, axis=0)
        baseline = mean if baseline is None else baseline
        print(f"| {name} | {mean:,.0f} | {1 - mean / baseline:.0%} | {words:.0f} |", flush=True)


if __name__ == "__main__":
    main()
