"""The pages of the counter ask a constant number of questions, with 5 visits and with 500."""

from datetime import timedelta

import pytest

from afspraken import wachtrij
from afspraken.models import (
    Afspraak,
    Afspraakproduct,
    Inzet,
    Klant,
    Locatie,
    Meldwijze,
    Wachtende,
    Wachtproduct,
    Wachtstap,
)
from tests.cast import MAANDAG, at

pytestmark = pytest.mark.django_db

SIZES = pytest.mark.parametrize("aantal", [5, 500])


def busy_day(zaal, aantal):
    """So many appointments of which half have reported, and as many walk-ins."""
    klant, begin = Klant.objects.create(naam="Klant"), at("9:00")
    fields = {"begin": begin, "einde": begin + timedelta(minutes=10), "klant": klant}
    fields |= {"status_op": begin, "aangemaakt_op": begin, "gewijzigd_op": begin}
    afspraken = Afspraak.objects.bulk_create(
        Afspraak(
            **fields,
            locatie=zaal.plaats,
            kanaal="WEB",
            status="AANGEMELD" if number % 2 else "GEPLAND",
        )
        for number in range(aantal)
    )
    for afspraak in afspraken:
        Afspraakproduct.objects.create(afspraak=afspraak, product=zaal.paspoort)
        Inzet.objects.create(
            afspraak=afspraak, middel=zaal.loket, begin=begin, einde=fields["einde"]
        )
    shared = {"locatie": zaal.plaats, "dag": MAANDAG, "via": Meldwijze.BALIE, "stand": "WACHT"}
    shared |= {"gemeld_op": begin, "stand_op": begin}
    reported = [
        Wachtende(**shared, reeks="A", nummer=number, afspraak=afspraak)
        for number, afspraak in enumerate(afspraken[1::2], start=1)
    ]
    walked = [Wachtende(**shared, reeks="B", nummer=number + 1) for number in range(aantal)]
    for row in Wachtende.objects.bulk_create([*reported, *walked]):
        Wachtstap.objects.create(wachtende=row, nummer=1, actie="GEMELD", op=begin)
        if row.reeks == "B":
            Wachtproduct.objects.create(wachtende=row, product=zaal.paspoort)
    return Locatie.objects.get(pk=zaal.plaats.pk)


@SIZES
def test_the_queue(zaal, django_assert_num_queries, aantal):
    plaats = busy_day(zaal, aantal)
    with django_assert_num_queries(11):
        rij = wachtrij.queue(plaats, now=at("9:30"))
        for one in rij.wacht:
            assert one.loketten
            assert str(one.wachtende)
    assert len(rij.wacht) == aantal + aantal // 2


@SIZES
def test_the_day_list(zaal, django_assert_num_queries, aantal):
    plaats = busy_day(zaal, aantal)
    with django_assert_num_queries(6):
        rows = wachtrij.day_list(plaats, MAANDAG)
        for one in rows:
            assert [str(row.product) for row in one.afspraak.producten.all()] == ["Paspoort"]
            assert [str(row.middel) for row in one.afspraak.inzetten.all()] == ["Loket 1"]
    assert sum(one.wachtende is not None for one in rows) == aantal // 2
    assert len(rows) == aantal


@SIZES
def test_the_walk_ins_of_the_day(zaal, django_assert_num_queries, aantal):
    plaats = busy_day(zaal, aantal)
    with django_assert_num_queries(3):
        assert len(wachtrij.walk_ins(plaats, MAANDAG)) == aantal


@SIZES
def test_the_figures_of_the_day(zaal, django_assert_num_queries, aantal):
    plaats = busy_day(zaal, aantal)
    with django_assert_num_queries(2):
        found = wachtrij.figures(plaats, now=at("9:30"))
    assert found.langste_wacht == timedelta(minutes=30)
    assert found.wacht == found.gemeld == aantal + aantal // 2


@SIZES
def test_how_long_a_walk_in_waits(zaal, django_assert_num_queries, aantal):
    plaats = busy_day(zaal, aantal)
    with django_assert_num_queries(13):
        wachtrij.expected_wait(plaats, [(zaal.paspoort, 1)], now=at("9:30"))


def test_calling_the_next_takes_as_many_questions_for_many_as_for_few(
    zaal, django_assert_num_queries
):
    busy_day(zaal, 500)
    with django_assert_num_queries(25, exact=False):
        assert zaal.volgende("9:30")
