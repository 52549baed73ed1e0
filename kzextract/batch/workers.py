"""Worker processes that may crash or hang: a bundle is split, its articles tried alone, all goes on."""

from __future__ import annotations

import contextlib
import multiprocessing as mp
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any

from kzextract.batch.items import Item, failure
from kzextract.batch.parts import Bundle

# What a worker does: (items, the bundle's key or None for an article that is tried alone) → an answer.
Work = Callable[[list[Item], "str | None"], Any]
# What makes it, in the worker: loading costs a second, and what is loaded cannot be sent.
Start = Callable[[], Work]

_START_SECONDS = 300


class WorkerFault(RuntimeError):
    """The workers cannot work at all: what the first one said."""


def _main(pipe: Connection, start: Start) -> None:
    # Ctrl-C reaches the whole group of processes; the parent decides what happens then.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        work = start()
        pipe.send(("ready", None))
    except Exception as error:
        pipe.send(("fault", f"{type(error).__name__}: {error}" if not str(error) else str(error)))
        return
    # The parent is gone when nothing more can be received or sent.
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            items, key = pipe.recv()
            try:
                answer = ("done", work(items, key))
            except Exception as error:
                answer = ("fault", f"{type(error).__name__}: {error}")
            pipe.send(answer)


@dataclass
class Split:
    """A bundle whose articles are tried alone."""

    bundle: Bundle
    answers: dict[int, Any] = field(default_factory=dict)


@dataclass
class Task:
    """What one worker is given: a whole bundle, or one article of a split one."""

    bundle: Bundle
    split: Split | None = None
    at: int = 0

    @property
    def items(self) -> list[Item]:
        """What is sent."""
        return self.bundle.items if self.split is None else [self.bundle.items[self.at]]


class Worker:
    """One process and its pipe."""

    def __init__(self, context: Any, start: Start) -> None:
        self.pipe, child = context.Pipe()
        self.process = context.Process(target=_main, args=(child, start), daemon=True)
        self.process.start()
        child.close()
        self.task: Task | None = None
        self.ready = False
        self.deadline = time.monotonic() + _START_SECONDS

    def give(self, task: Task, limit: float) -> None:
        """Sets the worker to a task; that it has died meanwhile shows when its answer is waited for."""
        self.task = task
        # A bundle has more time than one article; which one is to blame only shows when it is tried alone.
        self.deadline = time.monotonic() + limit + (0 if task.split else 0.2 * len(task.items))
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.pipe.send((task.items, None if task.split else task.bundle.key))

    def end(self) -> None:
        """Ends the process at once."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


class Pool:
    """Bundles to ``processes`` workers; each comes back as an answer, or as a :class:`Split` of answers.

    An article that takes longer than ``limit`` seconds is given up. A worker that dies is replaced; the
    articles of its bundle are tried alone, and the one that kills a worker again is given up.
    """

    def __init__(self, processes: int, start: Start, limit: float) -> None:
        self.limit = limit
        self.start = start
        # A fresh interpreter each: nothing of the parent's locks, files and threads is inherited.
        self.context = mp.get_context("spawn")
        self.workers = [Worker(self.context, start) for _ in range(processes)]
        self.waiting: deque[Task] = deque()

    def run(self, todo: Iterable[Bundle]) -> Iterator[tuple[Bundle, Any]]:
        """All bundles with their answers, in the order in which they get done."""
        coming = iter(todo)
        more = True
        try:
            while more or self.waiting or any(worker.task for worker in self.workers):
                # One bundle a worker is read ahead, so that none waits for the reading of files.
                while more and len(self.waiting) < len(self.workers):
                    bundle = next(coming, None)
                    more = bundle is not None
                    if bundle is not None:
                        self.waiting.append(Task(bundle))
                    yield from self._turn(0)
                yield from self._turn(1.0)
        finally:
            self.close()

    def close(self) -> None:
        """Ends all workers."""
        for worker in self.workers:
            worker.end()
        self.workers = []

    def _turn(self, seconds: float) -> Iterator[tuple[Bundle, Any]]:
        """Gives work to idle workers, and takes what is done within this time."""
        for worker in self.workers:
            if worker.ready and worker.task is None and self.waiting:
                worker.give(self.waiting.popleft(), self.limit)
        busy = {worker.pipe: worker for worker in self.workers if worker.task or not worker.ready}
        for pipe in wait(list(busy), seconds):
            assert isinstance(pipe, Connection)
            yield from self._answer(busy[pipe])
        now = time.monotonic()
        for worker in [w for w in self.workers if (w.task or not w.ready) and now > w.deadline]:
            if not worker.ready:
                raise WorkerFault(f"a worker process did not start within {_START_SECONDS} seconds")
            yield from self._lost(
                worker, f"took longer than {self.limit:g} s (the limit for one document)", late=True
            )

    def _answer(self, worker: Worker) -> Iterator[tuple[Bundle, Any]]:
        try:
            kind, answer = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join(5)
            yield from self._lost(worker, f"the worker process died ({_cause(worker.process.exitcode)})")
            return
        if kind == "fault":
            raise WorkerFault(answer)
        if kind == "ready":
            worker.ready = True
            return
        task, worker.task = worker.task, None
        assert task is not None
        yield from self._settle(task, answer)
        if self.waiting:
            worker.give(self.waiting.popleft(), self.limit)

    def _settle(self, task: Task, answer: Any) -> Iterator[tuple[Bundle, Any]]:
        if task.split is None:
            yield task.bundle, answer
            return
        task.split.answers[task.at] = answer
        if len(task.split.answers) == len(task.bundle.items):
            yield task.bundle, task.split

    def _lost(self, worker: Worker, reason: str, late: bool = False) -> Iterator[tuple[Bundle, Any]]:
        """Replaces a worker that has died or hangs, and decides about its task."""
        task = worker.task
        worker.end()
        if not worker.ready:
            raise WorkerFault(f"{reason} while it was starting")
        self.workers[self.workers.index(worker)] = Worker(self.context, self.start)
        if task is None:
            return
        if task.split is None:
            split = Split(task.bundle)
            alone = len(task.bundle.items) == 1
            if alone and late:
                yield from self._settle(Task(task.bundle, split), _given_up(task.items[0], reason))
                return
            # In front, in order: a split bundle is finished before new ones are begun.
            self.waiting.extendleft(
                Task(task.bundle, split, at) for at in reversed(range(len(task.bundle.items)))
            )
            return
        yield from self._settle(task, _given_up(task.items[0], reason if late else f"{reason}, twice"))


def _given_up(item: Item, reason: str) -> Item:
    return failure(item.path, reason, item.where)


def _cause(code: int | None) -> str:
    if code is None or code >= 0:
        return f"exit code {code}"
    name = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
    meaning = {"SIGSEGV": ", a segmentation fault", "SIGKILL": ", perhaps out of memory"}.get(name, "")
    return f"{name}{meaning}"


def cores() -> int:
    """How many processor cores this process may use."""
    known = getattr(os, "sched_getaffinity", None)
    return len(known(0)) if known else os.cpu_count() or 1
