"""A care-home day comes into the agenda: once or in a series; and what happens when it is off."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from afspraken import agenda, booking
from afspraken.exceptions import AlreadyClosed, StatusChanged
from afspraken.models import Afspraak, BezetteCel, Middel, Partij, Soort, Status
from mobiel import zitting
from mobiel.models import Stop, Zitting, Zittingstatus
from notificaties.models import Bericht
from tests.cast import MAANDAG, NOW, at
from tests.mobiel.dorp import plan, shown
from tests.mobiel.zitting.huis import CARLA, LATER, afspraken
from tests.notificaties.post import Kantoor

pytestmark = pytest.mark.django_db
WEEK = timedelta(weeks=1)


def offer(huis, voorstel, window="8:30-12:30"):
    found = agenda.search(voorstel.wens(), now=NOW).times(MAANDAG)
    return next(one for one in found if shown(one) == window)


def test_it_is_a_visit_on_a_route_and_the_home_is_told(huis):
    made = huis.zitting()
    assert plan(huis.marjolein) == [f"8:34 {made.afspraak.referentie}"]
    assert (made.instelling, made.klant.naam) == ("Zonnehuis Theresia", "Carla Smit")
    assert (made.sluit_op, made.afspraak.toegang) == (
        at("16:00", MAANDAG - timedelta(days=2)),
        "Meld u bij de receptie.",
    )
    assert made.middel.soort == Soort.ZITTING
    told = set(Bericht.objects.values_list("soort", flat=True))
    assert told == {"BEVESTIGING", "ZITTING_LINK"}


def test_quiet_hours_are_reserved_whichever_begin_it_becomes(huis):
    bare = huis.voorstel(plaatsen=4)
    with_rest = replace(bare, stilte=[(time(9), time(9, 30)), (time(12), time(13))])
    assert bare.wens().minuten == 75
    assert with_rest.wens().minuten == 75 + 60 + 10  # one of the two, and what is lost before it


@pytest.mark.parametrize(
    "wrong",
    [
        {"plaatsen": 0},
        {"plaatsen": 40},
        {"stilte": [(time(13), time(12))]},
        {"sluit_dagen": 0},
    ],
    ids=["no places", "more than a day", "quiet until before it began", "closes on the day"],
)
def test_what_never_fits_is_refused(huis, wrong):
    with pytest.raises(zitting.NotPlannable):
        huis.voorstel(**wrong).wens()


def test_too_soon_to_announce_anybody_is_refused_and_nothing_is_held(huis):
    voorstel = huis.voorstel(sluit_dagen=7)
    with pytest.raises(zitting.TooSoon):
        zitting.plan(voorstel, offer(huis, voorstel), door="7", now=NOW)
    assert not Afspraak.objects.exists()


def test_what_cannot_be_written_down_is_not_held_either(huis, monkeypatch):
    voorstel = huis.voorstel()
    chosen = offer(huis, voorstel)

    def refuse(*_args, **_options):
        raise zitting.Changed

    monkeypatch.setattr("mobiel.zitting.toegang.send_link", refuse)
    with pytest.raises(zitting.Changed):
        zitting.plan(voorstel, chosen, door="7", now=NOW)
    assert not Zitting.objects.exists()
    assert not Stop.objects.exists()
    assert not Afspraak.objects.exclude(status=Status.VERLOPEN).exists()


def test_a_series_is_in_the_same_window_and_tells_what_did_not_fit(huis):
    for number in (1, 3):  # the second week has nobody out
        huis.dorp.town.open(
            huis.marjolein, "8:30-16:30", dag=MAANDAG + number * WEEK, locatie=huis.dorp.thuis
        )
    voorstel = huis.voorstel()
    reeks = zitting.repeat(voorstel, offer(huis, voorstel), weken=1, aantal=4, door="7", now=NOW)
    assert [shown(one.afspraak) for one in reeks.zittingen] == ["8:30-12:30"] * 3
    assert reeks.gemist == [MAANDAG + 2 * WEEK]
    assert len({one.reeks for one in reeks.zittingen}) == 1
    assert None not in {one.reeks for one in reeks.zittingen}
    assert len({one.middel_id for one in reeks.zittingen}) == 3


@pytest.mark.parametrize(("weken", "aantal"), [(0, 2), (53, 2), (1, 0), (1, 27)])
def test_a_series_has_bounds(huis, weken, aantal):
    voorstel = huis.voorstel()
    with pytest.raises(zitting.NotPlannable):
        zitting.repeat(
            voorstel, offer(huis, voorstel), weken=weken, aantal=aantal, door="7", now=NOW
        )


# --- off ------------------------------------------------------------------------------------------


def test_off_before_the_closing_the_home_and_every_representative_hear_why(huis):
    made = huis.zitting()
    huis.meld(made, "Ida Post", email="eva@example.nl")
    huis.meld(made, "Jan Kok", email="eva@example.nl")
    huis.meld(made, "Truus Mol")
    Kantoor(NOW).send()
    zitting.cancel(made, reden="Onze medewerker is ziek.", door="7", now=LATER)
    sent = {post.aan: post for post in Kantoor(LATER).send()}
    assert set(sent) == {CARLA.email, "eva@example.nl"}
    assert all("Onze medewerker is ziek." in post.tekst for post in sent.values())
    assert "Ida" not in sent["eva@example.nl"].tekst
    assert not Stop.objects.exists()
    assert not Middel.objects.get(pk=made.middel_id).is_actief


def test_off_after_the_closing_every_resident_is_off(huis):
    made = huis.zitting()
    huis.meld(made, "Ida Post", email="eva@example.nl")
    huis.meld(made, "Jan Kok")
    closed = zitting.close(made, now=made.sluit_op)
    zitting.cancel(closed, reden="Griep in huis.", door="7", now=made.sluit_op)
    assert {one.status for one in afspraken(made)} == {Status.GEANNULEERD}
    assert not BezetteCel.objects.filter(middel=made.middel).exists()
    told = Bericht.objects.filter(soort="ANNULERING").values_list("klant__email", flat=True)
    assert set(told) == {CARLA.email, "eva@example.nl"}


def test_twice_is_once(huis):
    made = huis.zitting()
    for _twice in range(2):
        off = zitting.cancel(made, now=LATER)
    assert off.status == Zittingstatus.GEANNULEERD
    assert Bericht.objects.filter(soort="ANNULERING").count() == 1


def test_when_the_home_cancels_its_appointment_the_zitting_is_off_too(huis):
    made = huis.zitting(bewoners=2)
    booking.cancel(made.afspraak, partij=Partij.INWONER, now=LATER)
    made.refresh_from_db()
    assert made.status == Zittingstatus.GEANNULEERD
    with pytest.raises(zitting.Cancelled):
        zitting.close(made, now=LATER)


def test_when_the_desk_cancels_one_resident_that_one_is_off_the_list(huis):
    made = huis.gesloten(bewoners=2)
    booking.cancel(afspraken(made)[0], partij=Partij.MEDEWERKER, now=LATER)
    assert [one.naam for one in zitting.taking_part(made)] == ["Jan Kok"]


def test_where_we_have_been_nothing_is_off(huis):
    made = huis.gesloten(bewoners=1)
    booking.set_status(made.afspraak, Status.AFGEROND, van=Status.GEPLAND, now=at("10:00"))
    with pytest.raises((AlreadyClosed, StatusChanged)):
        zitting.cancel(made, now=at("10:05"))
