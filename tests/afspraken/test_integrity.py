"""Each check must find the fault that it is there for, and nothing in a healthy town."""

from datetime import time, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from afspraken import booking, integrity, logboek, roosters
from afspraken.models import (
    Afspraak,
    Afspraakproduct,
    BezetteCel,
    Blokkade,
    Contactplek,
    Inzet,
    Logregel,
    Openstand,
    Partij,
    Status,
)
from afspraken.offers import offer_at
from tests.cast import MAANDAG, NOW, at, booked, offer, wens
from tests.tampering import change_line

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def afspraak(town):
    """One appointment at nine in a town with a real roster; everything is right."""
    loket = town.loket("Loket 1", dagen=())
    for middel in (None, loket):
        roosters.add_series(
            middel,
            town.gemeentehuis,
            weekdag=0,
            van=time(9),
            tot=time(12),
            eerste_dag=MAANDAG,
            now=NOW,
        )
    return booked(town.product("Paspoort", uitloop=5), "9:00")


def result(name, *, repair=False, now=LATER):
    return next(one for one in integrity.run(now=now, repair=repair) if one.name == name)


def faults(*, now=LATER):
    """All faults, by check."""
    return {one.name: one.faults for one in integrity.run(now=now) if one.faults}


def test_a_healthy_town_has_no_faults_and_says_what_was_compared(afspraak):
    logboek.seal(LATER)
    assert faults() == {}
    compared = {one.name: one.compared for one in integrity.run(now=LATER)}
    assert compared["cellen en inzet"] == 1 + 5  # 20 minutes and a buffer of 5
    assert compared["afspraken en hun status"] == 1
    assert compared["logboek"] == Logregel.objects.count()
    assert Openstand.objects.count() >= compared["openstand en roosters"] > 20
    assert not any(one.notes for one in integrity.run(now=LATER))


def test_after_every_act_of_booking_all_is_well(afspraak):
    product = Afspraakproduct.objects.get().product
    wish = wens(product)
    near = offer_at(wish, afspraak.locatie, at("9:10"))
    booking.move(afspraak, wish, near, partij=Partij.INWONER, now=NOW)
    booking.hold(wish, offer(wish, "10:00"), sessie="x", now=NOW)
    booking.hold(wish, offer(wish, "11:00"), sessie="x", now=NOW)
    booking.cancel(afspraak, partij=Partij.INWONER, now=NOW)
    assert faults() == {}
    booking.sweep_expired(now=LATER)
    assert faults() == {}


# --- cells and spans ------------------------------------------------------------------------------


@pytest.mark.parametrize("place", [0, 2, 4])
def test_a_missing_cell_is_found_and_repaired(afspraak, place):
    BezetteCel.objects.order_by("cel")[place].delete()
    assert faults() == {
        "cellen en inzet": (f"inzet {Inzet.objects.get().pk}: 4 cellen waar 5 horen",)
    }
    repaired = result("cellen en inzet", repair=True)
    assert (repaired.faults, repaired.repaired) == ((), 1)
    assert faults() == {}


def test_a_span_without_any_cell_is_found_and_repaired(afspraak):
    BezetteCel.objects.all().delete()
    assert "0 cellen waar 5 horen" in faults()["cellen en inzet"][0]
    assert result("cellen en inzet", repair=True).faults == ()
    assert BezetteCel.objects.count() == 5


def test_a_cell_too_many_is_found_and_repaired(afspraak):
    last = BezetteCel.objects.order_by("-cel").first()
    BezetteCel.objects.create(
        middel=last.middel, plek=last.plek, cel=last.cel + 1, inzet=last.inzet
    )
    assert "6 cellen waar 5 horen" in faults()["cellen en inzet"][0]
    assert result("cellen en inzet", repair=True).faults == ()
    assert BezetteCel.objects.count() == 5


@pytest.mark.parametrize(("order", "hours"), [("cel", -1), ("-cel", 1)])
def test_a_cell_that_lies_elsewhere_is_found(afspraak, order, hours):
    """As many cells as there should be, one of them an hour off."""
    cel = BezetteCel.objects.order_by(order).first().cel
    BezetteCel.objects.filter(cel=cel).update(cel=cel + 12 * hours)
    assert "cellen en inzet" in faults()
    assert result("cellen en inzet", repair=True).faults == ()


def test_cells_of_another_lane_are_found(afspraak):
    BezetteCel.objects.update(plek=1)
    assert "5 cellen van een ander middel of andere plek" in faults()["cellen en inzet"][0]
    assert result("cellen en inzet", repair=True).faults == ()
    assert set(BezetteCel.objects.values_list("plek", flat=True)) == {0}


