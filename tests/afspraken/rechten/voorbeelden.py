"""Something of a department, for each address that asks for it: what `test_matrix.py` opens.

`EXAMPLES` says by the name of an address of what it is; each function makes one thing of the
department `of`, for the employee `who`, and gives what the address wants to know of it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import User

from afspraken import contact, storing, vraagtrechter, wachtrij
from afspraken.bezoekadres import Adres
from afspraken.models import (
    Afdeling,
    Afhaaldocument,
    Afspraak,
    Afspraakproduct,
    Afwezigheid,
    Antwoord,
    Kanaal,
    Kennisartikel,
    Klant,
    Klantgesprek,
    Levensgebeurtenis,
    Locatie,
    Meldwijze,
    Middel,
    Openstand,
    Oplossing,
    Product,
    Productgroep,
    Soort,
    Status,
    Storing,
    Tijdvoorstel,
    Vraag,
)
from afspraken.rechten import Rol
from mobiel import triage
from mobiel.models import (
    Aanvraagproduct,
    Bezoek,
    Route,
    Stop,
    Toestel,
    Veldactie,
    Veldwerker,
)
from notificaties.models import Beltaak, Taakreden
from tests.afspraken.contact.promises import promised
from tests.afspraken.kennis.artikelen import article
from tests.afspraken.rechten.wie import medewerker
from tests.cast import NOW


def a_customer(of: Afdeling, who: User) -> dict[str, Any]:
    return {"pk": _promise(of).contact.klant_id}


def two_customers(of: Afdeling, who: User) -> dict[str, Any]:
    return {**a_customer(of, who), "ander": _promise(of).contact.klant_id}


def a_merge(of: Afdeling, who: User) -> dict[str, Any]:
    one, other = _promise(of).contact.klant, _promise(of).contact.klant
    return {"pk": contact.merge(one, other, door=who, now=NOW).pk}


def a_contact(of: Afdeling, who: User) -> dict[str, Any]:
    return {"pk": _promise(of).contact_id}


def a_promise(of: Afdeling, who: User) -> dict[str, Any]:
    return {"pk": _promise(of).pk}


def a_document(of: Afdeling, who: User) -> dict[str, Any]:
    klant = Klant.objects.create(naam="Anna de Vries")
    locatie = Locatie.objects.get_or_create(naam="Gemeentehuis", slug="gemeentehuis")[0]
    groep = Productgroep.objects.get_or_create(naam="Reizen")[0]
    number = Product.objects.count()
    product = Product.objects.create(
        naam=f"Paspoort {number}", slug=f"paspoort-{number}", groep=groep, afdeling=of
    )
    afspraak = Afspraak.objects.create(
        status="AFGEROND",
        status_op=NOW,
        begin=NOW,
        einde=NOW + timedelta(minutes=10),
        locatie=locatie,
        klant=klant,
        kanaal=Kanaal.BALIE,
        aangemaakt_op=NOW,
        gewijzigd_op=NOW,
    )
    row = Afhaaldocument.objects.create(
        afspraak=afspraak,
        product=product,
        locatie=locatie,
        status_op=NOW,
        aangevraagd_op=NOW,
        verwacht_op=NOW.date(),
    )
    return {"pk": row.pk}


def an_article(of: Afdeling, who: User) -> dict[str, Any]:
    return {"slug": article(f"Artikel {Kennisartikel.objects.count()}", afdeling=of).slug}


def a_caller(of: Afdeling, who: User) -> dict[str, Any]:
    """A caller is of one employee, of whatever department: the other one is a colleague's."""
    is_own = who.medewerker.afdelingen.filter(pk=of.pk).exists()
    door = who if is_own else medewerker(Rol.KLANTENSERVICE)
    call = Klantgesprek.objects.create(
        medewerker=door, kanaal=Kanaal.TELEFOON, begonnen_op=NOW, gewijzigd_op=NOW
    )
    return {"code": call.code}


def a_call(of: Afdeling, who: User) -> dict[str, Any]:
    """A customer of the department whom no message reached."""
    afspraak = Afspraak.objects.get(code=an_appointment(of, who)["code"])
    call = {"reden": Taakreden.NIET_BEREIKT, "uiterlijk": NOW, "aangemaakt_op": NOW}
    return {"pk": Beltaak.objects.create(afspraak=afspraak, **call).pk}


