"""Where labelled rows come from: JSONL, read here; CSV, Parquet, a saved dataset folder or a hub name by `datasets`."""

from __future__ import annotations

import csv
import glob
import io
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from classify.corpus.jsonl import Columns, read_json_lines
from classify.errors import InputError, listed
from classify.reading.openers import open_bytes, suffix_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from datasets import Dataset

_BUILDERS = {
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
}
_LINES = {".jsonl", ".ndjson"}


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

    def place(self, row: int) -> str:
        """Return where a row (counted from 0) stands, for a message."""
        return f"{self.name}: row {row + 1}" if self.lines is None else f"{self.name}:{self.lines[row]}"


def open_tables(path: str, resolved: str, split: str) -> Iterator[Table]:
    """Open what a config names as its data.

    Args:
        path: the name as the config gives it.
        resolved: the same as a path seen from here (may hold wild cards).
        split: the split to take of a saved dataset or a hub data set.

    Raises:
        InputError: nothing is there, or it cannot be read as what its name says.
    """
    files, folder = data_files(resolved), Path(resolved)
    if (folder / "state.json").exists() or (folder / "dataset_dict.json").exists():
        yield Table(path, _saved(folder, split))
        return
    if files:
        yield from (_file(file) for file in files)
    elif _is_hub_name(path):
        yield Table(path, _hub(path, split))
    else:
        raise InputError(
            f"{resolved}: no labelled data there.",
            "Set data.path to a .jsonl, .csv or .parquet file (wild cards too), a saved dataset folder or a hub name.",
        )


def data_files(path: str) -> list[Path]:
    """Return the files that a path stands for: itself, what its wild cards match, or the data files of a folder."""
    folder = Path(path)
    if folder.is_dir():
        return [file for file in sorted(folder.rglob("*")) if suffix_of(file) in {*_BUILDERS, *_LINES}]
    return [Path(file) for file in sorted(glob.glob(path, recursive=True))]


def _file(path: Path) -> Table:
    suffix = suffix_of(path)
    if suffix not in _BUILDERS and suffix not in _LINES:
        raise InputError(f"{path}: labelled data cannot be read from '{path.suffix}'.", "Use .jsonl, .csv or .parquet.")
    if suffix in _LINES:
        table = Table(str(path), *read_json_lines(path))
    else:
        table = Table(str(path), _load(path, _BUILDERS[suffix], suffix) if path.stat().st_size else Columns({}))
    if len(table.rows) == 0:
        raise InputError(f"{path}: the file is empty.", "Give a file with at least one labelled text.")
    return table


def _load(path: Path, builder: str, suffix: str) -> Dataset:
    import datasets

    options = _csv_options(path, "\t" if suffix == ".tsv" else ",") if builder == "csv" else {}
    with tempfile.TemporaryDirectory(prefix="classify-") as cache, _Quiet(datasets):
        try:
            return datasets.load_dataset(
                builder,
                data_files=[str(path)],
                split="train",
                cache_dir=cache,
                keep_in_memory=True,
                **options,
            )
        except (datasets.exceptions.DatasetsError, ValueError, TypeError, OSError, StopIteration) as error:
            reason = " ".join(str(error.__cause__ or error).split())
            raise InputError(
                f"{path}: not readable as {builder}: {reason[:200]}",
                "Check the file, or convert it to JSONL.",
            ) from None


def _csv_options(path: Path, separator: str) -> dict[str, Any]:
    """Read every column as text: a label 007 is not the number 7, and a text "NA" is not missing."""
    import datasets

    with open_bytes(path) as data:
        header = next(
            csv.reader(io.TextIOWrapper(data, encoding="utf-8-sig", errors="replace"), delimiter=separator),
            [],
        )
    features = datasets.Features({column: datasets.Value("string") for column in header})
    return {
        "sep": separator,
        "keep_default_na": False,
        "features": features,
        "encoding": "utf-8-sig",
        "index_col": False,
    }


def _saved(folder: Path, split: str) -> Dataset:
    import datasets

    found = datasets.load_from_disk(str(folder))
    return _pick(found, split, str(folder)) if isinstance(found, datasets.DatasetDict) else found


def _hub(name: str, split: str) -> Dataset:
    import datasets

    try:
        return _pick(datasets.load_dataset(name), split, name)
    except (OSError, ValueError, datasets.exceptions.DatasetsError) as error:
        reason = " ".join(str(error).split())[:200]
        raise InputError(
            f"{name}: neither a file here nor a data set on the hub: {reason}",
            "Check data.path and the connection.",
        ) from None


def _pick(splits: Any, split: str, name: str) -> Dataset:
    if split not in splits:
        raise InputError(f"{name}: no split '{split}'; found {listed(splits)}.", "Set data.split to one of them.")
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
