"""A resident goes back a step, or works in two windows: nothing chosen or typed is lost."""

from afspraken.models import Afspraak, Status
from tests.visitor import Visitor


def test_the_own_held_time_counts_as_free_on_the_way_back(paspoort):
    anna, bram = Visitor("192.0.2.1"), Visitor("198.51.100.1")
    bram.book("paspoort", email="bram@example.nl", telefoon="")
    bram.book("paspoort", email="bram@example.nl", telefoon="")
    anna.choose("paspoort")
    assert len(anna.offers()) == 1
    anna.hold()
    anna.get("/wanneer/")
    assert "9.40 uur" in anna.text
    assert len(anna.offers()) == 1
    anna.hold()
    assert anna.at == "/gegevens/"
    assert Afspraak.objects.filter(status=Status.VASTGEHOUDEN).count() == 1
