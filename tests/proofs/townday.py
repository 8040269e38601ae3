"""A day in the example town: residents who act, an office that sends, and what should come of it.

What should be sent is worked out here once more, from what people were promised and the moments
in the rules, without any code of the product. Times are UTC; a step is some minutes.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

import time_machine
from django.db import connection

from afspraken import agenda, booking, wens
from afspraken.booking import Gegevens
from afspraken.demo.build import build
from afspraken.exceptions import BookingError
from afspraken.lokaal import LOCAL
from afspraken.models import EXPECTED, Afspraak, Klant, Partij, Product, Status
from notificaties import outbox, ronde
from notificaties.channels import Post
from notificaties.models import Bericht
from tests.notificaties.post import Kantoor, remind

STEP = timedelta(minutes=5)
BEGIN = datetime(2026, 12, 1, 5, tzinfo=UTC)
"""A Tuesday, six o'clock in town."""

LEADS = ({"days": 7}, {"days": 2}, {"hours": 3})
DEAD_NUMBER, DEAD_MAILBOX = "+31612000001", "weg@example.nl"
NIGHT = timedelta(hours=21, minutes=30)
"""After BEGIN: when the nightly plan is made."""


@dataclass
class Promise:
    """What a customer was told, from the act on until the next act about the same appointment."""

    code: str
    versie: int
    begin: datetime
    told: datetime
    since: datetime
    until: datetime | None = None

    def moments(self) -> list[datetime]:
        """When to remind: not on a day on which the customer was told anyway."""
        day = self.told.astimezone(LOCAL).date()
        found = {at for lead in LEADS if (at := moment(self.begin, **lead)) > self.since}
        return sorted(at for at in found if at.astimezone(LOCAL).date() > day)

    def holds_at(self, tick: datetime) -> bool:
        return self.since < tick and (self.until is None or tick < self.until)


def moment(begin: datetime, days: int = 0, hours: int = 0) -> datetime:
    """So long before an appointment on the wall clock; if that is at night, the evening before."""
    wall = begin.astimezone(LOCAL).replace(tzinfo=None) - timedelta(days=days)
    at = (wall.replace(tzinfo=LOCAL).astimezone(UTC) - timedelta(hours=hours)).astimezone(LOCAL)
    if time(8) <= at.time() < time(20):
        return at.astimezone(UTC)
    evening = at.date() - timedelta(days=at.time() < time(8))
    return datetime.combine(evening, time(19, 30), tzinfo=LOCAL).astimezone(UTC)


@dataclass
class Sent:
    """One message that a provider took."""

    code: str
    versie: int
    soort: str
    due: datetime
    at: datetime
    aan: str

    @property
    def is_at_night(self) -> bool:
        return not time(8) <= self.at.astimezone(LOCAL).time() < time(20)


