"""Moving house, living on your own, and papers that were lost."""

from __future__ import annotations

from afspraken.demo.levensgebeurtenissen.voorbeeld import (
    JA,
    NEE,
    Erbij,
    Gebeurtenis,
    Keus,
    Stap,
    Talen,
)

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
