"""Where labelled rows come from: JSONL and CSV, read here; Parquet, saved data sets and the hub, by `datasets`."""

from __future__ import annotations

import glob
import tempfile
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from classify.corpus.hub import load_from_hub
from classify.corpus.jsonl import Columns, read_json_lines
from classify.corpus.remedies import path_remedy, split_remedy
from classify.errors import InputError, listed, refuse
from classify.reading.blocks import text_blocks
from classify.reading.cells import CellRow, cell_rows, wrong_count
from classify.reading.feeds import Feed
from classify.reading.openers import suffix_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from datasets import Dataset

    from classify.corpus.remedies import Door

_BUILDERS = {
    ".json": "json",
    ".parquet": "parquet",
}
_CELLS = {".csv", ".tsv"}
_LINES = {".jsonl", ".ndjson"}
_READABLE = {*_BUILDERS, *_CELLS, *_LINES}


@dataclass(frozen=True, slots=True)
class Table:
    """Rows from one place.

    Attributes:
        name: the file, folder or hub name.
        rows: the rows, which are taken column by column.
        lines: the line number of every row, or None where rows are not lines.
    """

    name: str
    rows: Dataset | Columns
    lines: Sequence[int] | None = None

    @property
    def json_lines(self) -> bool:
        """Whether a row is a line of JSON."""
        return suffix_of(Path(self.name)) in _LINES

    def place(self, row: int) -> str:
        """Return where a row (counted from 0) stands, for a message."""
        return f"{self.name}: row {row + 1}" if self.lines is None else f"{self.name}:{self.lines[row]}"


def open_tables(
    path: str,
    resolved: str,
    split: str,
    door: Door = "config",
    on_wrong_row: Callable[[InputError], None] = refuse,
) -> Iterator[Table]:
    """Open what a user names as labelled data.

    Args:
        path: the name as the user gives it.
        resolved: the same as a path seen from here (may hold wild cards).
        split: the split to take of a saved dataset or a hub data set.
        door: how the data were named.
        on_wrong_row: told of a line that cannot be read, which is then left out; by default the first one is raised.

    Raises:
        InputError: nothing is there, or it cannot be read as what its name says.
    """
    if not path:
        raise InputError("The path of the labelled data is empty.", path_remedy(door))
    files, folder = data_files(resolved), Path(resolved)
    if (folder / "state.json").exists() or (folder / "dataset_dict.json").exists():
        yield Table(path, _saved(folder, split, door))
        return
    if files:
        yield from (_file(file, on_wrong_row) for file in files)
    elif _is_hub_name(path):
        yield Table(path, _pick(load_from_hub(path, door), split, path, door))
    else:
        missing = "no labelled data there" if glob.has_magic(path) or folder.is_dir() else "there is no such file"
        raise InputError(f"{resolved}: {missing}.", path_remedy(door))


def data_files(path: str) -> list[Path]:
    """Return the files that a path stands for: itself, what its wild cards match, or the data files of a folder."""
    folder = Path(path)
    if folder.is_dir():
        return [file for file in sorted(folder.rglob("*")) if suffix_of(file) in _READABLE]
    return [Path(file) for file in sorted(glob.glob(path, recursive=True))]


def _file(path: Path, on_wrong_row: Callable[[InputError], None]) -> Table:
    suffix, wrong = suffix_of(path), []

    def leave_out(error: InputError) -> None:
        on_wrong_row(error)
        wrong.append(error)

    if suffix not in _READABLE:
        found = f"from '{path.suffix}'" if path.suffix else "from a file without a suffix"
        raise InputError(f"{path}: labelled data cannot be read {found}.", "Use .jsonl, .csv or .parquet.")
    if suffix in _LINES:
        table = Table(str(path), *read_json_lines(path, _note, leave_out))
    elif suffix in _CELLS:
        table = Table(str(path), *_read_cells(path, leave_out))
    else:
        table = Table(str(path), _load(path, _BUILDERS[suffix]) if path.stat().st_size else Columns({}))
    if len(table.rows) == 0 and not wrong:
        raise InputError(f"{path}: the file is empty.", "Give a file with at least one labelled text.")
    return table


def _load(path: Path, builder: str) -> Dataset:
    import datasets

    with tempfile.TemporaryDirectory(prefix="classify-") as cache, _Quiet(datasets):
        try:
            return datasets.load_dataset(
                builder,
                data_files=[str(path)],
                split="train",
                cache_dir=cache,
                keep_in_memory=True,
            )
        except (datasets.exceptions.DatasetsError, ValueError, TypeError, OSError, StopIteration) as error:
            reason = " ".join(str(error.__cause__ or error).split())
            raise InputError(
                f"{path}: not readable as {builder}: {reason[:200]}",
                "Check the file, or convert it to JSONL.",
            ) from None


def _read_cells(path: Path, on_wrong_row: Callable[[InputError], None]) -> tuple[Columns, list[int]]:
    """Read every column as text: a label 007 is not the number 7, and a text "NA" is not missing."""
    rows = cell_rows(path, text_blocks(Feed(str(path)), _note), on_wrong_row)
    header = next(rows, CellRow(0, [], 0)).cells
    lines: list[int] = []
    columns: list[list[str]] = [[] for _ in header]
    for line, cells, _ in rows:
        if len(cells) < len(header):
            on_wrong_row(wrong_count(f"{path}:{line}", cells, len(header)))
            continue
        lines.append(line)
        for column, cell in zip(columns, cells, strict=False):
            column.append(cell)
    return Columns(dict(zip(header, columns, strict=True))), lines


def _note(text: str) -> None:
    warnings.warn(text, stacklevel=2)


def _saved(folder: Path, split: str, door: Door) -> Dataset:
    import datasets

    found = datasets.load_from_disk(str(folder))
    return _pick(found, split, str(folder), door) if isinstance(found, datasets.DatasetDict) else found


def _pick(splits: Any, split: str, name: str, door: Door) -> Dataset:
    if split not in splits:
        raise InputError(f"{name}: no split '{split}'; found {listed(splits)}.", split_remedy(door))
    return splits[split]


def _is_hub_name(path: str) -> bool:
    parts = path.split("/")
    return len(parts) == 2 and all(parts) and not path.startswith((".", "~")) and not suffix_of(Path(path))


class _Quiet:
    """Keeps `datasets` from drawing its own bars and printing its own errors beside ours."""

    def __init__(self, datasets: Any) -> None:
        self._datasets = datasets

    def __enter__(self) -> None:
        self._level = self._datasets.logging.get_verbosity()
        self._datasets.logging.set_verbosity(self._datasets.logging.CRITICAL)
        self._datasets.disable_progress_bars()

    def __exit__(self, *_: object) -> None:
        self._datasets.logging.set_verbosity(self._level)
        self._datasets.enable_progress_bars()
