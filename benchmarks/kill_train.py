"""Kill `classify train` at moments spread over its run, and load the model folder after each.

Usage: python benchmarks/kill_train.py [--config FILE] [--moments 50]

Half of the runs replace a model that is there, half make a new one. A folder that is there must load; a folder that
was there before must still be there. Exit status 1 at the first that is not so.
"""

import argparse
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import classify


def start(config: Path, folder: Path) -> subprocess.Popen:
    """Start a training run."""
    command = [sys.executable, "-m", "classify", "train", "--config", str(config), "--output", str(folder)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def run_and_kill(config: Path, folder: Path, after: float) -> bool:
    """Kill a run after some seconds; say whether it was still running."""
    process = start(config, folder)
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    return process.wait() == -signal.SIGKILL


def check(folder: Path, must_exist: bool) -> str:
    """Load the folder as a user would; an error of the loader ends the script."""
    if not must_exist and not folder.exists():
        return "no folder yet"
    return repr(classify.load(folder))


def main() -> None:
    """Kill, load, and count."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--config", type=Path, default=Path("configs/monitor.yaml"))
    parser.add_argument("--moments", type=int, default=50)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole"
        begun = time.monotonic()
        if start(options.config, whole).wait() != 0:
            sys.exit("the training run itself failed")
        length = time.monotonic() - begun
        killed = 0
        for moment in range(options.moments):
            folder = Path(scratch) / f"m{moment}"
            replacing = moment % 2 == 0
            if replacing:
                shutil.copytree(whole, folder)
            # The last tenth, where files are written and folders change names, gets half of the moments.
            share = moment / options.moments
            after = length * (share * 1.8 if share < 0.5 else 0.9 + (share - 0.5) * 0.24)
            killed += run_and_kill(options.config, folder, after)
            print(f"killed after {after:6.2f} s of {length:.2f}: {check(folder, replacing)}", flush=True)
            shutil.rmtree(folder, ignore_errors=True)
    print(f"{options.moments} moments, {killed} runs killed before their end: every folder loads")


if __name__ == "__main__":
    main()
