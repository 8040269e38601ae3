"""A document arrives, is handed out, or lapses. Each step can be taken back; of two, one wins."""

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afspraken import ophalen
from afspraken.models import Afhaaldocument, Documentstatus, Logregel, Ophaler
from afspraken.ophalen import UNDONE
from afspraken.rechten import Rol
from tests.afspraken.ophalen.documenten import DONE, again, applied, paspoort
from tests.afspraken.rechten.wie import medewerker
from tests.cast import BRAM
from tests.effort import examples

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def els(town):
    return medewerker(Rol.BALIE)


@pytest.fixture
def document(town):
    return applied(paspoort(town))


def test_it_arrives_lies_somewhere_and_is_handed_out(document, els):
    ophalen.arrive([document], door=els, now=DONE, opslag={document.pk: "la 3"})
    ready = again(document)
    assert (ready.status, ready.gereed_op) == (Documentstatus.GEREED, DONE)
    assert (ready.opslagnummer, ready.door) == ("la 3", els)
    ophalen.hand_out([ready], aan=Ophaler.GEMACHTIGDE, door=els, now=DONE + DAY)
    gone = again(document)
    assert (gone.status, gone.opgehaald_door) == (Documentstatus.UITGEREIKT, Ophaler.GEMACHTIGDE)
    lines = Logregel.objects.filter(handeling="OPHALEN", door=str(els.pk))
    assert [line.gegevens["naar"] for line in lines] == ["GEREED", "UITGEREIKT"]


def test_it_cannot_be_handed_out_twice(document, els):
    omar = medewerker(Rol.BALIE)
    omar.first_name = "Omar"
    omar.save()
    ophalen.arrive([document], door=els, now=DONE)
    ophalen.hand_out([document], aan=Ophaler.KLANT, door=omar, now=DONE)
    with pytest.raises(ophalen.Overtaken, match="Omar was u voor. Het document is nu: uitgereikt"):
        ophalen.hand_out([document], aan=Ophaler.KLANT, door=els, now=DONE)


def test_of_several_all_are_handed_out_or_none(town, els):
    product = paspoort(town)
    one, other = applied(product), applied(product, BRAM, clock="11:00")
    ophalen.arrive([one], door=els, now=DONE)
    with pytest.raises(ophalen.Overtaken):
        ophalen.hand_out([one, other], aan=Ophaler.KLANT, door=els, now=DONE)
    assert again(one).status == Documentstatus.GEREED


def test_of_several_that_arrive_those_that_a_colleague_ticked_stay_as_they_are(town, els):
    product = paspoort(town)
    one, other = applied(product), applied(product, BRAM, clock="11:00")
    ophalen.arrive([one], door=els, now=DONE)
    there = ophalen.arrive([one, other], door=medewerker(Rol.BALIE), now=DONE + DAY)
    assert there == [other]
    assert again(one).gereed_op == DONE


def test_a_step_back_leaves_nothing_of_the_step(document, els):
    ophalen.arrive([document], door=els, now=DONE, opslag={document.pk: "la 3"})
    ophalen.hand_out([document], aan=Ophaler.KLANT, door=els, now=DONE)
    ophalen.undo([document], van="UITGEREIKT", door=els, now=DONE)
    assert (again(document).opgehaald_door, again(document).opslagnummer) == ("", "la 3")
    ophalen.undo([document], van="GEREED", door=els, now=DONE)
    back = again(document)
    assert (back.status, back.gereed_op, back.opslagnummer) == ("AANGEVRAAGD", None, "")
    with pytest.raises(ophalen.Overtaken):
        ophalen.undo([document], van="GEREED", door=els, now=DONE)


def test_what_is_never_made_lapses_and_comes_after_all(document, els):
    ophalen.lapse([document], door=els, now=DONE)
    assert again(document).status == Documentstatus.VERVALLEN
    ophalen.undo([again(document)], van="VERVALLEN", door=els, now=DONE)
    assert again(document).status == Documentstatus.AANGEVRAAGD


def test_what_arrived_meanwhile_does_not_lapse_by_an_old_page(document, els):
    seen = again(document)
    ophalen.arrive([document], door=els, now=DONE)
    with pytest.raises(ophalen.Overtaken):
        ophalen.lapse([seen], door=els, now=DONE)


ACTS = {
    "arrive": lambda row, els, now: ophalen.arrive([row], door=els, now=now),
    "hand_out": lambda row, els, now: ophalen.hand_out([row], aan=Ophaler.KLANT, door=els, now=now),
    "lapse": lambda row, els, now: ophalen.lapse([row], door=els, now=now),
    **{
        f"undo {status}": lambda row, els, now, van=status: ophalen.undo(
            [row], van=van, door=els, now=now
        )
        for status in UNDONE
    },
}


@examples(8, in_proof=200)
@given(walk=st.lists(st.sampled_from(sorted(ACTS)), max_size=8))
def test_whatever_the_order_it_is_in_one_status_that_the_database_allows(document, els, walk):
    Afhaaldocument.objects.update(
        status="AANGEVRAAGD", gereed_op=None, opgehaald_door="", opslagnummer=""
    )
    may = {"AANGEVRAAGD": {"arrive", "lapse"}, "GEREED": {"hand_out", "lapse", "undo GEREED"}}
    may |= {"UITGEREIKT": {"undo UITGEREIKT"}, "VERVALLEN": {"undo VERVALLEN"}}
    for number, act in enumerate(walk):
        before = again(document).status
        with suppress(ophalen.Overtaken):
            ACTS[act](again(document), els, DONE + number * DAY)
        after = again(document).status
        assert (after != before) == (act in may[before])
