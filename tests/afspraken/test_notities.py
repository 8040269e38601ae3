"""Notes on an appointment: for the right eyes, in the export, and gone with the appointment."""

from __future__ import annotations

import pytest

from afspraken import notities, privacy
from afspraken.models import Afspraak, Logregel, Notitie
from afspraken.rechten import Rol, toegang
from tests.afspraken.rechten.wie import medewerker
from tests.afspraken.voorstellen import gesprek, specialist
from tests.cast import MAANDAG, NOW, booked


@pytest.fixture
def sanne(town):
    return specialist(town).gebruiker


def written(town, sanne, **product) -> Notitie:
    town.ruimte("Kamer 1", dagen=[MAANDAG])
    afspraak = booked(gesprek(town, **product), "9:00")
    of = notities.department(afspraak, toegang(sanne))
    return notities.add(afspraak, "Zus komt mee", afdeling=of, door=sanne, now=NOW)


def reads(notitie: Notitie, user) -> bool:
    rows = Notitie.objects.filter(pk=notitie.pk)
    afspraak = Afspraak.objects.prefetch_related("producten__product").get()
    return bool(notities.readable(afspraak, rows, toegang(user), user))


@pytest.mark.parametrize(
    ("rol", "afdeling", "gewoon", "gevoelig"),
    [
        (Rol.SPECIALIST, "Sociale Zaken", True, True),
        (Rol.PLANNER, "Sociale Zaken", True, True),
        (Rol.LEIDING, "Sociale Zaken", True, False),
        (Rol.SPECIALIST, "Belastingen", False, False),
        (Rol.KLANTENSERVICE, "Publiekszaken", False, False),
        (Rol.BALIE, "Publiekszaken", False, False),
        (Rol.BALIE, "Sociale Zaken", True, False),
        (Rol.KWALITEIT, "Belastingen", False, False),
    ],
)
@pytest.mark.parametrize("is_gevoelig", [False, True])
def test_a_note_is_for_its_department_and_of_what_is_sensitive_for_who_may_name_it(
    town, sanne, rol, afdeling, gewoon, gevoelig, is_gevoelig
):
    notitie = written(town, sanne, is_gevoelig=is_gevoelig)
    assert reads(notitie, medewerker(rol, afdeling)) is (gevoelig if is_gevoelig else gewoon)


def test_who_wrote_it_reads_it(town, sanne):
    assert reads(written(town, sanne, is_gevoelig=True), sanne)


def test_a_note_is_in_the_export_of_the_customer_and_goes_with_the_appointment(town, sanne):
    notitie = written(town, sanne)
    klant = notitie.afspraak.klant
    assert "Zus komt mee" in str(privacy.export(klant, now=NOW))
    rows = next(tabel for tabel in privacy.registered() if tabel.naam == "notities").of(klant)
    assert list(rows) == [notitie]


def test_writing_and_taking_away_are_logged_without_a_word_of_it(town, sanne):
    notities.remove(written(town, sanne), door=sanne, now=NOW)
    lines = Logregel.objects.filter(door=str(sanne.pk)).values_list("gegevens", flat=True)
    assert [line["wat"] for line in lines] == ["notitie", "notitie_weg"]
    assert not Notitie.objects.exists()
