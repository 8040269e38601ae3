"""Whatever meetings a calendar holds, the busy cells are those of counting day by day.

The oracle knows no library and no time zone data: it walks the days one by one and knows the two
rules of the European clock by heart.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from notificaties.buitenagenda.fouten import Refused
from notificaties.buitenagenda.reading import read
from notificaties.buitenagenda.spans import Window
from tests.effort import examples
from tests.notificaties.buitenagenda.agendas import calendar, event

FIRST, LAST = date(2027, 3, 15), date(2027, 11, 15)
"""A window with both changes of the clock in it."""

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
CELL = 300

WORDS = {
    "": True,
    "TRANSP:OPAQUE": True,
    "X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE": True,
    "X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE": False,
    "STATUS:CANCELLED": False,
    "TRANSP:TRANSPARENT": False,
}

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

ZONES = {
    "utc": "{name}:{wall}Z",
    "town": "{name};TZID=Europe/Amsterdam:{wall}",
    "outlook": "{name};TZID=W. Europe Standard Time:{wall}",
    "floating": "{name}:{wall}",
}


# --- the clock, by heart --------------------------------------------------------------------------


def utc(wall: datetime) -> datetime:
    """The moment of a time in town: the first of two, and after the jump if it is skipped."""
    summer = (wall - 2 * timedelta(hours=1)).replace(tzinfo=UTC)
    winter = (wall - timedelta(hours=1)).replace(tzinfo=UTC)
    return summer if is_summer(summer) else winter


def is_summer(moment: datetime) -> bool:
    return last_sunday(moment.year, 3) <= moment < last_sunday(moment.year, 10)


def last_sunday(year: int, month: int) -> datetime:
    last = date(year, month, 31)
    return datetime.combine(last - (last.weekday() + 1) % 7 * DAY, time(1), UTC)


# --- meetings -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Meeting:
    """A meeting that may repeat. `minutes` None is a whole day, of which there are `length`."""

    dag: date
    minutes: int | None
    length: int
    zone: str
    word: str
    repeat: str
    every: int
    times: int
    left_out: frozenset[int]

    @property
    def days(self) -> list[date]:
        """The days on which it happens, counted one by one."""
        if not self.repeat:
            return [self.dag]
        found: list[date] = []
        dag = self.dag
        while len(found) < self.times and dag < date(2028, 1, 1):
            if self.happens_on(dag):
                found.append(dag)
            dag += DAY
        return [dag for number, dag in enumerate(found) if number not in self.left_out]

    def happens_on(self, dag: date) -> bool:
        """True if the repetition falls on a day."""
        if self.repeat == "DAILY":
            return (dag - self.dag).days % self.every == 0
        if self.repeat == "MONTHLY":
            months = (dag.year - self.dag.year) * 12 + dag.month - self.dag.month
            return dag.day == self.dag.day and months % self.every == 0
        weeks = (monday(dag) - monday(self.dag)).days // 7
        return dag.weekday() in (self.dag.weekday(), 4) and weeks % self.every == 0

    def spans(self) -> list[tuple[datetime, datetime]]:
        """When it keeps somebody busy."""
        return [self.span(dag) for dag in self.days] if WORDS[self.word] else []

    def span(self, dag: date) -> tuple[datetime, datetime]:
        """From when to when on a day, in UTC."""
        midnight = datetime.combine(dag, time())
        if self.minutes is None:
            return utc(midnight), utc(midnight + self.length * DAY)
        begin = midnight + self.minutes * MINUTE
        end = begin + self.length * MINUTE
        if self.zone == "utc":
            return begin.replace(tzinfo=UTC), end.replace(tzinfo=UTC)
        start, until = utc(begin), utc(end)
        return start, until if until > start else start + self.length * MINUTE

    def lines(self) -> list[str]:
        """As a calendar says it."""
        begin = datetime.combine(self.dag, time()) + (self.minutes or 0) * MINUTE
        lines = [self.moment("DTSTART", begin)]
        step = DAY if self.minutes is None else MINUTE
        lines.append(self.moment("DTEND", begin + self.length * step))
        if self.repeat:
            days = {WEEKDAYS[self.dag.weekday()], "FR"}
            choice = f";BYDAY={','.join(sorted(days))};WKST=MO"
            rule = f"FREQ={self.repeat};INTERVAL={self.every};COUNT={self.times}"
            lines.append(f"RRULE:{rule}{choice if self.repeat == 'WEEKLY' else ''}")
            whole = Meeting(**{**vars(self), "left_out": frozenset()}).days
            for number in self.left_out & set(range(len(whole))):
                clock = time() if self.minutes is None else begin.time()
                lines.append(self.moment("EXDATE", datetime.combine(whole[number], clock)))
        return [*lines, self.word] if self.word else lines

    def moment(self, name: str, wall: datetime) -> str:
        """A property with a time."""
        if self.minutes is None:
            return f"{name};VALUE=DATE:{wall:%Y%m%d}"
        return ZONES[self.zone].format(name=name, wall=f"{wall:%Y%m%dT%H%M%S}")


def monday(dag: date) -> date:
    return dag - dag.weekday() * DAY


changes = st.sampled_from([date(2027, 3, 28), date(2027, 10, 31)])
meetings = st.builds(
    Meeting,
    dag=st.one_of(changes, st.dates(date(2027, 1, 1), date(2027, 12, 1))),
    minutes=st.one_of(st.none(), st.integers(110, 190), st.integers(0, 1439)),
    length=st.one_of(st.integers(1, 60), st.integers(1, 300)),
    zone=st.sampled_from(list(ZONES)),
    word=st.sampled_from(list(WORDS)),
    repeat=st.sampled_from(["", "DAILY", "WEEKLY", "MONTHLY"]),
    every=st.integers(1, 3),
    times=st.integers(1, 40),
    left_out=st.frozensets(st.integers(0, 20), max_size=3),
)


def cells(spans: list[tuple[datetime, datetime]], window: Window) -> set[int]:
    """The cells of five minutes that spans touch within the window."""
    found: set[int] = set()
    first, last = window.start.timestamp() // CELL, window.end.timestamp() // CELL
    for start, end in spans:
        touched = range(int(start.timestamp() // CELL), int(-(-end.timestamp() // CELL)))
        found |= {cell for cell in touched if first <= cell < last}
    return found


@examples(25, in_proof=400)
@given(st.lists(meetings, max_size=5))
def test_busy_cells_are_those_of_counting_day_by_day(found):
    window = Window(utc(datetime.combine(FIRST, time())), utc(datetime.combine(LAST, time())))
    events = [event(*one.lines(), uid=f"{n}@x") for n, one in enumerate(found)]
    gelezen = read(calendar(*events), window)
    expected = set().union(*(cells(one.spans(), window) for one in found))
    assert gelezen.onleesbaar == 0
    assert cells(gelezen.bezet, window) == expected
    edges = [edge for span in gelezen.bezet for edge in span]
    assert edges == sorted(set(edges)), "joined, in order"


PIECES = [
    *("BEGIN:VEVENT", "END:VEVENT", "BEGIN:VFREEBUSY", "END:VFREEBUSY", "BEGIN:VTIMEZONE"),
    *("END:VTIMEZONE", "BEGIN:STANDARD", "END:STANDARD", "BEGIN:VALARM", "END:VALARM"),
    *("UID:a", "UID", "UID;=:", "DTSTART:20270401T100000Z", "DTSTART;TZID=Europe:20270401T1000"),
    *("DTSTART;VALUE=DATE:20270401", "DTEND:20270401", "DTEND;VALUE=PERIOD:20270401T10Z/PT1H"),
    *("DURATION:-P1W", "DURATION:P99999999D", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3"),
    *("RRULE:FREQ=DAILY;UNTIL=x", "RRULE:FREQ=MONTHLY;BYDAY=-9XX", "RRULE:FREQ=WEEKLY;BYSETPOS=0"),
    *("RRULE:FREQ=YEARLY;BYWEEKNO=54", "RRULE:;;=;FREQ=", "RDATE:1,2,3", "EXDATE;TZID=x:20270401"),
    *("RECURRENCE-ID:20270401T100000Z", "RECURRENCE-ID;RANGE=THISANDFUTURE:20270401", "SEQUENCE:x"),
    *("SEQUENCE:99999999999999999999", "FREEBUSY:x/y", "FREEBUSY:20270401T100000Z/PT1H", "TZID:x"),
    *("TZID:../../etc/passwd", "TZOFFSETFROM:+9999", "TZOFFSETTO:-0100", "STATUS:", "TRANSP;X=1:2"),
    *("RRULE:FREQ=YEARLY;UNTIL=99991231", "DTEND:99991231T235959Z", "DTSTART:00010101T000000"),
    *("X-MICROSOFT-CDO-BUSYSTATUS:FREE", "\x00", " ", "\u2028", "DTSTART:", "END:VCALENDAR"),
]


SINCE_LONG = "DTSTART:00010101T000000"


@examples(50, in_proof=2000)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=20)), max_size=30))
def test_whatever_is_in_a_calendar_it_is_read_or_refused(lines):
    window = Window(datetime(2027, 3, 15, tzinfo=UTC), datetime(2027, 11, 15, tzinfo=UTC))
    body = "\r\n".join(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR"]).encode(
        "utf-8", "surrogatepass"
    )
    try:
        gelezen = read(body, window)
    except Refused:
        return
    for start, end in gelezen.bezet:
        assert window.start <= start < end <= window.end


@examples(25, in_proof=1000)
@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_whatever_is_in_an_event_another_is_read(lines):
    # What repeats since the year 1 is refused with the whole calendar, on purpose.
    never = ("BEGIN", "END", "RRULE") if SINCE_LONG in lines else ("BEGIN", "END")
    strange = [line for line in lines if not line.startswith(never) and "TZOFF" not in line]
    window = Window(datetime(2027, 3, 15, tzinfo=UTC), datetime(2027, 11, 15, tzinfo=UTC))
    plain = event("DTSTART:20270601T100000Z", "DTEND:20270601T110000Z", uid="gewoon")
    found = read(calendar("\n".join(strange), plain), window)
    assert any(
        start <= datetime(2027, 6, 1, 10, tzinfo=UTC)
        and datetime(2027, 6, 1, 11, tzinfo=UTC) <= end
        for start, end in found.bezet
    )
