"""Reporting at a place: what gives a number, and what gives a sentence that helps."""

from datetime import timedelta

import pytest

from afspraken import booking, wachtrij
from afspraken.exceptions import AlreadyClosed, NotBookable
from afspraken.models import Afspraak, Logregel, Meldwijze, Partij, Soort, Status, Wachtende
from afspraken.signals import Change, afspraak_changed
from afspraken.wachtrij import errors
from tests.cast import at

pytestmark = pytest.mark.django_db


def test_numbers_follow_each_other_per_series_place_and_day(zaal):
    first, second = zaal.afspraak("10:00"), zaal.afspraak("10:20")
    assert [zaal.inloop("9:00").volgnummer, zaal.inloop("9:01").volgnummer] == ["B01", "B02"]
    assert zaal.meldt(second, "9:55").volgnummer == "A01"
    assert zaal.meldt(first, "9:56").volgnummer == "A02"


def test_the_row_holds_what_the_counter_needs(zaal):
    anna = zaal.meldt(zaal.afspraak("10:00"), "9:50", notitie="Blauwe jas")
    assert (anna.taal, anna.personen, anna.notitie, anna.versie) == ("nl", 1, "Blauwe jas", 1)
    assert anna.gemeld_op == at("9:50")
    gezin = wachtrij.walk_in(
        zaal.plaats, [(zaal.paspoort, 3)], via=Meldwijze.ZUIL, taal="en", now=at("9:51")
    )
    assert (gezin.taal, gezin.personen, gezin.via) == ("en", 3, Meldwijze.ZUIL)
    assert [(row.product, row.aantal) for row in gezin.producten.all()] == [(zaal.paspoort, 3)]


def test_a_customer_who_reports_by_themselves_is_logged_as_that(zaal):
    heard = []

    def hear(*, change, door, **_rest):
        heard.append((change, door))

    afspraak = zaal.afspraak("10:00")
    afspraak_changed.connect(hear)
    try:
        zaal.meldt(afspraak, "9:50", door=None, via=Meldwijze.QR)
    finally:
        afspraak_changed.disconnect(hear)
    assert heard == [(Change.STATUS, Partij.INWONER)]
    line = Logregel.objects.get(onderwerp=f"afspraak:{afspraak.code}", handeling="STATUS")
    assert (line.partij, line.door) == (Partij.INWONER, "")


def test_who_is_early_hears_from_when(zaal):
    afspraak = zaal.afspraak("10:00")
    with pytest.raises(errors.TooEarly, match=r"om 10\.00 uur.*vanaf 9\.30 uur"):
        zaal.meldt(afspraak, "9:29")
    assert zaal.meldt(afspraak, "9:30").volgnummer == "A01"


def test_who_is_late_goes_to_the_desk_and_the_desk_decides(zaal):
    afspraak = zaal.afspraak("10:00")
    with pytest.raises(errors.TooLateToReport, match=r"Uw afspraak was om 10\.00 uur"):
        zaal.meldt(afspraak, "10:21", via=Meldwijze.ZUIL, door=None)
    anna = zaal.meldt(afspraak, "10:21", toch=True)
    [plaats] = wachtrij.queue(zaal.plaats, now=at("10:22")).wacht
    assert (plaats.wachtende, plaats.regel) == (anna, wachtrij.Regel.TE_LAAT)


def test_the_limits_are_those_of_the_place(zaal):
    type(zaal.plaats).objects.update(melden_vanaf=5, te_laat_na=0, melden_tot=0)
    first, second = zaal.afspraak("10:00"), zaal.afspraak("10:20")
    with pytest.raises(errors.TooEarly):
        zaal.meldt(first, "9:54")
    assert zaal.meldt(first, "10:00")
    with pytest.raises(errors.TooLateToReport):
        zaal.meldt(second, "10:21")


def test_at_the_wrong_place_one_hears_where_it_is(zaal):
    dorpshuis = zaal.town.locatie("Dorpshuis")
    with pytest.raises(errors.WrongPlace, match=r"Gemeentehuis, Vondelstraat 1"):
        zaal.meldt(zaal.afspraak("10:00"), "9:50", locatie=dorpshuis)


