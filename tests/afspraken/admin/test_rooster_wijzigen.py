"""Changing a roster in the week view: the second step, and taking a change back."""

from datetime import date

import pytest
from django.contrib.auth.models import User

from afspraken import roosters
from afspraken.models import Logregel, Soort, Uitzondering
from afspraken.roosterscherm.formulieren import WijzigForm
from afspraken.roosterscherm.keuze import SLEEPVELDEN
from tests.afspraken.admin.conftest import change, may, open_now, weekly
from tests.afspraken.admin.weekbeeld import (
    CONFLICTEN,
    ONGEDAAN,
    WIJZIG,
    every_change,
    look,
    moved,
    save,
)
from tests.cast import BRAM, NOW, at, booked


def test_the_second_step_lists_exactly_the_affected_appointments(beheer, loket, town):
    product = town.product("Paspoort")
    early, late = booked(product, "9:00"), booked(product, "12:00", BRAM)
    page = beheer.post(WIJZIG, moved(loket, "10:00", "18:00"))
    lines = page.context["voorbeeld"].geraakt
    assert [line.referentie for line in lines] == [early.referentie]
    assert lines[0].waarvoor == "Paspoort"
    text = page.content.decode()
    assert early.referentie in text
    assert late.referentie not in text
    assert "1 afspraak" in text


def test_looking_at_the_second_step_saves_nothing(beheer, loket):
    before = open_now()
    logged = Logregel.objects.count()
    beheer.post(WIJZIG, moved(loket, "10:00", "18:00"))
    assert open_now() == before
    assert not Uitzondering.objects.exists()
    assert Logregel.objects.count() == logged


def test_appointments_stay_and_are_listed_as_conflicts(beheer, loket, town):
    afspraak = booked(town.product("Paspoort"), "9:00")
    save(beheer, WIJZIG, moved(loket, "10:00", "18:00"))
    afspraak.refresh_from_db()
    assert afspraak.status == "GEPLAND"
    page = beheer.get(CONFLICTEN).content.decode()
    assert afspraak.referentie in page
    assert "Loket 1" in page


def test_conflicts_tell_nothing_of_a_sensitive_product(beheer, loket, town):
    fatima = town.ambtenaar("Fatima", dagen=())
    weekly(fatima, loket.locatie, "09:00", "17:00")
    vraagt = [(Soort.AMBTENAAR, 1, None)]
    afspraak = booked(town.product("Schuldhulp", is_gevoelig=True, vraagt=vraagt), "10:00")
    roosters.set_absent(fatima, begin=at("9:00"), einde=at("12:00"), now=NOW)
    page = beheer.get(CONFLICTEN).content.decode()
    assert afspraak.referentie in page
    assert "medewerker" in page
    assert "Schuldhulp" not in page
    assert "Fatima" not in page


def test_without_conflicts_the_page_says_so(beheer, loket):
    assert "Alle afspraken passen in het rooster." in beheer.get(CONFLICTEN).content.decode()


def test_an_appointment_made_meanwhile_is_shown_before_saving(beheer, loket, town):
    data = moved(loket, "10:00", "18:00")
    seen = beheer.post(WIJZIG, data).context["voorbeeld"].gezien
    afspraak = booked(town.product(), "9:00")
    answer = beheer.post(WIJZIG, {**data, "gezien": seen})
    assert answer.status_code == 200
    assert answer.context["voorbeeld"].intussen
    assert afspraak.referentie in answer.content.decode()
    assert not Uitzondering.objects.exists()


def test_saving_is_logged_without_a_name(beheer, loket):
    save(beheer, WIJZIG, moved(loket, "10:00", "18:00"))
    line = Logregel.objects.filter(handeling="ROOSTER").last()
    assert line.door == str(User.objects.get().pk)
    assert "Loket" not in str(line.gegevens)


def test_a_drag_fills_in_the_fields_of_the_typed_form(beheer, loket):
    page = look(beheer, loket)
    posted = {"locatie", "middel", "bereik", *SLEEPVELDEN}
    assert posted | {"reden"} == set(WijzigForm.base_fields)
    form = page[page.index('id="sleepformulier"') :]
    form = form[: form.index("</form>")]
    assert all(f'name="{name}"' in form for name in posted)


# --- what a change does, and taking it back ------------------------------------------------------

KINDS = [
    "move",
    "shorten",
    "cancel",
    "whole day",
    "extra",
    "extra staff",
    "series",
    "series ends",
    "series extra",
    "new week",
    "place",
]


