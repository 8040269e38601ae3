"""Birth, marriage and death."""

from __future__ import annotations

from afspraken.demo.levensgebeurtenissen.voorbeeld import (
    JA,
    NEE,
    Erbij,
    Gebeurtenis,
    Keus,
    Stap,
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