@dataclass
class Day:
    """The town with its residents and its office, and a clock that goes in steps."""

    seed: int = 3
    now: datetime = BEGIN
    kantoor: Kantoor = field(default_factory=lambda: Kantoor(BEGIN))
    promises: list[Promise] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    acts: Counter[str] = field(default_factory=Counter)
    bounced: int = 0

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)
        for postbode in (self.kantoor.mail, self.kantoor.sms):
            postbode.before = self._check
        remind("7d", "2d", "3u")
        build(now=BEGIN)
        # All is one transaction, which autovacuum cannot see: plans for empty tables would stay.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        # The numbers of the example are not mobile, so that nobody gets an SMS by accident.
        for klant in Klant.objects.order_by("pk")[::3]:
            klant.telefoon, klant.voorkeur = f"+31612{klant.pk:06}", "SMS"
            klant.save()
        self._plan()
        coming = Afspraak.objects.filter(status__in=EXPECTED, begin__gt=BEGIN)
        reachable = coming.exclude(klant__email="", klant__telefoon__startswith="+4930")
        for one in reachable.exclude(klant__email="", klant__telefoon=""):
            told = one.aangemaakt_op
            self.promises.append(Promise(one.code, one.versie, one.begin, told, since=BEGIN))
        products = Product.objects.filter(vraagt_adres=False).order_by("pk")
        self.products = [one for one in products if "WEB" in one.kanalen]

    # --- time -----------------------------------------------------------------------------------

    def walk(self, hours: float) -> None:
        """Let time pass: residents act, providers tell, the office sends."""
        until = self.now + timedelta(hours=hours)
        while self.now < until:
            self.now += STEP
            if self.now == BEGIN + NIGHT:
                self._plan()
            if self.dice.random() < 0.3:
                acts: list[Callable[[], None]] = [self.book, self.move, self.move, self.cancel]
                self.dice.choice(acts)()
            self._tell_what_did_not_arrive()
            self.kantoor.send(at=self.now)
        self._collect()

    def _plan(self) -> None:
        with time_machine.travel(self.now, tick=False):
            ronde.plan()

    # --- residents ------------------------------------------------------------------------------

    def book(self, gegevens: Gegevens | None = None, *, ahead: int = 1) -> None:
        """Someone books, from `ahead` days on."""
        number = self.acts.total()
        gegevens = gegevens or Gegevens(naam=f"Bewoner {number}", email=f"b{number}@example.nl")
        wish = wens.Wens.of([(self.dice.choice(self.products), 1)])
        offers = [
            one
            for one in agenda.search(wish, now=self.now).first(300)
            if one.begin > self.now + timedelta(days=ahead)
        ]
        if not offers:
            return
        try:
            made = booking.book(wish, self.dice.choice(offers), gegevens, now=self.now)
        except BookingError:
            return
        self._promise(made, "booked")

    def move(self) -> None:
        """Someone takes another time, perhaps tomorrow, perhaps in weeks."""
        afspraak = self._anybody()
        wish = wens.wens_of(afspraak)
        offers = agenda.search(wish, now=self.now).first(200)
        try:
            moved = booking.move(
                afspraak, wish, self.dice.choice(offers), partij=Partij.INWONER, now=self.now
            )
        except (BookingError, IndexError):
            return
        if moved.versie > afspraak.versie:
            self._promise(moved, "moved")

    def cancel(self, afspraak: Afspraak | None = None) -> None:
        """Someone does not come; who, or anybody."""
        afspraak = afspraak or self._anybody()
        try:
            gone = booking.cancel(afspraak, partij=Partij.INWONER, now=self.now)
        except BookingError:
            return
        self._end(gone.code)
        self.acts["cancelled"] += 1

    def _anybody(self) -> Afspraak:
        """Someone who can be told, mostly someone who comes soon."""
        live = sorted((one for one in self.promises if one.until is None), key=lambda p: p.begin)
        coming = [one for one in live if one.begin > self.now]
        among = coming[:150] if self.dice.random() < 0.7 else coming
        return Afspraak.objects.get(code=self.dice.choice(among).code)

    def _promise(self, afspraak: Afspraak, act: str) -> None:
        self._end(afspraak.code)
        self.promises.append(
            Promise(afspraak.code, afspraak.versie, afspraak.begin, self.now, since=self.now)
        )
        self.acts[act] += 1

    def _end(self, code: str) -> None:
        for one in self.promises:
            if one.code == code and one.until is None:
                one.until = self.now

    # --- the office and its providers -----------------------------------------------------------

    def _check(self, post: Post) -> None:
        """What is about to leave is true at this moment, and wakes nobody."""
        row = Bericht.objects.select_related("afspraak").get(referentie=post.referentie)
        assert row.versie == row.afspraak.versie
        assert (row.soort == "ANNULERING") == (row.afspraak.status == Status.GEANNULEERD)
        if row.soort == "HERINNERING":
            assert self.now < row.afspraak.begin

    def _tell_what_did_not_arrive(self) -> None:
        """The providers tell, a step later, that two addresses are dead."""
        for postbode in (self.kantoor.mail, self.kantoor.sms):
            for post in postbode.taken:
                if post.aan in (DEAD_NUMBER, DEAD_MAILBOX):
                    self.bounced += outbox.undelivered(post.referentie, fout="30005", now=self.now)

    def _collect(self) -> None:
        """Read back what the providers took, and when."""
        taken = [*self.kantoor.mail.taken, *self.kantoor.sms.taken]
        rows = {row.referentie.hex: row for row in Bericht.objects.select_related("afspraak").all()}
        self.sent = []
        for post in taken:
            row = rows[post.referentie]
            assert row.afspraak is not None
            assert row.verzonden_op is not None
            due = row.uitgesteld_sinds or row.niet_voor
            self.sent.append(
                Sent(row.afspraak.code, row.versie, row.soort, due, row.verzonden_op, post.aan)
            )

    # --- what should have come of it ------------------------------------------------------------

    def expected(self) -> dict[tuple[str, int, datetime], datetime]:
        """Reminders due so far, each with the moment from which it is of no use any more.

        That is when the next is due, or the visit begins, or its customer moves or cancels.
        """
        found = {}
        for promise in self.promises:
            for at, until in pairwise([*promise.moments(), promise.begin]):
                tick = BEGIN + -(-(at - BEGIN) // STEP) * STEP
                if tick <= self.now and promise.holds_at(tick):
                    ended = promise.until or until
                    found[promise.code, promise.versie, at] = min(until, ended)
        return found

    def reminded(self) -> dict[tuple[str, int, datetime], list[datetime]]:
        """When each reminder that left was sent."""
        found = defaultdict(list)
        for one in self.sent:
            if one.soort == "HERINNERING":
                found[one.code, one.versie, one.due].append(one.at)
        return dict(found)
