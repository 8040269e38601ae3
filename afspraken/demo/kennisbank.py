"""The knowledge base of the example town: what employees look up while someone is on the line.

Titles are in two languages; what residents may read too has its text in both. Prices and terms are
example data, as those of the products are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from afspraken import kennis
from afspraken.kennis import Inhoud
from afspraken.lokaal import local_day
from afspraken.models import Afdeling, Kennisartikel, Product


@dataclass(frozen=True)
class Artikel:
    """One article; `afdeling` "" is of all departments, `dagen` is until its review."""

    slug: str
    titel: str
    titel_en: str
    tekst: str
    zoekwoorden: str
    producten: tuple[str, ...] = ()
    afdeling: str = ""
    script: str = ""
    vragen: str = ""
    tekst_en: str = ""
    dagen: int = 180

    @property
    def is_intern(self) -> bool:
        """Residents read what was written for them in both languages."""
        return not self.tekst_en


ARTIKELEN = (
    Artikel(
        slug="paspoort-of-kaart-kwijt",
        titel="Paspoort of identiteitskaart kwijt",
        titel_en="Lost passport or identity card",
        afdeling="Publiekszaken",
        zoekwoorden="vermist verloren gestolen diefstal aangifte politie lost stolen",
        producten=("reisdocument-vermist", "paspoort", "identiteitskaart"),
        tekst="""De klant meldt de vermissing bij ons. Daarna vraagt hij een nieuw document aan.
Dat kan in één afspraak.

## Wel of niet naar de politie
- Bij diefstal: ja, eerst aangifte doen.
- Bij verlies in Nederland: nee.
- Bij verlies in het buitenland: de klant meldt het bij de ambassade.

Wij maken het oude document meteen ongeldig. Wordt het teruggevonden? Dan mag de klant het niet
meer gebruiken.""",
        script="""Vraag of het document is gestolen of verloren.
Vraag wanneer de klant het document weer nodig heeft.
Plan de melding en het nieuwe document in één afspraak.
Zeg dat het oude document na de melding niet meer geldig is.""",
        vragen="""Hoe snel heb ik een nieuw paspoort?
Na 5 werkdagen. Met spoed de volgende werkdag. Spoed kost meer.

Moet ik iets meenemen als ik niets meer heb?
Neem een ander bewijs mee, bijvoorbeeld een rijbewijs. Hebt u niets? Dan stellen wij vragen.""",
    ),
    Artikel(
        slug="spoed-paspoort",
        titel="Paspoort met spoed",
        titel_en="Urgent passport",
        afdeling="Publiekszaken",
        zoekwoorden="spoed snel vakantie haast morgen noodpaspoort urgent",
        producten=("paspoort", "identiteitskaart"),
        tekst="""Een spoedaanvraag die wij voor 14.00 uur versturen, ligt de volgende werkdag klaar.
Voor spoed betaalt de klant extra.

Is dat te laat? Dan kan de klant soms een noodpaspoort krijgen. Dat regelt de marechaussee op
Schiphol. Dat is geen garantie.""",
        script="""Vraag wanneer de klant vertrekt.
Zoek een tijd voor 13.30 uur.
Zeg wat spoed extra kost.""",
    ),
    Artikel(
        slug="toestemming-kind",
        titel="Toestemming voor een paspoort van een kind",
        titel_en="Consent for a child's passport",
        afdeling="Publiekszaken",
        zoekwoorden="kind ouders gezag gescheiden toestemming formulier minderjarig child parents",
        producten=("paspoort", "identiteitskaart"),
        tekst="""Is het kind jonger dan 18 jaar? Dan geven beide ouders met gezag toestemming.
Voor een identiteitskaart is dat nodig tot 12 jaar.

- Komt één ouder mee? Dan tekent de andere ouder het formulier.
- Bij het formulier hoort een kopie van het bewijs van die ouder.
- Heeft één ouder gezag? Dan is alleen die toestemming nodig.

Wil de andere ouder niet? Dan kan de rechter toestemming geven.""",
        script="""Vraag hoe oud het kind is.
Vraag of beide ouders gezag hebben. Vraag niet waarom.
Het kind komt zelf mee. Zeg dat erbij.""",
        dagen=-10,
    ),
    Artikel(
        slug="verhuizing-doorgeven-hoe",
        titel="Verhuizing doorgeven: wanneer en hoe",
        titel_en="Reporting a move: when and how",
        afdeling="Publiekszaken",
        zoekwoorden="adres termijn digid inwonen hoofdbewoner samenwonen address move",
        producten=("verhuizing",),
        tekst="""Doorgeven kan vanaf 4 weken voor de verhuizing tot 5 dagen erna. Online met
