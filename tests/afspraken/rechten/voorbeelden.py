"""Something of a department, for each address that asks for it: what `test_matrix.py` opens.

`EXAMPLES` says by the name of an address of what it is; each function makes one thing of the
department `of`, for the employee `who`, and gives what the address wants to know of it. They
stand by subject in the modules named here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User

from afspraken.models import Afdeling
from tests.afspraken.rechten.agendas import (
    a_note,
    a_proposal,
    an_absence,
    an_appointment,
)
from tests.afspraken.rechten.balie import (
    a_counter,
    a_document,
    a_place,
    a_step,
    a_step_of_the_day,
    a_walk_in,
)
from tests.afspraken.rechten.bezoeken import (
    a_call_for_help,
    a_number,
    a_phone,
    a_request,
    a_visit,
    a_visit_that_is_over,
    an_official_who_visits,
)
from tests.afspraken.rechten.contacten import (
    a_call,
    a_caller,
    a_contact,
    a_customer,
    a_merge,
    a_promise,
    an_article,
    questions,
    two_customers,
)
from tests.afspraken.rechten.storingen import (
    a_closing_without_disruption,
    a_disruption,
    a_replacement,
    an_absence_without_disruption,
)
from tests.afspraken.rechten.zittingen import a_care_home_day, a_link, a_resident

EXAMPLES: dict[str, Callable[[Afdeling, User], dict[str, Any]]] = {
    "servicepunt:klant": a_customer,
    "servicepunt:klantgegevens": a_customer,
    "servicepunt:traject_koppelen": a_customer,
    "servicepunt:traject_losmaken": a_customer,
    "servicepunt:samenvoegen": two_customers,
    "servicepunt:samenvoeging_ongedaan": a_merge,
    "servicepunt:contact": a_contact,
    "servicepunt:terugbelverzoek": a_promise,
    "servicepunt:terugbel_oppakken": a_promise,
    "servicepunt:terugbel_poging": a_promise,
    "servicepunt:terugbel_overdragen": a_promise,
    "servicepunt:terugbel_klaar": a_promise,
    "servicepunt:terugbel_heropenen": a_promise,
    "notificaties:beltaak": a_call,
    "notificaties:beltaak_gedaan": a_call,
    "notificaties:beltaak_terug": a_call,
    "bezoeken:verplaats": a_visit,
    "bezoeken:met_twee": a_visit,
    "bezoeken:alleen": a_visit,
    "bezoeken:ziek": an_official_who_visits,
    "bezoeken:blad": an_official_who_visits,
    "bezoeken:blad_pdf": an_official_who_visits,
    "afdeling:afspraak": an_appointment,
    "afdeling:notitie": an_appointment,
    "afdeling:notitie_weg": a_note,
    "afdeling:voorstel": an_appointment,
    "afdeling:voorstel_weg": a_proposal,
    "afdeling:afwezig_weg": an_absence,
    "afdeling:terugbelverzoek": a_promise,
    "afdeling:terugbel_oppakken": a_promise,
    "afdeling:terugbel_poging": a_promise,
    "afdeling:terugbel_overdragen": a_promise,
    "afdeling:terugbel_klaar": a_promise,
    "afdeling:terugbel_heropenen": a_promise,
    "servicepunt:document": a_document,
    "servicepunt:document_uitreiken": a_document,
    "servicepunt:document_verplaatsen": a_document,
    "bezoekaanvragen:aanvraag": a_request,
    "servicepunt:storing_afwezigheid": an_absence_without_disruption,
    "servicepunt:storing_sluiting": a_closing_without_disruption,
    "servicepunt:storing": a_disruption,
    "servicepunt:storing_goedkeuren": a_disruption,
    "servicepunt:storing_verder": a_disruption,
    "servicepunt:storing_opnieuw": a_disruption,
    "servicepunt:storing_beeindigen": a_disruption,
    "servicepunt:storing_voorstel": a_replacement,
    "servicepunt:kennisartikel": an_article,
    "servicepunt:kennis_schrijven": an_article,
    "servicepunt:kennis_versies": an_article,
    "servicepunt:gesprek": a_caller,
    "servicepunt:gesprek_bewaar": a_caller,
    "servicepunt:gesprek_terug": a_caller,
    "servicepunt:gesprek_klaar": a_caller,
    "servicepunt:balie_dag": a_place,
    "servicepunt:balie_voorbereiding": a_place,
    "servicepunt:balie_melden": a_place,
    "servicepunt:balie_afwezig": a_place,
    "servicepunt:balie_stap": a_step_of_the_day,
    "servicepunt:balie_inloop": a_place,
    "servicepunt:balie_nummer": a_walk_in,
    "servicepunt:balie_aanvraag": a_walk_in,
    "servicepunt:balie_loketten": a_place,
    "servicepunt:balie_loket": a_counter,
    "servicepunt:balie_volgende": a_counter,
    "servicepunt:balie_loketstap": a_step,
    "servicepunt:vragen": questions,
    "servicepunt:vragen_overnemen": questions,
    "telefoon:intrekken": a_phone,
    "telefoon:afhandelen": a_call_for_help,
    "telefoon:markering_weg": a_number,
    "telefoon:opnieuw": a_visit_that_is_over,
    "telefoon:afronden": a_visit_that_is_over,
    "zittingen:zitting": a_care_home_day,
    "zittingen:blad": a_care_home_day,
    "zittingen:naderhand": a_care_home_day,
    "zittingen:aanmelden": a_care_home_day,
    "zittingen:afmelden": a_resident,
    "zittingen:volgorde": a_care_home_day,
    "zittingen:link": a_care_home_day,
    "zittingen:intrekken": a_link,
    "zittingen:sluiten": a_care_home_day,
    "zittingen:afgelasten": a_care_home_day,
    "zittingdag:lijst": a_care_home_day,
    "zittingdag:melding": a_care_home_day,
    "zittingdag:inloop": a_care_home_day,
}

OF_ONE_PERSON = {a_caller, questions, an_absence}
"""What not even a right to everything opens, when it is a colleague's."""

OF_EVERYONE = {a_closing_without_disruption}
"""What only a right to everything opens: it is of no department."""
