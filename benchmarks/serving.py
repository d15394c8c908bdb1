"""A `classify serve` of one's own, for the scripts that try it."""

import os
import signal
import subprocess
import sys
from pathlib import Path


class Server:
    """A running server on a free port; killed when the block ends."""

    def __init__(self, model: Path, desk: Path, *options: str) -> None:
        command = [sys.executable, "-m", "classify", "serve", "--model", str(model), "--desk", str(desk), "--port", "0"]
        self._process = subprocess.Popen([*command, *options], stderr=subprocess.PIPE, text=True)
        line = self._process.stderr.readline()
        if "http://" not in line:
            raise RuntimeError(f"the server did not start: {line}{self._process.stderr.read()}")
        self.address = line.split()[-1]
        self.port = int(self.address.rstrip("/").rpartition(":")[2])

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def kill(self) -> None:
        """Kill it, as a power cut would."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        self._process.stderr.close()

    def memory(self) -> int:
        """Return its resident memory in bytes."""
        pages = int(Path(f"/proc/{self._process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
