"""What the tables themselves refuse, whoever writes."""

from datetime import time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from afspraken.models import (
    Afspraak,
    BezetteCel,
    Blokkade,
    Inzet,
    Logregel,
    Rooster,
    Soort,
    Status,
    Uitzondering,
    Vereiste,
)
from afspraken.roosters import add_series
from tests.cast import MAANDAG, NOW, at, booked

pytestmark = pytest.mark.django_db


def refused(act) -> bool:
    """True if the database says no."""
    try:
        with transaction.atomic():
            act()
    except IntegrityError:
        return True
    return False


def test_a_cell_of_a_lane_is_occupied_once(town):
    town.loket()
    booked(town.product(), "9:00")
    cell = BezetteCel.objects.first()
    double = BezetteCel(
        middel_id=cell.middel_id, plek=cell.plek, cel=cell.cel, inzet_id=cell.inzet_id
    )
    assert refused(lambda: double.save(force_insert=True))


def test_use_belongs_to_one_owner_and_lasts_at_most_a_day(town):
    loket = town.loket()
    blokkade = Blokkade.objects.create(omschrijving="onderhoud")
    afspraak = booked(town.product(), "9:00")

    def use(**fields):
        base = {"middel": loket, "begin": at("12:00"), "einde": at("13:00")}
        return lambda: Inzet.objects.create(**(base | fields))

    assert refused(use())
    assert refused(use(afspraak=afspraak, blokkade=blokkade))
    assert refused(use(blokkade=blokkade, einde=at("12:00")))
    assert refused(use(blokkade=blokkade, einde=at("12:00") + timedelta(hours=24, minutes=5)))
    assert not refused(use(blokkade=blokkade, einde=at("12:00") + timedelta(hours=24)))


def test_overbooking_names_who_and_why(town):
    loket = town.loket()
    blokkade = Blokkade.objects.create(omschrijving="onderhoud")
    base = {"middel": loket, "blokkade": blokkade, "begin": at("12:00"), "einde": at("13:00")}
    assert refused(lambda: Inzet.objects.create(**base, plek=1, overboekt_door="m1"))
    assert refused(lambda: Inzet.objects.create(**base, plek=1, overboekt_reden="spoed"))
    assert not refused(
        lambda: Inzet.objects.create(**base, plek=1, overboekt_door="m1", overboekt_reden="spoed")
    )


def test_only_a_hold_has_an_end_and_only_a_hold_has_no_customer(town):
    town.loket()
    afspraak = booked(town.product(), "9:00")
    row = Afspraak.objects.filter(pk=afspraak.pk)
    assert refused(lambda: row.update(houdbaar_tot=NOW))
    assert refused(lambda: row.update(status=Status.VASTGEHOUDEN))
    assert refused(lambda: row.update(klant=None))
    assert refused(lambda: row.update(einde=afspraak.begin))


def test_a_product_keeps_to_cells_of_five_minutes(town):
    product = town.product()
    rows = type(product).objects.filter(pk=product.pk)
    for wrong in ({"duur": 7}, {"duur": 0}, {"uitloop": 3}, {"extra_per_persoon": 1}):
        assert refused(lambda wrong=wrong: rows.update(**wrong)), wrong
    for wrong in ({"raster": 25}, {"max_personen": 0}):
        assert refused(lambda wrong=wrong: rows.update(**wrong)), wrong


def test_channels_are_the_channels_that_exist(town):
    product = town.product()
    product.kanalen = ["WEB", "DUIF"]
    with pytest.raises(ValidationError, match="kanalen"):
        product.full_clean()


def test_the_same_need_is_a_number_and_not_a_second_row(town):
    product = town.product(vraagt=[(Soort.LOKET, 1, None), (Soort.RUIMTE, 1, "rustig")])
    assert refused(lambda: Vereiste.objects.create(product=product, soort=Soort.LOKET))
    rustig = product.vereisten.get(soort=Soort.RUIMTE).bevoegdheid
    assert refused(
        lambda: Vereiste.objects.create(product=product, soort=Soort.RUIMTE, bevoegdheid=rustig)
    )


def test_a_resource_and_a_place_have_one_roster_each(town):
    loket = town.loket()
    for middel in (loket, None):
        add_series(
            middel,
            town.gemeentehuis,
            weekdag=0,
            van=time(9),
            tot=time(17),
            eerste_dag=MAANDAG,
            now=NOW,
        )
    for rooster in Rooster.objects.all():
        rooster.pk = None
        kalender = rooster.kalender
        kalender.pk, kalender.slug = None, f"{kalender.slug}-twee"
        kalender.save()
        rooster.kalender = kalender
        assert refused(rooster.save), rooster


@pytest.mark.parametrize(
    "fields",
    [
        {"soort": "EXTRA"},
        {"soort": "EXTRA", "van": time(9)},
        {"soort": "EXTRA", "van": time(9), "tot": time(9)},
        {
            "soort": "EXTRA",
            "van": time(9),
            "tot": time(10),
            "oud_van": time(9),
            "oud_tot": time(10),
        },
        {"soort": "DICHT", "van": time(9), "tot": time(10)},
        {"soort": "DICHT", "oud_van": time(9)},
        {"soort": "VERPLAATST", "van": time(9), "tot": time(10)},
    ],
)
def test_an_exception_names_exactly_the_hours_of_its_kind(town, fields):
    base = {"locatie": town.gemeentehuis, "dag": MAANDAG}
    assert refused(lambda: Uitzondering.objects.create(**base, **fields))


def test_a_line_of_the_log_is_never_changed_or_deleted(town):
    town.loket()
    booked(town.product(), "9:00")
    line = Logregel.objects.get()
    with pytest.raises(TypeError):
        line.save()
    with pytest.raises(TypeError):
        line.delete()
