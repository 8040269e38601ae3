"""Tasks for the service point that other apps register, such as a customer nobody reached.

The service point shows one list and knows nothing of where its lines come from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from afspraken.models import Afspraak


@dataclass(frozen=True)
class Taak:
    """Something that a person has to do before `uiterlijk` (aware UTC). `url` is where to do it.

    It is of the departments of the products of its appointment, else of `afdelingen` (ids);
    of none, it is for who works for every department.
    """

    soort: str
    titel: str
    uiterlijk: datetime
    url: str
    afspraak: Afspraak | None = None
    afdelingen: frozenset[int] = frozenset()


Source = Callable[[datetime], Iterable[Taak]]
_sources: dict[str, Source] = {}


def register(naam: str, source: Source) -> None:
    """Make a source of open tasks known. Raises: ValueError for a name that is taken."""
    if naam in _sources:
        raise ValueError(f"'{naam}' is already registered")
    _sources[naam] = source


def open_tasks(*, now: datetime, without: str = "") -> list[Taak]:
    """The open tasks of all sources but one, most urgent first."""
    tasks = [task for naam, source in _sources.items() if naam != without for task in source(now)]
    return sorted(tasks, key=lambda task: task.uiterlijk)
