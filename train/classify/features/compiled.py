"""How functions are compiled: once, cached on disk where that is possible, and run on every core.

Nothing outside the kernels imports numba. Where it is missing, `available` is false and callers keep to the
plain path; where the cache cannot be written, functions are compiled anew in every process, and one warning
says so.
"""

from __future__ import annotations

import importlib
import os
import sys
import warnings
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import ModuleType

Function = TypeVar("Function", bound="Callable[..., Any]")
Result = TypeVar("Result")

_NO_CACHE = (
    "compiled code cannot be kept on disk ({reason}), so each run compiles it anew (about 20 s). "
    "Set NUMBA_CACHE_DIR to a folder that can be written."
)


class CompileWarning(UserWarning):
    """Compiled code is missing or cannot be kept; the work goes on, slower."""


@cache
def available() -> bool:
    """Say whether numba is installed; if not, warn once."""
    if find_spec("numba") is not None:
        return True
    warnings.warn("numba is not installed: bulk work runs uncompiled.", CompileWarning, stacklevel=2)
    return False


def compiles_first() -> bool:
    """Say whether the kernels are still to be compiled here, which takes some twenty seconds, once."""
    return available() and next(cache_folder().rglob("*.nbi"), None) is None


def cache_folder() -> Path:
    """Return where compiled code is kept, and what else takes long to make and is the same in every run."""
    folder = os.environ.get("NUMBA_CACHE_DIR")
    return Path(folder) if folder else Path(__file__).parent / "__pycache__"


def load_without_scipy() -> None:
    """Load numba without scipy's linear algebra, which it looks for at its start and no kernel here uses.

    That spares a tenth of a second and 16 MB. It is for a process of our own, at its start: functions that others
    compile in it would lack `numpy.dot`, and another thread could miss scipy meanwhile.
    """
    if "scipy" in sys.modules or not available():
        return
    sys.modules["scipy"] = cast("ModuleType", None)  # importing it raises ImportError
    try:
        importlib.import_module("numba.np.arraymath")
    finally:
        del sys.modules["scipy"]


@cache
def _say_uncached(reason: str) -> None:
    warnings.warn(_NO_CACHE.format(reason=reason), CompileWarning, stacklevel=3)


def jit(function: Function) -> Function:
    """Compile a function at its first call: without the GIL, and to the same bits on every run."""
    return _compiled(function)


def bare(function: Function) -> Function:
    """Compile a function that makes no array: numba then counts no references, which hot loops feel."""
    return _compiled(function, _nrt=False)


def inlined(function: Function) -> Function:
    """Compile a small function into whatever calls it: a call that passes arrays is dear."""
    return _njit(function, forceinline=True, _nrt=False)


def _compiled(function: Function, **options: Any) -> Function:
    try:
        compiled = _njit(function, cache=True, **options)
    except RuntimeError:  # numba found no folder for its cache
        _say_uncached("no folder for it can be written")
        return _njit(function, **options)
    _forgive_cache(compiled)
    return compiled


def _njit(function: Function, **options: Any) -> Function:
    import numba

    decorate: Any = numba.njit
    compiled: Function = decorate(nogil=True, error_model="numpy", **options)(function)
    return compiled


def _forgive_cache(compiled: Any) -> None:
    """Let a full or read-only disk cost the cache, not the run: numba lets such an OSError through."""
    store: Any = getattr(compiled, "_cache", None)
    save = getattr(store, "save_overload", None)
    if save is None:
        return

    def saved(*arguments: Any) -> None:
        try:
            save(*arguments)
        except OSError as error:
            _say_uncached(error.strerror or str(error))

    store.save_overload = saved


def core_count() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def on_all_cores(task: Callable[..., Result], pieces: Iterable[tuple[Any, ...]], threads: int) -> list[Result]:
    """Call `task` with each tuple of arguments, on several threads; results come in the order of the pieces.

    The first failure is raised, and pieces that have not begun are given up.
    """
    return list(each_on_all_cores(task, pieces, threads))


def each_on_all_cores(task: Callable[..., Result], pieces: Iterable[tuple[Any, ...]], threads: int) -> Iterator[Result]:
    """Do as `on_all_cores`, but yield each result when it is its turn; few are made ahead, and none is kept."""
    work = deque(pieces)
    if threads <= 1 or len(work) <= 1:
        while work:
            yield task(*work.popleft())
        return
    with ThreadPoolExecutor(min(threads, len(work))) as pool:
        futures: deque[Future[Result]] = deque()
        try:
            while work or futures:
                while work and len(futures) < 2 * threads:
                    futures.append(pool.submit(task, *work.popleft()))
                yield futures.popleft().result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