def an_appointment(of: Afdeling, who: User) -> dict[str, Any]:
    """Of a department, for who has an agenda of their own; a note and a proposal need a number."""
    own_official(who)
    product = Product.objects.create(
        naam=f"Gesprek {Product.objects.count()}",
        slug=f"gesprek-{Product.objects.count()}",
        groep=Productgroep.objects.get_or_create(naam="Gesprekken")[0],
        afdeling=of,
        duur=30,
        raster=30,
    )
    place = Locatie.objects.get_or_create(naam="Gemeentehuis", slug="gemeentehuis")[0]
    row = Afspraak.objects.create(
        status=Status.GEPLAND,
        status_op=NOW,
        begin=NOW + timedelta(days=6),
        einde=NOW + timedelta(days=6, minutes=30),
        locatie=place,
        kanaal=Kanaal.WEB,
        klant=Klant.objects.create(naam="Anna de Vries"),
        aangemaakt_op=NOW,
        gewijzigd_op=NOW,
    )
    Afspraakproduct.objects.create(afspraak=row, product=product)
    return {"code": row.code}


def a_note(of: Afdeling, who: User) -> dict[str, Any]:
    return {**an_appointment(of, who), "pk": 1}


def a_proposal(of: Afdeling, who: User) -> dict[str, Any]:
    given = an_appointment(of, who)
    until = NOW + timedelta(days=2)
    asked = Tijdvoorstel.objects.create(
        afspraak=Afspraak.objects.get(code=given["code"]),
        status_op=NOW,
        uiterlijk=until,
        aangemaakt_op=NOW,
    )
    return {**given, "pk": asked.pk}


def an_absence(of: Afdeling, who: User) -> dict[str, Any]:
    """One's own, or that of a colleague of the other department."""
    is_own = who.medewerker.afdelingen.filter(pk=of.pk).exists()
    official = own_official(who if is_own else medewerker(Rol.SPECIALIST, of))
    own_official(who)
    until = NOW + timedelta(days=2)
    return {"pk": Afwezigheid.objects.create(middel=official, begin=NOW, einde=until).pk}


def own_official(who: User) -> Middel:
    given = {"naam": who.username, "soort": Soort.AMBTENAAR}
    return Middel.objects.get_or_create(gebruiker=who, defaults=given)[0]


def questions(of: Afdeling, who: User) -> dict[str, Any]:
    row, is_new = Levensgebeurtenis.objects.get_or_create(naam="Verhuizen", slug="verhuizen")
    if is_new:
        vraag = Vraag.objects.create(gebeurtenis=row, tekst="Waarheen?")
        lees = article("Emigreren", is_intern=False)
        Antwoord.objects.create(vraag=vraag, tekst="Ver weg", artikel=lees)
        vraagtrechter.publish(row, door="7", now=NOW)
    return {**a_caller(of, who), "slug": row.slug}


def a_place(of: Afdeling, who: User) -> dict[str, Any]:
    """A place is of no department."""
    fields = {"naam": "Gemeentehuis", "straat": "Vondelstraat", "plaats": "Ouderkerk"}
    return {"slug": Locatie.objects.get_or_create(slug="gemeentehuis", defaults=fields)[0].slug}


def a_counter(of: Afdeling, who: User) -> dict[str, Any]:
    place = a_place(of, who)
    row, is_new = Middel.objects.get_or_create(naam="Loket 1", soort=Soort.LOKET)
    if is_new:
        hours = {"dag": NOW.date(), "open": b"\xff" * 36, "open_web": b"\xff" * 36}
        Openstand.objects.create(middel=row, locatie=Locatie.objects.get(**place), **hours)
    return {**place, "middel": row.pk}


def a_walk_in(of: Afdeling, who: User) -> dict[str, Any]:
    place = {"slug": a_counter(of, who)["slug"]}
    row = wachtrij.walk_in(Locatie.objects.get(**place), [], via=Meldwijze.BALIE, now=NOW, door=who)
    return {**place, "pk": row.pk}


def a_step(of: Afdeling, who: User) -> dict[str, Any]:
    return {**a_counter(of, who), **a_walk_in(of, who), "naam": "ongedaan"}


def a_step_of_the_day(of: Afdeling, who: User) -> dict[str, Any]:
    return {**a_walk_in(of, who), "naam": "ongedaan"}


def a_disruption(of: Afdeling, who: User) -> dict[str, Any]:
    return {"pk": _disruption(of).pk}