@pytest.mark.parametrize("kind", KINDS)
def test_undo_restores_what_was_open(beheer, loket, kind):
    url, data = every_change(loket)[kind]
    before = open_now()
    key = save(beheer, url, data)
    assert open_now() != before
    answer = beheer.post(ONGEDAAN, {"sleutel": key}, follow=True)
    assert "De wijziging is ongedaan gemaakt." in answer.content.decode()
    assert open_now() == before


def test_back_to_the_ordinary_roster_and_undone_again(beheer, loket):
    usual = open_now()
    save(beheer, WIJZIG, moved(loket, "10:00", "18:00", reden="Scholing"))
    extra = change(loket, loket.locatie, wat="EXTRA", van="18:30", tot="19:30")
    save(beheer, WIJZIG, extra)
    changed = open_now()
    key = save(beheer, WIJZIG, change(loket, loket.locatie, wat="HERSTEL"))
    assert open_now() == usual
    beheer.post(ONGEDAAN, {"sleutel": key})
    assert open_now() == changed
    assert [row.reden for row in Uitzondering.objects.order_by("pk")] == ["Scholing", ""]


def test_a_moved_block_can_be_moved_once_more(beheer, loket):
    save(beheer, WIJZIG, moved(loket, "10:00", "18:00"))
    row = Uitzondering.objects.get()
    again = moved(loket, "08:00", "16:00", oud_van="10:00", oud_tot="18:00")
    save(beheer, WIJZIG, {**again, "blok": f"uitzondering-{row.pk}"})
    page = look(beheer, loket)
    assert "van-u8 van-m0 tot-u16 tot-m0" in page
    assert "van-u10 van-m0 tot-u18 tot-m0" not in page


def test_undo_twice_says_it_was_done(beheer, loket):
    key = save(beheer, WIJZIG, moved(loket, "10:00", "18:00"))
    beheer.post(ONGEDAAN, {"sleutel": key})
    before = open_now()
    answer = beheer.post(ONGEDAAN, {"sleutel": key}, follow=True)
    assert "Dit is al ongedaan gemaakt" in answer.content.decode()
    assert open_now() == before


def test_undo_of_something_that_is_gone_says_so(beheer, loket):
    key = save(beheer, WIJZIG, moved(loket, "10:00", "18:00"))
    roosters.remove(Uitzondering.objects.get(), now=NOW)
    answer = beheer.post(ONGEDAAN, {"sleutel": key}, follow=True)
    assert "Intussen is er iets veranderd" in answer.content.decode()


def test_the_key_of_someone_else_undoes_nothing(beheer, loket):
    key = save(beheer, WIJZIG, moved(loket, "10:00", "18:00"))
    may("view_rooster", "change_rooster").post(ONGEDAAN, {"sleutel": key})
    assert Uitzondering.objects.count() == 1


def test_a_series_changed_from_a_day_on_is_as_it_was_before_that_day(beheer, loket):
    save(beheer, WIJZIG, moved(loket, "10:00", "18:00", bereik="reeks", dag="2026-12-14"))
    assert "van-u9 van-m0 tot-u17 tot-m0" in look(beheer, loket)
    assert "van-u10 van-m0 tot-u18 tot-m0" in look(beheer, loket, date(2026, 12, 14))


def test_a_cancelled_day_stays_closed_after_its_series_changed(beheer, loket):
    save(beheer, WIJZIG, moved(loket, "", "", wat="DICHT", dag="2026-12-14"))
    save(beheer, WIJZIG, moved(loket, "09:00", "16:30", bereik="reeks"))
    page = look(beheer, loket, date(2026, 12, 14))
    assert "blok dicht van-u9 van-m0 tot-u17 tot-m0" in page
    assert "blok reeks" not in page


def test_the_part_of_a_series_that_staff_time_cut_keeps_the_whole_series(beheer, loket):
    weekly(loket, loket.locatie, "12:00", "13:00", alleen_personeel=True)
    part = {"oud_van": "09:00", "oud_tot": "12:00", "bereik": "reeks"}
    save(beheer, WIJZIG, moved(loket, "10:00", "12:00", **part))
    page = look(beheer, loket)
    assert "van-u10 van-m0 tot-u12 tot-m0" in page
    assert "van-u13 van-m0 tot-u17 tot-m0" in page


def test_the_cut_side_of_a_series_cannot_be_moved_for_every_week(beheer, loket):
    weekly(loket, loket.locatie, "12:00", "13:00", alleen_personeel=True)
    part = {"oud_van": "09:00", "oud_tot": "12:00", "bereik": "reeks"}
    answer = beheer.post(WIJZIG, moved(loket, "09:00", "11:00", **part))
    assert answer.status_code == 400
    assert "Deze weekreeks loopt van 9.00 tot 17.00 uur." in answer.content.decode()
