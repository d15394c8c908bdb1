"""Fit and predict beside scikit-learn and fastText: whole processes, start-up included, in one run.

Usage: python benchmarks/engine.py TRAIN.jsonl TEST.jsonl [--repeats 3] [--times 16]

The files hold rows {"text", "labels"} (plain or .gz). Every figure is the median of `--repeats` alternating runs. The
peers: the scikit-learn pipeline TfidfVectorizer(sublinear_tf, words 1-2, min_df 2, float32) + LogisticRegression(C 10,
liblinear, dual), saved with joblib; fastText (2-grams, 25 epochs) where its Python binding is installed; and, as the
limit of reading, `wc -w` on the same bytes. `--times` says how often the test texts are repeated for the bulk run.
"""

import argparse
import gzip
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

SKLEARN_FIT = """
import json, sys, joblib, numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
rows = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
vectorizer = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), min_df=2, dtype=np.float32)
model = make_pipeline(vectorizer, LogisticRegression(C=10, solver="liblinear", dual=True))
model.fit([row["text"] for row in rows], [row["labels"][0] for row in rows])
joblib.dump(model, sys.argv[2])
"""
SKLEARN_PREDICT = """
import json, sys, joblib
model = joblib.load(sys.argv[1])
texts = [line.rstrip("\\n") for line in open(sys.argv[2], encoding="utf-8")]
scores = model.predict_proba(texts)
with open(sys.argv[3], "w", encoding="utf-8") as out:
    for text, row in zip(texts, scores):
        out.write(json.dumps({"text": text, "topic": model.classes_[row.argmax()], "scores": row.tolist()}) + "\\n")
"""
FASTTEXT_FIT = """
import sys, fasttext
model = fasttext.train_supervised(sys.argv[1], wordNgrams=2, epoch=25, thread=2, verbose=0)
model.save_model(sys.argv[2])
"""
FASTTEXT_PREDICT = """
import sys, fasttext
fasttext.FastText.eprint = lambda *_: None
model = fasttext.load_model(sys.argv[1])
texts = [line.rstrip("\\n") for line in open(sys.argv[2], encoding="utf-8")]
with open(sys.argv[3], "w") as out:
    for labels, scores in zip(*model.predict(texts)):
        out.write(f"{labels[0]} {scores[0]}\\n")
"""


@dataclass
class Runs:
    """Seconds and peak memory (MB) of the runs of one command."""

    seconds: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)

    def run(self, command: list[str]) -> None:
        """Run the command once and keep its figures."""
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        errors = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        if status != 0:
            sys.exit(f"{command[:3]} failed:\n{errors.decode()}")
        self.seconds.append(time.perf_counter() - begun)
        self.memory.append(usage.ru_maxrss / 1024)

    @property
    def median(self) -> float:
        """Median of the seconds."""
        return statistics.median(self.seconds)

    @property
    def peak(self) -> float:
        """Median of the peak memories, in MB."""
        return statistics.median(self.memory)


def alternate(commands: dict[str, list[str]], repeats: int) -> dict[str, Runs]:
    """Run the commands in turn, as often as asked, after one run of each that is not counted."""
    runs = {name: Runs() for name in commands}
    for command in commands.values():
        Runs().run(command)
    for _ in range(repeats):
        for name, command in commands.items():
            runs[name].run(command)
    return runs


def read(path: Path) -> list[dict]:
    """Read rows of JSONL, plain or packed."""
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        return [json.loads(line) for line in file]


def prepare(options: argparse.Namespace, folder: Path) -> tuple[list[str], list[str]]:
    """Write the files that the peers read: JSONL, a text a line, fastText's form, and a config."""
    train, test = read(options.train), read(options.test)
    (folder / "train.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in train))
    lines = [" ".join(row["text"].split()) for row in test]
    (folder / "test.txt").write_text("\n".join(lines) + "\n")
    with (folder / "bulk.txt").open("w") as bulk:
        for _ in range(options.times):
            bulk.write("\n".join(lines) + "\n")
    (folder / "train.ft").write_text(
        "".join(f"__label__{row['labels'][0]} {' '.join(row['text'].split())}\n" for row in train)
    )
    (folder / "c.yaml").write_text(
        "name: bench\ndata: {path: train.jsonl}\nfeatures: {words: [1, 2], min_df: 2}\n"
        "classifier: {C: 10, kind: single}\nthresholds: null\n"
    )
    return lines, [row["labels"][0] for row in test]


def size(path: Path) -> float:
    """Return the size of a file, or of all files of a folder, in MB."""
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file()) / 1e6


