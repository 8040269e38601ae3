"""What was approved is carried out, once, whatever happens meanwhile."""

from datetime import timedelta

import pytest

from afspraken import booking, integrity, storing
from afspraken.models import (
    Afspraak,
    Handeling,
    Inzet,
    Logregel,
    Oplossing,
    Partij,
    Status,
    Storing,
    Uitkomst,
    Verplaatsvoorstel,
)
from afspraken.offers import offer_at
from afspraken.rechten import Rol
from afspraken.storing import approving
from afspraken.storing.scene import wish_of
from notificaties.models import Beltaak, Bericht, Berichtadres, Berichtsoort, Taakreden
from tests.afspraken.rechten.wie import medewerker
from tests.afspraken.storing.kantoor import DINSDAG, planned, works
from tests.cast import at

pytestmark = pytest.mark.django_db

EARLY = at("8:05")


@pytest.fixture
def els(town):
    return medewerker(Rol.KLANTENSERVICE)


@pytest.fixture
def paspoort(town):
    return town.product("Paspoort", duur=20, raster=20)


@pytest.fixture
def loket(town):
    """The only counter on Monday; on Tuesday it works too."""
    return works(town, "Loket 1")


def ill(middel, els) -> Storing:
    row = storing.open(middel, begin=EARLY, einde=at("17:00"), reden="Ziek", door=els, now=EARLY)
    storing.propose(row, door=els, now=EARLY)
    return row


def approved(row, els, **more) -> int:
    row.refresh_from_db()
    return storing.approve(row, versie=row.versie, door=els, now=EARLY, **more)


def settle(row, els) -> None:
    approved(row, els)
    storing.carry_out(now=EARLY)


def outcome(afspraak) -> str:
    return Verplaatsvoorstel.objects.get(afspraak=afspraak).uitkomst


def moved_by_customer(afspraak, clock, dag=DINSDAG, now=EARLY):
    wish = wish_of(afspraak)
    offer = offer_at(wish, afspraak.locatie, at(clock, dag))
    return booking.move(afspraak, wish, offer, partij=Partij.INWONER, now=now)


def test_approved_once_everyone_is_moved_and_hears_why(town, els, loket, paspoort):
    first, second = planned(paspoort, "10:00"), planned(paspoort, "11:00", naam="Bram Bakker")
    row = ill(loket, els)
    assert approved(row, els) == 2
    assert Afspraak.objects.get(pk=first.pk).begin == first.begin
    assert storing.carry_out(now=EARLY) == 2
    for afspraak in (first, second):
        fresh = Afspraak.objects.get(pk=afspraak.pk)
        assert fresh.begin == afspraak.begin + timedelta(days=1)
        assert fresh.versie == 2
        assert outcome(afspraak) == Uitkomst.VERPLAATST
    news = Bericht.objects.filter(soort=Berichtsoort.WIJZIGING)
    assert news.count() == 2
    assert all("Dit komt door ons" in each.gegevens["reden"] for each in news)
    lines = Logregel.objects.filter(handeling=Handeling.VERZET, door=str(els.pk))
    assert lines.count() == 2


def test_carried_out_again_nothing_moves_twice(town, els, loket, paspoort):
    afspraak = planned(paspoort, "10:00")
    row = ill(loket, els)
    settle(row, els)
    assert storing.carry_out(now=EARLY) == 0
    assert Afspraak.objects.get(pk=afspraak.pk).versie == 2


def test_a_crash_between_moving_and_noting_it_moves_nobody_twice(
    town, els, loket, paspoort, monkeypatch
):
    afspraak = planned(paspoort, "10:00")
    row = ill(loket, els)
    approved(row, els)
    act = approving._act

    def dies(*given, **more):
        act(*given, **more)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(approving, "_act", dies)
        with pytest.raises(KeyboardInterrupt):
            storing.carry_out(now=EARLY)
    assert outcome(afspraak) == ""
    storing.carry_out(now=EARLY)
    assert outcome(afspraak) == Uitkomst.VERPLAATST
    assert Afspraak.objects.get(pk=afspraak.pk).versie == 2
    assert Bericht.objects.filter(soort=Berichtsoort.WIJZIGING).count() == 1


def test_who_moved_or_cancelled_meanwhile_is_left_alone_and_reported(town, els, loket, paspoort):
    moved, gone = planned(paspoort, "10:00"), planned(paspoort, "11:00", naam="Bram")
    row = ill(loket, els)
    approved(row, els)
    moved_by_customer(moved, "15:00")
    booking.cancel(gone, partij=Partij.INWONER, now=EARLY)
    storing.carry_out(now=EARLY)
    assert outcome(moved) == Uitkomst.ZELF_VERZET
    assert outcome(gone) == Uitkomst.ZELF_AFGEZEGD
    assert Afspraak.objects.get(pk=moved.pk).begin == at("15:00", DINSDAG)


def test_whose_new_time_was_taken_stays_and_is_proposed_another(town, els, loket, paspoort):
    afspraak = planned(paspoort, "10:00")
    row = ill(loket, els)
    approved(row, els)
    planned(paspoort, "10:00", dag=DINSDAG, naam="Snel", now=EARLY)
    storing.carry_out(now=EARLY)
    assert outcome(afspraak) == Uitkomst.TIJD_WEG
    assert Afspraak.objects.get(pk=afspraak.pk).begin == afspraak.begin
    row.refresh_from_db()
    storing.propose(row, now=EARLY)
    assert outcome(afspraak) == ""
    settle(row, els)
    assert Afspraak.objects.get(pk=afspraak.pk).begin == at("10:20", DINSDAG)