DigiD is het snelst.

- De klant trekt bij iemand in? Dan geeft de hoofdbewoner toestemming.
- Een gezin geeft de verhuizing in één keer door.
- Verhuist de klant naar een andere gemeente? Dan doet hij het daar.

Wij geven het adres door aan de Belastingdienst, het pensioenfonds en de zorgverzekeraar.""",
        tekst_en="""You can report a move from 4 weeks before until 5 days after it. Online with
DigiD is fastest.

- Do you move in with someone? Then the main occupant gives permission.
- A family reports the move once, for everyone.
- Do you move to another municipality? Then you report it there.

We pass on your address to the tax office, your pension fund and your health insurer.""",
        script="""Vraag naar welke gemeente de klant verhuist.
Vraag op welke dag.
Kan de klant inloggen met DigiD? Dan hoeft hij niet te komen.""",
        vragen="""Ik ben vergeten mijn verhuizing door te geven. Wat nu?
Geef hem nu door. De dag waarop u het doorgeeft, telt als verhuisdag.""",
    ),
    Artikel(
        slug="verhuizen-naar-buitenland",
        titel="Verhuizen naar het buitenland",
        titel_en="Moving abroad",
        afdeling="Publiekszaken",
        zoekwoorden="emigreren emigratie uitschrijven vertrek buitenland aow emigrate abroad",
        producten=("verhuizing", "uittreksel-brp"),
        tekst="""Blijft u langer dan 8 maanden weg? Dan schrijft u zich uit. Dat doet u in de
laatste 5 dagen voor uw vertrek. U komt daarvoor langs met een geldig bewijs.

- Iedereen vanaf 16 jaar komt zelf.
- U krijgt een bewijs van uitschrijving. Bewaar dat goed.
- Uw zorgverzekering en toeslagen stoppen. Geef uw vertrek daar zelf ook door.""",
        tekst_en="""Will you be away for more than 8 months? Then you deregister. You do this in the
last 5 days before you leave. You visit us with a valid proof of identity.

- Everyone aged 16 and over comes in person.
- You get a proof of deregistration. Keep it safe.
- Your health insurance and benefits stop. Tell them yourself as well.""",
        script="""Vraag hoe lang de klant weggaat.
Korter dan 8 maanden: uitschrijven hoeft niet.
Maak een afspraak in de laatste 5 dagen voor het vertrek.""",
    ),
    Artikel(
        slug="geboorte-andere-gemeente",
        titel="Geboorte in een andere gemeente",
        titel_en="Birth in another municipality",
        afdeling="Publiekszaken",
        zoekwoorden="ziekenhuis amsterdam amc aangifte geboren baby kind hospital birth",
        producten=("geboorte",),
        tekst="""U geeft uw kind aan in de gemeente waar het is geboren. Is dat niet Ouder-Amstel?
Dan maakt u daar een afspraak. Doe dat binnen 3 dagen.

In veel ziekenhuizen kan het ook aan een loket in het ziekenhuis. U krijgt daar de geboorteakte.
Uw kind komt vanzelf op uw adres te staan.""",
        tekst_en="""You register your child in the municipality where it was born. Is that not
Ouder-Amstel? Then you make an appointment there. Do so within 3 days.

Many hospitals have a desk where you can register the birth. You get the birth certificate there.
Your child is added to your address by itself.""",
        script="""Vraag in welke plaats het kind is geboren.
Amsterdam: verwijs naar het loket in het ziekenhuis of naar Amsterdam.
Feliciteer de ouders.""",
    ),
    Artikel(
        slug="erkenning",
        titel="Een kind erkennen",
        titel_en="Acknowledging a child",
        afdeling="Publiekszaken",
        zoekwoorden="erkennen vader ongeboren naamkeuze gezag ouder acknowledge father",
        producten=("geboorte",),
        tekst="""Zijn de ouders niet getrouwd? Dan erkent de andere ouder het kind. Dat kan voor de
geboorte, bij de aangifte of later.

- De moeder geeft toestemming.
- De ouders kiezen samen de achternaam bij het eerste kind.
- Sinds 2023 krijgt wie erkent meestal ook gezag.

Erkennen is gratis.""",
        tekst_en="""Are the parents not married? Then the other parent acknowledges the child. That
is possible before the birth, when you register it, or later.

- The mother gives permission.
- The parents choose the family name of their first child together.
- Since 2023 who acknowledges a child usually gets custody too.

Acknowledging is free. Call us for an appointment.""",
        script="""Vraag of het kind al is geboren.
