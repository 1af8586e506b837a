"""Items -> outcomes, in the order of the items, by one process or several: the same bytes whatever their number."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.context import BaseContext

import msgspec

from ..errors import FoedusError
from ..factfiles import load
from .sources import Item
from .work import Outcome, Settings, work

__all__ = ["outcomes"]

_FIRST = 8  # items that are coded before the processes part
_BATCH = 128  # items a task: more time goes into coding them than into passing them
_LARGEST = 1 << 18  # bytes of their texts, beyond which a task is large enough
_AHEAD = 3  # tasks a worker that wait: reading never runs far ahead of coding, so memory stays small
_ENCODER = msgspec.msgpack.Encoder()
_ITEMS = msgspec.msgpack.Decoder(list[Item])
_OUTCOMES = msgspec.msgpack.Decoder(list[Outcome])


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
    batches = _batches(source)
    with ProcessPoolExecutor(workers, _context()) as pool:
        waiting: deque[Future[bytes]] = deque()
        try:
            while True:
                while len(waiting) < workers * _AHEAD and (batch := next(batches, None)):
                    waiting.append(pool.submit(_passed, batch, settings))
                if not waiting:
                    return
                yield from _OUTCOMES.decode(waiting.popleft().result())
        except BrokenProcessPool as error:
            raise FoedusError(
                "a worker process was ended from outside (out of memory?); run with fewer --workers"
            ) from error
        finally:
            for future in waiting:
                future.cancel()


def _context() -> BaseContext:
    """Processes that share what is there already, where the system has such."""
    return get_context("fork" if "fork" in get_all_start_methods() else None)


def _batches(source: Iterator[Item]) -> Iterator[bytes]:
    """Items in tasks of a size that is worth passing on, as the bytes that are passed."""
    batch: list[Item] = []
    size = 0
    for item in source:
        batch.append(item)
        size += len(item.record or item.page or b"")
        if len(batch) == _BATCH or size > _LARGEST:
            yield _ENCODER.encode(batch)
            batch, size = [], 0
    if batch:
        yield _ENCODER.encode(batch)


def _passed(batch: bytes, settings: Settings) -> bytes:
    """A task: bytes in, bytes out, which pass between processes at a fraction of the cost of objects."""
    return _ENCODER.encode(_several(_ITEMS.decode(batch), settings))


def _several(batch: list[Item], settings: Settings) -> list[Outcome]:
    return [work(item, settings) for item in batch]
