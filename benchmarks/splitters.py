"""Sentence splitters on the hard cases of `tests/reading/hard_cases.txt`: how many each gets right, and how fast.

Usage: pip install nupunkt pysbd syntok; python benchmarks/splitters.py

Splitters that are not installed are left out. The last row is what the project uses: sentencex with its rules for news.
"""

import time
from importlib.util import find_spec
from pathlib import Path

import sentencex

from classify.reading.sentences import split_sentences

CASES = Path(__file__).parents[1] / "tests" / "reading" / "hard_cases.txt"


def splitters():
    """Return the installed splitters by name: each turns a paragraph into a list of sentences."""
    found = {"sentencex": lambda text: list(sentencex.segment("en", text))}
    if find_spec("nupunkt"):
        import nupunkt

        found["nupunkt"] = nupunkt.sent_tokenize
    if find_spec("pysbd"):
        import pysbd

        found["pysbd"] = pysbd.Segmenter(language="en", clean=False).segment
    if find_spec("syntok"):
        from syntok import segmenter

        found["syntok"] = lambda text: [
            text[tokens[0].offset : tokens[-1].offset + len(tokens[-1].value)]
            for paragraph in segmenter.analyze(text)
            for tokens in paragraph
        ]
    found["sentencex with rules for news"] = lambda text: [text[start:end] for start, end in split_sentences(text)]
    return found


def main() -> None:
    """Print a table."""
    lines = CASES.read_text(encoding="utf-8").splitlines()
    cases = [line.split(" | ") for line in lines if line and not line.startswith("#")]
    print("| splitter | right | of | ms a case |\n|---|---|---|---|")
    for name, split in splitters().items():
        begun = time.perf_counter()
        answers = [[sentence.strip() for sentence in split(" ".join(case))] for case in cases]
        each = (time.perf_counter() - begun) / len(cases) * 1000
        right = sum(answer == case for answer, case in zip(answers, cases, strict=True))
        print(f"| {name} | {right} | {len(cases)} | {each:.2f} |")


if __name__ == "__main__":
    main()
