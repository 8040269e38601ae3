"""The same work in several processes that begin at once."""

from __future__ import annotations

import multiprocessing
import traceback
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias, TypeVar

from django.db import connections

S = TypeVar("S")
R = TypeVar("R")

Span: TypeAlias = tuple[float, float]
"""Begin and end on the monotonic clock, which all processes share."""


def together(act: Callable[[S], R], shares: Sequence[S]) -> list[R]:
    """Do `act` on each share in a process of its own; the answers, in the order of the shares."""
    connections.close_all()
    fork = multiprocessing.get_context("fork")
    start = fork.Barrier(len(shares))
    pipes = [fork.Pipe(duplex=False) for _share in shares]

    def run(share: S, pipe: Any) -> None:
        start.wait()
        try:
            pipe.send(act(share))
        except Exception:
            pipe.send(RuntimeError(traceback.format_exc()))
        finally:
            connections.close_all()

    processes = [
        fork.Process(target=run, args=(share, pipe))
        for share, (_receive, pipe) in zip(shares, pipes, strict=True)
    ]
    for process in processes:
        process.start()
    answers = [receive.recv() for receive, _send in pipes]
    for process in processes:
        process.join()
    for answer in answers:
        if isinstance(answer, RuntimeError):
            raise answer
    return answers
