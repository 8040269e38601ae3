"""Feeds and invitations as five readers see them: the same events at the same moments (S14)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afspraken import agenda, booking
from afspraken.ical import Event, Method, Party, calendar
from afspraken.models import Partij
from notificaties.agendas import feeds
from notificaties.agendas.uitnodiging import invitation, staff_invitation
from notificaties.models import Agendalink, Niveau
from tests.cast import MAANDAG, NOW, booked, offer, wens
from tests.effort import examples
from tests.kalenders import Readers, Seen

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LENTE, HERFST = date(2027, 3, 28), date(2027, 10, 31)

NASTY = [
    "Zoë 👩‍👩‍👧 in 🇳🇱, ’s-Gravenhage",
    "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:boo\r\nSUMMARY:boo",
    "x\rEND:VEVENT\rEND:VCALENDAR",
    "x\nDTSTART:19700101T000000Z",
    "x\x00y\x0bEND:VEVENT\x0cz\x85END:VEVENT\u2028END:VEVENT\u2029z",
    "\\;,:\"'\\n\\N^n %0D%0A",
    '";X-EVIL="',
    "😀" * 1000,
    "Neem uw pas mee, en een foto; anders lukt het niet.\n" * 80,
    "\ud800 ",
    "\ufeffx",
    " x ",
]


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    """One Node process for the whole module."""
    with Readers() as found:
        yield found


def expected(events: list[Event]) -> list[Seen]:
    """What every reader should see of these events."""
    return sorted(
        Seen(
            event.uid,
            int(event.begin.timestamp()),
            int(event.einde.timestamp()),
            event.is_cancelled,
        )
        for event in events
    )


def agreed(readers: Readers, content: bytes) -> list[Seen]:
    """What they all see; fails if one sees something else."""
    seen = readers.read(content)
    first = seen["icalendar"]
    assert seen == dict.fromkeys(seen, first)
    return first


def utc_midnight(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), tzinfo=UTC)


def day_of_events(day: date, **fields: object) -> list[Event]:
    """One event every quarter of an hour, from the evening before until the morning after."""
    first = utc_midnight(day) - 2 * HOUR
    return [
        Event(
            uid=f"afspraak-{n:03}",
            begin=first + n * 15 * MINUTE,
            einde=first + n * 15 * MINUTE + 25 * MINUTE,
            gewijzigd_op=NOW,
            summary="Afspraak",
            is_cancelled=n % 5 == 0,
            **fields,
        )
        for n in range(28 * 4)
    ]


@pytest.mark.parametrize("day", [LENTE, HERFST, MAANDAG, date(2027, 7, 1)])
def test_they_agree_on_every_quarter_of_a_day_also_when_the_clocks_change(readers, day):
    events = day_of_events(day, location="Gemeentehuis, Vondelstraat 1")
    content = calendar(events, name="Loket 1", refresh=HOUR)
    assert agreed(readers, content) == expected(events)
    assert content == calendar(events, name="Loket 1", refresh=HOUR)


@pytest.mark.parametrize("text", NASTY)
def test_no_text_makes_them_see_another_event_or_another_moment(readers, text):
    events = day_of_events(HERFST)[:3]
    nasty = [e._replace(summary=text, location=text, description=text, url=text) for e in events]
    person = Party(f"a{text}@example.nl", text)
    for content in (
        calendar(nasty, name=text),
        calendar(nasty[:1], method=Method.REQUEST, organizer=person, attendee=person),
    ):
        seen = agreed(readers, content)
        assert seen == expected(events)[: len(seen)]


def test_they_would_see_an_event_that_a_text_made(readers):
    """A negative control: the same text, had it not been escaped."""
    text = "x\nEND:VEVENT\nBEGIN:VEVENT\nUID:boo\nDTSTAMP:20270101T000000Z"
    events = [event._replace(summary=text) for event in day_of_events(LENTE)[:1]]
    content = calendar(events).replace(b"\\n", b"\r\n").replace(b"\r\n ", b"")
    with pytest.raises((AssertionError, KeyError, AttributeError, ValueError)):
        assert agreed(readers, content) == expected(events)


def minutes_from(day: date, first: int, last: int) -> st.SearchStrategy[datetime]:
    return st.integers(first, last).map(lambda minutes: utc_midnight(day) + minutes * MINUTE)


moments = st.one_of(
    minutes_from(LENTE, -6 * 60, 12 * 60),
    minutes_from(HERFST, -6 * 60, 12 * 60),
    minutes_from(date(2026, 1, 1), 0, 5 * 365 * 24 * 60),
)
texts = st.one_of(st.sampled_from(NASTY), st.text(max_size=80))


@st.composite
def calendars(draw: st.DrawFn) -> list[Event]:
    """A few events at any moments, with any texts."""
    return [
        Event(
            uid=f"code-{n}",
            begin=(begin := draw(moments)),
            einde=begin + draw(st.integers(1, 24 * 60)) * MINUTE,
            gewijzigd_op=draw(moments),
            summary=draw(texts),
            location=draw(texts),
            description=draw(texts),
            sequence=draw(st.integers(0, 9)),
            is_cancelled=draw(st.booleans()),
            alarm=draw(st.sampled_from([None, 15 * MINUTE, HOUR])),
        )
        for n in range(draw(st.integers(1, 4)))
    ]


@examples(15, in_proof=300)
@given(events=calendars())
def test_they_agree_on_any_calendar(readers, events):
    assert agreed(readers, calendar(events, name="Loket 1")) == expected(events)


# --- whole feeds and invitations ------------------------------------------------------------------


def seen_of(afspraak) -> Seen:
    """What a reader should see of an appointment."""
    begin, einde = int(afspraak.begin.timestamp()), int(afspraak.einde.timestamp())
    return Seen(afspraak.code, begin, einde, afspraak.status == "GEANNULEERD")


@pytest.mark.parametrize("niveau", Niveau)
def test_they_read_a_feed_with_booked_moved_and_cancelled_ones(readers, town, niveau):
    loket = town.loket()
    paspoort = town.product("Paspoort; of ID, 👍")
    stays = booked(paspoort, "9:00")
    moves = booked(paspoort, "9:20", booking.Gegevens("B\r\nEND:VEVENT", email="b@example.nl"))
    ends = booked(paspoort, "9:40", booking.Gegevens("Cas"))
    wish = wens(paspoort)
    moves = booking.move(moves, wish, offer(wish, "13:00"), partij=Partij.INWONER, now=NOW)
    ends = booking.cancel(ends, partij=Partij.INWONER, now=NOW)
    link = Agendalink(middel=loket, niveau=niveau)
    content = feeds.build(link, now=NOW)
    assert agreed(readers, content) == sorted(map(seen_of, (stays, moves, ends)))
    assert feeds.build(link, now=NOW) == content


@pytest.mark.parametrize("day", [LENTE, HERFST])
def test_they_read_the_feed_of_a_day_on_which_the_clocks_change(readers, town, day):
    loket = town.loket(open="0:00-6:00", dagen=[day])
    paspoort = town.product(duur=30, raster=30, horizon=365)
    wish = wens(paspoort)
    made = [
        booking.book(wish, chosen, booking.Gegevens(f"Klant {n}"), now=NOW)
        for n, chosen in enumerate(agenda.search(wish, now=NOW).times(day))
    ]
    assert len(made) == (10 if day == LENTE else 14)
    content = feeds.build(Agendalink(middel=loket, niveau=Niveau.PLAATS), now=NOW)
    assert agreed(readers, content) == sorted(map(seen_of, made))


@pytest.mark.parametrize("invite", [invitation, staff_invitation])
def test_they_read_an_invitation_a_change_and_a_cancellation(readers, town, invite):
    town.loket()
    paspoort = town.product()
    afspraak = booked(paspoort, "9:00")
    anna = {"attendee_email": "anna@example.nl", "attendee_name": "Anna; de, Vries"}
    content = invite(afspraak, method=Method.REQUEST, **anna)
    assert agreed(readers, content) == [seen_of(afspraak)]
    wish = wens(paspoort)
    afspraak = booking.move(afspraak, wish, offer(wish, "13:00"), partij=Partij.INWONER, now=NOW)
    content = invite(afspraak, method=Method.REQUEST, **anna)
    assert agreed(readers, content) == [seen_of(afspraak)]
    afspraak = booking.cancel(afspraak, partij=Partij.INWONER, now=NOW)
    content = invite(afspraak, method=Method.CANCEL, **anna)
    assert agreed(readers, content) == [seen_of(afspraak)]
    assert invite(afspraak, method=Method.CANCEL, **anna) == content
