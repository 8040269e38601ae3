"""How it went with a message, as an employee reads it."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from notificaties.models import Bericht
from notificaties.verloop import in_words, why
from tests.cast import NOW

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def message(status, kanaal="SMS", **fields):
    """A message that is only read, never stored."""
    usual = {"status_op": NOW, "niet_voor": NOW, "verzonden_op": None, "fout": ""}
    return Bericht(status=status, kanaal=kanaal, soort="BEVESTIGING", **(usual | fields))


@pytest.mark.parametrize(
    ("bericht", "words"),
    [
        (message("AFGELEVERD"), "sms afgeleverd 10.00 uur"),
        (
            message("AFGELEVERD", status_op=NOW - DAY),
            "sms afgeleverd maandag 30 november 10.00 uur",
        ),
        (
            message("VERZONDEN", "EMAIL", verzonden_op=NOW - 365 * DAY),
            "e-mail verstuurd maandag 1 december 2025 10.00 uur",
        ),
        (message("VERZONDEN", "BRIEF", verzonden_op=NOW - HOUR), "brief op de post vandaag"),
        (
            message("NIET_AFGELEVERD", "EMAIL", fout="bounce 5.1.1"),
            "e-mail niet afgeleverd: het adres bestaat niet",
        ),
        (
            message("MISLUKT", fout="twilio 400 21610"),
            "sms niet verstuurd: de klant wil geen sms (STOP)",
        ),
        (message("MISLUKT"), "sms niet verstuurd"),
        (
            message("ONZEKER", fout="afgebroken"),
            "niet zeker of sms aankwam: het versturen werd afgebroken",
        ),
        (message("WACHT", niet_voor=NOW + 7 * DAY), "sms wacht tot dinsdag 8 december 10.00 uur"),
        (message("WACHT"), "sms gaat zo weg"),
        (message("WACHT", "BRIEF"), "brief moet nog op de post"),
        (
            message("WACHT", niet_voor=NOW + HOUR, mislukt_aantal=2, fout="twilio 429 20429"),
            "sms opnieuw om 11.00 uur: de verzender nam het bericht nog niet aan",
        ),
        (message("OPGEPAKT"), "sms wordt nu verstuurd"),
        (message("WORDT_VERZONDEN"), "sms wordt nu verstuurd"),
        (message("VERVALLEN"), "sms vervallen"),
    ],
)
def test_a_message_in_words(bericht, words):
    assert in_words(bericht, now=NOW) == words


def test_in_english_too():
    with override("en"):
        assert in_words(message("AFGELEVERD"), now=NOW) == "text message delivered 10:00"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("smtp 550 5.1.1", "het adres bestaat niet"),
        ("smtp 550", "het adres bestaat niet"),
        ("smtp 552 5.2.2", "de mailbox is vol"),
        ("smtp 554 5.7.1", "de mailserver van de klant weigert het bericht"),
        ("smtp 421", "de verzender nam het bericht nog niet aan"),
        ("bounce 4.4.7", "de mailbox was te lang onbereikbaar"),
        ("twilio 30003", "de telefoon was te lang onbereikbaar"),
        ("twilio 30005", "het nummer bestaat niet"),
        ("twilio 400 21211", "het nummer bestaat niet"),
        ("twilio 30006", "dit nummer kan geen sms ontvangen"),
        ("twilio 30007", "de telefoonmaatschappij hield het bericht tegen"),
        ("twilio 401 20003", "onze instellingen kloppen niet; waarschuw de beheerder"),
        ("notifynl 403", "onze instellingen kloppen niet; waarschuw de beheerder"),
        ("notifynl permanent-failure", "het nummer bestaat niet"),
        ("geen verbinding: ConnectTimeout", "de verzender gaf geen antwoord"),
        ("te veel sms op een dag", "dit nummer kreeg vandaag al genoeg sms"),
        ("twilio 30999", "twilio 30999"),
        ("", ""),
    ],
)
def test_a_code_as_one_says_it(code, words):
    assert why(code) == words
