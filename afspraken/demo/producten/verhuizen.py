"""Moving house and nationality."""

from afspraken.demo.producten.voorbeeld import BEWIJS, BEWIJS_EN, LOKET, Leges, Voorbeeld, spreekuur

PRODUCTEN = (
    Voorbeeld(
        slug="verhuizing",
        naam="Verhuizing doorgeven",
        naam_en="Report a change of address",
        upl="verhuismelding",
        groep="verhuizen",
        duur=15,
        extra=5,
        personen=8,
        needs=LOKET,
        vraagt_adres=True,
        omschrijving="U geeft uw nieuwe adres door. Online kan dit ook, met DigiD.",
        omschrijving_en="You report your new address. You can also do this online with DigiD.",
        zoekwoorden=(
            "adres wijzigen nieuwe woning inschrijven verhuisd verhuizen adreswijziging "
            "moving move house address change"
        ),
        meenemen=(BEWIJS, "Uw huurcontract of koopakte"),
        meenemen_en=(BEWIJS_EN, "Your rental contract or deed of purchase"),
        combineert=True,
    ),
    Voorbeeld(
        slug="vestiging-buitenland",
        naam="Inschrijven vanuit het buitenland",
        naam_en="Register from abroad",
        upl="brp-inschrijving",
        groep="verhuizen",
        duur=30,
        extra=15,
        personen=6,
        uitloop=5,
        needs=LOKET,
        vraagt_adres=True,
        omschrijving="U komt langer dan 4 maanden in Nederland wonen. U schrijft zich in.",
        omschrijving_en="You come to live here for more than 4 months. You register.",
        zoekwoorden=(
            "immigratie expat bsn eerste inschrijving vestigen "
            "immigrate immigration register registration first"
        ),
        meenemen=(
            "Een geldig paspoort",
            "Uw huurcontract of koopakte",
            "Uw geboorteakte en huwelijksakte, vertaald en gelegaliseerd",
        ),
        meenemen_en=(
            "A valid passport",
            "Your rental contract or deed of purchase",
            "Your birth and marriage certificates, translated and legalised",
        ),
        verschijnen="Iedereen die zich inschrijft, komt zelf. Ook kinderen.",
        verschijnen_en="Everyone who registers comes in person, children too.",
        combineert=True,
    ),
    Voorbeeld(
        slug="naturalisatie",
        naam="Nederlander worden door naturalisatie",
        naam_en="Become Dutch by naturalisation",
        upl="naturalisatieverzoek",
        groep="verhuizen",
        duur=60,
        extra=15,
        personen=5,
        uitloop=15,
        raster=30,
        aanlooptijd=1440,
        needs=spreekuur("Nationaliteit"),
        omschrijving="U vraagt de Nederlandse nationaliteit aan. Wij bekijken samen uw papieren.",
        omschrijving_en="You apply for Dutch nationality. We go through your papers together.",
        zoekwoorden=(
            "nationaliteit paspoort inburgering nederlander nationality citizenship citizen dutch"
        ),
        meenemen=(
            "Uw paspoort en verblijfsvergunning",
            "Uw geboorteakte, vertaald en gelegaliseerd",
            "Uw inburgeringsdiploma",
        ),
        meenemen_en=(
            "Your passport and residence permit",
            "Your birth certificate, translated and legalised",
            "Your civic integration diploma",
        ),
        verschijnen="U ondertekent het verzoek waar wij bij zijn.",
        verschijnen_en="You sign the request in our presence.",
        leges=(
            Leges(("1091.00", "1123.00"), "één persoon", "one person"),
            Leges(("1393.00", "1434.00"), "samen met partner", "together with a partner"),
        ),
    ),
    Voorbeeld(
        slug="optie-nederlanderschap",
        naam="Nederlander worden door optie",
        naam_en="Become Dutch by option",
        upl="naturalisatieoptie",
        groep="verhuizen",
        duur=45,
        uitloop=15,
        raster=15,
        aanlooptijd=1440,
        needs=spreekuur("Nationaliteit"),
        omschrijving="Woont u hier al heel lang? Dan kan het soms sneller en goedkoper.",
        omschrijving_en="Have you lived here very long? Then it can be quicker and cheaper.",
        zoekwoorden=(
            "nationaliteit optieverklaring nederlander nationality citizenship citizen dutch"
        ),
        meenemen=("Uw paspoort en verblijfsvergunning", "Uw geboorteakte"),
        meenemen_en=("Your passport and residence permit", "Your birth certificate"),
        verschijnen="U ondertekent de verklaring waar wij bij zijn.",
        verschijnen_en="You sign the statement in our presence.",
        leges=(Leges(("233.00", "240.00")),),
    ),
)
