"""Rows are edited; people walk through what was published."""

import pytest

from afspraken import vraagtrechter
from afspraken.models import Antwoord, Antwoordproduct, Levensgebeurtenis, Logregel, Vraag
from afspraken.vraagtrechter import NotPublishable
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def kwijt(town):
    """One question with one answer that adds a passport."""
    town.loket()
    row = Levensgebeurtenis.objects.create(naam="Kwijt", slug="kwijt")
    vraag = Vraag.objects.create(gebeurtenis=row, tekst="Wat?", tekst_en="What?")
    answer = Antwoord.objects.create(vraag=vraag, tekst="Pas", tekst_en="Passport")
    Antwoordproduct.objects.create(antwoord=answer, product=town.product("Paspoort"), aantal=2)
    return row


def publish(row):
    return vraagtrechter.publish(row, door="7", now=NOW)


def test_nothing_is_offered_before_it_is_published(kwijt):
    assert vraagtrechter.offered() == []
    assert vraagtrechter.find("kwijt") is None
    publish(kwijt)
    assert vraagtrechter.offered() == [kwijt]


def test_what_is_published_is_what_the_rows_say(kwijt):
    publish(kwijt)
    stored = vraagtrechter.read(Levensgebeurtenis.objects.get())
    assert stored == vraagtrechter.draft(kwijt)
    (question,) = stored.questions
    assert question.answers[0].adds[0].persons == 2


def test_an_edit_is_seen_by_nobody_until_it_is_published(kwijt):
    publish(kwijt)
    Antwoord.objects.all().delete()
    kwijt.refresh_from_db()
    assert len(vraagtrechter.read(kwijt).questions[0].answers) == 1
    assert vraagtrechter.is_changed(kwijt, vraagtrechter.draft(kwijt))


def test_a_fault_that_blocks_leaves_what_there_was(kwijt):
    publish(kwijt)
    before = vraagtrechter.read(kwijt)
    Antwoord.objects.all().delete()
    with pytest.raises(NotPublishable) as told:
        publish(kwijt)
    assert told.value.faults
    kwijt.refresh_from_db()
    assert (vraagtrechter.read(kwijt), kwijt.versie) == (before, 1)


def test_an_inactive_life_event_is_not_offered(kwijt):
    publish(kwijt)
    Levensgebeurtenis.objects.update(is_actief=False)
    assert vraagtrechter.offered() == []
    assert vraagtrechter.find("kwijt") is None


def test_the_log_says_who_published_which_version(kwijt):
    publish(kwijt)
    line = Logregel.objects.get()
    assert (line.door, line.gegevens) == ("7", {"wat": "gepubliceerd", "versie": 1})


def test_a_page_asks_the_database_once(kwijt, django_assert_num_queries):
    publish(kwijt)
    with django_assert_num_queries(1):
        vraagtrechter.read(vraagtrechter.find("kwijt"))


def test_a_next_question_is_of_the_same_life_event(kwijt):
    other = Levensgebeurtenis.objects.create(naam="Iets", slug="iets")
    strange = Vraag.objects.create(gebeurtenis=other, tekst="Wie?")
    answer = Antwoord.objects.get()
    answer.volgende = strange
    with pytest.raises(Exception, match="dezelfde gebeurtenis"):
        answer.full_clean()
