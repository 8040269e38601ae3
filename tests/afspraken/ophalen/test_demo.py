"""The example town has a document in every state, and an appointment to collect in Duivendrecht."""

import pytest

from afspraken import integrity
from afspraken.demo import afhalen, build, logins
from afspraken.models import Afhaaldocument, Afspraak, Documentstatus
from tests.cast import NOW


@pytest.mark.django_db(transaction=True)
def test_every_list_of_the_desk_has_something_to_show(clock):
    build.build(now=NOW)
    logins.create()
    before = faults()
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
    assert faults() == before


def faults():
    return [fault for result in integrity.run(now=NOW) for fault in result.faults]
