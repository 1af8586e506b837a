"""Items -> outcomes, in the order of the items, by one process or several: the same bytes whatever their number."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice

from ..errors import FoedusError
from ..factfiles import load
from .sources import Item
from .work import Outcome, Settings, work

__all__ = ["outcomes"]

_FIRST = 8  # items that are coded before the processes part
_BATCH = 64  # items a task: less would be spent on passing them than on coding them
_AHEAD = 3  # tasks a worker that wait: reading never runs far ahead of coding, so memory stays small


def outcomes(found: Iterable[Item], settings: Settings, workers: int = 1) -> Iterator[Outcome]:
    """The outcome of each item. Raises FoedusError if a worker process is killed."""
    if workers <= 1:
        for number, item in enumerate(found, 1):
            yield work(item, settings)
            if number == _FIRST:
                gc.freeze()  # facts and packs are there by now and stay: collections need not walk them again
        return
    load()
    source = iter(found)
    yield from _several(list(islice(source, _FIRST)), settings)  # what they need is then there for all processes
    gc.freeze()  # a collection would write to what they share, and so copy it
    with ProcessPoolExecutor(workers) as pool:
        waiting: deque[Future[list[Outcome]]] = deque()
        try:
            while True:
                while len(waiting) < workers * _AHEAD and (batch := list(islice(source, _BATCH))):
                    waiting.append(pool.submit(_several, batch, settings))
                if not waiting:
                    return
                yield from waiting.popleft().result()
        except BrokenProcessPool as error:
            raise FoedusError(
                "a worker process was ended from outside (out of memory?); run with fewer --workers"
            ) from error
        finally:
            for future in waiting:
                future.cancel()


def _several(batch: list[Item], settings: Settings) -> list[Outcome]:
    return [work(item, settings) for item in batch]
