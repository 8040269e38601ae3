"""A pile that was marked as posted by mistake waits again; once a day is over it does not."""

from threading import Barrier, Thread

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection

from afspraken.models import Logregel
from notificaties import brieven
from tests.cast import NOW
from tests.notificaties.admin.brieven.stapels import DAY, HOUR, cancel, letter, post, printed, url
from tests.notificaties.admin.test_sjablonen import text_of

pytestmark = pytest.mark.django_db


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
