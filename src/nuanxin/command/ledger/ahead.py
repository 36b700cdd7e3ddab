"""A second process that works ahead: while one batch is being written, the next is read, checked and sealed.

The reader forks off the writer, with all that was opened and looked up so far; it asks no database and only sends. No
watch is needed between the two: when the writer is killed, the reader fails at its next batch and ends; when the reader
is killed, the writer finds the pipe closed before the end and stops where it is, with whole chunks behind it.
"""

from __future__ import annotations

import mmap
import os
import pickle
import threading
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
_PIECE = 2**20


class Sign:
    """Up or down, for a process and the one that forks off it alike."""

    def __init__(self, up: bool) -> None:
        self._shared = mmap.mmap(-1, 1)
        self.up = up

    @property
    def up(self) -> bool:
        return self._shared[0] == 1

    @up.setter
    def up(self, up: bool) -> None:
        self._shared[0] = 1 if up else 0


class ReaderLost(RuntimeError):
    """The process that read ahead was ended from outside."""


def can_fork() -> bool:
    """Not from a process with several threads (whatever another thread holds would stay locked), nor on a single core."""
    return hasattr(os, "fork") and threading.active_count() == 1 and len(os.sched_getaffinity(0)) > 1


def ahead(items: Iterable[T]) -> Iterator[T]:
    """The same items, in the same order, made in a process of their own; an error there is raised here."""
    source, sink = os.pipe()
    reader = os.fork()
    if not reader:
        os.close(source)
        _send(items, sink)
    os.close(sink)
    try:
        with os.fdopen(source, "rb", buffering=_PIECE) as stream:
            yield from _received(stream)
    finally:  # also when the writer gives up: the pipe is closed by now, which ends the reader
        os.waitpid(reader, 0)


def _received(stream: object) -> Iterator[T]:
    while True:
        try:
            item, wrong = pickle.load(stream)  # type: ignore[arg-type]  # noqa: S301  (from our own process)
        except (EOFError, pickle.UnpicklingError) as lost:
            raise ReaderLost("读取文件的进程中途退出；已导入的整块保留，请重新导入同一文件") from lost
        if wrong is not None:
            raise wrong
        if item is None:
            return
        yield item


def _send(items: Iterable[T], sink: int) -> None:
    """In the reader, which never returns: nothing that the writer opened may be closed or flushed from here."""
    try:
        with os.fdopen(sink, "wb", buffering=_PIECE) as stream:
            try:
                for item in items:
                    pickle.dump((item, None), stream, pickle.HIGHEST_PROTOCOL)
                    stream.flush()
                pickle.dump((None, None), stream)
            except BrokenPipeError:
                raise
            except Exception as wrong:
                pickle.dump((None, wrong), stream)
    finally:
        os._exit(0)
