"""Run what the README shows, and write what it prints in the place of what was printed before.

Usage: python docs/refresh_readme.py

The commands are run in the project's folder, in a terminal of 80 columns. Where an example is cut with a line of dots,
as many paragraphs are kept before and after it as there were. The tables of benchmarks are left as they are.
"""

import contextlib
import doctest
import io
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
DOTS = "..."


def printed(command: str) -> str:
    """Run a command with this Python's `classify`, and return what it prints."""
    command = re.sub(r"\bclassify\b(?= )", f"{shlex.quote(sys.executable)} -m classify", command, count=1)
    environment = {**os.environ, "COLUMNS": "80"}
    done = subprocess.run(command, shell=True, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True, env=environment)
    return "\n".join(line.rstrip() for line in done.stdout.splitlines()).strip("\n") + "\n"


def cut_like(output: str, before: str) -> str:
    """Cut an output as the one before it was cut."""
    head, dots, tail = before.partition(f"{DOTS}\n")
    if not dots:
        return output
    paragraphs = output.rstrip("\n").split("\n\n")
    first, last = (len(part.strip("\n").split("\n\n")) for part in (head, tail))
    return "\n\n".join(paragraphs[:first]) + f"\n{DOTS}\n" + "\n\n".join(paragraphs[-last:]) + "\n"


def with_commands_run(text: str) -> str:
    """Return the README with the outputs of its console examples."""

    def shown(block: re.Match[str]) -> str:
        command, _, before = block.group(1).partition("\n")
        print(f"$ {command}", file=sys.stderr)
        return f"```console\n$ {command}\n{cut_like(printed(command), before)}```\n"

    return re.sub(r"^```console\n\$ (.*?)^```\n", shown, text, flags=re.MULTILINE | re.DOTALL)


def with_python_run(text: str) -> str:
    """Return the README with the values of its Python examples, run one after the other."""
    names: dict[str, object] = {}

    def shown(block: re.Match[str]) -> str:
        lines = []
        for example in doctest.DocTestParser().get_examples(block.group(1)):
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                exec(compile(example.source, "README", "single"), names)
            prompts = [">>> ", *["... "] * (example.source.count("\n") - 1)]
            source = example.source.splitlines()
            lines += [prompt + line for prompt, line in zip(prompts, source, strict=True)]
            lines += out.getvalue().splitlines()
        return "```python\n" + "\n".join(lines) + "\n```\n"

    return re.sub(r"^```python\n(.*?)^```\n", shown, text, flags=re.MULTILINE | re.DOTALL)


def main() -> None:
    """Refresh the README."""
    os.chdir(ROOT)
    README.write_text(with_python_run(with_commands_run(README.read_text(encoding="utf-8"))), encoding="utf-8")


if __name__ == "__main__":
    main()
