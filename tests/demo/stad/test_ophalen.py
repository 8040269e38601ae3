"""The example town has a document in every state, and an appointment to collect in Duivendrecht."""

import pytest

from afspraken import integrity
from afspraken.demo import afhalen, logins
from afspraken.models import Afhaaldocument, Afspraak, Documentstatus
from tests.demo.stad.dag import NOW


@pytest.mark.django_db
def test_every_list_of_the_desk_has_something_to_show(stad):
    logins.create()
    assert afhalen.write(now=NOW) == len(afhalen.GEVALLEN)
    assert afhalen.write(now=NOW) == 0
    statuses = set(Afhaaldocument.objects.values_list("status", flat=True))
    assert statuses == {
        Documentstatus.AANGEVRAAGD,
        Documentstatus.GEREED,
        Documentstatus.UITGEREIKT,
    }
    assert Afhaaldocument.objects.filter(herinnerd_op__isnull=False).count() == 2
    assert Afspraak.objects.filter(traject__isnull=False).count() == 4
    assert {one.name: one.faults for one in integrity.run(now=NOW) if one.faults} == {}
