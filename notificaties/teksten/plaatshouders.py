"""Placeholders in the texts of messages: which there are, and where each may stand.

Where their values come from: `weergave.py`. Other apps give the values of their own kinds in
`Bericht.gegevens`, under these names and as they are to be read: "14.20 uur". What a text with
placeholders becomes: `invullen.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from notificaties.models import (
    AAN_ANDEREN,
    LONGEST_TEKST,
    LONGEST_TITEL,
    ZONDER_AFSPRAAK,
    Berichtkanaal,
    Berichtsoort,
)
from notificaties.teksten import invullen


@dataclass(frozen=True)
class Plaatshouder:
    """One placeholder; `uitleg` tells the editor what will stand there.

    What says something about a person goes to nobody but that person; that and what says
    something about a product never goes into an SMS (trust: S22). What may be several lines
    stands in no subject.
    """

    naam: str
    uitleg: str | Promise
    over_persoon: bool = False
    over_product: bool = False
    meer_regels: bool = False


_ALGEMEEN = (
    Plaatshouder("gemeente", _("naam van de gemeente")),
    Plaatshouder("naam", _("naam van de klant"), over_persoon=True),
    Plaatshouder("voor_wie", _("voor wie de klant komt, als dat een ander is"), over_persoon=True),
    Plaatshouder(
        "producten",
        _("de producten; is er een gevoelig, dan staat er afspraak"),
        over_product=True,
    ),
    Plaatshouder("datum", _("de dag: dinsdag 8 december 2026")),
    Plaatshouder("dag_kort", _("de dag in het kort: di 8 dec")),
    Plaatshouder("tijd", _("het begin: 9.20 uur; bij een bezoek: tussen 9.00 en 13.00 uur")),
    Plaatshouder("einde", _("ongeveer het einde: 9.40 uur; bij een bezoek leeg")),
    Plaatshouder("wanneer", _("dag, tijd en ongeveer het einde; bij een bezoek het dagdeel")),
    Plaatshouder("locatie", _("naam van de locatie; bij een bezoek: bij u thuis")),
    Plaatshouder("adres", _("adres van de locatie; bij een bezoek het adres van de klant")),
    Plaatshouder("aankomst", _("ingang, parkeren, rolstoel"), meer_regels=True),
    Plaatshouder(
        "meenemen", _("lijst van wat de klant meeneemt"), over_product=True, meer_regels=True
    ),
    Plaatshouder("kosten", _("lijst van wat het kost"), over_product=True, meer_regels=True),
    Plaatshouder(
        "daarna",
        _("de volgende afspraak die hierbij hoort: wat, wanneer en waar; leeg als die er niet is"),
        over_product=True,
    ),
    Plaatshouder("referentie", _("de zes tekens van de referentie")),
    Plaatshouder("telefoon", _("telefoonnummer van de locatie of de gemeente")),
    Plaatshouder("website", _("webadres van de gemeente")),
    Plaatshouder("nieuw", _("webadres waar iemand een nieuwe afspraak maakt")),
)
_VAN_ONS = {"gemeente", "naam", "telefoon", "website", "nieuw"}
"""Of these, what is known without an appointment."""

_WAARVOOR = Plaatshouder("waarvoor", _("het product; leeg als het gevoelig is"), over_product=True)
_VOLGEN = Plaatshouder("volgen", _("webadres waar de klant ziet hoe het met de vraag staat"))
_LINK = Plaatshouder("link", _("webadres waar de klant de afspraak wijzigt of annuleert"))
_MEER = Plaatshouder("meer", _("zie uw e-mail, of de link als wij geen e-mail stuurden"))
_WIJZIGEN = Plaatshouder(
    "wijzigen", _("hoe de klant antwoordt per sms; kan dat niet, dan hetzelfde als meer")
)
_REDEN = Plaatshouder("reden", _("waarom wij dit deden"), over_persoon=True)
_SORRY = Plaatshouder("sorry", _("spatie, sorry en een komma; alleen als wij dit deden"))
_VERWACHT = Plaatshouder("verwacht", _("hoe laat wij er ongeveer zijn: 14.20 uur"))

_INSTELLING = Plaatshouder("instelling", _("naam van de instelling"))

_VAN_SOORT: dict[str, tuple[Plaatshouder, ...]] = {
    Berichtsoort.MEDEDELING: (
        Plaatshouder("stand", _("nieuw, gewijzigd, geannuleerd of niet meer bij u")),
    ),
    Berichtsoort.WIJZIGING: (_REDEN, _SORRY),
    Berichtsoort.ANNULERING: (_REDEN, _SORRY),
    Berichtsoort.ONDERWEG: (_VERWACHT,),
    Berichtsoort.LOOPT_UIT: (_VERWACHT,),
    Berichtsoort.TIJDVAK: (
        Plaatshouder("van", _("wij komen niet eerder dan: 13.30 uur")),
        Plaatshouder("tot", _("wij komen niet later dan: 15.30 uur")),
    ),
    Berichtsoort.KLAAR: (
        Plaatshouder("wat", _("wat er klaarligt"), over_product=True),
        Plaatshouder("plaats", _("naam van de plaats waar de klant het ophaalt")),
        Plaatshouder("ophalen", _("naam en adres van die plaats")),
        Plaatshouder("open", _("wanneer die plaats open is: di, wo en vr 9.00-12.30 uur")),
        Plaatshouder("uiterlijk", _("de laatste dag om het op te halen")),
    ),
    Berichtsoort.VOORSTEL: (
        Plaatshouder("tijden", _("de andere tijd of tijden, met de plaats")),
        Plaatshouder("uiterlijk", _("tot wanneer de klant kan kiezen: di 8 dec 17.00 uur")),
    ),
    Berichtsoort.BEZOEKVOORSTEL: (
        Plaatshouder("venster", _("wanneer wij willen komen: dag en tijdvak")),
        Plaatshouder("uiterlijk", _("tot wanneer de klant kan kiezen: di 8 dec 17.00 uur")),
        Plaatshouder("antwoorden", _("webadres waar de klant ja of nee zegt")),
    ),
    Berichtsoort.BEZOEKVRAAG: (
        _WAARVOOR,
        Plaatshouder("uiterlijk", _("de laatste dag waarop wij antwoorden")),
        _VOLGEN,
    ),
    Berichtsoort.BEZOEKAFWIJZING: (
        _WAARVOOR,
        Plaatshouder("besluit", _("waarom wij niet langskomen"), over_persoon=True),
        _VOLGEN,
    ),
    Berichtsoort.BEZOEKVERVALLEN: (
        _WAARVOOR,
        Plaatshouder("venster", _("wanneer wij wilden komen: dag en tijdvak")),
        _VOLGEN,
    ),
    Berichtsoort.ZITTING_LINK: (
        _INSTELLING,
        Plaatshouder("aanmelden", _("webadres waar iemand bewoners aanmeldt")),
        Plaatshouder("uiterlijk", _("tot wanneer dat kan: di 8 dec 16.00 uur")),
    ),
    Berichtsoort.ZITTING_CODE: (Plaatshouder("code", _("de code van zes cijfers")),),
    Berichtsoort.ZITTING_LIJST: (
        _INSTELLING,
        Plaatshouder("begint", _("hoe laat wij er zijn: 9.30 uur")),
        Plaatshouder("klaar", _("hoe laat de laatste bewoner klaar is: 11.45 uur")),
        Plaatshouder("aantal", _("hoeveel bewoners wij helpen: 8 bewoners")),
        Plaatshouder("lijst", _("webadres van de lijst met namen en tijden")),
    ),
    Berichtsoort.ZITTING_FAMILIE: (
        _INSTELLING,
        Plaatshouder("begint", _("hoe laat deze bewoner aan de beurt is: 10.15 uur")),
    ),
    Berichtsoort.ZITTING_AF: (
        _INSTELLING,
        Plaatshouder("dag", _("de dag: dinsdag 8 december 2026")),
        Plaatshouder("waarom", _("waarom wij dit deden")),
    ),
    Berichtsoort.ANTWOORD: (Plaatshouder("antwoord", _("ons antwoord, in één zin")),),
}


def allowed(soort: str, kanaal: str) -> dict[str, Plaatshouder]:
    """The placeholders that a text of this kind along this way may have, by name."""
    sms = kanaal == Berichtkanaal.SMS
    found = (*_ALGEMEEN, *_VAN_SOORT.get(soort, ()))
    if soort in ZONDER_AFSPRAAK:
        found = tuple(one for one in found if one not in _ALGEMEEN or one.naam in _VAN_ONS)
    if soort in AAN_ANDEREN:  # the link is the customer's alone
        found = tuple(each for each in found if not each.over_persoon)
    elif soort not in ZONDER_AFSPRAAK:
        found = (*found, _LINK, *((_MEER, _WIJZIGEN) if sms else ()))
    return {
        each.naam: each
        for each in found
        if not (sms and (each.over_persoon or each.over_product or each.meer_regels))
    }


def faults(titel: str, tekst: str, *, soort: str, kanaal: str) -> dict[str, list[str]]:
    """What is wrong with a text, in sentences per field ("titel", "tekst"); empty if nothing."""
    if len(titel) > LONGEST_TITEL or len(tekst) > LONGEST_TEKST:
        return _too_long(titel, tekst)
    may = allowed(soort, kanaal)
    in_titel = {naam for naam, each in may.items() if not each.meer_regels}
    found = {
        "titel": _faults_of(titel, in_titel, soort, kanaal),
        "tekst": _faults_of(tekst, set(may), soort, kanaal),
    }
    if not tekst.strip():
        found["tekst"].append(gettext("Vul een tekst in."))
    if kanaal == Berichtkanaal.SMS and titel.strip():
        found["titel"].append(gettext("Een sms heeft geen onderwerpregel. Haal hem weg."))
    if kanaal != Berichtkanaal.SMS and not titel.strip():
        found["titel"].append(gettext("Vul een onderwerpregel in."))
    if "\n" in titel.strip():
        found["titel"].append(gettext("De onderwerpregel is één regel."))
    return {field: sentences for field, sentences in found.items() if sentences}


def _too_long(titel: str, tekst: str) -> dict[str, list[str]]:
    """Look at nothing else in a text that is too long: searching it costs time (trust: S29)."""
    sentence = gettext("Dit is te lang. Gebruik hoogstens %(aantal)d tekens.")
    fields = (("titel", titel, LONGEST_TITEL), ("tekst", tekst, LONGEST_TEKST))
    return {
        field: [sentence % {"aantal": longest}]
        for field, text, longest in fields
        if len(text) > longest
    }


def _faults_of(text: str, may: set[str], soort: str, kanaal: str) -> list[str]:
    sentences = [
        gettext("Er staat een losse accolade bij “%(plek)s”.") % {"plek": place}
        for place in invullen.loose_braces(text)
    ]
    for naam in invullen.names(text):
        if naam not in may:
            sentences.append(_why_not(naam, soort, kanaal))
    return sentences


def _why_not(naam: str, soort: str, kanaal: str) -> str:
    """Why a placeholder may not stand there, in a sentence that names it."""
    values = {"naam": f"{{{naam}}}"}
    if naam in allowed(soort, kanaal):
        return gettext("%(naam)s past niet in een onderwerpregel.") % values
    if naam in allowed(soort, Berichtkanaal.EMAIL):
        return (
            gettext("%(naam)s mag niet in een sms. Iedereen kan op het scherm meelezen.") % values
        )
    if naam in allowed(Berichtsoort.BEVESTIGING, kanaal):
        return gettext("%(naam)s mag niet in dit bericht. Het is alleen voor de klant.") % values
    return gettext("%(naam)s bestaat niet bij dit bericht.") % values
