"""Letters are printed by one, posted in time, and never with news that is no longer true."""

import re
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from threading import Barrier, Thread

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from afspraken import booking, taken
from afspraken.models import Klant, Logregel, Partij, Sluiting
from notificaties import brieven
from notificaties.channels.brief import LettersUnavailable
from notificaties.models import Bericht, Stapel
from notificaties.outbox.sweeping import void_untrue
from tests.afspraken.admin.conftest import may
from tests.cast import ANNA, NOW, booked
from tests.notificaties.admin.test_sjablonen import text_of
from tests.notificaties.outbox.test_planning import moved
from tests.notificaties.post import Kantoor, told

pytestmark = pytest.mark.django_db
LIJST = reverse("admin:notificaties_stapel_changelist")
MAAK = reverse("admin:notificaties_stapel_maak")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PER_POST = replace(ANNA, email="", telefoon="", postcode="1191 AA", huisnummer="12 A")
BRAM_PER_POST = replace(PER_POST, naam="Bram Bakker", postcode="1191 BB", huisnummer="3")


@pytest.fixture
def afspraak(paspoort):
    """Anna's appointment, confirmed by letter."""
    return booked(paspoort, "10:00", PER_POST)


@pytest.fixture
def stapel(afspraak):
    return make()


def make(wie="anna", now=NOW):
    return brieven.make_pile(wie=wie, door="7", now=now)


def printed(stapel, now=NOW):
    """The PDF of a pile, as text."""
    pdf = brieven.print_pile(stapel, dubbelzijdig=False, door="7", now=now)
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def post(stapel, now=NOW):
    return brieven.mark_posted(stapel, door="7", now=now)


def url(stapel, what="stapel"):
    return reverse(f"admin:notificaties_stapel_{what}", args=[stapel.pk])


def letter():
    return Bericht.objects.get(kanaal="BRIEF")


# --- from waiting to the post -------------------------------------------------------------------


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


# --- marked as posted by mistake ----------------------------------------------------------------


def not_posted(stapel, now=NOW):
    brieven.call_back(stapel, door="7", now=now)


@pytest.mark.letters
def test_a_pile_marked_by_mistake_waits_again_as_it_was_printed(stapel):
    printed(stapel)
    post(stapel)
    kept = letter().tekst
    not_posted(stapel, NOW + HOUR)
    row = letter()
    assert (row.status, row.verzonden_op, row.tekst, row.stapel) == ("WACHT", None, kept, stapel)
    stapel.refresh_from_db()
    assert (stapel.geprint_op, stapel.gepost_op) == (NOW, None)
    assert post(stapel, NOW + HOUR) == 1
    assert [line.gegevens["wat"] for line in Logregel.objects.filter(handeling="GEWIJZIGD")] == [
        "gemaakt",
        "gepost",
        "teruggehaald",
        "gepost",
    ]


@pytest.mark.letters
@pytest.mark.parametrize("later", [None, DAY])
def test_only_what_was_marked_today_can_be_called_back(stapel, later):
    printed(stapel)
    if later:
        post(stapel)
    with pytest.raises(ValidationError, match="op de dag waarop"):
        not_posted(stapel, NOW + (later or HOUR))
    assert letter().status == ("VERZONDEN" if later else "WACHT")


@pytest.mark.letters
def test_a_letter_that_became_untrue_meanwhile_is_taken_out_of_what_was_called_back(
    beheer, stapel, afspraak
):
    printed(stapel)
    post(stapel)
    cancel(afspraak)
    not_posted(stapel)
    assert "Haal 1 brief uit de stapel" in text_of(beheer.get(url(stapel)))
    assert post(stapel) == 0


@pytest.mark.letters
def test_the_button_that_calls_back_is_there_on_the_same_day(beheer, stapel):
    beheer.post(url(stapel, "print"))
    text = text_of(beheer.post(url(stapel, "gepost"), follow=True))
    assert "Toch niet gepost" in text
    text = text_of(beheer.post(url(stapel, "niet_gepost"), follow=True))
    assert "De stapel staat weer klaar om te posten." in text
    assert "Markeer als gepost" in text
    assert beheer.post(url(stapel, "niet_gepost")).status_code == 409
    beheer.post(url(stapel, "gepost"))
    with time_machine.travel(NOW + DAY, tick=False):
        beheer.force_login(User.objects.get())
        assert "Toch niet gepost" not in text_of(beheer.get(url(stapel)))


@pytest.mark.letters
@pytest.mark.django_db(transaction=True)
def test_two_who_post_the_same_pile_at_once_post_it_once(stapel):
    printed(stapel)
    start, ends = Barrier(2), []

    def press():
        start.wait()
        try:
            ends.append(post(stapel))
        except ValidationError as error:
            ends.append(error.messages[0])
        connection.close()

    threads = [Thread(target=press) for _who in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ends, key=str) == [1, "Deze stapel is al gepost."]
    assert Logregel.objects.filter(gegevens__wat="gepost").count() == 1


