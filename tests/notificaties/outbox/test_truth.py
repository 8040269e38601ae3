"""Whatever happens around the moments of reminders: no message ever states an old time."""

import random
import re
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from afspraken import agenda, booking, statements, wens
from afspraken.exceptions import BookingError
from afspraken.lokaal import LOCAL
from afspraken.models import Afspraak, Partij, Status
from afspraken.templatetags.datums import tijd
from notificaties import moments, outbox
from notificaties.models import Bericht, Berichtsoort
from notificaties.outbox import claiming
from notificaties.outbox.truth import row_still_true, still_true
from tests.cast import ANNA, NOW, booked
from tests.cast import wens as wish
from tests.effort import number, seeds
from tests.notificaties.post import Kantoor, remind

pytestmark = pytest.mark.django_db

FORWARD, BACK, WINTER = date(2027, 3, 28), date(2027, 10, 31), date(2026, 12, 8)
MONTHS = {12: ["dec"], 3: ["maart", "mrt"], 10: ["okt"], 11: ["nov"]}
MINUTE = timedelta(minutes=1)


class Walk:
    """One customer who cannot decide, and an office that sends meanwhile."""

    def __init__(self, town, around: date, seed: int, monkeypatch) -> None:
        self.dice = random.Random(seed)
        self.days = [around + timedelta(days=n) for n in range(-2, 3)]
        town.loket(dagen=self.days, open="0:00-24:00")
        self.product = town.product("Paspoort", horizon=730, aanlooptijd=0, raster=60)
        self.now = datetime.combine(around - timedelta(days=4), datetime.min.time(), tzinfo=UTC)
        self.kantoor = Kantoor(self.now)
        for postbode in (self.kantoor.mail, self.kantoor.sms):
            postbode.before = self.check
        self.afspraak: Afspraak | None = None
        self.stated = 0
        fence = claiming.fence

        def between_writing_and_fence(*args, **given):
            if self.dice.random() < 0.3:
                self.change_mind()
            return fence(*args, **given)

        monkeypatch.setattr(outbox.sending, "fence", between_writing_and_fence)

    def check(self, post) -> None:
        """What is about to leave is how things are."""
        row = Bericht.objects.select_related("afspraak").get(referentie=post.referentie)
        day = row.afspraak.begin.astimezone(LOCAL)
        assert re.search(rf"\b{day.day} ({'|'.join(MONTHS[day.month])})", post.tekst)
        assert tijd(row.afspraak.begin) in post.tekst
        cancelled = row.afspraak.status == Status.GEANNULEERD
        assert (row.soort == "ANNULERING") == cancelled
        if row.soort == "HERINNERING":
            assert moments.is_awake(self.kantoor.now)
            assert self.kantoor.now < row.afspraak.begin
        self.stated += 1

    def change_mind(self) -> None:
        wanted = wish(self.product)
        offers = agenda.search(wanted, now=self.now).first(400)
        if not offers:
            return
        chosen = self.dice.choice(offers)
        fresh = self.afspraak and Afspraak.objects.get(pk=self.afspraak.pk)
        try:
            if fresh is None or fresh.status != Status.GEPLAND or fresh.begin <= self.now:
                self.afspraak = booking.book(wanted, chosen, ANNA, now=self.now, door="")
            elif self.dice.random() < 0.25:
                booking.cancel(fresh, partij=Partij.INWONER, now=self.now)
            else:
                booking.move(
                    fresh, wens.wens_of(fresh), chosen, partij=Partij.INWONER, now=self.now
                )
        except BookingError:
            pass  # too late, taken, or too many: nothing changed

    def let_time_pass(self) -> None:
        """To the next moment of a message, just before or after it, or some hours on."""
        waiting = Bericht.objects.filter(status="WACHT", niet_voor__gt=self.now)
        due = waiting.order_by("niet_voor").values_list("niet_voor", flat=True).first()
        if due is not None and self.dice.random() < 0.7:
            self.now = max(self.now, due + self.dice.choice([-1, 0, 1]) * MINUTE)
        else:
            self.now += timedelta(minutes=self.dice.randint(1, 600))

    def step(self) -> None:
        self.dice.choice([self.change_mind, self.let_time_pass, self.let_time_pass])()
        self.kantoor.send(at=self.now)


@pytest.mark.parametrize("around", [FORWARD, BACK, WINTER], ids=["forward", "back", "winter"])
@seeds(1, in_proof=6)
def test_no_message_ever_states_an_old_time(town, settings, monkeypatch, around, seed):
    settings.MAX_TOEKOMSTIGE_AFSPRAKEN = 1000
    remind("2d", "1d", "3u")
    remind("1u", kanaal="SMS")
    walk = Walk(town, around, seed, monkeypatch)
    for _step in range(number(30, in_proof=60)):
        walk.step()
    assert walk.stated >= 5
    assert not Bericht.objects.filter(status__in=["OPGEPAKT", "WORDT_VERZONDEN"]).exists()


@pytest.mark.parametrize("status", Status)
def test_the_rule_for_one_row_is_the_rule_for_all(paspoort, status):
    """For each kind, version, end and appointment (or none), in every status of it."""
    afspraak = booked(paspoort, "10:00")
    hold = NOW + MINUTE if status == Status.VASTGEHOUDEN else None
    Afspraak.objects.update(status=status, houdbaar_tot=hold)
    cases = product(Berichtsoort, (1, 2), (None, NOW, NOW + MINUTE), (afspraak, None))
    rows = [
        Bericht(
            soort=soort,
            versie=versie,
            vervalt_op=vervalt_op,
            afspraak=about,
            poging=n,
            onderwerp="afspraak:x",
            ontvanger="klant",
            klant=afspraak.klant,
            kanaal="EMAIL",
            status_op=NOW,
            niet_voor=NOW,
            aangemaakt_op=NOW,
        )
        for n, (soort, versie, vervalt_op, about) in enumerate(cases, 1)
    ]
    Bericht.objects.bulk_create(rows)
    one_by_one = {
        pk
        for soort in Berichtsoort
        for (pk,) in statements.fetch(
            f"SELECT id FROM notificaties_bericht WHERE soort = %s AND {row_still_true(soort)}",
            (soort, NOW),
        )
    }
    assert one_by_one == set(Bericht.objects.filter(still_true(NOW)).values_list("pk", flat=True))
    assert 0 < len(one_by_one) < len(rows)