def test_a_repair_that_would_clash_leaves_both_as_they_are(afspraak):
    """Two spans on one lane: the cells belong to the first, and nobody may decide but a person."""
    inzet = Inzet.objects.get()
    second = Inzet.objects.create(
        afspraak=afspraak,
        middel=inzet.middel,
        plek=inzet.plek,
        begin=inzet.begin,
        einde=inzet.einde,
    )
    found = result("cellen en inzet", repair=True)
    assert found.faults == (f"inzet {second.pk}: 0 cellen waar 5 horen",)
    assert found.repaired == 0
    assert set(BezetteCel.objects.values_list("inzet", flat=True)) == {inzet.pk}
    assert faults()["nooit dubbel"] == (
        f"inzet {second.pk} begint voor de vorige op die plek eindigt",
    )


def test_two_spans_that_only_touch_do_not_overlap(afspraak):
    inzet = Inzet.objects.get()
    Inzet.objects.create(
        afspraak=afspraak,
        middel=inzet.middel,
        plek=inzet.plek,
        begin=inzet.einde,
        einde=inzet.einde + timedelta(minutes=5),
    )
    assert "nooit dubbel" not in faults()


def test_a_span_shorter_than_the_appointment_is_found(afspraak):
    Afspraak.objects.update(einde=afspraak.einde + timedelta(minutes=30))
    inzet = Inzet.objects.get()
    assert faults() == {
        "inzet en afspraak": (f"inzet {inzet.pk} is korter dan afspraak {afspraak.pk}",)
    }


def test_a_span_beside_the_grid_of_cells_is_found(afspraak):
    inzet = Inzet.objects.get()
    Inzet.objects.update(einde=inzet.einde + timedelta(minutes=2))
    assert faults() == {"inzet en afspraak": (f"inzet {inzet.pk} is niet op vijf minuten",)}


def test_an_appointment_on_a_lane_that_is_gone_is_a_conflict_and_no_fault(afspraak):
    Inzet.objects.update(plek=3)
    BezetteCel.objects.update(plek=3)
    assert faults() == {}
    assert result("plekken").notes == (f"afspraak {afspraak.pk} staat op plek 3, die er niet is",)
    assert result("afspraken binnen openstand").notes == (
        f"afspraak {afspraak.pk} past niet meer bij Loket 1",
    )
    over = result("plekken", now=Inzet.objects.get().einde)
    assert (over.faults, over.notes) == ((), ()), "nobody can tell what lanes there were then"


def test_a_blokkade_on_a_lane_that_does_not_exist_is_found(afspraak):
    inzet = Inzet.objects.create(
        blokkade=Blokkade.objects.create(omschrijving="Onderhoud"),
        middel=Inzet.objects.get().middel,
        plek=3,
        begin=at("10:00"),
        einde=at("10:05"),
    )
    cel = BezetteCel.objects.order_by("-cel").first().cel + 8  # 9:25 and 7 cells on
    BezetteCel.objects.create(middel=inzet.middel, plek=3, cel=cel, inzet=inzet)
    assert faults() == {"plekken": (f"inzet {inzet.pk} staat op plek 3, die er niet is",)}


def test_an_overbooking_is_listed_and_no_fault(afspraak):
    Inzet.objects.update(plek=1, overboekt_door="3", overboekt_reden="Spoed")
    BezetteCel.objects.update(plek=1)
    assert faults() == {}
    assert result("plekken").notes == ("overboekt: Loket 1, 2026-12-07 08:00 UTC",)


def test_a_room_is_never_overbooked(afspraak):
    Inzet.objects.update(plek=1, overboekt_door="3", overboekt_reden="Spoed")
    BezetteCel.objects.update(plek=1)
    middel = Inzet.objects.get().middel
    middel.soort = "RUIMTE"
    middel.save()
    assert "overboekt iets" in faults()["plekken"][0]


# --- appointments ---------------------------------------------------------------------------------


def test_a_cancelled_appointment_that_still_holds_time_is_found(afspraak):
    Afspraak.objects.update(status=Status.GEANNULEERD)
    sentences = faults()["afspraken en hun status"]
    assert f"afspraak {afspraak.pk} is geannuleerd en bezet nog tijd" in sentences
    assert f"afspraak {afspraak.pk} is geannuleerd en telt nog mee" in sentences
    assert Contactplek.objects.exists()


def test_a_promised_appointment_that_holds_nothing_is_found(afspraak):
    BezetteCel.objects.all().delete()
    Inzet.objects.all().delete()
    assert faults() == {
        "afspraken en hun status": (f"afspraak {afspraak.pk} is gepland en bezet niets",)
    }


def test_an_appointment_that_changed_before_it_was_made_is_found(afspraak):
    Afspraak.objects.update(gewijzigd_op=afspraak.aangemaakt_op - timedelta(seconds=1))
    assert faults() == {
        "afspraken en hun status": (
            f"afspraak {afspraak.pk} is gewijzigd voordat zij werd gemaakt",
        )
    }


def test_an_appointment_for_nothing_is_found(afspraak):
    Afspraakproduct.objects.all().delete()
    assert faults() == {"afspraken en hun status": (f"afspraak {afspraak.pk} heeft geen product",)}


