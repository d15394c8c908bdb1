"""Features and C of a config, chosen by cross-validation by article on its training part.

Usage: python benchmarks/choose_features.py [--config configs/monitor.yaml]

Every candidate is scored as `classify train` would score it without a held-out part: each fold is decided by models and
thresholds from the other folds. The articles held out are not looked at.
"""

import argparse
from pathlib import Path

from classify.config import ClassifierSettings, FeatureSettings, load_config
from classify.corpus.splits import hold_out
from classify.judging.metrics import judge
from classify.progress import Silent
from classify.verbs.answers import cross_validated_answers
from classify.verbs.choose import concrete_features
from classify.verbs.learn import learn
from classify.verbs.task import read_task

CANDIDATES = [
    ((1, 1), None, (3.0, 10.0)),
    ((1, 2), None, (3.0, 10.0)),
    (None, (3, 5), (1.0, 3.0)),
    ((1, 1), (3, 5), (2.0, 4.0)),
    ((1, 2), (3, 4), (2.0, 4.0)),
    ((1, 2), (4, 5), (2.0, 4.0)),
    ((1, 2), (3, 5), (2.0, 4.0, 8.0)),
    ((1, 2), (3, 6), (2.0, 4.0)),
    ((1, 3), (3, 5), (4.0,)),
]


def main() -> None:
    """Print a row a candidate, the best last."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--config", type=Path, default=Path("configs/monitor.yaml"))
    config = load_config(parser.parse_args().config)
    task = read_task(config)
    training, _ = hold_out(task.examples, config.data.held_out.share, config.data.held_out.always)
    best = ("", 0.0)
    print("| words | characters | min_df | C | features | micro F1 | macro F1 |\n|---|---|---|---|---|---|---|")
    for words, characters, strengths in CANDIDATES:
        for C in strengths:
            features = FeatureSettings(words=words, characters=characters, min_df=concrete_features(config).min_df)
            trial = config.model_copy(update={"features": features, "classifier": ClassifierSettings(C=C)})
            learnt = learn(trial, training, task.topics, task.kind, Silent())
            scores = judge(cross_validated_answers(learnt.model, learnt.folds, training), config.seed)
            row = f"| {words} | {characters} | {features.min_df} | {C:g} | {learnt.model.features.size} "
            print(f"{row}| {scores.micro_f1:.4f} | {scores.macro_f1:.4f} |", flush=True)
            best = max(best, (f"words {words}, characters {characters}, C {C:g}", scores.micro_f1), key=lambda b: b[1])
    print(f"best by micro F1: {best[0]}")


if __name__ == "__main__":
    main()