def test_nobody_reports_for_a_visit_at_home(zaal, town):
    afspraak = zaal.afspraak("10:00")
    afspraak.locatie = town.locatie("Bij u thuis", bij_klant=True)
    afspraak.save()
    with pytest.raises(errors.AtHome, match="komen wij bij u langs") as told:
        zaal.meldt(afspraak, "9:50")
    assert told.value.for_desk == "Dit is een bezoek bij de klant. De klant hoeft niet te komen."


def test_on_another_day_one_hears_when_it_is(zaal):
    afspraak = zaal.afspraak("10:00")
    day_before = at("10:00") - timedelta(days=1)
    with pytest.raises(errors.OtherDay, match=r"maandag 7 december om 10\.00 uur"):
        wachtrij.check_in(
            afspraak, locatie=zaal.plaats, via=Meldwijze.BALIE, now=day_before, toch=True
        )


def test_twice_gives_the_number_that_one_has(zaal):
    afspraak = zaal.afspraak("10:00")
    zaal.meldt(afspraak, "9:50")
    with pytest.raises(errors.AlreadyReported, match="Uw nummer is A01"):
        zaal.meldt(afspraak, "9:51")
    assert Wachtende.objects.count() == 1


def test_a_cancelled_appointment_is_told_as_such(zaal):
    afspraak = zaal.afspraak("10:00")
    booking.cancel(afspraak, partij=Partij.INWONER, now=at("9:00"))
    with pytest.raises(errors.Cancelled):
        zaal.meldt(afspraak, "9:50")


def test_an_appointment_that_is_over_is_told_as_such(zaal):
    afspraak = zaal.afspraak("10:00")
    anna = zaal.meldt(afspraak, "9:50")
    zaal.doet(wachtrij.leave, anna, "9:55")
    with pytest.raises(errors.AlreadyOver):
        zaal.meldt(afspraak, "9:56")


def test_after_a_refusal_nothing_has_changed(zaal):
    afspraak = zaal.afspraak("10:00")
    with pytest.raises(errors.TooEarly):
        zaal.meldt(afspraak, "9:00")
    afspraak.refresh_from_db()
    assert (afspraak.status, Wachtende.objects.count()) == (Status.GEPLAND, 0)


def test_nobody_gets_a_number_for_what_no_counter_here_can_do(zaal):
    trouwen = zaal.town.product("Trouwen", vraagt=[(Soort.LOKET, 1, "trouwen")])
    gesprek = zaal.town.product("Gesprek", vraagt=[(Soort.RUIMTE, 1, None)])
    for product in (trouwen, gesprek):
        with pytest.raises(errors.NotServedHere):
            zaal.inloop("9:00", product)
    zaal.town.loket("Loket 3", kan=["trouwen"])
    assert zaal.inloop("9:00", trouwen).volgnummer == "B01"


def test_a_question_needs_no_product(zaal):
    vraag = wachtrij.walk_in(zaal.plaats, [], via=Meldwijze.ZUIL, now=at("9:00"))
    assert zaal.volgende("9:01").wachtende == vraag


@pytest.mark.parametrize("aantallen", [(0,), (5,), (1, 1)])
def test_numbers_of_persons_out_of_range_and_the_same_product_twice_are_refused(zaal, aantallen):
    with pytest.raises(NotBookable):
        wachtrij.walk_in(
            zaal.plaats,
            [(zaal.paspoort, aantal) for aantal in aantallen],
            via=Meldwijze.ZUIL,
            now=at("9:00"),
        )
    assert not Wachtende.objects.exists()


def test_a_reported_appointment_is_not_moved_or_cancelled_any_more(zaal):
    afspraak = zaal.afspraak("10:00")
    zaal.meldt(afspraak, "9:50")
    with pytest.raises(AlreadyClosed):
        booking.cancel(afspraak, partij=Partij.INWONER, now=at("9:51"))
    assert Afspraak.objects.get().status == Status.AANGEMELD
