"""Fit and predict beside scikit-learn and fastText: whole processes, start-up included, in one run.

Usage: python benchmarks/engine.py TRAIN.jsonl TEST.jsonl [--repeats 3] [--times 16]

The files hold rows {"text", "labels"} (plain or .gz). Every figure is the median of `--repeats` alternating runs (one,
where the peers tag in bulk), and memory is the peak of the command's process; none of the commands starts others. The
peers: the scikit-learn pipeline TfidfVectorizer(sublinear_tf, words 1-2, min_df 2, float32) + LogisticRegression(C 10,
liblinear, dual), one-vs-rest where texts have several labels, saved by joblib; fastText (2-grams, 25 epochs) where its
Python binding is installed; and, as the limit of reading, `wc -w` on the same bytes. `--times` says how often the test
texts are repeated for the bulk run. `--folds` adds a fit with calibration and thresholds over 5 folds. `--growth` also
fits and predicts 1, 2, 4 and 8 times the texts, to show how the cost grows.
"""

import argparse
import gzip
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

SKLEARN_FIT = """
import json, sys, joblib, numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MultiLabelBinarizer
rows = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
vectorizer = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), min_df=2, dtype=np.float32)
classifier, labels = LogisticRegression(C=10, solver="liblinear", dual=True), [row["labels"] for row in rows]
binarizer = None
if any(len(each) != 1 for each in labels):
    binarizer = MultiLabelBinarizer()
    classifier, targets = OneVsRestClassifier(classifier), binarizer.fit_transform(labels)
else:
    targets = [each[0] for each in labels]
model = make_pipeline(vectorizer, classifier)
model.fit([row["text"] for row in rows], targets)
model.names_ = model.classes_ if binarizer is None else binarizer.classes_
joblib.dump(model, sys.argv[2])
"""
SKLEARN_PREDICT = """
import json, sys, joblib
model = joblib.load(sys.argv[1])
texts = [line.rstrip("\\n") for line in open(sys.argv[2], encoding="utf-8")]
scores, several = model.predict_proba(texts), hasattr(model[-1], "estimators_")
with open(sys.argv[3], "w", encoding="utf-8") as out:
    for text, row in zip(texts, scores):
        given = [n for n, s in zip(model.names_, row) if s >= 0.5] if several else [model.names_[row.argmax()]]
        out.write(json.dumps({"text": text, "topics": given, "scores": row.tolist()}) + "\\n")
"""
FASTTEXT_FIT = """
import sys, fasttext
several = any(line.count("__label__") != 1 for line in open(sys.argv[1]))
loss = "ova" if several else "softmax"
model = fasttext.train_supervised(sys.argv[1], wordNgrams=2, epoch=25, thread=2, verbose=0, loss=loss)
model.save_model(sys.argv[2])
"""
FASTTEXT_PREDICT = """
import sys, fasttext
fasttext.FastText.eprint = lambda *_: None
model = fasttext.load_model(sys.argv[1])
texts = [line.rstrip("\\n") for line in open(sys.argv[2], encoding="utf-8")]
with open(sys.argv[3], "w") as out:
    several = len(sys.argv) > 4
    for labels, scores in zip(*(model.predict(texts, k=-1, threshold=0.5) if several else model.predict(texts))):
        out.write(" ".join([*labels, *map(str, scores)]) + "\\n")
"""
CONFIG = """name: bench
data: {{path: train.jsonl}}
features: {{words: [1, 2], min_df: 2}}
classifier: {{C: 10, kind: {kind}, naive_bayes: 0}}
thresholds: {thresholds}
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
        peaks, ended = [0.0], threading.Event()
        watcher = threading.Thread(target=watch, args=(process.pid, peaks, ended))
        watcher.start()
        errors = process.stderr.read()
        status = process.wait()
        self.seconds.append(time.perf_counter() - begun)
        ended.set()
        watcher.join()
        if status != 0:
            sys.exit(f"{command[:3]} failed:\n{errors.decode()}")
        self.memory.append(max(peaks))

    @property
    def median(self) -> float:
        """Median of the seconds."""
        return statistics.median(self.seconds)

    @property
    def peak(self) -> float:
        """Median of the peak memories, in MB."""
        return statistics.median(self.memory)


def watch(process: int, peaks: list[float], ended: threading.Event) -> None:
    """Add, fifty times a second, the most that a process has held (on Linux alone).

    What `os.wait4` tells would hold the memory of the process that started it, this one, where that is more.
    """
    while not ended.wait(0.02):
        with suppress(OSError, TypeError):  # it has ended
            status = Path(f"/proc/{process}/status").read_text()
            peaks.append(int(re.search(r"VmHWM:\s*(\d+) kB", status)[1]) / 1024)


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


@dataclass(frozen=True)
class Bench:
    """The files that the commands read, and the labels of the test texts."""

    folder: Path
    labels: list[set[str]]
    several: bool

    def at(self, name: str) -> str:
        """Return the path of a file."""
        return str(self.folder / name)


def prepare(options: argparse.Namespace, folder: Path) -> Bench:
    """Write the files that the peers read: JSONL, a text a line, fastText's form, and configs."""
    train, test = read(options.train), read(options.test)
    several = any(len(row["labels"]) != 1 for row in train)
    (folder / "train.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in train))
    lines = [" ".join(row["text"].split()) for row in test]
    (folder / "test.txt").write_text("\n".join(lines) + "\n")
    with (folder / "bulk.txt").open("w") as bulk:
        for _ in range(options.times):
            bulk.write("\n".join(lines) + "\n")
    tagged = [" ".join([*(f"__label__{label}" for label in row["labels"]), *row["text"].split()]) for row in train]
    (folder / "train.ft").write_text("\n".join(tagged) + "\n")
    for name, thresholds in (("c", "null"), ("folds", "{folds: 5}")):
        (folder / f"{name}.yaml").write_text(
            CONFIG.format(kind="multi" if several else "single", thresholds=thresholds)
        )
    return Bench(folder, [set(row["labels"]) for row in test], several)


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


def micro_f1(path: Path, labels: list[set[str]], topics: Callable[[str], list[str]]) -> str:
    """Return the micro F1 of the topics that the lines of a file give: accuracy, where texts have one label."""
    with path.open() as file:
        given = [set(topics(line)) for line in file]
    hits = sum(len(one & other) for one, other in zip(given, labels, strict=True))
    return f"{2 * hits / sum(len(one) + len(other) for one, other in zip(given, labels, strict=True)):.2%}"


def main() -> None:
    """Run everything and print tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("train", type=Path)
    parser.add_argument("test", type=Path)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--times", type=int, default=16)
    parser.add_argument("--folds", action="store_true")
    parser.add_argument("--growth", action="store_true")
    options = parser.parse_args()
    scratch = Path(tempfile.mkdtemp(prefix="classify-bench-"))
    try:
        bench = prepare(options, scratch)
        time_fits(bench, options)
        time_predicts(bench, options)
        if options.growth:
            time_growth(bench)
    finally:
        shutil.rmtree(scratch)


def train_with(config: str, model: str) -> list[str]:
    """Return the command that trains."""
    return [sys.executable, "-m", "classify", "train", "--config", config, "--output", model]


def predict_with(bench: Bench, texts: str, output: str) -> list[str]:
    """Return the command that tags a text a line, in the form that the output's suffix says."""
    model = bench.at("model")
    return [sys.executable, "-m", "classify", "predict", "--model", model, "--lines", texts, "--output", output]


def time_fits(bench: Bench, options: argparse.Namespace) -> None:
    """Time fits, to a saved model."""
    at, python = bench.at, sys.executable
    fits = {"classify": train_with(at("c.yaml"), at("model"))}
    if options.folds:
        fits["classify, calibrated over 5 folds"] = train_with(at("folds.yaml"), at("folded"))
    fits["scikit-learn"] = [python, "-c", SKLEARN_FIT, at("train.jsonl"), at("sk.joblib")]
    files = {"classify": "model", "classify, calibrated over 5 folds": "folded", "scikit-learn": "sk.joblib"}
    if find_spec("fasttext"):
        fits["fastText"] = [python, "-c", FASTTEXT_FIT, at("train.ft"), at("ft.bin")]
        files["fastText"] = "ft.bin"
    fitted = alternate(fits, options.repeats)
    sizes = {name: f"{size(bench.folder / file):.1f} MB" for name, file in files.items() if name in fits}
    report("Fit, to a saved model (last column: its size)", fitted, size(bench.folder / "train.jsonl"), sizes)


def time_predicts(bench: Bench, options: argparse.Namespace) -> None:
    """Time predictions of the test texts once, and of many times as much."""
    at, python = bench.at, sys.executable
    predicts = {
        "classify": predict_with(bench, at("test.txt"), at("ours.jsonl")),
        "scikit-learn": [python, "-c", SKLEARN_PREDICT, at("sk.joblib"), at("test.txt"), at("sk.jsonl")],
    }
    bulk = {
        "classify": predict_with(bench, at("bulk.txt"), at("bulk.parquet")),
        "wc -w": ["wc", "-w", at("bulk.txt")],
    }
    slow = {"scikit-learn (to JSONL)": [python, "-c", SKLEARN_PREDICT, at("sk.joblib"), at("bulk.txt"), at("sk.jsonl")]}
    if find_spec("fasttext"):
        end = ["several"] if bench.several else []
        predicts["fastText"] = [python, "-c", FASTTEXT_PREDICT, at("ft.bin"), at("test.txt"), at("ft.txt"), *end]
        slow["fastText"] = [python, "-c", FASTTEXT_PREDICT, at("ft.bin"), at("bulk.txt"), at("ft.txt"), *end]
    predicted = alternate(predicts, options.repeats)

    def ours(line: str) -> list[str]:
        return json.loads(line)["topics"]

    right = {
        "classify": micro_f1(bench.folder / "ours.jsonl", bench.labels, ours),
        "scikit-learn": micro_f1(bench.folder / "sk.jsonl", bench.labels, ours),
    }
    if "fastText" in predicts:
        right["fastText"] = micro_f1(bench.folder / "ft.txt", bench.labels, marked_labels)
    title = "Predict, to JSONL with texts and scores (last column: micro F1)"
    report(title, predicted, size(bench.folder / "test.txt"), right)
    bulk_runs = {**alternate(bulk, options.repeats), **alternate(slow, 1)}
    report("Predict in bulk, to Parquet with topics and scores", bulk_runs, size(bench.folder / "bulk.txt"), {})


def marked_labels(line: str) -> list[str]:
    """Return the labels of a line of fastText's answers."""
    return [word.removeprefix("__label__") for word in line.split() if word.startswith("__label__")]


def time_growth(bench: Bench) -> None:
    """Time fit and predict of 1, 2, 4 and 8 times the texts."""
    print("\nGrowth\n\n| times the texts | fit, seconds | predict, seconds |\n|---|---|---|")
    rows, lines = read(bench.folder / "train.jsonl"), (bench.folder / "test.txt").read_text().splitlines()
    for times in (1, 2, 4, 8):
        with (bench.folder / "train.jsonl").open("w") as file:
            for copy in range(times):
                file.writelines(json.dumps({**row, "text": varied(row["text"], copy)}) + "\n" for row in rows)
        many = bench.folder / "many.txt"
        many.write_text("\n".join(lines * (8 * times)) + "\n")
        fit, predict = Runs(), Runs()
        fit.run(train_with(bench.at("c.yaml"), bench.at("model")))
        predict.run(predict_with(bench, str(many), bench.at("many.parquet")))
        print(f"| {times} | {fit.median:.2f} | {predict.median:.2f} |", flush=True)


def varied(text: str, copy: int) -> str:
    """Give one word in ten another spelling, so that a corpus of copies has a vocabulary that grows."""
    words = text.split()
    return " ".join(f"{word}{copy}" if place % 10 == 3 and copy else word for place, word in enumerate(words))


if __name__ == "__main__":
    main()
