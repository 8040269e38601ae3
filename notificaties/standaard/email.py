"""E-mail: what, when, where, what to bring, what it costs and how to change it."""

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

Kunt u niet, of komt een andere tijd beter uit?
Wijzig of annuleer uw afspraak:
{link}

Geef deze link niet aan anderen. Wie hem heeft, kan uw afspraak wijzigen.

Hebt u een vraag? Bel {telefoon}.

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

Can you not come, or does another time suit you better?
Change or cancel your appointment:
{link}

Do not give this link to others. Whoever has it can change your appointment.

Any questions? Call {telefoon}.

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

Komt dit niet uit?
Wijzig of annuleer uw afspraak:
{link}

Hebt u een vraag? Bel {telefoon}.

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

Does this not suit you?
Change or cancel your appointment:
{link}

Any questions? Call {telefoon}.

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

U hoeft niets te doen.

Wilt u een nieuwe afspraak?
Maak een nieuwe afspraak:
{nieuw}

Hebt u een vraag? Bel {telefoon}.

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

You need not do anything.

Would you like a new appointment?
Make a new appointment:
{nieuw}

Any questions? Call {telefoon}.

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

Kunt u niet? Laat het ons weten. Iemand anders is blij met uw plek.
Wijzig of annuleer uw afspraak:
{link}

Hebt u een vraag? Bel {telefoon}.

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

Can you not come? Please let us know. Someone else will be glad of your place.
Change or cancel your appointment:
{link}

Any questions? Call {telefoon}.

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

Hebt u nog niet alles? Kies dan een andere tijd.
Wijzig of annuleer uw afspraak:
{link}

Hebt u een vraag? Bel {telefoon}.

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

Do you not have everything yet? Choose another time.
Change or cancel your appointment:
{link}

Any questions? Call {telefoon}.

Kind regards,
{gemeente}
""",
    ),
    (Berichtsoort.NABERICHT, NL): (
        "Bedankt voor uw bezoek",
        """
Beste {naam},

Op {datum} was u bij ons. Bedankt voor uw bezoek.

Hebt u nog een vraag over deze afspraak? Bel {telefoon}. Noem dan uw referentie: {referentie}.

Met vriendelijke groet,
{gemeente}
""",
    ),
    (Berichtsoort.NABERICHT, EN): (
        "Thank you for your visit",
        """
Dear {naam},

You visited us on {datum}. Thank you for coming.

Any more questions about this appointment? Call {telefoon}. Please say your reference: {referentie}.

Kind regards,
{gemeente}
""",
    ),
    (Berichtsoort.MEDEDELING, NL): (
        "Afspraak {referentie} {stand}: {datum}, {tijd}",
        """
Wanneer: {datum}, {tijd} tot {einde}
Waar: {locatie}
Wat: {producten}
Referentie: {referentie}

Met de bijlage klopt uw agenda weer. Wie er komt, ziet u alleen in het afsprakensysteem.
""",
    ),
    (Berichtsoort.MEDEDELING, EN): (
        "Appointment {referentie} {stand}: {datum}, {tijd}",
        """
When: {datum}, {tijd} to {einde}
Where: {locatie}
What: {producten}
Reference: {referentie}

The attachment brings your calendar up to date. Who comes is shown in our system only.
""",
    ),
    (Berichtsoort.ONDERWEG, NL): (
        "Wij zijn onderweg naar u",
        """
Beste {naam},

Wij zijn onderweg. Wij zijn rond {verwacht} bij u.

Bent u er niet? Bel {telefoon}.

Tot zo,
{gemeente}
""",
    ),
    (Berichtsoort.ONDERWEG, EN): (
        "We are on our way to you",
        """
Dear {naam},

We are on our way. We will be with you around {verwacht}.

Not there? Call {telefoon}.

See you soon,
{gemeente}
""",
    ),
    (Berichtsoort.LOOPT_UIT, NL): (
        "Wij zijn later bij u",
        """
Beste {naam},

Het loopt vandaag uit. Wij zijn rond {verwacht} bij u. Onze excuses.

Komt dat niet uit? Bel {telefoon}. Dan zoeken wij samen een andere tijd.

Met vriendelijke groet,
{gemeente}
""",
    ),
    (Berichtsoort.LOOPT_UIT, EN): (
        "We will be with you later",
        """
Dear {naam},

We are running late today. We will be with you around {verwacht}. We are sorry.

Does that not suit you? Call {telefoon}. We will find another time together.

Kind regards,
{gemeente}
""",
    ),
    (Berichtsoort.TIJDVAK, NL): (
        "Zo laat komen wij op {datum}",
        """
Beste {naam},

Wij weten nu beter hoe laat wij bij u zijn.

Wanneer: {datum}, tussen {van} en {tot}
Referentie: {referentie}

Komt dat niet uit? Bel {telefoon}.

Met vriendelijke groet,
{gemeente}
""",
    ),
    (Berichtsoort.TIJDVAK, EN): (
        "When we come on {datum}",
        """
Dear {naam},

We now know better at what time we will be with you.

When: {datum}, between {van} and {tot}
Reference: {referentie}

Does that not suit you? Call {telefoon}.

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
    (Berichtsoort.ANTWOORD, NL): (
        "Over uw afspraak op {datum}, {tijd}",
        """
Beste {naam},

{antwoord}
{link}

Hebt u een vraag? Bel {telefoon}.

Met vriendelijke groet,
{gemeente}
""",
    ),
    (Berichtsoort.ANTWOORD, EN): (
        "About your appointment on {datum}, {tijd}",
        """
Dear {naam},

{antwoord}
{link}

Any questions? Call {telefoon}.

Kind regards,
{gemeente}
""",
    ),
}
