"""Thirty-six hours in the example town, with residents who act and providers that may be down."""

from collections import Counter
from datetime import timedelta

import pytest

from afspraken.booking import Gegevens
from afspraken.models import Afspraak
from notificaties.channels import Gevonden, Uitkomst, Verzonden
from notificaties.models import Beltaak, Bericht, Berichtstatus, Kanaalstand
from tests.notificaties.post import NO_ANSWER, TAKEN
from tests.proofs.townday import BEGIN, DEAD_MAILBOX, DEAD_NUMBER, STEP, Day

pytestmark = [pytest.mark.prove, pytest.mark.django_db]
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
REFUSES = Verzonden(Uitkomst.NIET_AANVAARD, fout="geen verbinding")
LONGEST_WAIT = 30 * MINUTE
ANSWERS = ("BEVESTIGING", "WIJZIGING", "ANNULERING")
OPEN = (Berichtstatus.WACHT, Berichtstatus.OPGEPAKT, Berichtstatus.WORDT_VERZONDEN)


@pytest.fixture
def day(settings):
    settings.MAX_TOEKOMSTIGE_AFSPRAKEN = 1000
    settings.SMS_PER_NUMMER = 1000
    return Day()


def test_everyone_is_reminded_at_the_right_moment_and_nobody_is_woken(day):
    day.walk(2)
    day.book(Gegevens(naam="Onbereikbaar", telefoon=DEAD_NUMBER), ahead=2)
    day.book(Gegevens(naam="Half", telefoon="+31612000002", email=DEAD_MAILBOX), ahead=2)
    day.walk(34)
    reminded, expected = day.reminded(), day.expected()
    assert set(reminded) == set(expected)
    assert all(len(times) == 1 for times in reminded.values())
    assert max(times[0] - due for (_code, _versie, due), times in reminded.items()) < STEP
    assert_everyone_was_answered_once(day)
    at_night = [one for one in day.sent if one.is_at_night]
    assert {one.soort for one in at_night} == set(ANSWERS)
    assert not Bericht.objects.filter(status__in=OPEN, niet_voor__lte=day.now).exists()
    # Whom nothing reached is called before the visit, and nobody else.
    task = Beltaak.objects.get()
    assert str(task.afspraak.klant.telefoon) == DEAD_NUMBER
    assert task.reden == "NIET_BEREIKT"
    assert task.aangemaakt_op < BEGIN + 3 * HOUR < task.uiterlijk == task.afspraak.begin
    assert [one.soort for one in day.sent if one.aan == "+31612000002"][0] == "BEVESTIGING"
    print(
        f"36 hours, {len(day.promises)} promises, {dict(day.acts)}: {len(reminded)} reminders, "
        f"{len(day.sent)} messages, {len(at_night)} at night (answers), 0 twice, 0 late, 1 call"
    )


@pytest.mark.parametrize("down", [REFUSES, NO_ANSWER], ids=["refused", "no answer"])
def test_three_hours_without_providers_are_a_delay(day, down):
    day.walk(4)
    began = day.now
    for postbode in (day.kantoor.mail, day.kantoor.sms):
        postbode.usual, postbode.knows = down, Gevonden.NIET_NU
    seen = len(day.kantoor.mail.seen) + len(day.kantoor.sms.seen)
    day.walk(2)
    day.cancel(who_is_not_reminded_yet(day))  # and will not be
    day.walk(1)
    ended = day.now
    tries = len(day.kantoor.mail.seen) + len(day.kantoor.sms.seen) - seen
    waited = Bericht.objects.filter(status="WACHT", niet_voor__lte=day.now).count()
    assert Kanaalstand.objects.filter(gepauzeerd_tot__gt=began).count() == 2
    for postbode in (day.kantoor.mail, day.kantoor.sms):
        postbode.usual, postbode.knows = TAKEN, Gevonden.NEE
    day.walk(29)

    reminded, expected = day.reminded(), day.expected()
    assert all(len(times) == 1 for times in reminded.values())
    recovered = ended + LONGEST_WAIT + STEP
    delayed = past = 0
    for (code, versie, due), until in expected.items():
        sent = reminded.pop((code, versie, due), None)
        if not began < due <= recovered:
            assert sent is not None
            assert sent[0] - due < STEP
        elif sent is None:
            assert until <= recovered  # a later one came instead, or the visit began
            past += 1
        else:
            assert sent[0] - due < STEP or ended <= sent[0] <= recovered
            delayed += sent[0] - due >= STEP
    # What nobody expects any more: those who moved or cancelled while nothing left.
    assert not reminded
    assert_everyone_was_answered_once(day)
    assert not Bericht.objects.filter(status__in=OPEN, niet_voor__lte=day.now).exists()
    assert not Bericht.objects.filter(status="ONZEKER").exists()
    assert not Beltaak.objects.exists()
    assert tries < 40
    assert delayed > 10
    print(
        f"3 hours down ({down.fout}): {tries} tries, {waited} waiting at the end, "
        f"{delayed} reminders late by at most {recovered - ended}, "
        f"{past} past and not sent, {len(day.sent)} sent, 0 lost, "
        "0 twice, 0 calls"
    )


def who_is_not_reminded_yet(day: Day) -> Afspraak:
    """Someone whose reminder waits for the providers, and who comes long after they are back."""
    waits = Bericht.objects.filter(soort="HERINNERING", status="WACHT", niet_voor__lte=day.now)
    row = waits.filter(afspraak__begin__gt=day.now + 4 * HOUR).earliest("pk")
    assert row.afspraak is not None
    return row.afspraak


def assert_everyone_was_answered_once(day: Day) -> None:
    """Whoever did something has heard of it once, unless they did something else meanwhile."""
    answers = Counter((one.code, one.versie, one.soort) for one in day.sent if one.soort in ANSWERS)
    ways = Counter(
        (row.afspraak.code, row.versie, row.soort)
        for row in Bericht.objects.filter(soort__in=ANSWERS).select_related("afspraak")
        if row.status in ("VERZONDEN", "NIET_AFGELEVERD")
    )
    assert answers == ways
    told = Bericht.objects.filter(soort__in=ANSWERS, ontvanger="klant")
    assert set(told.values_list("status", flat=True)) <= {
        "VERZONDEN",
        "NIET_AFGELEVERD",
        "VERVALLEN",
    }
    assert sum(answers.values()) >= 40