Nog niet: plan de erkenning nu. Beide ouders komen mee.
Al wel: het kan in dezelfde afspraak als de aangifte.""",
    ),
    Artikel(
        slug="trouwen-stappen",
        titel="Trouwen in Ouder-Amstel: de stappen",
        titel_en="Marrying in Ouder-Amstel: the steps",
        afdeling="Publiekszaken",
        zoekwoorden="huwelijk bruiloft getuigen trouwlocatie gratis trouwambtenaar wedding marry",
        producten=("trouwen", "partnerschap"),
        tekst="""1. Kies een datum en een plek.
2. Meld uw huwelijk ten minste 2 weken vooraf.
3. Geef de namen van uw getuigen door. Dat zijn er 2, 3 of 4.
4. Trouw binnen een jaar na de melding.

Gratis trouwen kan op dinsdag om 9.00 en 9.30 uur. Dan is er geen ceremonie.

Trouwt u met iemand uit een ander land? Bel ons eerst. Wij kijken welke papieren nodig zijn.""",
        tekst_en="""1. Choose a date and a place.
2. Give notice of your marriage at least 2 weeks ahead.
3. Tell us the names of your witnesses. There are 2, 3 or 4.
4. Marry within a year of the notice.

You can marry for free on Tuesdays at 9:00 and 9:30. There is no ceremony then.

Do you marry someone from another country? Call us first. We see which papers are needed.""",
        script="""Feliciteer het paar.
Vraag of beide partners in Nederland wonen.
Vraag naar de datum. Reken terug: de melding is ten minste 2 weken eerder.""",
    ),
    Artikel(
        slug="overlijden-eerste-dagen",
        titel="Na een overlijden: de eerste dagen",
        titel_en="After a death: the first days",
        afdeling="Publiekszaken",
        zoekwoorden="dood uitvaart begraven crematie nabestaande akte erfenis funeral death",
        producten=("overlijden", "akte"),
        tekst="""Meestal doet de uitvaartverzorger de aangifte. U hoeft dan niet te komen.

- De aangifte is in de gemeente waar iemand is overleden.
- De begrafenis of crematie is binnen 6 werkdagen.
- Voor de bank of het pensioen hebt u vaak een akte van overlijden nodig.

Wij geven het overlijden door aan de Belastingdienst, de SVB en het pensioenfonds. Zeg zelf
abonnementen en verzekeringen op.""",
        tekst_en="""Usually the undertaker registers the death. You do not have to come then.

- A death is registered in the municipality where someone died.
- The funeral is within 6 working days.
- The bank or pension fund often asks for a death certificate.

We pass on the death to the tax office, the SVB and the pension fund. Cancel subscriptions and
insurances yourself.""",
        script="""Condoleer de klant. Neem de tijd.
Vraag of een uitvaartverzorger de aangifte doet.
Vraag of de klant een akte nodig heeft, en hoeveel.
Plan zo nodig alles in één afspraak.""",
        vragen="""Wie mag een akte van overlijden aanvragen?
Iedereen. De gegevens zijn openbaar.

Hoeveel akten heb ik nodig?
Vaak is één genoeg. Banken geven hem terug.""",
    ),
    Artikel(
        slug="op-jezelf-wonen",
        titel="Voor het eerst op uzelf wonen",
        titel_en="Living on your own for the first time",
        afdeling="Publiekszaken",
        zoekwoorden="kamer student studeren uit huis zelfstandig 18 huurtoeslag room independent",
        producten=("verhuizing", "uittreksel-brp"),
        tekst="""U geeft uw verhuizing door en u regelt een paar dingen zelf.

- Vraag huurtoeslag aan bij de Belastingdienst, als uw huur en inkomen dat toelaten.
- Bent u 18 jaar? Sluit dan een zorgverzekering af.
- Woont u op kamers? Vraag of u zich op dat adres mag inschrijven.
- Uw verhuurder vraagt soms een uittreksel.""",
        tekst_en="""You report your move and arrange a few things yourself.

- Apply for rent benefit at the tax office, if your rent and income allow it.
- Are you 18? Then take out health insurance.
- Do you rent a room? Ask whether you may register at that address.
- Your landlord may ask for an extract.""",
        script="""Vraag of de klant al een adres heeft.
Noem de huurtoeslag en de zorgverzekering.
Vraag of de verhuurder een uittreksel wil.""",
    ),
    Artikel(
        slug="woz-te-hoog",
        titel="De WOZ-waarde lijkt te hoog",
        titel_en="The WOZ value seems too high",
        afdeling="Belastingen",
        zoekwoorden="woz bezwaar waarde huis aanslag taxatie ozb objection value house",
        producten=("ozb",),
        tekst="""De klant kan binnen 6 weken bezwaar maken. Dat kan gratis en zelf, online of met
