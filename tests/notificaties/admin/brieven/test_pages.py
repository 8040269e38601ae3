"""The pages of letters: a button, a file, the post, and who may."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from afspraken.papier import PapierUnavailable
from notificaties import brieven
from notificaties.models import Bericht, Stapel
from tests.afspraken.admin.conftest import may
from tests.cast import booked
from tests.notificaties.admin.brieven.stapels import LIJST, MAAK, PER_POST, letter, make, url
from tests.notificaties.admin.test_sjablonen import text_of

pytestmark = pytest.mark.django_db


def test_the_list_names_nobody(beheer, afspraak):
    text = text_of(beheer.get(LIJST))
    assert "1 brief wacht" in text
    assert afspraak.referentie in text
    assert "Anna" not in text


@pytest.mark.letters
def test_from_a_button_to_a_file_to_the_post(beheer, afspraak):
    beheer.post(MAAK)
    stapel = Stapel.objects.get()
    assert "Download en print eerst" in text_of(beheer.post(url(stapel, "gepost")))
    answer = beheer.post(url(stapel, "print"), {"dubbelzijdig": "ja"})
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="stapel-{stapel.pk}.pdf"'
    assert answer.content.startswith(b"%PDF")
    assert "Gedownload 10.00 uur." in text_of(beheer.get(url(stapel)))
    text = text_of(beheer.post(url(stapel, "gepost"), follow=True))
    assert "1 brief is op de post." in text
    assert "Op de post vandaag." in text
    assert "Laatst gepost" in text_of(beheer.get(LIJST))
    for what in ("print", "gepost", "ongedaan"):
        assert beheer.post(url(stapel, what)).status_code == 409


def test_a_machine_that_cannot_print_says_so(beheer, stapel, monkeypatch):
    def fail(*_args, **_options):
        raise PapierUnavailable("Hier kan geen brief worden gemaakt.")

    monkeypatch.setattr(brieven, "print_batch", fail)
    answer = beheer.post(url(stapel, "print"))
    assert answer.status_code == 503
    assert "Hier kan geen brief worden gemaakt." in text_of(answer)
    assert letter().tekst == ""


@pytest.mark.parametrize(
    ("names", "lists", "acts"),
    [((), 404, 404), (("view_stapel",), 200, 404), (("view_stapel", "add_stapel"), 200, 302)],
)
def test_each_right_opens_its_part(afspraak, names, lists, acts):
    client = may(*names)
    assert client.get(LIJST).status_code == lists
    assert client.post(MAAK).status_code == acts


def test_without_the_right_a_pile_stays_shut(stapel):
    client = may("view_stapel")
    assert client.get(url(stapel)).status_code == 404
    for what in ("print", "gepost", "niet_gepost", "ongedaan"):
        assert client.post(url(stapel, what)).status_code == 404


def test_acting_takes_a_post_and_an_unknown_pile_is_not_found(beheer, stapel):
    for what in ("print", "gepost", "niet_gepost", "ongedaan"):
        assert beheer.get(url(stapel, what)).status_code == 405
    assert beheer.get(f"{LIJST}999/").status_code == 404


def test_the_pages_take_as_many_queries_for_many_letters(beheer, paspoort, settings):
    settings.MAX_TOEKOMSTIGE_AFSPRAKEN = 9

    def queries(where):
        with CaptureQueriesContext(connection) as seen:
            beheer.get(where)
        return len(seen)

    booked(paspoort, "9:00", PER_POST)
    stapel = make()
    booked(paspoort, "10:00", PER_POST)
    queries(LIJST)
    before = queries(LIJST), queries(url(stapel))
    for clock in ("11:00", "12:00", "13:00", "14:00"):
        booked(paspoort, clock, PER_POST)
    assert queries(LIJST) == before[0]
    Bericht.objects.update(stapel=stapel)
    assert queries(url(stapel)) == before[1]