def report(title: str, runs: dict[str, Runs], megabytes: float, notes: dict[str, str]) -> None:
    """Print a table of one kind of run, with ratios to the first row."""
    print(f"\n{title} ({megabytes:.0f} MB of text)\n")
    print("| | seconds | MB/s | peak MB | times classify's | |\n|---|---|---|---|---|---|")
    ours = next(iter(runs.values()))
    for name, run in runs.items():
        ratio = f"{run.median / ours.median:.2f}"
        rate = megabytes / run.median
        print(f"| {name} | {run.median:.2f} | {rate:.1f} | {run.peak:.0f} | {ratio} | {notes.get(name, '')} |")


def accuracy(path: Path, labels: list[str], topic) -> float:
    """Return the share of lines whose topic is the label."""
    with path.open() as file:
        return sum(topic(line) == label for line, label in zip(file, labels, strict=True)) / len(labels)


def main() -> None:
    """Run everything and print tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("train", type=Path)
    parser.add_argument("test", type=Path)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--times", type=int, default=16)
    options = parser.parse_args()
    scratch = Path(tempfile.mkdtemp(prefix="classify-bench-"))
    try:
        run_all(options, scratch)
    finally:
        shutil.rmtree(scratch)


def run_all(options: argparse.Namespace, scratch: Path) -> None:
    """Time fit, predict and bulk predict of all that is installed."""
    _, labels = prepare(options, scratch)
    python, at = sys.executable, {name: str(scratch / name) for name in os.listdir(scratch)}
    model, joblib_file, binary = (str(scratch / name) for name in ("model", "sk.joblib", "ft.bin"))
    fits = {
        "classify": [python, "-m", "classify", "train", "--config", at["c.yaml"], "--output", model],
        "scikit-learn": [python, "-c", SKLEARN_FIT, at["train.jsonl"], joblib_file],
    }
    out = {name: str(scratch / f"{name}.out") for name in ("ours", "sk", "ft")}
    ours = [python, "-m", "classify", "predict", "--model", model, "--lines"]
    predicts = {
        "classify": [*ours, at["test.txt"], "--format", "jsonl", "--output", out["ours"]],
        "scikit-learn": [python, "-c", SKLEARN_PREDICT, joblib_file, at["test.txt"], out["sk"]],
    }
    bulk = {
        "classify": [*ours, at["bulk.txt"], "--format", "parquet", "--output", str(scratch / "bulk.parquet")],
        "wc -w": ["wc", "-w", at["bulk.txt"]],
    }
    if find_spec("fasttext"):
        fits["fastText"] = [python, "-c", FASTTEXT_FIT, at["train.ft"], binary]
        predicts["fastText"] = [python, "-c", FASTTEXT_PREDICT, binary, at["test.txt"], out["ft"]]
        bulk["fastText"] = [python, "-c", FASTTEXT_PREDICT, binary, at["bulk.txt"], out["ft"]]
    fitted = alternate(fits, options.repeats)
    sizes = {"classify": f"{size(Path(model)):.1f} MB", "scikit-learn": f"{size(Path(joblib_file)):.1f} MB"}
    if "fastText" in fits:
        sizes["fastText"] = f"{size(Path(binary)):.1f} MB"
    report("Fit, to a saved model (last column: its size)", fitted, size(scratch / "train.jsonl"), sizes)
    predicted = alternate(predicts, options.repeats)
    right = {
        "classify": accuracy(Path(out["ours"]), labels, lambda line: json.loads(line)["topics"][0]),
        "scikit-learn": accuracy(Path(out["sk"]), labels, lambda line: json.loads(line)["topic"]),
    }
    if "fastText" in fits:
        right["fastText"] = accuracy(Path(out["ft"]), labels, lambda line: line.split()[0].removeprefix("__label__"))
    shares = {name: f"{share:.2%}" for name, share in right.items()}
    report(
        "Predict, to JSONL with texts and scores (last column: accuracy)", predicted, size(scratch / "test.txt"), shares
    )
    report("Predict in bulk, to Parquet with topics and scores", alternate(bulk, 1), size(scratch / "bulk.txt"), {})


if __name__ == "__main__":
    main()
