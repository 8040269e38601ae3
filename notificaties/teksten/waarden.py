"""What stands in the place of each placeholder, in the language that is active. Makes no query.

What a customer typed is one line without control characters, and where it looks like a web address
or a telephone number it is left out: our own messages must never lead anyone astray (trust: S15).
Of a sensitive product a message tells no more than that there is an appointment (trust: S22).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.dateformat import format as format_date
from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from afspraken.beheerlink import token_for
from afspraken.invoer import keuring
from afspraken.lokaal import LOCAL, local_day
from afspraken.models import Afspraak, Afspraakproduct, Berichtkanaal, Klant, Kosten, Status
from afspraken.models.catalogus import in_language
from afspraken.templatetags.datums import lange_datum, tijd
from afspraken.templatetags.wanneer import hoe_laat, waar, wanneer_met_einde
from notificaties.models import Bericht, Berichtsoort
from notificaties.teksten.invullen import Waarde

_SHAPELESS = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def values_of(bericht: Bericht, afspraak: Afspraak | None) -> dict[str, Waarde]:
    """Every value of a message, by placeholder; an empty one is not known or not there."""
    klant = afspraak.klant if afspraak else bericht.klant
    ours: dict[str, Waarde] = {
        **{naam: one_line(str(value)) for naam, value in bericht.gegevens.items()},
        "gemeente": settings.GEMEENTE.naam,
        "website": settings.GEMEENTE.website,
        "telefoon": settings.GEMEENTE.telefoon,
        "nieuw": f"{settings.PUBLIC_URL}{reverse('portaal:start')}",
        "naam": harmless(klant.naam if klant else "") or _("heer of mevrouw"),
    }
    return ours if afspraak is None else ours | _of_promise(bericht, afspraak)


def _of_promise(bericht: Bericht, afspraak: Afspraak) -> dict[str, Waarde]:
    """The values that an appointment gives."""
    klant, link = afspraak.klant, _link(bericht, afspraak)
    return {
        "sorry": _sorry(bericht),
        "stand": _state(bericht, afspraak),
        "voor_wie": harmless(afspraak.namens) or harmless(klant.organisatie if klant else ""),
        **_when_and_where(afspraak),
        **_what(sorted(afspraak.producten.all(), key=_in_catalogue), afspraak, link),
        "daarna": _after_it(afspraak),
        "referentie": afspraak.referentie,
        "link": link,
        "meer": _("Zie uw e-mail.") if _has_mail(bericht, klant) else link,
        "wijzigen": _how_to_change(bericht, klant, link),
    }


def short_address(afspraak: Afspraak) -> str:
    """The secret address of an appointment, as short as can be; empty if it has none yet."""
    if not afspraak.beheer_hash:
        return ""
    return f"{settings.PUBLIC_URL}{reverse('portaal:kort', args=[token_for(afspraak)])}"


def one_line(text: str) -> str:
    """The text without line ends and other characters without a shape.

    >>> one_line("Zoë\\r\\nBcc:  x")
    'Zoë Bcc: x'
    """
    seen = (" " if unicodedata.category(c) in _SHAPELESS else c for c in text)
    return " ".join("".join(seen).split())


def harmless(text: str) -> str:
    """A name that someone typed, as one line; empty if it leads to a place or a telephone.

    >>> harmless("Zoë  de Vries"), harmless("ING bel 0900 1234567"), harmless("http://evil.nl")
    ('Zoë de Vries', '', '')
    """
    plain = one_line(text)
    try:
        keuring.check_firm(plain)
    except ValidationError:
        return ""
    return plain


def _link(bericht: Bericht, afspraak: Afspraak) -> str:
    """The secret address; an answer to an SMS has it only where it was asked for."""
    if bericht.soort == Berichtsoort.ANTWOORD and not bericht.gegevens.get("met_link"):
        return ""
    if bericht.kanaal == Berichtkanaal.EMAIL and afspraak.beheer_hash:
        return f"{settings.PUBLIC_URL}{reverse('portaal:afspraak', args=[token_for(afspraak)])}"
    return short_address(afspraak)


def _sorry(bericht: Bericht) -> str:
    """After the name of who sends an SMS, where we give a reason: it was our doing."""
    word = _("sorry")
    return f" {word}," if bericht.gegevens.get("reden") else ""


def _has_mail(bericht: Bericht, klant: Klant | None) -> bool:
    """True if this SMS is beside an e-mail, not in its place."""
    if klant is None or not klant.email or bericht.poging:
        return False
    return klant.voorkeur in ("", Berichtkanaal.EMAIL)


def _how_to_change(bericht: Bericht, klant: Klant | None, link: str) -> str:
    """By a reply where our number can be answered, else in the e-mail or behind the link."""
    if settings.SMS_ANTWOORDEN:
        return _("Komt u? Antwoord JA. Niet? ANNULEER. Andere tijd? VERZET.")
    return _("Zie uw e-mail.") if _has_mail(bericht, klant) else link


def _when_and_where(afspraak: Afspraak) -> dict[str, Waarde]:
    plaats = afspraak.locatie
    if afspraak.is_telefonisch:
        where = {"locatie": _("wij bellen u"), "adres": _("op het nummer dat u ons gaf")}
    elif afspraak.is_venster:
        where = {"locatie": waar(afspraak), "adres": afspraak.adres}
    else:
        where = {"locatie": plaats.naam, "adres": plaats.adres}
        where["aankomst"] = in_language(plaats.aankomst, plaats.aankomst_en).strip()
    return {
        "aankomst": "",
        **where,
        "datum": lange_datum(afspraak.begin),
        "dag_kort": short_day(afspraak.begin),
        "tijd": hoe_laat(afspraak),
        "einde": "" if afspraak.is_venster else tijd(afspraak.einde),
        "wanneer": wanneer_met_einde(afspraak),
        "telefoon": plaats.telefoon or settings.GEMEENTE.telefoon,
    }


def _state(bericht: Bericht, afspraak: Afspraak) -> str:
    """What an official or room has to know: also that someone else does it now."""
    if afspraak.status == Status.GEANNULEERD:
        return _("geannuleerd")
    middel = bericht.middel_id
    if middel is not None and middel not in {one.middel_id for one in afspraak.inzetten.all()}:
        return _("niet meer bij u")
    return _("gewijzigd") if afspraak.versie > 1 else _("nieuw")


def short_day(moment: datetime) -> str:
    """The day in town, in the language that is active: di 8 dec, or Tue 8 Dec."""
    text = format_date(moment.astimezone(LOCAL), "D j M")
    return text if (get_language() or "").startswith("en") else text.lower()


def _what(rows: list[Afspraakproduct], afspraak: Afspraak, link: str) -> dict[str, Waarde]:
    if any(row.product.is_gevoelig for row in rows):
        there = (_("Kijk op de pagina van uw afspraak: %(link)s") % {"link": link},)
        return {"producten": _("afspraak"), "meenemen": there if link else (), "kosten": ()}
    return {
        "producten": _joined([_with_number(row) for row in rows]),
        "meenemen": _without_doubles(thing for row in rows for thing in row.product.toon_meenemen),
        "kosten": tuple(_costs(rows, afspraak)),
    }


def _after_it(afspraak: Afspraak) -> str:
    """The next step of the same matter that is planned, of the same customer; empty for none."""
    steps = afspraak.traject.stappen.all() if afspraak.traject else ()
    later = (one for one in steps if one.status == Status.GEPLAND and one.begin > afspraak.begin)
    mine = (one for one in later if one.klant_id == afspraak.klant_id)
    following = min(mine, key=lambda one: one.begin, default=None)
    if following is None:
        return ""
    rows = sorted(following.producten.all(), key=_in_catalogue)
    return _("%(wat)s op %(datum)s, %(tijd)s, %(locatie)s") % {
        "wat": _what(rows, following, "")["producten"],
        "datum": lange_datum(following.begin),
        "tijd": tijd(following.begin),
        "locatie": _when_and_where(following)["locatie"],
    }


def _with_number(row: Afspraakproduct) -> str:
    if row.aantal == 1:
        return str(row.product)
    number = ngettext("%(aantal)d persoon", "%(aantal)d personen", row.aantal)
    return f"{row.product} ({number % {'aantal': row.aantal}})"


def _joined(names: list[str]) -> str:
    """One, two and three."""
    *first, last = names or [""]
    if not first:
        return last
    return _("%(eerste)s en %(laatste)s") % {"eerste": ", ".join(first), "laatste": last}


def _without_doubles(things: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for thing in things:
        found.setdefault(thing.casefold(), thing)
    return tuple(found.values())


def _costs(rows: list[Afspraakproduct], afspraak: Afspraak) -> Iterable[str]:
    for row in rows:
        for kosten in row.product.kosten_on(local_day(afspraak.begin)):
            label = kosten.toon_omschrijving
            names = [str(row.product) if len(rows) > 1 else "", label]
            what = ", ".join(name for name in names if name) or _("Per stuk")
            yield f"{what}: {_amount(kosten)}"


def _amount(kosten: Kosten) -> str:
    return f"€ {number_format(kosten.bedrag, 2)}" if kosten.bedrag else _("gratis")


def _in_catalogue(row: Afspraakproduct) -> tuple[int, str]:
    return row.product.volgorde, row.product.naam
