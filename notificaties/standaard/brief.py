"""Letters: as an e-mail, for people who change by telephone. The letterhead is not in the text."""

from __future__ import annotations

from afspraken.models import Taal
from notificaties.models import Berichtsoort

NL, EN = Taal.NL, Taal.EN

TEKSTEN = {
    (Berichtsoort.BEVESTIGING, NL): (
        "Uw afspraak op {datum}, {tijd}",
        """
Beste {naam},

Uw afspraak staat vast. Wij zien u graag.

Wat: {producten}
Voor: {voor_wie}
Wanneer: {datum}, {tijd} tot ongeveer {einde}
Waar: {locatie}, {adres}
Referentie: {referentie}

Neem dit mee: {meenemen}

Dit kost het: {kosten}

Zo komt u binnen: {aankomst}

Kunt u niet, of wilt u een andere tijd? Bel {telefoon} en noem uw referentie.
U kunt het ook zelf regelen op {link}

Met vriendelijke groet,
{gemeente}
""",
    ),
    (Berichtsoort.BEVESTIGING, EN): (
        "Your appointment on {datum}, {tijd}",
        """
Dear {naam},

Your appointment is confirmed. We look forward to seeing you.

What: {producten}
For: {voor_wie}
When: {datum}, {tijd} to about {einde}
Where: {locatie}, {adres}
Reference: {referentie}

Please bring: {meenemen}

This is what it costs: {kosten}

How to get in: {aankomst}

Can you not come, or would you like another time? Call {telefoon} and say your reference.
You can also arrange it yourself at {link}

Kind regards,
{gemeente}
""",
    ),
    (Berichtsoort.WIJZIGING, NL): (
        "Uw afspraak is gewijzigd: {datum}, {tijd}",
        """
Beste {naam},

Uw afspraak is gewijzigd. Dit is de nieuwe afspraak.
{reden}

Wat: {producten}
Voor: {voor_wie}
Wanneer: {datum}, {tijd} tot ongeveer {einde}
Waar: {locatie}, {adres}
Referentie: {referentie}

Neem dit mee: {meenemen}

Zo komt u binnen: {aankomst}

Komt dit niet uit? Bel {telefoon} en noem uw referentie.
U kunt het ook zelf regelen op {link}

Met vriendelijke groet,
{gemeente}
""",
    ),
    (Berichtsoort.WIJZIGING, EN): (
        "Your appointment has changed: {datum}, {tijd}",
        """
Dear {naam},

Your appointment has changed. This is the new appointment.
{reden}

What: {producten}
For: {voor_wie}
When: {datum}, {tijd} to about {einde}
Where: {locatie}, {adres}
Reference: {referentie}

Please bring: {meenemen}

How to get in: {aankomst}

Does this not suit you? Call {telefoon} and say your reference.
You can also arrange it yourself at {link}

Kind regards,
{gemeente}
""",
    ),
    (Berichtsoort.ANNULERING, NL): (
        "Uw afspraak van {datum} gaat niet door",
        """
Beste {naam},

Uw afspraak van {datum}, {tijd} gaat niet door.
{reden}

Wat: {producten}
Waar: {locatie}
Referentie: {referentie}

Wilt u een nieuwe afspraak? Bel {telefoon}.
U kunt die ook zelf maken op {nieuw}

Met vriendelijke groet,
{gemeente}
""",
    ),
    (Berichtsoort.ANNULERING, EN): (
        "Your appointment of {datum} is cancelled",
        """
Dear {naam},

Your appointment of {datum}, {tijd} is cancelled.
{reden}

What: {producten}
Where: {locatie}
Reference: {referentie}

Would you like a new appointment? Call {telefoon}.
You can also make one yourself at {nieuw}

Kind regards,
{gemeente}
""",
    ),
    (Berichtsoort.HERINNERING, NL): (
        "Denkt u aan uw afspraak op {datum}, {tijd}?",
        """
Beste {naam},

Binnenkort hebt u een afspraak bij ons. Wij zien u graag.

Wat: {producten}
Voor: {voor_wie}
Wanneer: {datum}, {tijd} tot ongeveer {einde}
Waar: {locatie}, {adres}
Referentie: {referentie}

Neem dit mee: {meenemen}

Zo komt u binnen: {aankomst}

Kunt u niet? Bel {telefoon} en noem uw referentie. Iemand anders is blij met uw plek.
U kunt het ook zelf regelen op {link}

Met vriendelijke groet,
{gemeente}
""",
    ),
    (Berichtsoort.HERINNERING, EN): (
        "A reminder of your appointment on {datum}, {tijd}",
        """
Dear {naam},

You have an appointment with us soon. We look forward to seeing you.

What: {producten}
For: {voor_wie}
When: {datum}, {tijd} to about {einde}
Where: {locatie}, {adres}
Reference: {referentie}

Please bring: {meenemen}

How to get in: {aankomst}

Can you not come? Call {telefoon} and say your reference. Someone else will be glad of your place.
You can also arrange it yourself at {link}

Kind regards,
{gemeente}
""",
    ),
    (Berichtsoort.MEENEMEN, NL): (
        "Dit neemt u mee naar uw afspraak op {datum}",
        """
Beste {naam},

Op {datum}, {tijd} hebt u een afspraak bij ons. Leg alvast klaar wat u nodig hebt.

Neem dit mee: {meenemen}

Dit kost het: {kosten}

Waar: {locatie}, {adres}
Referentie: {referentie}

Hebt u niet alles? Bel {telefoon}. Dan zoeken wij samen een andere tijd.

Met vriendelijke groet,
{gemeente}
""",
    ),
    (Berichtsoort.MEENEMEN, EN): (
        "What to bring to your appointment on {datum}",
        """
Dear {naam},

You have an appointment with us on {datum}, {tijd}. Here is what you need.

Please bring: {meenemen}

This is what it costs: {kosten}

Where: {locatie}, {adres}
Reference: {referentie}

Do you not have everything yet? Call {telefoon}. We will find another time together.

Kind regards,
{gemeente}
""",
    ),
    (Berichtsoort.KLAAR, NL): (
        "Wat u aanvroeg, ligt klaar",
        """
Beste {naam},

Goed nieuws: wat u aanvroeg, ligt klaar.

Wat: {wat}
{ophalen}
Referentie: {referentie}

Hebt u een vraag? Bel {telefoon}.

Met vriendelijke groet,
{gemeente}
""",
    ),
    (Berichtsoort.KLAAR, EN): (
        "What you applied for is ready",
        """
Dear {naam},

Good news: what you applied for is ready.

What: {wat}
{ophalen}
Reference: {referentie}

Any questions? Call {telefoon}.

Kind regards,
{gemeente}
""",
    ),
}
