"""What `Openstand` says, as people would say it."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from afspraken import roosters
from afspraken.engine.bitmap import bits, from_bytes
from afspraken.lokaal import LOCAL
from afspraken.models import Locatie, Middel, Openstand
from tests.cast import MAANDAG, NOW, Town

WEEKDAYS = range(5)


def t(clock: str) -> time:
    """A clock time: "9:00"."""
    hour, minute = clock.split(":")
    return time(int(hour), int(minute))


def counter(town: Town, hours: str = "9:00-17:00", **options: object) -> Middel:
    """A counter with this roster from Monday to Friday; see `weekly`."""
    middel = town.loket(dagen=())
    weekly(middel, town.gemeentehuis, hours, **options)
    return middel


def weekly(
    middel: Middel | None,
    locatie: Locatie,
    hours: str,
    *,
    weekdagen: Iterable[int] = WEEKDAYS,
    eerste_dag: date = MAANDAG,
    **options: object,
) -> list[roosters.Reeks]:
    """Weekly hours, as in "9:00-12:00 13:00-17:00"."""
    spans = [tuple(map(t, part.split("-"))) for part in hours.split()]
    options = {"now": NOW} | options
    uren = dict.fromkeys(weekdagen, spans)
    return roosters.add_week(middel, locatie, uren=uren, eerste_dag=eerste_dag, **options)


def open_hours(
    middel: Middel, dag: date = MAANDAG, locatie: Locatie | None = None, *, web: bool = False
) -> list[str]:
    """When a resource is open on a local day, in stretches of the clock: ["9:00-17:00"]."""
    stretches: list[list[datetime]] = []
    for begin in open_moments(middel, dag, locatie, web=web):
        if not stretches or stretches[-1][1] != begin:
            stretches.append([begin, begin])
        stretches[-1][1] = begin + timedelta(minutes=5)
    return [f"{_clock(begin)}-{_clock(end)}" for begin, end in stretches]


def open_minutes(middel: Middel, dag: date) -> int:
    """How many minutes a resource is open on a local day."""
    return 5 * len(open_moments(middel, dag))


def open_moments(
    middel: Middel, dag: date, locatie: Locatie | None = None, *, web: bool = False
) -> list[datetime]:
    """The begin of each open cell of a local day."""
    rows = Openstand.objects.filter(middel=middel)
    if locatie:
        rows = rows.filter(locatie=locatie)
    found = []
    for row in rows.order_by("dag"):
        origin = datetime.combine(row.dag, time(), tzinfo=UTC)
        mask = from_bytes(bytes(row.open_web if web else row.open))
        found += [origin + timedelta(minutes=5 * bit) for bit in bits(mask)]
    return [moment for moment in sorted(found) if moment.astimezone(LOCAL).date() == dag]


def _clock(moment: datetime) -> str:
    local = moment.astimezone(LOCAL)
    return f"{local.hour}:{local.minute:02}"