een brief. De datum op de aanslag telt.

Eerst bellen helpt vaak. De taxateur kijkt mee en kan de waarde meteen aanpassen.""",
        script="""Vraag naar de datum op de aanslag.
Vraag wat er niet klopt: de grootte, de staat of de vergelijking.
Bied een gesprek met Belastingen aan, of een terugbelverzoek.""",
        vragen="""Moet ik intussen betalen?
Ja. Krijgt u gelijk, dan krijgt u geld terug.

Moet ik een bureau inschakelen?
Nee. Dat hoeft niet en het kan zonder kosten.""",
    ),
    Artikel(
        slug="grofvuil",
        titel="Grofvuil laten ophalen",
        titel_en="Having bulky waste collected",
        zoekwoorden="afval meubels bank koelkast milieustraat container ophalen grof waste bulky",
        producten=("melding-buurt",),
        tekst="""Een afspraak voor grofvuil maakt de klant bij de afvalinzamelaar. Dat kan online of
met een telefoontje. Twee keer per jaar is gratis.

- Zet het pas na 7.00 uur buiten.
- Hoogstens 2 kubieke meter.
- Verbouwingsafval gaat naar de milieustraat.

De milieustraat is open van maandag tot en met zaterdag. De klant laat een bewijs met zijn adres
zien.""",
        script="""Vraag wat de klant wil wegdoen.
Geef het nummer van de afvalinzamelaar.
Ligt er afval van een ander? Maak een melding over de buurt.""",
    ),
    Artikel(
        slug="dakkapel",
        titel="Dakkapel of aanbouw: is er een vergunning nodig?",
        titel_en="Dormer or extension: is a permit needed?",
        afdeling="Bouwen en Wonen",
        zoekwoorden="bouwen verbouwen schuur uitbouw omgevingsloket vergunningvrij dormer permit",
        producten=("vooroverleg", "omgevingsvergunning"),
        tekst="""De klant doet eerst de vergunningcheck in het Omgevingsloket. Vaak mag een dakkapel
aan de achterkant zonder vergunning. Aan de voorkant bijna nooit.

Beloof nooit dat iets mag. Bij een monument of beschermd dorpsgezicht gelden andere regels.

[Het Omgevingsloket](https://omgevingswet.overheid.nl)""",
        script="""Vraag naar het adres en de kant van het huis.
Vraag of de klant de vergunningcheck heeft gedaan.
Twijfel? Plan een gesprek over het bouwplan.""",
    ),
    Artikel(
        slug="geldzorgen",
        titel="Geldzorgen: eerste hulp",
        titel_en="Money worries: first help",
        afdeling="Sociale Zaken",
        zoekwoorden="schulden rekening deurwaarder afsluiting incasso bijstand debt bailiff money",
        producten=("schuldhulp", "bijstand"),
        tekst="""Een eerste gesprek is gratis en vertrouwelijk. De klant hoeft niets te bewijzen.

Dreigt binnen 3 werkdagen een ontruiming, of worden gas, water of licht afgesloten? Dan is het
spoed. Verbind door met Sociale Zaken.""",
        script="""Vraag of er deze week iets dreigt: ontruiming of afsluiting.
Ja: verbind meteen door. Maak anders een terugbelverzoek voor vandaag.
Nee: plan een gesprek. Vraag niet naar bedragen.""",
        dagen=-40,
    ),
)

_WRAPPED = re.compile(r"(?<=[^\n])\n(?=[^\n])(?!- |\d\. |## )")
AUTEUR = "klantenservice"


def write(*, now: datetime) -> None:
    """Publish the articles, each with the product and the department that it belongs to."""
    departments = {row.naam: row for row in Afdeling.objects.all()}
    products = {row.slug: row for row in Product.objects.all()}
    for one in ARTIKELEN:
        row = Kennisartikel(
            slug=one.slug,
            titel=one.titel,
            titel_en=one.titel_en,
            afdeling=departments.get(one.afdeling),
            herzien_op=local_day(now) + timedelta(days=one.dagen),
            zoekwoorden=one.zoekwoorden,
            is_intern=one.is_intern,
        )
        kennis.save_article(row, door="", now=now)
        row.producten.set(products[slug] for slug in one.producten)
        inhoud = Inhoud(_unwrapped(one.tekst), _unwrapped(one.tekst_en), one.script, one.vragen)
        seen = kennis.read(row).kenmerk
        kennis.publish(row, inhoud, gezien=seen, auteur=AUTEUR, door="", now=now)


def _unwrapped(tekst: str) -> str:
    """A text of this file as one types it on a page: a paragraph is one line."""
    return _WRAPPED.sub(" ", tekst)
