"""The life events of the example town, each with its questions in two languages.

`naar` names the question that comes next; without it the answer is the end. Read next:
`afspraken/vraagtrechter/walking.py`, how a path of answers becomes a set of products.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from afspraken import vraagtrechter
from afspraken.models import (
    Antwoord,
    Antwoordproduct,
    Kennisartikel,
    Levensgebeurtenis,
    Product,
    Vraag,
)

Talen = tuple[str, str]
GEEN: Talen = ("", "")
JA: Talen = ("Ja", "Yes")
NEE: Talen = ("Nee", "No")


@dataclass(frozen=True)
class Erbij:
    """A product that an answer adds, and why."""

    slug: str
    reden: Talen
    aantal: int = 1


@dataclass(frozen=True)
class Keus:
    """One answer."""

    tekst: Talen
    naar: str = ""
    erbij: tuple[Erbij, ...] = ()
    artikel: str = ""


@dataclass(frozen=True)
class Stap:
    """One question; `naam` is how answers point to it."""

    naam: str
    tekst: Talen
    keuzes: tuple[Keus, ...]
    uitleg: Talen = GEEN


@dataclass(frozen=True)
class Gebeurtenis:
    """One life event; its first step is asked first."""

    slug: str
    naam: Talen
    omschrijving: Talen
    zoekwoorden: str
    stappen: tuple[Stap, ...]


NIEUW_ADRES = (
    "U geeft uw nieuwe adres door aan de gemeente.",
    "You report your new address to the municipality.",
)
BEWIJS = (
    "U krijgt een bewijs van uw adres, bijvoorbeeld voor uw verhuurder.",
    "You get proof of your address, for instance for your landlord.",
)
_PERSONEN: tuple[Talen, ...] = (
    ("Alleen ik", "Only me"),
    ("2 personen", "2 persons"),
    ("3 personen", "3 persons"),
    ("4 personen", "4 persons"),
    ("5 personen", "5 persons"),
    ("6 personen", "6 persons"),
)


def _met_hoeveel(slug: str, reden: Talen, naar: str) -> tuple[Keus, ...]:
    return tuple(
        Keus(tekst, naar, (Erbij(slug, reden, aantal),))
        for aantal, tekst in enumerate(_PERSONEN, start=1)
    )


def _document(reden: Talen) -> tuple[Keus, ...]:
    """The documents that one may apply for in the same visit, and none."""
    return (
        Keus(("Ja, een paspoort", "Yes, a passport"), "", (Erbij("paspoort", reden),)),
        Keus(
            ("Ja, een identiteitskaart", "Yes, an identity card"),
            "",
            (Erbij("identiteitskaart", reden),),
        ),
        Keus(("Ja, een rijbewijs", "Yes, a driving licence"), "", (Erbij("rijbewijs", reden),)),
        Keus(NEE),
    )


VERHUIZEN = Gebeurtenis(
    slug="verhuizen",
    naam=("Verhuizen", "Moving house"),
    omschrijving=("U gaat in een ander huis wonen.", "You go and live in another home."),
    zoekwoorden="verhuis verhuizing adres woning huis buitenland emigreren move moving house",
    stappen=(
        Stap(
            "waarheen",
            ("Wat is uw nieuwe adres?", "Where is your new address?"),
            (
                Keus(
                    (
                        "In Ouder-Amstel. Ik woon nu al in Nederland.",
                        "In Ouder-Amstel. I live in the Netherlands now.",
                    ),
                    "personen",
                ),
                Keus(
                    (
                        "In Ouder-Amstel. Ik kom uit het buitenland.",
                        "In Ouder-Amstel. I come from abroad.",
                    ),
                    "vestigers",
                ),
                Keus(
                    ("In een andere gemeente in Nederland", "Elsewhere in the Netherlands"),
                    artikel="verhuizing-doorgeven-hoe",
                ),
                Keus(("In het buitenland", "Abroad"), artikel="verhuizen-naar-buitenland"),
            ),
        ),
        Stap(
            "personen",
            ("Met hoeveel personen verhuist u?", "How many persons move?"),
            _met_hoeveel("verhuizing", NIEUW_ADRES, "bewijs"),
            ("Tel uzelf en kinderen mee.", "Count yourself and children."),
        ),
        Stap(
            "vestigers",
            ("Met hoeveel personen komt u hier wonen?", "How many persons come to live here?"),
            _met_hoeveel(
                "vestiging-buitenland",
                (
                    "Wie uit het buitenland komt, schrijft zich in bij de gemeente.",
                    "Whoever comes from abroad registers with the municipality.",
                ),
                "bewijs",
            ),
            ("Iedereen komt zelf mee naar de afspraak.", "Everyone comes to the appointment."),
        ),
        Stap(
            "bewijs",
            ("Hebt u een bewijs van uw nieuwe adres nodig?", "Do you need proof of your address?"),
            (
                Keus(JA, "document", (Erbij("uittreksel-brp", BEWIJS),)),
                Keus(NEE, "document"),
            ),
            (
                "Uw verhuurder, bank of werkgever vraagt daar soms om.",
                "Your landlord, bank or employer may ask for it.",
            ),
        ),
        Stap(
            "document",
            ("Wilt u meteen een nieuw document aanvragen?", "Do you need a new document as well?"),
            _document(
                (
                    "U wilde meteen een nieuw document aanvragen.",
                    "You wanted to apply for a new document as well.",
                )
            ),
            ("Uw oude document blijft geldig.", "Your old document stays valid."),
        ),
    ),
)

GEBOORTE = Gebeurtenis(
    slug="geboorte",
    naam=("Een kind krijgen", "Having a child"),
    omschrijving=("Uw kind is geboren of komt bijna.", "Your child is born or will be soon."),
    zoekwoorden="baby kind zwanger geboren geboorte bevalling erkennen birth born pregnant child",
    stappen=(
        Stap(
            "geboren",
            ("Is uw kind al geboren?", "Has your child been born?"),
            (
                Keus(JA, "waar"),
                Keus(("Nee, nog niet", "No, not yet"), artikel="erkenning"),
            ),
        ),
        Stap(
            "waar",
            ("Waar is uw kind geboren?", "Where was your child born?"),
            (
                Keus(
                    ("In Ouder-Amstel", "In Ouder-Amstel"),
                    "reis",
                    (
                        Erbij(
                            "geboorte",
                            (
                                "U geeft uw kind aan waar het is geboren. Doe dat binnen 3 dagen.",
                                "You register your child where it was born, within 3 days.",
                            ),
                        ),
                    ),
                ),
                Keus(("Ergens anders", "Somewhere else"), artikel="geboorte-andere-gemeente"),
            ),
        ),
        Stap(
            "reis",
            ("Gaat u binnenkort met uw kind op reis?", "Will you travel with your child soon?"),
            (
                Keus(
                    ("Ja, binnen Europa", "Yes, within Europe"),
                    "akte",
                    (
                        Erbij(
                            "identiteitskaart",
                            (
                                "Uw kind heeft een eigen identiteitskaart nodig om te reizen.",
                                "Your child needs an identity card of its own to travel.",
                            ),
                        ),
                    ),
                ),
                Keus(
                    ("Ja, verder weg", "Yes, further away"),
                    "akte",
                    (
                        Erbij(
                            "paspoort",
                            (
                                "Uw kind heeft een eigen paspoort nodig om te reizen.",
                                "Your child needs a passport of its own to travel.",
                            ),
                        ),
                    ),
                ),
                Keus(NEE, "akte"),
            ),
            ("Neem uw kind dan mee naar de afspraak.", "Then bring your child along."),
        ),
        Stap(
            "akte",
            (
                "Hebt u een afschrift van de geboorteakte nodig?",
                "Do you need a copy of the birth certificate?",
            ),
            (
                Keus(
                    JA,
                    "",
                    (
                        Erbij(
                            "akte",
                            (
                                "U krijgt een afschrift van de geboorteakte mee.",
                                "You get a copy of the birth certificate.",
                            ),
                        ),
                    ),
                ),
                Keus(NEE),
            ),
            (
                "Bijvoorbeeld voor een consulaat. Voor uw werkgever is het niet nodig.",
                "For instance for a consulate. Your employer does not need it.",
            ),
        ),
    ),
)

TROUWEN = Gebeurtenis(
    slug="trouwen",
    naam=("Trouwen of partners worden", "Marriage or partnership"),
    omschrijving=(
        "U gaat trouwen of uw partnerschap laten registreren.",
        "You marry or register your partnership.",
    ),
    zoekwoorden="huwelijk bruiloft trouwen partnerschap samenwonen wedding marriage marry partner",
    stappen=(
        Stap(
            "waar",
            (
                "Wonen u en uw partner allebei in Nederland?",
                "Do you and your partner both live in the Netherlands?",
            ),
            (
                Keus(JA, "wat"),
                Keus(NEE, artikel="trouwen-stappen"),
            ),
        ),
        Stap(
            "wat",
            ("Wat wilt u?", "What do you want to do?"),
            (
                Keus(
                    ("Trouwen", "Marry"),
                    "akte",
                    (
                        Erbij(
                            "trouwen",
                            (
                                "U meldt uw huwelijk ten minste 2 weken vooraf.",
                                "You give notice of your marriage at least 2 weeks ahead.",
                            ),
                        ),
                    ),
                ),
                Keus(
                    ("Ons partnerschap laten registreren", "Register our partnership"),
                    "akte",
                    (
                        Erbij(
                            "partnerschap",
                            (
                                "U meldt uw partnerschap ten minste 2 weken vooraf.",
                                "You give notice of your partnership at least 2 weeks ahead.",
                            ),
                        ),
                    ),
                ),
                Keus(
                    ("Eerst lezen hoe het gaat", "First read how it works"),
                    artikel="trouwen-stappen",
                ),
            ),
        ),
        Stap(
            "akte",
            (
                "Hebt u een afschrift van een geboorteakte nodig?",
                "Do you need a copy of a birth certificate?",
            ),
            (
                Keus(
                    JA,
                    "",
                    (
                        Erbij(
                            "akte",
                            (
                                "U neemt het afschrift bij dezelfde afspraak mee.",
                                "You take the copy with you at the same appointment.",
                            ),
                        ),
                    ),
                ),
                Keus(NEE),
            ),
            (
                "Dat is soms nodig als een van u buiten Nederland is geboren.",
                "That is sometimes needed if one of you was born abroad.",
            ),
        ),
    ),
)

_AKTE = (
    Erbij(
        "akte",
        (
            "De bank, de notaris of het pensioenfonds vraagt om een akte.",
            "The bank, the notary or the pension fund asks for a certificate.",
        ),
    ),
)
OVERLIJDEN = Gebeurtenis(
    slug="overlijden",
    naam=("Iemand is overleden", "Someone has died"),
    omschrijving=("Wat u bij ons regelt als nabestaande.", "What you arrange as next of kin."),
    zoekwoorden="dood overleden overlijden uitvaart begrafenis nabestaande died death funeral",
    stappen=(
        Stap(
            "aangifte",
            (
                "Doet een uitvaartverzorger de aangifte van overlijden?",
                "Does an undertaker register the death?",
            ),
            (
                Keus(("Ja, of dat is al gedaan", "Yes, or it has been done"), "alleen-akte"),
                Keus(("Nee, dat doe ik zelf", "No, I do it myself"), "waar"),
            ),
            ("Meestal doet de uitvaartverzorger dat.", "The undertaker usually does this."),
        ),
        Stap(
            "waar",
            ("Waar is de persoon overleden?", "Where did the person die?"),
            (
                Keus(
                    ("In Ouder-Amstel", "In Ouder-Amstel"),
                    "ook-akte",
                    (
                        Erbij(
                            "overlijden",
                            (
                                "U doet aangifte waar iemand is overleden.",
                                "A death is registered where someone died.",
                            ),
                        ),
                    ),
                ),
                Keus(("Ergens anders", "Somewhere else"), artikel="overlijden-eerste-dagen"),
            ),
        ),
        Stap(
            "ook-akte",
            ("Hebt u een akte van overlijden nodig?", "Do you need a death certificate?"),
            (Keus(JA, "", _AKTE), Keus(NEE)),
            ("De bank of het pensioenfonds vraagt er vaak om.", "Banks often ask for it."),
        ),
        Stap(
            "alleen-akte",
            ("Hebt u een akte van overlijden nodig?", "Do you need a death certificate?"),
            (Keus(JA, "", _AKTE), Keus(NEE, artikel="overlijden-eerste-dagen")),
            ("De bank of het pensioenfonds vraagt er vaak om.", "Banks often ask for it."),
        ),
    ),
)

ZELFSTANDIG = Gebeurtenis(
    slug="zelfstandig-wonen",
    naam=("Op uzelf gaan wonen", "Living on your own"),
    omschrijving=(
        "U gaat voor het eerst uit huis, bijvoorbeeld op kamers.",
        "You leave home for the first time.",
    ),
    zoekwoorden="kamer kamers student uit huis zelfstandig 18 studeren room independent leave home",
    stappen=(
        Stap(
            "adres",
            ("Hebt u al een nieuw adres?", "Do you have a new address?"),
            (
                Keus(("Ja, in Ouder-Amstel", "Yes, in Ouder-Amstel"), "verhuurder"),
                Keus(
                    ("Ja, in een andere gemeente", "Yes, in another municipality"),
                    artikel="verhuizing-doorgeven-hoe",
                ),
                Keus(("Nee, nog niet", "No, not yet"), artikel="op-jezelf-wonen"),
            ),
        ),
        Stap(
            "verhuurder",
            (
                "Vraagt uw verhuurder om een bewijs van inschrijving?",
                "Does your landlord ask for proof of registration?",
            ),
            (
                Keus(
                    JA,
                    "bewijs",
                    (Erbij("verhuizing", NIEUW_ADRES), Erbij("uittreksel-brp", BEWIJS)),
                ),
                Keus(NEE, "bewijs", (Erbij("verhuizing", NIEUW_ADRES),)),
            ),
        ),
        Stap(
            "bewijs",
            ("Hebt u een geldig paspoort of ID-kaart?", "Do you have a valid passport or ID card?"),
            (
                Keus(JA),
                Keus(
                    NEE,
                    "",
                    (
                        Erbij(
                            "identiteitskaart",
                            (
                                "U hebt een geldig bewijs nodig voor werk, zorg en de bank.",
                                "You need valid proof for work, health care and the bank.",
                            ),
                        ),
                    ),
                ),
            ),
        ),
    ),
)

KWIJT = Gebeurtenis(
    slug="kwijt",
    naam=("Paspoort of ID-kaart kwijt", "Lost passport or ID card"),
    omschrijving=("Verloren of gestolen.", "Lost or stolen."),
    zoekwoorden="kwijt verloren gestolen vermist diefstal lost stolen missing",
    stappen=(
        Stap(
            "nieuw",
            ("Wilt u meteen een nieuw document?", "Do you want a new document at once?"),
            tuple(
                Keus(
                    tekst,
                    "",
                    (
                        Erbij(
                            "reisdocument-vermist",
                            (
                                "U meldt eerst dat u het kwijt bent.",
                                "You first report that you have lost it.",
                            ),
                        ),
                        *nieuw,
                    ),
                )
                for tekst, nieuw in (
                    (
                        ("Ja, een paspoort", "Yes, a passport"),
                        (Erbij("paspoort", ("Dit komt in de plaats.", "This replaces it.")),),
                    ),
                    (
                        ("Ja, een identiteitskaart", "Yes, an identity card"),
                        (
                            Erbij(
                                "identiteitskaart",
                                ("Dit komt in de plaats.", "This replaces it."),
                            ),
                        ),
                    ),
                    (("Nee, alleen melden", "No, only report it"), ()),
                )
            ),
        ),
    ),
)

GEBEURTENISSEN = (VERHUIZEN, GEBOORTE, TROUWEN, OVERLIJDEN, ZELFSTANDIG, KWIJT)


def write(*, now: datetime) -> None:
    """Store the life events and publish them; a fault in one stops the town from being built."""
    for number, one in enumerate(GEBEURTENISSEN):
        row = Levensgebeurtenis(
            slug=one.slug,
            naam=one.naam[0],
            naam_en=one.naam[1],
            omschrijving=one.omschrijving[0],
            omschrijving_en=one.omschrijving[1],
            zoekwoorden=one.zoekwoorden,
            volgorde=number,
        )
        row.full_clean()
        row.save()
        _questions(row, one)
        vraagtrechter.publish(row, door="", now=now)


def _questions(gebeurtenis: Levensgebeurtenis, one: Gebeurtenis) -> None:
    stored = {
        stap.naam: Vraag.objects.create(
            gebeurtenis=gebeurtenis,
            tekst=stap.tekst[0],
            tekst_en=stap.tekst[1],
            uitleg=stap.uitleg[0],
            uitleg_en=stap.uitleg[1],
            volgorde=number,
        )
        for number, stap in enumerate(one.stappen)
    }
    articles = {row.slug: row for row in Kennisartikel.objects.all()}
    products = {row.slug: row for row in Product.objects.all()}
    for stap in one.stappen:
        for number, keus in enumerate(stap.keuzes):
            answer = Antwoord.objects.create(
                vraag=stored[stap.naam],
                tekst=keus.tekst[0],
                tekst_en=keus.tekst[1],
                volgende=stored[keus.naar] if keus.naar else None,
                artikel=articles[keus.artikel] if keus.artikel else None,
                volgorde=number,
            )
            Antwoordproduct.objects.bulk_create(
                Antwoordproduct(
                    antwoord=answer,
                    product=products[each.slug],
                    aantal=each.aantal,
                    reden=each.reden[0],
                    reden_en=each.reden[1],
                )
                for each in keus.erbij
            )