def a_request(of: Afdeling, who: User) -> dict[str, Any]:
    """Somebody asks to be visited."""
    klant = Klant.objects.create(naam="Anna de Vries")
    product = Product.objects.create(
        naam="Bezoek",
        slug=f"bezoek-{of.pk}",
        groep=Productgroep.objects.get_or_create(naam="Thuis")[0],
        afdeling=of,
        aanbieder="bezoek",
    )
    Aanvraagproduct.objects.get_or_create(product=product)
    adres = Adres("Dorpsstraat", "1", "1191 BH", "Ouderkerk aan de Amstel", 52.29, 4.91)
    return {"pk": triage.request(product, klant, adres, reden="Ziek", now=NOW).pk}


def a_replacement(of: Afdeling, who: User) -> dict[str, Any]:
    """What a disruption means for one appointment."""
    row = _disruption(of)
    afspraak = Afspraak.objects.get(**an_appointment(of, who))
    new = row.voorstellen.create(
        afspraak=afspraak,
        afspraak_versie=1,
        was_begin=afspraak.begin,
        was_locatie=afspraak.locatie,
        oplossing=Oplossing.BLIJFT,
    )
    return {"pk": row.pk, "voorstel": new.pk}


def an_absence_without_disruption(of: Afdeling, who: User) -> dict[str, Any]:
    row = _disruption(of)
    absence = row.afwezigheid
    row.delete()
    return {"pk": absence.pk}


def a_closing_without_disruption(of: Afdeling, who: User) -> dict[str, Any]:
    """Of no department: it takes a right to everything."""
    row = storing.open(
        None, begin=NOW, einde=NOW + timedelta(hours=1), reden="Stroom", door=None, now=NOW
    )
    [closing] = row.sluitingen.all()
    row.delete()
    return {"pk": closing.pk}


def _disruption(of: Afdeling) -> Storing:
    eva = Middel.objects.create(
        naam=f"Eva {Middel.objects.count()}", soort="AMBTENAAR", afdeling=of
    )
    given = {"begin": NOW, "einde": NOW + timedelta(days=1), "reden": "Ziek"}
    return storing.open(eva, **given, door=None, now=NOW)


def _promise(of: Afdeling) -> Any:
    klant = Klant.objects.create(naam="Anna de Vries")
    return promised(medewerker(Rol.KLANTENSERVICE), klant=klant, afdeling=of)


def a_visit(of: Afdeling, who: User) -> dict[str, Any]:
    """One that was promised and has no route yet; routes are of every department at once."""
    afspraak = Afspraak.objects.get(**an_appointment(of, who))
    window = {"belofte_van": afspraak.begin, "belofte_tot": afspraak.einde}
    return {"pk": Bezoek.objects.create(afspraak=afspraak, duur=30, **window).pk}


def an_official_who_visits(of: Afdeling, who: User) -> dict[str, Any]:
    """With a route today."""
    official, [place] = own_official(who), Locatie.objects.filter(**a_place(of, who))
    Veldwerker.objects.get_or_create(middel=official)
    route = Route.objects.get_or_create(
        middel=official,
        dag=NOW.date(),
        defaults={
            "locatie": place,
            "begin": NOW,
            "einde": NOW + timedelta(hours=4),
            "vervoer": "AUTO",
            "vertrekt_van": place,
            "eindigt_bij": place,
        },
    )[0]
    bezoek, moment = Bezoek.objects.get(**a_visit(of, who)), NOW + timedelta(hours=1)
    Stop.objects.get_or_create(
        route=route,
        volgorde=0,
        defaults={"bezoek": bezoek, "rit": 0, "aankomst": moment, "begin": moment, "einde": moment},
    )
    return {"middel": official.pk}


def a_phone(of: Afdeling, who: User) -> dict[str, Any]:
    secret = f"{Toestel.objects.count()}"
    row = Toestel.objects.create(
        gebruiker=who, sleutel_hash=secret, naam="Chrome", sinds=NOW, gezien_op=NOW
    )
    return {"pk": row.pk}


def a_call_for_help(of: Afdeling, who: User) -> dict[str, Any]:
    eva = Middel.objects.create(
        naam=f"Eva {Middel.objects.count()}", soort="AMBTENAAR", afdeling=of
    )
    row = Veldactie.objects.create(
        uuid=uuid4(), middel=eva, soort="SPOED", reden="SPOED", gedaan_op=NOW, op=NOW
    )
    return {"pk": row.pk}


def a_number(of: Afdeling, who: User) -> dict[str, Any]:
    """Of nothing: taking away what is not there is no error."""
    return {"pk": 1}


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
}

OF_ONE_PERSON = {a_caller, questions, an_absence}
"""What not even a right to everything opens, when it is a colleague's."""

OF_EVERYONE = {a_closing_without_disruption}
"""What only a right to everything opens: it is of no department."""
