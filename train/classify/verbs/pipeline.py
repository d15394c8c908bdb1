"""Work on items on all cores, taken in order, with few of them in memory."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from classify.errors import ClassifyError
from classify.features.compiled import core_count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Item = TypeVar("Item")
Made = TypeVar("Made")

ITEMS_A_CORE = 6
"""Items in memory for each core: enough to go on with while a large piece of output is packed."""


def in_order(items: Iterator[Item], work: Callable[[Item], Made], take: Callable[[Item, Made], None]) -> None:
    """Call ``take(item, work(item))`` for every item, in order; reading, working and taking overlap.

    Items are read on this thread, worked on by one thread a core (which helps where `work` does without the
    interpreter lock), and taken on a thread of their own. An error of any of the three is raised here; nothing is
    taken after an item that failed. Ctrl-C gives up what has not begun and waits for what has.

    Args:
        items: what to work on.
        work: what to do on any thread.
        take: what to do with what `work` made, one after the other.
    """
    window: deque[Future[None]] = deque()
    failed: list[BaseException] = []
    threads = core_count()

    def taken(item: Item, made: Future[Made]) -> None:
        if failed:
            return
        try:
            take(item, made.result())
        except BaseException as error:
            failed.append(error)
            raise

    with ThreadPoolExecutor(threads) as workers, ThreadPoolExecutor(1) as taker:
        try:
            for item in _drained_on_error(items, window):
                window.append(taker.submit(taken, item, workers.submit(work, item)))
                if len(window) > ITEMS_A_CORE * threads:
                    window.popleft().result()
            _drain(window)
        except BaseException as error:
            failed.append(error)
            workers.shutdown(wait=False, cancel_futures=True)
            taker.shutdown(wait=False, cancel_futures=True)
            raise


def _drained_on_error(items: Iterator[Item], window: deque[Future[None]]) -> Iterator[Item]:
    """Pass items on; where reading one fails, have those before it taken first."""
    try:
        yield from items
    except ClassifyError:
        _drain(window)
        raise


def _drain(window: deque[Future[None]]) -> None:
    while window:
        window.popleft().result()
