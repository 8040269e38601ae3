"""What who looks after messages must know: a way that rests. Registered once, by `apps.py`."""

from __future__ import annotations

from datetime import datetime

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from afspraken import panelen
from notificaties.models import Kanaalstand
from notificaties.outbox.pausing import IN_A_ROW
from notificaties.verloop import moment, why


def resting_channels(now: datetime) -> list[str]:
    """Each way that failed so often that it rests: since when, until when, and why."""
    rows = Kanaalstand.objects.filter(fouten__gte=IN_A_ROW).order_by("kanaal")
    return [" ".join(filter(None, _sentences(row, now))) for row in rows]


def _sentences(row: Kanaalstand, now: datetime) -> list[str]:
    weg, since = capfirst(row.get_kanaal_display()), moment(row.gemeld_op, now)
    is_resting = row.gepauzeerd_tot is not None and row.gepauzeerd_tot > now
    again = {"op": moment(row.gepauzeerd_tot, now)}
    return [
        _("%(weg)s werkt niet sinds %(sinds)s.") % {"weg": weg, "sinds": since},
        _("Wij proberen het weer om %(op)s.") % again if is_resting else "",
        _("De laatste fout: %(fout)s.") % {"fout": why(row.laatste_fout)},
        _("De berichten wachten, er gaat niets verloren."),
    ]


panelen.register_notice(
    panelen.Melding(naam="kanalen", read=resting_channels, recht="notificaties.view_bericht")
)
