"""A letter waits for a person, is printed with its address, and goes to the post in time."""

import re
from dataclasses import replace
from io import BytesIO

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from pypdf import PdfReader

from afspraken import taken
from afspraken.models import Klant, Logregel, Sluiting
from notificaties import brieven
from tests.cast import NOW, booked
from tests.notificaties.admin.brieven.stapels import (
    BRAM_PER_POST,
    DAY,
    HOUR,
    LIJST,
    PER_POST,
    letter,
    make,
    post,
    printed,
)
from tests.notificaties.admin.test_sjablonen import text_of
from tests.notificaties.outbox.test_planning import moved
from tests.notificaties.post import Kantoor, told

pytestmark = pytest.mark.django_db

# --- from waiting to the post ---------------------------------------------------------------------


def test_a_letter_waits_for_a_person_and_no_worker_takes_it(afspraak):
    kantoor = Kantoor()
    kantoor.send()
    kantoor.send(later=DAY)
    assert told(afspraak) == [("BEVESTIGING", "BRIEF", "WACHT")]


@pytest.mark.letters
def test_it_is_printed_with_its_address_and_posted(stapel, afspraak):
    text = printed(stapel)
    for shown in ("Anna de Vries", "1191 AA", "12 A", "Paspoort"):
        assert shown in text
    row = letter()
    assert (row.status, row.aan) == ("WACHT", "1191 AA 12 A")
    assert "Beste Anna de Vries" in row.tekst
    assert post(stapel, NOW + HOUR) == 1
    row.refresh_from_db()
    assert (row.status, row.verzonden_op) == ("VERZONDEN", NOW + HOUR)
    stapel.refresh_from_db()
    assert (stapel.geprint_op, stapel.gepost_op) == (NOW, NOW + HOUR)


@pytest.mark.letters
@pytest.mark.parametrize("taal", ["nl", "en"])
@pytest.mark.parametrize("change", [None, moved])
def test_a_usual_letter_is_one_page_with_its_link_on_one_line(paspoort, settings, taal, change):
    """A second page with only a greeting costs paper and reads badly."""
    settings.PUBLIC_URL = "https://afspraken.ouder-amstel.nl"
    paspoort.meenemen = "Uw oude paspoort\nEen pasfoto\nBij een kind: toestemming van de ouders"
    paspoort.save()
    for bedrag in (66, 87):
        paspoort.kosten.create(
            omschrijving=f"groep {bedrag}", bedrag=bedrag, geldig_vanaf=NOW.date()
        )
    afspraak = booked(paspoort, "10:00", replace(PER_POST, taal=taal))
    afspraak.locatie.aankomst = (
        "De ingang is aan de Vondelstraat. Er is een helling voor rolstoelen."
    )
    afspraak.locatie.save()
    if change:
        change(afspraak)
    pdf = brieven.print_pile(make(), dubbelzijdig=False, door="7", now=NOW)
    [_addresses, page] = PdfReader(BytesIO(pdf)).pages
    text = page.extract_text()
    assert "87" in text
    assert re.search(r"^https://afspraken.ouder-amstel.nl/a/[\w-]{32}$", text, re.M)


@pytest.mark.letters
def test_each_printed_letter_is_in_the_log(stapel):
    printed(stapel)
    line = Logregel.objects.get(handeling="GEEXPORTEERD")
    assert line.onderwerp == f"stapel:{stapel.pk}"
    assert line.gegevens == {"wat": "geprint", "bericht": letter().referentie.hex}


@pytest.mark.letters
def test_printed_again_it_is_made_anew(stapel):
    printed(stapel)
    Klant.objects.update(naam="Anna Nieuw", huisnummer="14")
    assert "Anna Nieuw" in printed(stapel)
    assert letter().aan == "1191 AA 14"


@pytest.mark.letters
def test_a_name_is_one_line_of_an_address(afspraak):
    Klant.objects.update(naam="Anna\nPostbus 1\n<b>x</b>", organisatie="Bakkerij Vlug")
    assert "Anna Postbus 1 <b>x</b>" in printed(make())


def test_what_was_not_printed_is_not_posted(stapel):
    with pytest.raises(ValidationError, match="print eerst"):
        post(stapel)
    assert letter().status == "WACHT"


@pytest.mark.letters
def test_a_posted_pile_stays_as_it_is(stapel):
    printed(stapel)
    post(stapel)
    for act in (
        lambda: printed(stapel),
        lambda: post(stapel),
        lambda: brieven.undo(stapel, door="7", now=NOW),
    ):
        stapel.refresh_from_db()
        with pytest.raises(ValidationError, match="al gepost"):
            act()


# --- in time --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "late"),
    [(0, False), (2, False), (3, True)],  # made on a Tuesday
)
def test_a_letter_is_late_after_two_working_days(beheer, afspraak, days, late):
    with time_machine.travel(NOW + days * DAY, tick=False):
        beheer.force_login(User.objects.get())
        assert ("te laat" in text_of(beheer.get(LIJST))) is late


def test_a_holiday_gives_a_day_more(beheer, afspraak):
    Sluiting.objects.create(
        eerste_dag=NOW.date() + DAY, laatste_dag=NOW.date() + DAY, reden="Feest", is_feestdag=True
    )
    with time_machine.travel(NOW + 3 * DAY, tick=False):
        beheer.force_login(User.objects.get())
        text = text_of(beheer.get(LIJST))
    assert "1 brief wacht" in text
    assert "te laat" not in text


def test_the_service_point_has_one_task_for_all_letters(stapel, paspoort):
    booked(paspoort, "14:00", BRAM_PER_POST, now=NOW + HOUR)
    [task] = [one for one in taken.open_tasks(now=NOW + HOUR) if one.soort == "brief"]
    assert (task.titel, task.url) == ("Doe de brieven op de post", LIJST)
    assert task.uiterlijk.isoformat() == "2026-12-03T23:00:00+00:00"