def test_expired_holds_are_counted_and_no_fault(afspraak):
    wish = wens(Afspraakproduct.objects.get().product)
    held = booking.hold(wish, offer(wish, "10:00"), sessie="x", now=NOW)
    before = held.houdbaar_tot - timedelta(microseconds=1)
    assert result("vastgehouden tijden", now=before).notes == ()
    expired = result("vastgehouden tijden", now=held.houdbaar_tot)
    assert expired.notes == ("1 verlopen, nog niet opgeruimd",)
    assert faults() == {}


# --- what is derived ------------------------------------------------------------------------------


def test_a_lost_opening_is_found_and_repaired(afspraak):
    Openstand.objects.filter(dag=MAANDAG).delete()
    assert "klopt niet" in faults()["openstand en roosters"][0]
    assert result("openstand en roosters", repair=True).repaired == 1
    assert faults() == {}


def test_an_opening_that_no_roster_gives_is_found_and_repaired(afspraak):
    Openstand.objects.filter(dag=MAANDAG).update(open=b"\xff" * 36)
    assert len(faults()["openstand en roosters"]) == 1
    assert result("openstand en roosters", repair=True).faults == ()


def test_appointments_outside_open_time_are_listed_and_no_fault(afspraak):
    assert result("afspraken binnen openstand").notes == ()
    roosters.close(None, eerste_dag=MAANDAG, reden="Verbouwing", now=NOW)
    assert faults() == {}
    assert result("afspraken binnen openstand").notes == (
        f"afspraak {afspraak.pk} past niet meer bij Loket 1",
    )


# --- log, personal data, references ---------------------------------------------------------------


def test_a_changed_line_of_the_log_is_found(afspraak):
    assert logboek.seal(LATER) > 1
    line = Logregel.objects.first()
    change_line(line.pk, door="9")
    assert faults() == {"logboek": (f"regel {line.pk} of zegel 1 is veranderd",)}


def test_lines_without_a_seal_are_counted(afspraak):
    count = Logregel.objects.count()
    assert result("logboek").notes == (f"{count} regels nog niet verzegeld",)


def test_personal_data_past_their_term_are_found(afspraak, settings):
    settings.BEWAARTERMIJN_DAGEN = 30
    due = afspraak.einde + timedelta(days=30)
    assert "bewaartermijn" not in faults(now=due + integrity.FORGET_WITHIN - timedelta(seconds=1))
    sentences = faults(now=due + integrity.FORGET_WITHIN)["bewaartermijn"]
    assert "1 rijen van 'klant' hadden gewist moeten zijn" in sentences


@pytest.mark.skipif(
    connection.vendor == "postgresql", reason="PostgreSQL refuses such a row at every write"
)
def test_a_row_that_refers_to_nothing_is_found(transactional_db, afspraak):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.execute("UPDATE afspraken_afspraakproduct SET product_id = 999")
        try:
            assert "verwijzingen" in faults()
        finally:
            cursor.execute("DELETE FROM afspraken_afspraakproduct")
            cursor.execute("PRAGMA foreign_keys = ON")


# --- registry and command -------------------------------------------------------------------------


def test_other_apps_register_their_own_check(monkeypatch):
    monkeypatch.setattr(integrity, "_checks", {})
    integrity.register(
        integrity.Check("routes", lambda now: integrity.Result("routes", 3, ("route 1 past niet",)))
    )
    assert integrity.run(now=NOW, repair=True) == [
        integrity.Result("routes", 3, ("route 1 past niet",))
    ]
    with pytest.raises(ValueError, match="already registered"):
        integrity.register(integrity.Check("routes", lambda now: integrity.Result("routes", 0)))


def test_many_faults_are_told_in_part_and_counted(afspraak, monkeypatch):
    monkeypatch.setattr(integrity, "MOST", 2)
    Afspraakproduct.objects.all().delete()
    for _i in range(4):
        Afspraak.objects.create(
            status=Status.AFGEROND,
            status_op=NOW,
            begin=afspraak.begin,
            einde=afspraak.einde,
            locatie=afspraak.locatie,
            kanaal="WEB",
            aanbieder="elders",
            klant=afspraak.klant,
            aangemaakt_op=NOW,
            gewijzigd_op=NOW,
        )
    Afspraak.objects.update(status=Status.AANGEMELD)
    told = faults()["afspraken en hun status"]
    assert len(told) == 3
    assert told[-1] == "en nog 3"


def test_the_command_ends_with_one_on_a_fault(afspraak, time_machine):
    time_machine.move_to(LATER, tick=False)
    out = StringIO()
    call_command("check_integrity", stdout=out)
    assert "cellen en inzet: 6 vergeleken, in orde" in out.getvalue()
    BezetteCel.objects.order_by("cel").first().delete()
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("check_integrity", stdout=out)
    assert ended.value.code == 1
    assert "cellen en inzet: 5 vergeleken, 1 fouten" in out.getvalue()
    assert "FOUT  inzet" in out.getvalue()
    out = StringIO()
    call_command("check_integrity", "--repair", stdout=out)
    assert "in orde, 1 hersteld" in out.getvalue()
