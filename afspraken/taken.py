"""Tasks that other modules and apps register, such as a customer nobody reached.

The service point and the departments show them in one list, and know nothing of where its lines
come from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import prefetch_related_objects

from afspraken.models import Afspraak
from afspraken.rechten import Recht, Toegang


@dataclass(frozen=True)
class Taak:
    """Something that a person has to do before `uiterlijk` (aware UTC). `url` is where to do it.

    It is of the departments of the products of its appointment, else of `afdelingen` (ids);
    of none, it is for who works for every department. `recht` is what its page asks.
    """

    soort: str
    titel: str
    uiterlijk: datetime
    url: str
    afspraak: Afspraak | None = None
    afdelingen: frozenset[int] = frozenset()
    recht: Recht = Recht.TERUGBELLEN_AFHANDELEN


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


def within_reach(tasks: Iterable[Taak], who: Toegang) -> list[Taak]:
    """The tasks that this employee may do, in the same order; two queries at most."""
    tasks = list(tasks)
    afspraken = [task.afspraak for task in tasks if task.afspraak is not None]
    prefetch_related_objects(afspraken, "producten__product")
    return [task for task in tasks if who.mag(task.recht, _departments(task))]


def _departments(task: Taak) -> set[int | None]:
    """The departments (ids) that a task is of; of an appointment, those of its products."""
    if task.afspraak is None:
        return set(task.afdelingen)
    return {row.product.afdeling_id for row in task.afspraak.producten.all()}
