"""Tag articles over HTTP with many clients at once, and tell how long they waited and what memory did.

Usage: python benchmarks/load_server.py [--model models/monitor] [--clients 32] [--seconds 60]

Starts `classify serve` on a free port, and in one process of its own the clients, each on a connection of its own:
every client sends an article, waits for the answer, and sends the next. The articles are made of the sentences of the
shipped data, ten each, so that no two are the same. Exit status 1 where an answer failed or took too long: the 99th
percentile must be under 100 ms, and memory must not grow by more than a tenth from the first quarter on.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

import numpy as np
from serving import Server

from classify.config import DataSettings
from classify.corpus.loading import load_examples

LIMIT = 0.1
GROWTH = 1.1
HEAD = "POST /api/tag HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n"


def articles(data: str, seed: int):
    """Yield requests, each an article of ten sentences drawn anew."""
    draw = np.random.default_rng(seed)
    sentences = [example.text for example in load_examples(DataSettings(path=(data,)))]
    while True:
        text = " ".join(sentences[index] for index in draw.integers(len(sentences), size=10))
        body = json.dumps({"texts": [{"name": "a.txt", "text": text}]}).encode()
        yield HEAD.format(len(body)).encode() + body


async def answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    """Read one answer: its status and its body."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
    length = int(head.partition("content-length: ")[2].partition("\r\n")[0])
    return int(head.split(" ", 2)[1]), await reader.readexactly(length)


async def client(port: int, requests, until: float, waits: list[float], errors: list[str]) -> None:
    """Send one article after the other until the time is up."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while time.monotonic() < until:
        begun = time.perf_counter()
        writer.write(next(requests))
        status, body = await answer(reader)
        waits.append(time.perf_counter() - begun)
        if status != 200 or b'"scores"' not in body:
            errors.append(f"{status}: {body[:200]!r}")
    writer.close()


async def run(server: Server, options, requests) -> tuple[list[float], list[str], list[int]]:
    """Run all clients; return the waits, the errors and the server's memory, second by second."""
    waits: list[float] = []
    errors: list[str] = []
    memory: list[int] = []
    until = time.monotonic() + options.seconds
    clients = [asyncio.create_task(client(server.port, requests, until, waits, errors)) for _ in range(options.clients)]
    while time.monotonic() < until:
        await asyncio.sleep(min(1.0, options.seconds / 20))
        memory.append(server.memory())
    await asyncio.gather(*clients)
    return waits, errors, memory


def main() -> None:
    """Start, load, and judge."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--model", type=Path, default=Path("models/monitor"))
    parser.add_argument("--data", default="data/monitor/briefs-*.jsonl")
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--limit", type=float, default=LIMIT, help="seconds that the 99th percentile may take")
    parser.add_argument("--growth", type=float, default=GROWTH, help="how much memory may grow, as a factor")
    options = parser.parse_args()
    requests = cycle(list(islice(articles(options.data, 0), 20_000)))
    with tempfile.TemporaryDirectory() as desk, Server(options.model, Path(desk)) as server:
        waits, errors, memory = asyncio.run(run(server, options, requests))
    half, nine, most = np.percentile(waits, [50, 99, 100]) * 1000
    start = memory[len(memory) // 4]
    print(f"{len(waits)} articles in {options.seconds:g} s by {options.clients} clients, {len(errors)} errors")
    print(f"waited: median {half:.1f} ms, 99th percentile {nine:.1f} ms, longest {most:.1f} ms")
    most, end = max(memory) / 1e6, memory[-1] / 1e6
    print(f"memory: {start / 1e6:.1f} MB after a quarter, at most {most:.1f} MB, {end:.1f} MB at the end")
    if errors or nine > options.limit * 1000 or memory[-1] > start * options.growth:
        sys.exit(f"not good enough: {errors[:3]}")


if __name__ == "__main__":
    main()
