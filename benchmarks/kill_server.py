"""Kill `classify serve` again and again while corrections are posted, and look whether every acknowledged one is kept.

Usage: python benchmarks/kill_server.py [--model models/monitor] [--times 100] [--clients 4]

Each time the server starts on the same desk, some clients post corrections as fast as they are answered, and after a
moment of its own length the server is killed with SIGKILL. Exit status 1 where one is missing that was acknowledged.
"""

import argparse
import json
import random
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from http.client import HTTPException
from pathlib import Path

from serving import Server

BROKEN = (urllib.error.URLError, HTTPException, OSError)


def post(address: str, text: str) -> dict:
    """Post a correction; return the answer."""
    body = json.dumps({"text": text, "topics": [], "author": "script"}).encode()
    request = urllib.request.Request(
        f"{address}api/corrections", body, {"Content-Type": "application/json"}, method="PUT"
    )
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)


def post_until_killed(address: str, prefix: str, acknowledged: list[str]) -> None:
    """Post one correction after the other, and note those that were acknowledged."""
    number = 0
    while True:
        text = f"{prefix}, text {number}."
        try:
            if post(address, text)["text"] != text:
                raise RuntimeError("the answer is to another correction")
        except BROKEN:
            return
        acknowledged.append(text)
        number += 1


def kept(address: str) -> set[str]:
    """Return the texts of all corrections."""
    with urllib.request.urlopen(f"{address}api/corrections", timeout=60) as answer:
        return {correction["text"] for correction in json.load(answer)}


def main() -> None:
    """Start, post, kill, and at the end count."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--model", type=Path, default=Path("models/monitor"))
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--clients", type=int, default=4)
    options = parser.parse_args()
    acknowledged: list[str] = []
    draw = random.Random(0)
    with tempfile.TemporaryDirectory() as desk:
        for time_number in range(options.times):
            server = Server(options.model, Path(desk))
            clients = [
                threading.Thread(
                    target=post_until_killed, args=(server.address, f"Run {time_number}, client {client}", acknowledged)
                )
                for client in range(options.clients)
            ]
            for client in clients:
                client.start()
            time.sleep(draw.uniform(0.05, 0.6))
            server.kill()
            for client in clients:
                client.join()
        with Server(options.model, Path(desk)) as server:
            missing = set(acknowledged) - kept(server.address)
    print(f"killed {options.times} times, {len(acknowledged)} corrections acknowledged, {len(missing)} missing")
    if missing or not acknowledged:
        sys.exit(1)


if __name__ == "__main__":
    main()