# --- what became untrue -------------------------------------------------------------------------


def cancel(afspraak):
    booking.cancel(afspraak, partij=Partij.MEDEWERKER, now=NOW)


@pytest.mark.letters
@pytest.mark.parametrize("change", [cancel, moved])
def test_a_letter_that_became_untrue_is_taken_out_and_told(
    beheer, stapel, afspraak, paspoort, change
):
    booked(paspoort, "14:00", BRAM_PER_POST)
    Bericht.objects.filter(stapel=None).update(stapel=stapel)
    printed(stapel)
    change(afspraak)
    text = text_of(beheer.get(url(stapel)))
    assert "Haal 1 brief uit de stapel" in text
    assert (
        Bericht.objects.get(afspraak=afspraak, soort="BEVESTIGING").referentie.hex[:8].upper()
        in text
    )
    assert "Anna de Vries" in text
    assert post(stapel) == 1
    assert told(afspraak, soort="BEVESTIGING") == [("BEVESTIGING", "BRIEF", "VERVALLEN")]


@pytest.mark.letters
def test_what_is_too_late_to_be_of_use_is_not_posted(stapel, afspraak):
    printed(stapel)
    assert post(stapel, afspraak.begin) == 0
    assert letter().status == "VERVALLEN"


@pytest.mark.letters
def test_the_sweep_and_the_pile_agree(stapel, afspraak):
    printed(stapel)
    void_untrue(now=afspraak.begin)
    assert list(brieven.taken_out(stapel, now=afspraak.begin)) == [letter()]


def test_a_pile_of_which_nothing_is_left_cannot_be_printed(stapel, afspraak):
    cancel(afspraak)
    with pytest.raises(ValidationError, match="geen brief meer"):
        printed(stapel)


def test_a_customer_who_lost_their_address_gets_the_next_way(stapel, afspraak):
    Klant.objects.update(postcode="", huisnummer="", email=ANNA.email)
    with pytest.raises(ValidationError, match="geen brief meer"):
        printed(stapel)
    assert told(afspraak) == [
        ("BEVESTIGING", "BRIEF", "MISLUKT"),
        ("BEVESTIGING", "EMAIL", "WACHT"),
    ]
    assert list(brieven.taken_out(stapel, now=NOW)) == [letter()]


# --- by one only --------------------------------------------------------------------------------


def test_a_pile_takes_what_waits_and_the_second_is_told(beheer, afspraak):
    answer = beheer.post(MAAK)
    assert answer.url == url(Stapel.objects.get())
    assert letter().stapel == Stapel.objects.get()
    text = text_of(beheer.post(MAAK, follow=True))
    assert "Er wachten geen brieven meer." in text
    assert Stapel.objects.count() == 1


def test_a_pile_is_not_endless(paspoort, monkeypatch, settings):
    settings.MAX_TOEKOMSTIGE_AFSPRAKEN = 9
    monkeypatch.setattr(brieven, "MOST", 2)
    for clock in ("10:00", "11:00", "12:00"):
        booked(paspoort, clock, PER_POST)
    sizes = [make().brieven.count(), make().brieven.count(), make()]
    assert sizes == [2, 1, None]


@pytest.mark.django_db(transaction=True)
def test_two_employees_at_once_never_get_the_same_letter(paspoort, settings):
    settings.MAX_TOEKOMSTIGE_AFSPRAKEN = 99
    for n in range(10, 16):
        booked(paspoort, f"{n}:00", PER_POST)
    start, piles = Barrier(4), []

    def press(wie):
        start.wait()
        piles.append(make(wie))
        connection.close()

    threads = [Thread(target=press, args=[f"medewerker{n}"]) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    made = [pile for pile in piles if pile]
    assert made
    assert sum(pile.brieven.count() for pile in made) <= 6
    assert Stapel.objects.count() == len(made)
    left = brieven.waiting(now=NOW).count()
    assert sum(pile.brieven.count() for pile in made) + left == 6


def test_a_pile_taken_apart_lets_its_letters_wait_again(beheer, stapel):
    Bericht.objects.update(aan="1191 AA 12", tekst="Beste")
    text = text_of(beheer.post(url(stapel, "ongedaan"), follow=True))
    assert "De brieven wachten weer." in text
    assert "1 brief wacht" in text
    assert not Stapel.objects.exists()
    row = letter()
    assert (row.status, row.aan, row.tekst, row.stapel) == ("WACHT", "", "", None)


# --- in time ------------------------------------------------------------------------------------


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


# --- the pages ----------------------------------------------------------------------------------


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
        raise LettersUnavailable("Hier kan geen brief worden gemaakt.")

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
