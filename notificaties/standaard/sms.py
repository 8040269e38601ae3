"""SMS: municipality, day, time, place, and where to read more; never a person or a product."""

from __future__ import annotations

from afspraken.models import Taal
from notificaties.models import Berichtsoort

NL, EN = Taal.NL, Taal.EN

TEKSTEN = {
    (Berichtsoort.BEVESTIGING, NL): (
        "",
        """
{gemeente}: uw afspraak is {dag_kort} {tijd}, {locatie}
{meer}
""",
    ),
    (Berichtsoort.BEVESTIGING, EN): (
        "",
        """
{gemeente}: your appointment is {dag_kort} {tijd}, {locatie}
{meer}
""",
    ),
    (Berichtsoort.WIJZIGING, NL): (
        "",
        """
{gemeente}: uw afspraak is nu {dag_kort} {tijd}, {locatie}
{meer}
""",
    ),
    (Berichtsoort.WIJZIGING, EN): (
        "",
        """
{gemeente}: appointment now {dag_kort} {tijd}, {locatie}
{meer}
""",
    ),
    (Berichtsoort.ANNULERING, NL): (
        "",
        """
{gemeente}: uw afspraak van {dag_kort} {tijd} gaat niet door.
Vragen? Bel {telefoon}.
""",
    ),
    (Berichtsoort.ANNULERING, EN): (
        "",
        """
{gemeente}: your appointment of {dag_kort} {tijd} is cancelled.
Questions? Call {telefoon}.
""",
    ),
    (Berichtsoort.HERINNERING, NL): (
        "",
        """
{gemeente}: uw afspraak is {dag_kort} {tijd}, {locatie}
{wijzigen}
""",
    ),
    (Berichtsoort.HERINNERING, EN): (
        "",
        """
{gemeente}: your appointment is {dag_kort} {tijd}, {locatie}
{wijzigen}
""",
    ),
    (Berichtsoort.MEENEMEN, NL): (
        "",
        """
{gemeente}: u komt {dag_kort}. Kijk wat u meeneemt.
{meer}
""",
    ),
    (Berichtsoort.MEENEMEN, EN): (
        "",
        """
{gemeente}: we see you {dag_kort}. Check what to bring.
{meer}
""",
    ),
    (Berichtsoort.NABERICHT, NL): (
        "",
        """
{gemeente}: bedankt dat u er was.
Nog vragen? Bel {telefoon}.
""",
    ),
    (Berichtsoort.NABERICHT, EN): (
        "",
        """
{gemeente}: thank you for coming.
Any questions? Call {telefoon}.
""",
    ),
    (Berichtsoort.ONDERWEG, NL): (
        "",
        """
{gemeente}: wij zijn onderweg. Wij zijn er rond {verwacht}.
Bent u er niet? Bel {telefoon}.
""",
    ),
    (Berichtsoort.ONDERWEG, EN): (
        "",
        """
{gemeente}: we are on our way. We will be there around {verwacht}.
Not there? Call {telefoon}.
""",
    ),
    (Berichtsoort.LOOPT_UIT, NL): (
        "",
        """
{gemeente}: sorry, wij zijn later. Wij zijn er rond {verwacht}.
Komt dat niet uit? Bel {telefoon}.
""",
    ),
    (Berichtsoort.LOOPT_UIT, EN): (
        "",
        """
{gemeente}: sorry, we are late. We will be there around {verwacht}.
Does that not suit you? Call {telefoon}.
""",
    ),
    (Berichtsoort.TIJDVAK, NL): (
        "",
        """
{gemeente}: op {dag_kort} komen wij tussen {van} en {tot}.
Komt dat niet uit? Bel {telefoon}.
""",
    ),
    (Berichtsoort.TIJDVAK, EN): (
        "",
        """
{gemeente}: on {dag_kort} we come between {van} and {tot}.
Does that not suit you? Call {telefoon}.
""",
    ),
    (Berichtsoort.KLAAR, NL): (
        "",
        """
{gemeente}: wat u aanvroeg, ligt klaar.
{ophalen}
""",
    ),
    (Berichtsoort.KLAAR, EN): (
        "",
        """
{gemeente}: what you applied for is ready.
{ophalen}
""",
    ),
    (Berichtsoort.ANTWOORD, NL): (
        "",
        """
{gemeente}: {antwoord}
{link}
""",
    ),
    (Berichtsoort.ANTWOORD, EN): (
        "",
        """
{gemeente}: {antwoord}
{link}
""",
    ),
}
