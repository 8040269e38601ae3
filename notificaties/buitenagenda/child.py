"""The process that fetches and reads one calendar: `python -m notificaties.buitenagenda.child`.

It gets one question on standard input and gives one answer on standard output, both JSON. It knows
no settings, no database and no secret but the address, so an attack on the parser finds nothing.
Memory, processor time and the clock on the wall are limited from within, as it may outlive whoever
started it. Not for deciding what an answer means: see `asking`.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from notificaties.buitenagenda.fetching import Kenmerk, fetch
from notificaties.buitenagenda.fouten import Fout, Refused
from notificaties.buitenagenda.spans import Span, Window

WORK, WORK_PER_MEETING = 10, 0.5
"""Seconds of processor time for everything, and for one meeting with its repetitions."""

MEMORY = 300_000_000
"""Bytes of address space; a third of it is ever touched."""


def limit(seconds: int) -> None:
    """Take no more than was given, `seconds` on the wall included; the system ends who does."""
    signal.alarm(seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (WORK, WORK + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def answer(question: dict[str, Any]) -> dict[str, Any]:
    """Fetch and read; a refusal is an answer too."""
    try:
        fetched = fetch(
            question["url"],
            Kenmerk(question["etag"], question["last_modified"]),
            intern=frozenset((host, port) for host, port in question["intern"]),
        )
        if fetched.body is None:
            return {"ongewijzigd": True}
        return {**_read(fetched.body, question), **vars(fetched.kenmerk)}
    except Refused as refused:
        return {"fout": refused.fout}
    except MemoryError:
        return {"fout": Fout.TE_VEEL}
    except Exception as error:  # of what it says, only the kind: the rest may be private
        return {"fout": Fout.BESCHADIGD, "soort": type(error).__name__}


def _read(body: bytes, question: dict[str, Any]) -> dict[str, Any]:
    from notificaties.buitenagenda.reading import read  # costs more than asking what is new

    window = Window(_moment(question["van"]), _moment(question["tot"]))
    gelezen = read(body, window, patience=patience)
    return {
        "bezet": _seconds(gelezen.bezet),
        "misschien_eigen": {uid: _seconds(s) for uid, s in gelezen.misschien_eigen.items()},
        "onleesbaar": gelezen.onleesbaar,
    }


@contextmanager
def patience() -> Iterator[None]:
    """Break off whatever takes too much work. Raises: Refused HERHALING."""
    signal.setitimer(signal.ITIMER_VIRTUAL, WORK_PER_MEETING)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _out_of_patience(*_: object) -> None:
    raise Refused(Fout.HERHALING)


def _seconds(spans: list[Span]) -> list[tuple[int, int]]:
    return [(int(start.timestamp()), int(end.timestamp())) for start, end in spans]


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def main() -> None:
    """One question, one answer."""
    question = json.load(sys.stdin)
    limit(question["seconden"])
    signal.signal(signal.SIGVTALRM, _out_of_patience)
    json.dump(answer(question), sys.stdout)


if __name__ == "__main__":
    main()
