"""Random days on which officials report what they do, on time: every promise holds as by the plan.

What counts as begun is then what was reported. Somebody who keeps to the plan and says so must have
the same day as somebody who keeps to it and says nothing.
"""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest

from mobiel.models import Actiesoort, Resultaat, Stop, Veldactie
from mobiel.telefoon import melden
from mobiel.telefoon.acties import Actie
from mobiel.telefoon.melden import Melder
from tests.cast import MAANDAG, Town, at
from tests.effort import number, seeds
from tests.mobiel.dorp import Dorp
from tests.proofs.bezoeken import Walk

pytestmark = pytest.mark.django_db

WHO = SimpleNamespace(pk=7)


class Reported(Walk):
    """As a walk, on the day itself: whatever the plan says by now is reported at once."""

    def wait(self) -> None:
        """A quarter of an hour goes by, and everyone tells what they did."""
        self.now = max(self.now, at("8:15", MAANDAG)) + timedelta(minutes=15)
        rows = Stop.objects.filter(route__dag=MAANDAG, begin__lte=self.now)
        for stop in rows.select_related("route__middel", "bezoek__afspraak").order_by("begin"):
            acts = [_act(stop, Actiesoort.AANGEKOMEN, stop.begin)]
            if stop.einde <= self.now:
                acts.append(_act(stop, Actiesoort.KLAAR, stop.einde))
            melden.report(acts, Melder(stop.route.middel, WHO), now=self.now)


def _act(stop: Stop, soort: Actiesoort, op: object) -> Actie:
    return Actie(
        uuid4(),
        soort,
        bezoek=stop.bezoek_id,
        versie=stop.bezoek.afspraak.versie,
        gedaan_op=op,
        resultaat=Resultaat.GELUKT if soort == Actiesoort.KLAAR else "",
    )


@seeds(1, in_proof=60, first=2000)
def test_who_reports_that_they_keep_to_the_plan_breaks_no_promise(town: Town, seed: int) -> None:
    """Some days are booked, then Monday comes and goes on."""
    walk = Reported(Dorp(town), seed)
    for _step in range(number(8, in_proof=15)):
        walk.book()
    for _step in range(number(10, in_proof=30)):
        walk.wait()
        walk.check()
        walk.step()
    walk.check_all()
    assert Veldactie.objects.filter(uitkomst="TOEGEPAST").exists()
