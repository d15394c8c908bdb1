"""Features and C of a config, chosen by cross-validation by article on its training part.

Usage: python benchmarks/choose_features.py [--config configs/monitor.yaml]

Every candidate is scored as `classify train` would score it without a held-out part: each fold is decided by models and
thresholds from the other folds. The articles held out are not looked at.
"""

import argparse
from pathlib import Path

from classify.config import FeatureSettings, load_config
from classify.corpus.splits import hold_out
from classify.judging.metrics import judge
from classify.progress import Silent
from classify.verbs.answers import cross_validated_answers
from classify.verbs.learn import learn
from classify.verbs.task import read_task

PLAIN, HALF = (4.0, 0.0), (4.0, 0.5)
CANDIDATES = [
    ((1, 1), None, 3, [(10.0, 0.0), HALF]),
    ((1, 2), None, 3, [(10.0, 0.0), HALF, (10.0, 0.5)]),
    (None, (3, 5), 3, [PLAIN, HALF]),
    ((1, 1), (4, 5), 3, [PLAIN, HALF]),
    ((1, 2), (4, 5), 2, [HALF]),
    ((1, 2), (4, 5), 3, [PLAIN, (2.0, 0.5), (4.0, 0.25), HALF, (4.0, 0.75), (8.0, 0.5)]),
    ((1, 2), (4, 5), 5, [HALF]),
    ((1, 2), (3, 5), 3, [HALF]),
    ((1, 2), (3, 6), 3, [HALF]),
    ((1, 3), (4, 5), 3, [HALF]),
]
"""Words, characters, min_df, and pairs of C and the share of naive Bayes scaling."""


def main() -> None:
    """Print a row a candidate, the best last."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--config", type=Path, default=Path("configs/monitor.yaml"))
    config = load_config(parser.parse_args().config)
    task = read_task(config)
    training, _ = hold_out(task.examples, config.data.held_out.share, config.data.held_out.always)
    best = ("", 0.0)
    print("| words | characters | min_df | C | naive Bayes | features | micro F1 | macro F1 |")
    print("|---" * 8 + "|")
    for words, characters, min_df, classifiers in CANDIDATES:
        features = FeatureSettings(words=words, characters=characters, min_df=min_df)
        for C, share in classifiers:
            classifier = config.classifier.model_copy(update={"C": C, "naive_bayes": share})
            trial = config.model_copy(update={"features": features, "classifier": classifier})
            learnt = learn(trial, training, task.topics, task.kind, Silent())
            scores = judge(cross_validated_answers(learnt.model, learnt.folds, training), config.seed)
            settings = f"{words} | {characters} | {min_df} | {C:g} | {share:g}"
            row = f"| {settings} | {learnt.model.features.size} | {scores.micro_f1:.4f} | {scores.macro_f1:.4f} |"
            print(row, flush=True)
            best = max(best, (settings, scores.micro_f1), key=lambda pair: pair[1])
    print(f"best by micro F1: {best[0]}")


if __name__ == "__main__":
    main()