def test_the_same_time_with_a_colleague_tells_the_mailboxes_and_not_the_customer(
    town, els, loket, paspoort
):
    afspraak = planned(paspoort, "10:00")
    collega = works(town, "Loket 2")
    for middel, email in ((loket, "een@example.nl"), (collega, "twee@example.nl")):
        Berichtadres.objects.create(middel=middel, email=email)
    row = ill(loket, els)
    settle(row, els)
    assert outcome(afspraak) == Uitkomst.VERPLAATST
    assert Inzet.objects.get(afspraak=afspraak).middel == collega
    assert Afspraak.objects.get(pk=afspraak.pk).versie == 1
    assert not Bericht.objects.filter(soort=Berichtsoort.WIJZIGING).exists()
    assert Bericht.objects.filter(soort=Berichtsoort.MEDEDELING, middel=collega).count() == 1


def test_who_cannot_be_sent_anything_is_called(town, els, loket, paspoort):
    afspraak = planned(paspoort, "10:00", email="", telefoon="+31204963456")
    row = ill(loket, els)
    settle(row, els)
    assert Beltaak.objects.get(afspraak=afspraak, gedaan_op=None).reden == Taakreden.GEEN_WEG


def test_what_is_to_be_cancelled_is_cancelled_with_an_apology(town, els, loket, paspoort):
    afspraak = planned(paspoort, "10:00", taal="en")
    row = ill(loket, els)
    mine = Verplaatsvoorstel.objects.get()
    storing.choose(mine, Oplossing.ANNULEER, versie=mine.versie, door=els, now=EARLY)
    settle(row, els)
    assert outcome(afspraak) == Uitkomst.AFGEZEGD
    assert Afspraak.objects.get(pk=afspraak.pk).status == Status.GEANNULEERD
    [news] = Bericht.objects.filter(soort=Berichtsoort.ANNULERING)
    assert "This is our doing, not yours" in news.gegevens["reden"]


def test_who_is_to_be_called_first_is_not_moved(town, els, loket, paspoort):
    afspraak = planned(paspoort, "10:00")
    row = ill(loket, els)
    mine = Verplaatsvoorstel.objects.get()
    storing.choose(mine, Oplossing.BEL, versie=mine.versie, door=els, now=EARLY)
    assert approved(row, els) == 0
    assert storing.carry_out(now=EARLY) == 0
    assert outcome(afspraak) == ""


def test_one_that_begins_before_its_turn_stays(town, els, loket, paspoort):
    afspraak = planned(paspoort, "10:00")
    row = ill(loket, els)
    approved(row, els)
    storing.carry_out(now=at("10:00"))
    assert outcome(afspraak) == Uitkomst.BEGONNEN


def test_who_reported_meanwhile_is_in_the_hall_and_is_sent_to_a_colleague(paspoort, loket, els):
    afspraak = planned(paspoort, "9:00")
    row = ill(loket, els)
    approved(row, els)
    booking.set_status(afspraak, Status.AANGEMELD, van=Status.GEPLAND, now=EARLY)
    storing.carry_out(now=EARLY)
    assert outcome(afspraak) == Uitkomst.IS_ER
    afspraak.refresh_from_db()
    assert afspraak.begin == at("9:00")


def test_who_approves_what_a_colleague_changed_is_told_and_nothing_moves(
    town, els, loket, paspoort
):
    planned(paspoort, "10:00")
    row = ill(loket, els)
    seen = row.versie
    mine = Verplaatsvoorstel.objects.get()
    storing.choose(mine, Oplossing.BEL, versie=mine.versie, door=els, now=EARLY)
    with pytest.raises(storing.Overtaken):
        storing.approve(row, versie=seen, door=els, now=EARLY)
    assert not Verplaatsvoorstel.objects.filter(goedgekeurd_op__isnull=False).exists()


def test_after_approval_nothing_can_be_chosen_any_more(town, els, loket, paspoort):
    planned(paspoort, "10:00")
    row = ill(loket, els)
    mine = Verplaatsvoorstel.objects.get()
    approved(row, els)
    with pytest.raises(storing.AlreadyApproved):
        storing.choose(mine, Oplossing.BEL, versie=mine.versie, door=els, now=EARLY)


def test_one_of_them_is_approved_by_itself(town, els, loket, paspoort):
    planned(paspoort, "10:00")
    second = planned(paspoort, "11:00", naam="Bram")
    row = ill(loket, els)
    pk = Verplaatsvoorstel.objects.get(afspraak=second).pk
    assert approved(row, els, voorstel=pk) == 1
    storing.carry_out(now=EARLY, storing=row)
    assert set(Verplaatsvoorstel.objects.values_list("uitkomst", flat=True)) == {
        "",
        Uitkomst.VERPLAATST,
    }


def test_ended_before_it_was_carried_out_nobody_moves(town, els, loket, paspoort):
    afspraak = planned(paspoort, "10:00")
    row = ill(loket, els)
    row.refresh_from_db()
    storing.end(row, versie=row.versie, door=els, now=EARLY)
    assert outcome(afspraak) == Uitkomst.VOORBIJ
    assert storing.carry_out(now=EARLY) == 0
    assert Afspraak.objects.get(pk=afspraak.pk).begin == afspraak.begin


def test_all_is_as_it_should_be_afterwards(town, els, loket, paspoort):
    works(town, "Loket 2", tot=12)
    for n in range(4):
        planned(paspoort, f"{9 + n}:00", bij=loket, naam=f"Klant {n}")
    row = ill(loket, els)
    settle(row, els)
    assert not [fault for result in integrity.run(now=EARLY) for fault in result.faults]
