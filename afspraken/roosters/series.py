"""Weekly series in django-scheduler: stored, ended, expanded. The only importer of `schedule`.

One roster is one calendar; one weekday with one pair of hours is one event that repeats weekly.
What the library does with exceptions is not used: a change of the event would silently re-open a
cancelled day. So an event is never edited, only ended, and exceptions are our own rows by day.
Nothing here rebuilds `Openstand`: write through `changes`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Min
from django.utils.translation import gettext as _
from schedule.models import Calendar, Event, Rule

from afspraken.lokaal import LOCAL
from afspraken.models import Locatie, Middel, Rooster
from afspraken.roosters.clock import DAY
from afspraken.roosters.openings import Window

Pair = tuple[int | None, int]
"""Resource (None: the place itself) and place, as ids."""

WEEK = timedelta(weeks=1)
RULE = {"name": "wekelijks", "frequency": "WEEKLY", "params": ""}


@dataclass(frozen=True)
class Reeks:
    """One weekly series: hours on one weekday (0 is Monday), for as long as it lasts.

    `van` and `tot` are on the wall clock; `laatste_dag` counts, None means it goes on.
    """

    id: int
    rooster: Rooster
    weekdag: int
    van: time
    tot: time
    eerste_dag: date
    laatste_dag: date | None

    @property
    def alleen_personeel(self) -> bool:
        """True if the website offers these hours only shortly before."""
        return self.rooster.alleen_personeel

    @property
    def is_leeg(self) -> bool:
        """True if the series ended before it began, as one that was replaced whole."""
        return self.laatste_dag is not None and self.laatste_dag < self.eerste_dag


def roster_for(middel: Middel | None, locatie: Locatie, alleen_personeel: bool) -> Rooster:
    """The roster for this purpose, made with its calendar at the first series."""
    which = {"middel": middel, "locatie": locatie, "alleen_personeel": alleen_personeel}
    rooster = Rooster.objects.filter(**which).select_related("kalender").first()
    if rooster:
        return rooster
    owner = f"middel-{middel.pk}" if middel else "gebouw"
    audience = "personeel" if alleen_personeel else "iedereen"
    slug = f"{owner}-locatie-{locatie.pk}-{audience}"
    calendar = Calendar.objects.create(name=slug, slug=slug)
    rooster = Rooster(**which, kalender=calendar)
    rooster.full_clean()
    rooster.save()
    return rooster


def store(
    rooster: Rooster,
    uren: Iterable[tuple[int, time, time]],
    *,
    eerste_dag: date,
    laatste_dag: date | None = None,
) -> list[Reeks]:
    """Store series: weekday (0 is Monday), from, until. Two queries.

    Each begins on the first such weekday on or after `eerste_dag`.
    Raises: ValidationError for a weekday or hours that do not exist.
    """
    rule = Rule.objects.filter(**RULE).first() or Rule.objects.create(**RULE)
    events = []
    for weekdag, van, tot in uren:
        if not 0 <= weekdag <= 6:
            raise ValidationError(_("Kies een dag van de week."))
        if van >= tot:
            raise ValidationError(_("De begintijd moet voor de eindtijd liggen."))
        dag = eerste_dag + (weekdag - eerste_dag.weekday()) % 7 * DAY
        event = Event(
            calendar_id=rooster.kalender_id,
            title=rooster.kalender.name,
            start=_stored(dag, van),
            end=_stored(dag, tot),
            rule=rule,
            end_recurring_period=_end(laatste_dag),
        )
        events.append(event)
    return [_reeks(event, rooster) for event in Event.objects.bulk_create(events)]


def find(reeks: int) -> Reeks:
    """One series by its id. Raises: Rooster.DoesNotExist."""
    event = Event.objects.filter(pk=reeks).select_related("rule").first()
    rooster = Rooster.objects.select_related("middel", "locatie", "kalender").get(
        kalender=event.calendar_id if event else None
    )
    return _reeks(event, rooster)


def set_end(reeks: int, laatste_dag: date | None) -> None:
    """Let a series end after `laatste_dag`, or go on (None)."""
    Event.objects.filter(pk=reeks).update(end_recurring_period=_end(laatste_dag))


def delete(reeks: int) -> None:
    """Delete a series and all it ever opened."""
    Event.objects.filter(pk=reeks).delete()


def of(middel: Middel | None, locatie: Locatie) -> list[Reeks]:
    """The series of a resource at a place, or of the place itself (None), by weekday and time."""
    rows = Rooster.objects.filter(middel=middel, locatie=locatie).select_related(
        "middel", "locatie", "kalender"
    )
    by_calendar = {rooster.kalender_id: rooster for rooster in rows}
    found = [_reeks(event, by_calendar[event.calendar_id]) for event in _events(by_calendar)]
    return sorted(
        (reeks for reeks in found if not reeks.is_leeg),
        key=lambda reeks: (reeks.weekdag, reeks.van, reeks.eerste_dag),
    )


def expand(
    roosters: Iterable[Rooster], van: date, tot: date
) -> dict[Pair, dict[date, list[Window]]]:
    """The hours of all these rosters on the days [van, tot), in one query.

    A roster without hours in that time is in it, with no days.
    """
    by_calendar = {rooster.kalender_id: rooster for rooster in roosters}
    found: dict[Pair, dict[date, list[Window]]] = {
        (rooster.middel_id, rooster.locatie_id): defaultdict(list)
        for rooster in by_calendar.values()
    }
    known: dict[tuple[datetime, datetime | None], list[date]] = {}
    for event in _events(by_calendar):
        rooster = by_calendar[event.calendar_id]
        start, end = _wall(event.start), _wall(event.end)
        window = Window(start.time(), end.time(), rooster.alleen_personeel, event.pk)
        on_days = found[rooster.middel_id, rooster.locatie_id]
        same = event.start, event.end_recurring_period  # many counters keep the same hours
        if same not in known:
            known[same] = list(_occurrences(event, start, van, tot))
        for dag in known[same]:
            on_days[dag].append(window)
    return found


def first_days(houses: Iterable[Rooster]) -> dict[int, date]:
    """The day on which the first series of a place begins, by place. One query."""
    locaties = {rooster.kalender_id: rooster.locatie_id for rooster in houses}
    rows = Event.objects.filter(calendar__in=locaties).values_list("calendar_id")
    starts = rows.annotate(Min("start")).order_by()
    return {locaties[calendar]: _wall(start).date() for calendar, start in starts}


def _occurrences(event: Event, start: datetime, van: date, tot: date) -> Iterator[date]:
    """The days in [van, tot) on which an event happens, by the library's own recurrence.

    The zone decides: asked in UTC, the same event would shift an hour after a clock change. The
    library counts from the first occurrence, so a weekly rule is moved up by whole weeks first;
    otherwise the cost would grow with the age of the series.
    """
    event.rule = event.rule or Rule(**RULE)  # a rule that was deleted must not close the roster
    recurrence = event.get_rrule_object(LOCAL)
    first, last = datetime.combine(van, time()), datetime.combine(tot, time())
    if event.end_recurring_period:
        last = min(last, _wall(event.end_recurring_period))
    if first > start:
        recurrence = recurrence.replace(dtstart=start + (first - start) // WEEK * WEEK)
    for occurrence in recurrence.between(first, last, inc=True):
        if occurrence < last:
            yield occurrence.date()


def _events(calendars: Collection[int]) -> list[Any]:
    rows = Event.objects.filter(calendar__in=calendars).select_related("rule")
    return list(rows.order_by("start", "pk"))


def _reeks(event: Event, rooster: Rooster) -> Reeks:
    start, end = _wall(event.start), _wall(event.end)
    until = event.end_recurring_period
    return Reeks(
        id=event.pk,
        rooster=rooster,
        weekdag=start.weekday(),
        van=start.time(),
        tot=end.time(),
        eerste_dag=start.date(),
        laatste_dag=_wall(until).date() - DAY if until else None,
    )


def _stored(dag: date, clock: time) -> datetime:
    """The moment that stands for a time on the first day of a series.

    Raises: ValidationError if the clock skips it that day: it could not be read back.
    """
    stored = datetime.combine(dag, clock, LOCAL).astimezone(UTC)
    if _wall(stored) != datetime.combine(dag, clock):
        raise ValidationError(_("Op de eerste dag slaat de klok deze tijd over. Begin later."))
    return stored


def _end(laatste_dag: date | None) -> datetime | None:
    """Midnight after the last day, which is how the library knows the end."""
    if laatste_dag is None:
        return None
    return datetime.combine(laatste_dag + DAY, time(), LOCAL).astimezone(UTC)


def _wall(moment: datetime) -> datetime:
    """What the clock in town shows, without a zone, as the library counts."""
    return moment.astimezone(LOCAL).replace(tzinfo=None)
